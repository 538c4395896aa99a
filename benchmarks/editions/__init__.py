"""Reads a published edition from its file; a mistake is a problem that names file, id and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from assessment.content import Content
from assessment.model import FigureLink, Kind, Question
from assessment.reading import ContentError, Problem, Table, read_table, report_duplicates
from benchmarks.model import (
    REST,
    EarlierShare,
    Edition,
    EditionNote,
    Figure,
    FigureKind,
    Population,
    Share,
)

EDITIONS_FOLDER = Path(__file__).parent
LATEST = "2019"


def load_edition(name: str = LATEST, folder: Path = EDITIONS_FOLDER) -> Edition:
    """The edition of a year. Raises ContentError with every mistake found."""
    problems: list[Problem] = []
    edition = _read_edition(read_table(folder / f"{name}.toml", problems))
    if problems:
        raise ContentError(problems)
    return edition


def _read_edition(table: Table) -> Edition:
    table.context = "edition"
    edition = Edition(
        id=table.string("id"),
        year=table.integer("year"),
        title=table.text("title"),
        publisher=table.string("publisher"),
        fieldwork=table.text("fieldwork"),
        questions=table.integer("questions"),
        asked=table.integer("asked"),
        municipalities_answered=table.integer("municipalities_answered"),
        municipalities_total=table.integer("municipalities_total"),
        police_zones_answered=table.integer("police_zones_answered"),
        police_zones_total=table.integer("police_zones_total"),
        warning=table.text("warning"),
        notes=tuple(_read_note(entry) for entry in table.tables("notes", "note")),
        figures=tuple(_read_figure(entry) for entry in table.tables("figures", "figure")),
    )
    table.finish()
    report_duplicates(table.file, [figure.id for figure in edition.figures], table.problems)
    return edition


def _read_note(table: Table) -> EditionNote:
    note = EditionNote(table.string("id"), table.text("text"))
    table.finish()
    return note


def _read_figure(table: Table) -> Figure:
    population, kind = table.string("population"), table.string("kind")
    if population not in list(Population):
        table.report(f"'{population}' is not a population: use one of {', '.join(Population)}")
        population = Population.MUNICIPALITIES
    if kind not in list(FigureKind):
        table.report(f"'{kind}' is not a kind of figure: use one of {', '.join(FigureKind)}")
        kind = FigureKind.ONE_OF
    figure = Figure(
        id=table.string("id"),
        asked=table.text("asked"),
        population=Population(population),
        kind=FigureKind(kind),
        section=table.string("section"),
        shares=tuple(_read_share(entry) for entry in table.tables("shares", "share")),
        earlier=tuple(_read_earlier(entry) for entry in table.tables("earlier")),
        note=table.text_or_none("note"),
        unit=table.text_or_none("unit"),
        base=table.text_or_none("base"),
        year=table.integer("year", 0) or None,
    )
    table.finish()
    _check_figure(table, figure)
    return figure


def _read_share(table: Table) -> Share:
    about = table.boolean("about", default=False)
    share = Share(table.string("id"), table.text("text"), table.decimal("value"), about)
    table.finish()
    return share


def _read_earlier(table: Table) -> EarlierShare:
    earlier = EarlierShare(
        table.integer("year"), table.string("share"), table.decimal("value"), table.boolean("about", default=False)
    )
    table.finish()
    return earlier


def _check_figure(table: Table, figure: Figure) -> None:
    report_duplicates(table.file, [f"{figure.id}:{share.id}" for share in figure.shares], table.problems)
    if not figure.shares:
        table.report("a figure needs at least one share")
    percentages = figure.kind is not FigureKind.MEAN and figure.unit is None
    if percentages and any(not 0 <= share.value <= 100 for share in figure.shares):
        table.report("a share is a percentage from 0 to 100")
    lowest = sum((share.printed[0] for share in figure.shares), Decimal(0))
    if percentages and figure.kind is FigureKind.ONE_OF and lowest > 100:
        table.report(f"shares of a one-of figure add up to {figure.total}, more than rounding explains")
    if percentages and figure.kind is FigureKind.ONE_OF and figure.total > 100 and figure.note is None:
        table.report(f"shares add up to {figure.total}: say so in 'note'")
    for earlier in figure.earlier:
        if earlier.share not in figure.share_by_id:
            table.report(f"'earlier' speaks of a share '{earlier.share}' that the figure does not have")


def check_links(content: Content, edition: Edition) -> Iterator[Problem]:
    """Every figure that the questionnaire or the advice names wrongly."""
    for question in content.questionnaire.questions:
        for link in (question.figure, *(row.figure for row in question.rows)):
            if link is not None:
                yield from _check_link(question, link, edition)
    for recommendation in content.recommendations:
        if recommendation.figure is not None and recommendation.figure not in edition.figure_by_id:
            yield Problem(
                "advice.toml", recommendation.id, f"edition {edition.id} has no figure '{recommendation.figure}'"
            )


def _check_link(question: Question, link: FigureLink, edition: Edition) -> Iterator[Problem]:
    figure = edition.figure_by_id.get(link.figure)
    if figure is None:
        yield Problem("questionnaire.toml", question.id, f"edition {edition.id} has no figure '{link.figure}'")
        return
    if (figure.kind is FigureKind.MEAN) != (question.kind is Kind.NUMBER):
        yield Problem("questionnaire.toml", question.id, "a mean goes with a number question, and only with that")
    for option, categories in link.categories.items():
        for category in categories:
            if category != REST and category not in figure.share_by_id:
                yield Problem(
                    "questionnaire.toml", question.id, f"'{option}' maps to '{category}', which {link.figure} lacks"
                )
