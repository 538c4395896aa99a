"""A chapter for each dimension: where it stands and why, what the next level asks, 2019, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.documents.paper import Block, Chapter, Column, Heading, Levels, Paragraph, Table, Tone
from webapp.findings.model import Findings
from webapp.language.texts import gettext
from webapp.report.documents.paper.parts import (
    name_deciding,
    put_advice,
    put_level,
    put_picture,
    put_table,
    say_score,
    tell_figure,
)
from webapp.report.pages.dimension import DimensionPage
from webapp.report.parts.levels import LevelView
from webapp.report.parts.questions import QuestionView

IN_FULL = 5
"""So many recommendations of a dimension are written out; the others stand in a table with their first step."""


def write_dimension(findings: Findings, page: DimensionPage) -> Chapter:
    """Return the chapter of one dimension."""
    blocks = (*_where(page), *_why(page), *_beside(findings, page), *_do(page))
    return Chapter(page.id, page.name, tuple(blocks))


def _where(page: DimensionPage) -> Iterator[Block]:
    yield Levels((put_level(page.level, say_score(page.score_text), page.id),))
    yield Paragraph(page.practice, Tone.LEAD)
    if page.remark:
        yield Paragraph(page.remark)
    if page.deciding:
        yield Paragraph(name_deciding(page.deciding))
    if page.hold:
        yield Paragraph(page.hold)


def _why(page: DimensionPage) -> Iterator[Block]:
    if page.reached:
        yield Heading(gettext("Why this growth phase"))
        yield _criteria(gettext("What growth phases 1 to %(level)s ask", level=page.reached[-1].level), page.reached)
    if page.next:
        yield Heading(gettext("What the next growth phase asks"))
        yield Paragraph(gettext("What this growth phase looks like: “%(practice)s”", practice=page.next.practice))
        title = gettext("Growth phase %(level)s: %(name)s", level=page.next.level, name=page.next.name_within)
        yield _criteria(title, (page.next,))
    yield Heading(gettext("How the score came about"))
    yield from put_table(page.score_table, (3.2, 2.2, 1.1, 0.9, 1.2))


def _criteria(caption: str, levels: tuple[LevelView, ...]) -> Table:
    states = {"held": gettext("Holds"), "not-held": gettext("Does not hold"), "unknown": gettext("Not known")}
    rows = [
        (str(level.level), criterion.text, criterion.detail, states[criterion.state])
        for level in levels
        for criterion in level.criteria
    ]
    columns = (
        Column(gettext("Phase"), width=0.6),
        Column(gettext("Condition"), width=2.2),
        Column(gettext("Your answers"), width=3),
        Column(gettext("State"), width=1.1),
    )
    return Table(caption, columns, tuple(rows))


def _beside(findings: Findings, page: DimensionPage) -> Iterator[Block]:
    yield Heading(gettext("Beside 2019"))
    if page.reference is None:
        yield Paragraph(gettext("The report of 2019 has no figures for this dimension that can be compared."))
    else:
        yield Paragraph(f"{page.reference.title}. {page.reference.text}")
        yield put_picture(findings, f"dimension-{page.id}", page.picture.caption if page.picture else "")
        yield from put_table(page.reference.table, (3, 0.8, 1.1, 1.4, 1.1))
        yield Paragraph(page.caveat, Tone.CAUTION)
    if rows := tuple(_figure_rows((*page.questions, *page.others))):
        columns = (
            Column(gettext("Question"), width=2.4),
            Column(gettext("Your answer"), width=1.8),
            Column(gettext("Answers in 2019"), width=3),
        )
        yield Table(gettext("Each question that 2019 has a figure for"), columns, rows)


def _figure_rows(questions: tuple[QuestionView, ...]) -> Iterator[tuple[str, str, str]]:
    for question in questions:
        for place, figure in enumerate(question.figures):
            title = f"{question.number}. {question.text}" if place == 0 else figure.caption
            yield title, figure.answered, tell_figure(figure) or figure.note


def _do(page: DimensionPage) -> Iterator[Block]:
    yield Heading(gettext("Recommendations"))
    if not page.advice:
        yield Paragraph(gettext("Nothing is left to recommend in this dimension: keep it up."))
    yield from map(put_advice, page.advice[:IN_FULL])
    if later := page.advice[IN_FULL:]:
        columns = (
            Column(gettext("No."), width=0.5),
            Column(gettext("Recommendation"), width=2.4),
            Column(gettext("First step this month"), width=3.4),
            Column(gettext("Effort"), width=1.2),
        )
        rows = tuple((str(entry.number), entry.title, entry.first_step, entry.effort) for entry in later)
        yield Table(gettext("Further recommendations"), columns, rows)
