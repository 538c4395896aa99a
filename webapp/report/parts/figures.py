"""An answer beside its figure of 2019: the distribution, and what each printed number may stand for."""

from __future__ import annotations

from typing import NamedTuple

from assessment.model import FigureLink, Question
from benchmarks.bases import find_bases
from benchmarks.compare import ComparedShare, Comparison
from benchmarks.model import Edition, Figure, FigureKind, Population, Share
from webapp.language.locale import format_number, translate_text
from webapp.language.texts import gettext
from webapp.report.parts.method_addresses import find_method
from webapp.report.parts.tables import Cell, Table, columns, rows
from webapp.wording.comparisons import base_sentences, rank_sentences, worst_case_sentence
from webapp.wording.numbers import number_text, percent_range_text, share_text
from webapp.wording.verdicts import choice_words, population_text


class FigureRow(NamedTuple):
    """One line of a distribution. `share` is where its bar ends (0-100), `note` what to know about this line."""

    text: str
    share: float
    share_text: str
    own: bool
    note: str


class Source(NamedTuple):
    """Where a figure stands: the year of the report, and the title of the section there, which is always Dutch."""

    year: int
    section: str


class FigureView(NamedTuple):
    """A figure with the own answer marked, and its derivation. `is_mean` has no bars: a number beside a number.

    `row`: the text of the row that it is compared with; empty where that is the whole question.
    """

    id: str
    row: str
    caption: str
    answered: str
    is_mean: bool
    rows: tuple[FigureRow, ...]
    note: str
    source: Source
    table: Table
    earlier: tuple[str, ...]
    href: str
    rank: tuple[str, ...]
    method_href: str


def view_figure(question: Question, comparison: Comparison, answered: str, edition: Edition) -> FigureView:
    """Return the view of a question's (or a row's) figure beside what was answered, in words."""
    figure = comparison.figure
    link = _link(question, comparison.row)
    is_mean = figure.kind is FigureKind.MEAN
    return FigureView(
        id=figure.id,
        row=next((translate_text(row.text) for row in question.rows if row.id == comparison.row), ""),
        caption=_caption(figure, edition),
        answered=answered,
        is_mean=is_mean,
        rows=() if is_mean else tuple(_row(figure, share) for share in comparison.shares),
        note=" ".join(filter(None, (translate_text(link.differs if link else None), translate_text(figure.note)))),
        source=Source(edition.year, figure.section),
        table=_mean_table(comparison) if is_mean else _share_table(question, link, comparison, edition),
        earlier=earlier_texts(figure),
        href=find_method().figure(figure),
        rank=rank_sentences(question, comparison.rank, edition.year),
        method_href=find_method().comparing("plaats"),
    )


def earlier_texts(figure: Figure) -> tuple[str, ...]:
    """Return what earlier surveys printed for the same shares."""
    return tuple(
        gettext(
            "In %(year)s: %(share)s (%(category)s).",
            year=entry.year,
            share=share_text(figure, Share(entry.share, figure.asked, entry.value, entry.about)),
            category=translate_text(figure.share_by_id[entry.share].text),
        )
        for entry in figure.earlier
    )


def _link(question: Question, row: str | None) -> FigureLink | None:
    return question.row_by_id[row].figure if row else question.figure


def _caption(figure: Figure, edition: Edition) -> str:
    whom = translate_text(figure.base) or (
        "" if figure.population is Population.MUNICIPALITIES else population_text(figure.population)
    )
    asked = translate_text(figure.asked)
    year = figure.year or edition.year
    if whom:
        return str(gettext("%(asked)s Answers in %(year)s (%(whom)s)", asked=asked, year=year, whom=whom))
    return str(gettext("%(asked)s Answers of municipalities in %(year)s", asked=asked, year=year))


def _row(figure: Figure, line: ComparedShare) -> FigureRow:
    notes = []
    if line.share is None:
        notes.append(gettext("Not printed: what is left when the printed shares are taken from 100."))
    if line.share is None and line.own:
        notes.append(gettext("Your answer falls here: the report does not print it."))
    if line.own is None:
        notes.append(gettext("Your answer may belong here: the report does not tell."))
    return FigureRow(
        text=_category(line),
        share=float(line.share.value) if line.share else line.printed.low,
        share_text=share_text(figure, line.share) if line.share else percent_range_text(line.printed, 1),
        own=bool(line.own),
        note=" ".join(notes),
    )


def _category(line: ComparedShare) -> str:
    return translate_text(line.share.text) if line.share else str(gettext("Other or no answer"))


def _share_table(question: Question, link: FigureLink | None, comparison: Comparison, edition: Edition) -> Table:
    return Table(
        caption=gettext("What each number may stand for"),
        columns=columns(
            gettext("Answer in 2019"),
            gettext("Your choices that fall here"),
            gettext("Printed"),
            gettext("Because of rounding"),
            gettext("With the sampling margin"),
            numbers_from=2,
        ),
        rows=rows([_share_row(question, link, comparison.figure, line) for line in comparison.shares]),
        closing=_explain_shares(comparison, edition),
    )


def _share_row(question: Question, link: FigureLink | None, figure: Figure, line: ComparedShare) -> list[Cell]:
    return [
        _category(line),
        _choices_in(question, link, line.id),
        share_text(figure, line.share) if line.share else gettext("not printed"),
        percent_range_text(line.printed),
        percent_range_text(line.sampled, 1),
    ]


def _choices_in(question: Question, link: FigureLink | None, category: str) -> str:
    found = []
    for option, categories in link.categories.items() if link else ():
        if category in categories:
            words = choice_words(question, option)
            found.append(words if len(categories) == 1 else gettext("perhaps %(choice)s", choice=words))
    return "; ".join(found) or "–"


def _explain_shares(comparison: Comparison, edition: Edition) -> tuple[str, ...]:
    figure = comparison.figure
    base = find_bases(edition).get(figure.id)
    if base is None:
        return (gettext("This figure gets no sampling margin: it is not about all municipalities of the survey."),)
    return (
        gettext(
            "The sampling margin asks: if the %(answered)s municipalities that answered were drawn by lot, what can "
            "the share of all %(total)s have been? That holds in 95 of 100 such draws. It is chance alone; it does "
            "not mend that mostly active municipalities answered.",
            answered=base.answers,
            total=edition.municipalities_total,
        ),
        worst_case_sentence(comparison, edition),
        *base_sentences(figure, base, edition),
    )


def _mean_table(comparison: Comparison) -> Table:
    figure = comparison.figure
    unit = translate_text(figure.unit)
    own = number_text(comparison.own_number) if comparison.own_number is not None else "–"
    found: list[list[Cell]] = [[gettext("You"), own]]
    found += [
        [translate_text(line.share.text), share_text(figure, line.share)] for line in comparison.shares if line.share
    ]
    return Table(
        caption=gettext("You and the mean"),
        columns=columns(gettext("Comparison"), unit, numbers_from=1),
        rows=rows(found),
        closing=(gettext("A mean says nothing about the spread: how far municipalities lay apart is not printed."),),
    )


def own_share_of_inhabitants(question: Question, comparison: Comparison, number: str, inhabitants: int) -> str:
    """Return how a count became a percentage of inhabitants; empty where it did not."""
    if question.number is None or question.number.compare != "percent_of_inhabitants" or not comparison.answered:
        return ""
    return str(
        gettext(
            "%(number)s, divided by %(inhabitants)s inhabitants, is %(share)s%%.",
            number=number,
            inhabitants=format_number(inhabitants),
            share=number_text(comparison.own_number or 0),
        )
    )
