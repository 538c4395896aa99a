"""Reads a published edition from its file; a mistake is a problem that names file, id and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from assessment.content import Content
from assessment.model import DIMENSIONS, FigureLink, Kind, Question
from assessment.reading import ContentError, Parse, Problem, Table, parse_toml, read_table, report_duplicates
from benchmarks.bases import is_of_everybody
from benchmarks.model import (
    ABOUT_MARGIN,
    REST,
    CountedThing,
    CountGroup,
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
QUESTIONNAIRE = "questionnaire.toml"
ADVICE = "advice.toml"

COMPARABLE = (Population.MUNICIPALITIES, Population.RESPONDENTS)
"""Of whom a municipality can be one."""

KIND_OF_FIGURE = {
    Kind.ONE: FigureKind.ONE_OF,
    Kind.GRID: FigureKind.ONE_OF,
    Kind.SEVERAL: FigureKind.SEVERAL_OF,
    Kind.NUMBER: FigureKind.MEAN,
}
"""Which figures a question can be laid beside; an open text with none."""


def load_edition(name: str = LATEST, folder: Path = EDITIONS_FOLDER, parse: Parse = parse_toml) -> Edition:
    """The edition of a year. Raises ContentError with every mistake found."""
    problems: list[Problem] = []
    table = read_table(folder / f"{name}.toml", problems, parse)
    if problems:
        raise ContentError(problems)  # what follows from a file that cannot be read would only hide it
    edition = _read_edition(table)
    if problems:
        raise ContentError(problems)
    return edition


def _read_edition(table: Table) -> Edition:
    table.context = "edition"
    edition = Edition(
        id=table.identifier(),
        reading=table.string("reading"),
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
        counts=tuple(_read_count(entry) for entry in table.tables("counts", "count")),
    )
    table.finish()
    report_duplicates(table.file, [note.id for note in edition.notes], table.problems)
    report_duplicates(table.file, [figure.id for figure in edition.figures], table.problems)
    report_duplicates(table.file, [group.id for group in edition.counts], table.problems)
    if not table.problems:
        _check_counted(table, edition)
        _check_counts(table, edition)
        _check_years(table, edition)
    return edition


def _check_counts(table: Table, edition: Edition) -> None:
    """Refuse counts that no interval can be computed from."""
    if not 0 < edition.municipalities_answered <= edition.municipalities_total:
        table.report("'municipalities_answered' runs from 1 to 'municipalities_total'")
    if not 0 <= edition.police_zones_answered <= edition.police_zones_total:
        table.report("'police_zones_answered' runs from 0 to 'police_zones_total'")


def _check_years(table: Table, edition: Edition) -> None:
    for figure in edition.figures:
        for earlier in figure.earlier:
            if earlier.year >= edition.year:
                message = f"'earlier' is about a year before {edition.year}, not {earlier.year}"
                table.problems.append(Problem(table.file, figure.id, message))


def _read_note(table: Table) -> EditionNote:
    note = EditionNote(table.identifier(), table.text("text"))
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
        id=table.identifier(),
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
    within = table.decimal("within", ABOUT_MARGIN)
    share = Share(table.identifier(), table.text("text"), table.decimal("value"), about, within)
    if table.has("within") and not about:
        table.report("'within' says how far 'about' may lie from the truth: it needs 'about = true'")
    table.finish()
    return share


def _read_earlier(table: Table) -> EarlierShare:
    earlier = EarlierShare(
        table.integer("year"), table.string("share"), table.decimal("value"), table.boolean("about", default=False)
    )
    table.finish()
    return earlier


def _read_count(table: Table) -> CountGroup:
    group = CountGroup(
        id=table.identifier(),
        dimension=table.string("dimension"),
        title=table.text("title"),
        own=table.text("own"),
        things=tuple(_read_counted(entry) for entry in table.tables("things")),
    )
    table.finish()
    if group.dimension not in DIMENSIONS:
        table.report(f"'{group.dimension}' is not a dimension: use one of {', '.join(DIMENSIONS)}")
    for place in ("{count}", "{of}"):
        if place not in group.own.dutch:
            table.report(f"'own' is a sentence with {place} in it")
    return group


def _read_counted(table: Table) -> CountedThing:
    thing = CountedThing(table.string("figure"), table.strings("categories"))
    table.finish()
    return thing


def _check_counted(table: Table, edition: Edition) -> None:
    """Refuse to count what is not printed, or not of the municipalities that answered."""
    for group in edition.counts:
        for thing in group.things:
            figure = edition.figure_by_id.get(thing.figure)
            if figure is None:
                message = _no_figure(edition, thing.figure)
            elif not is_of_everybody(figure):
                message = f"figure '{figure.id}' does not give shares of all municipalities: leave it out of the count"
            elif not thing.categories or any(name not in figure.share_by_id for name in thing.categories):
                message = f"'categories' are printed shares of '{figure.id}': use {', '.join(figure.share_by_id)}"
            else:
                continue
            table.problems.append(Problem(table.file, group.id, message))


def _check_figure(table: Table, figure: Figure) -> None:
    report_duplicates(table.file, [f"{figure.id}:{share.id}" for share in figure.shares], table.problems)
    values = [*(share.value for share in figure.shares), *(earlier.value for earlier in figure.earlier)]
    if not figure.shares:
        table.report("a figure needs at least one share")
    if figure.is_percentages and any(not 0 <= value <= 100 for value in values):
        table.report("a share is a percentage from 0 to 100")
    elif any(value < 0 for value in values):
        table.report("a printed value is 0 or more")
    elif figure.kind is FigureKind.ONE_OF and figure.is_percentages:
        _check_sum(table, figure)
    if figure.kind is FigureKind.MEAN and (figure.unit is None or len(figure.shares) > 1):
        table.report("a mean has one share, and a 'unit' that says what it counts")
    _check_earlier(table, figure)


def _check_sum(table: Table, figure: Figure) -> None:
    lowest = sum((share.printed[0] for share in figure.shares), Decimal(0))
    if lowest > 100:
        table.report(f"shares of a one-of figure add up to {figure.total}, more than rounding explains")
    elif figure.total > 100 and figure.note is None:
        table.report(f"shares add up to {figure.total}: say so in 'note'")


def _check_earlier(table: Table, figure: Figure) -> None:
    names = [f"{figure.id}:{earlier.share}:{earlier.year}" for earlier in figure.earlier]
    report_duplicates(table.file, names, table.problems)
    for earlier in figure.earlier:
        if earlier.share not in figure.share_by_id:
            known = ", ".join(figure.share_by_id)
            table.report(f"'earlier' speaks of a share '{earlier.share}' that the figure does not have: use {known}")


def check_links(content: Content, edition: Edition) -> Iterator[Problem]:
    """Every figure that the questionnaire or the advice names wrongly."""
    for question in content.questionnaire.questions:
        if question.kind is Kind.GRID and question.figure is not None:
            yield Problem(QUESTIONNAIRE, question.id, "the figures of a grid stand at its rows: move 'figure' there")
        for link in (question.figure, *(row.figure for row in question.rows)):
            if link is not None:
                yield from _check_link(question, link, edition)
    for recommendation in content.recommendations:
        if recommendation.figure is not None and recommendation.figure not in edition.figure_by_id:
            yield Problem(ADVICE, recommendation.id, _no_figure(edition, recommendation.figure))


def _no_figure(edition: Edition, name: str) -> str:
    return f"edition {edition.id} has no figure '{name}': correct its name, or remove it"


def _check_link(question: Question, link: FigureLink, edition: Edition) -> Iterator[Problem]:
    figure = edition.figure_by_id.get(link.figure)
    if figure is None:
        yield Problem(QUESTIONNAIRE, question.id, _no_figure(edition, link.figure))
        return
    if figure.population not in COMPARABLE:
        yield Problem(
            QUESTIONNAIRE, question.id, f"figure '{figure.id}' is about {figure.population}: no municipality is in it"
        )
    if figure.kind is not KIND_OF_FIGURE.get(question.kind):
        yield Problem(
            QUESTIONNAIRE,
            question.id,
            f"figure '{figure.id}' is of kind '{figure.kind}', which a question of kind '{question.kind}' "
            "cannot be laid beside: use another figure",
        )
    elif question.options:
        yield from _check_categories(question, link, figure)


def _check_categories(question: Question, link: FigureLink, figure: Figure) -> Iterator[Problem]:
    allowed = (*figure.share_by_id, REST)
    for option, categories in link.categories.items():
        for category in categories:
            if category not in allowed:
                message = f"'{option}' maps to '{category}', which '{figure.id}' lacks: use {', '.join(allowed)}"
                yield Problem(QUESTIONNAIRE, question.id, message)
    used = [category for categories in link.categories.values() for category in categories]
    for category in figure.share_by_id:
        if category not in used:
            yield Problem(QUESTIONNAIRE, question.id, f"no option maps to '{category}' of '{figure.id}': map one to it")
    if question.kind is Kind.SEVERAL and not _is_one_to_one(link):
        message = f"'{figure.id}' has one share for each option: map each option to one of its own, or to '{REST}'"
        yield Problem(QUESTIONNAIRE, question.id, message)


def _is_one_to_one(link: FigureLink) -> bool:
    printed = [category for categories in link.categories.values() for category in categories if category != REST]
    return all(len(categories) == 1 for categories in link.categories.values()) and len(set(printed)) == len(printed)
