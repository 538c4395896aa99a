"""One question of the result: its answer, its points with how they came about, and its figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from assessment.answers import is_complete
from assessment.basis import NO_BASIS
from assessment.model import Answer, Kind, Question, Range, State
from assessment.platform import is_replaced
from assessment.scoring import Standing
from webapp.findings.model import Findings, QuestionFinding
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.addresses import Addresses, question_anchor
from webapp.report.parts.beside import BesideView, view_beside
from webapp.report.parts.figures import FigureView, own_share_of_inhabitants, view_figure
from webapp.report.parts.method_addresses import find_method
from webapp.report.parts.tables import Cell, Table, columns, rows
from webapp.wording.basis import BasisView, view_basis
from webapp.wording.numbers import number_text, percent_text, points_text
from webapp.wording.verdicts import answer_words, choice_words, row_words


class QuestionView(NamedTuple):
    """One question as the result shows it. Texts are empty and tuples too where there is nothing to show."""

    anchor: str
    number: int
    text: str
    answer: str
    row_table: Table | None
    is_open: bool
    note: str
    basis: BasisView | None
    beside: BesideView
    points: str
    weight_text: str
    points_table: Table | None
    figures: tuple[FigureView, ...]
    no_figure: str
    comparison_text: str
    edit_href: str
    method_href: str


class QuestionRow(NamedTuple):
    """A question in one line, which leads to its own page; `anchor` is where a page has always had it."""

    anchor: str
    number: int
    text: str
    answer: str
    points: str
    is_open: bool
    href: str


def number_of(findings: Findings, question: Question) -> int:
    """Return the question's number in the whole list, from 1."""
    return findings.content.questionnaire.number_by_id[question.id]


def view_questions(
    findings: Findings, entries: Iterable[QuestionFinding], addresses: Addresses
) -> tuple[QuestionView, ...]:
    """Return the views of the findings of some questions."""
    return tuple(view_question(findings, entry, addresses) for entry in entries)


def list_questions(
    findings: Findings, entries: Iterable[QuestionFinding], addresses: Addresses
) -> tuple[QuestionRow, ...]:
    """Return the findings of some questions in lines."""
    return tuple(_list_question(findings, entry, addresses) for entry in entries)


def _list_question(findings: Findings, entry: QuestionFinding, addresses: Addresses) -> QuestionRow:
    question, answer = entry.question, entry.answer
    return QuestionRow(
        anchor=question_anchor(question.id),
        number=number_of(findings, question),
        text=translate_text(question.text),
        answer=answer_words(question, answer) or _count_rows(question, answer),
        points=_points(entry),
        is_open=_is_open(entry),
        href=addresses.answered(question),
    )


def _count_rows(question: Question, answer: Answer | None) -> str:
    given = len(answer.rows) if answer is not None else 0
    return str(gettext("%(given)s of %(total)s rows answered", given=given, total=len(question.rows)))


def _is_open(entry: QuestionFinding) -> bool:
    return not entry.question.extra and not is_complete(entry.question, entry.answer)


def view_question(findings: Findings, entry: QuestionFinding, addresses: Addresses) -> QuestionView:
    """Return the view of one question's finding."""
    question, answer = entry.question, entry.answer
    answered = answer_words(question, answer)
    return QuestionView(
        anchor=question_anchor(question.id),
        number=number_of(findings, question),
        text=translate_text(question.text),
        answer=answered,
        row_table=_row_table(question, answer) if question.rows else None,
        is_open=_is_open(entry),
        note=entry.note,
        basis=view_basis(entry.basis) if entry.basis != NO_BASIS else None,
        beside=view_beside(findings, question, may_write=addresses.may_write),
        points=_points(entry),
        weight_text=_weight(entry),
        points_table=_points_table(entry, findings.standing) if question.scores else None,
        figures=_figures(findings, entry, answered),
        no_figure="" if entry.comparisons else translate_text(question.no_figure),
        comparison_text=_own_share(findings, entry, answered),
        edit_href=addresses.edit(question),
        method_href=find_method(findings.content.questionnaire.version).question(question),
    )


def _figures(findings: Findings, entry: QuestionFinding, answered: str) -> tuple[FigureView, ...]:
    question = entry.question
    return tuple(
        view_figure(question, comparison, row_words(question, entry.answer, row) if row else answered, findings.edition)
        for row, comparison in entry.comparisons.items()
    )


def _row_table(question: Question, answer: Answer | None) -> Table:
    return Table(
        caption=translate_text(question.text),
        columns=columns(gettext("Row"), gettext("Your answer"), numbers_from=2),
        rows=rows([[translate_text(row.text), row_words(question, answer, row.id)] for row in question.rows]),
    )


def _own_share(findings: Findings, entry: QuestionFinding, answered: str) -> str:
    comparison = entry.comparisons.get(None)
    if comparison is None:
        return ""
    return own_share_of_inhabitants(entry.question, comparison, answered, findings.profile.inhabitants)


def _points(entry: QuestionFinding) -> str:
    if not entry.question.scores:
        return ""
    if entry.points is None:
        return str(gettext("Does not count"))
    return str(gettext("%(points)s of 100 points", points=points_text(entry.points, 1)))


def _weight(entry: QuestionFinding) -> str:
    if entry.part is None:
        return ""
    return str(
        gettext(
            "weight %(weight)s, that is %(part)s of the score",
            weight=entry.question.weight,
            part=percent_text(entry.part),
        )
    )


def _points_table(entry: QuestionFinding, standing: Standing) -> Table:
    question, answer = entry.question, entry.answer
    match question.kind:
        case Kind.GRID:
            table_rows = [_grid_row(question, answer, row.id, standing[(question.id, row.id)]) for row in question.rows]
            heading = (gettext("Row"), gettext("Answer"), gettext("Points"))
        case _:
            table_rows = [_option_row(question, answer, option.id) for option in question.options]
            heading = (gettext("Answer"), gettext("Yours"), gettext("Points"))
    return Table(
        caption=gettext("From answer to points"),
        columns=columns(*heading, numbers_from=2),
        rows=rows(table_rows),
        closing=(_conclude(entry, standing), *_weight_reason(entry)),
    )


def _grid_row(question: Question, answer: Answer | None, row: str, points: Range | None) -> list[Cell]:
    return [translate_text(question.row_by_id[row].text), row_words(question, answer, row), points_text(points)]


def _option_row(question: Question, answer: Answer | None, option: str) -> list[Cell]:
    chosen = answer is not None and answer.state is State.GIVEN and option in answer.options
    return [choice_words(question, option), gettext("your answer") if chosen else "", str(question.points(option))]


def _conclude(entry: QuestionFinding, standing: Standing) -> str:
    question, points = entry.question, entry.points
    if points is None:
        return str(gettext("This question does not apply to you, so it counts nowhere."))
    if any(is_replaced(standing[item]) for item in question.items):
        return _tell_replaced(points)
    if question.kind is Kind.GRID:
        counted = [p for row in question.rows if (p := standing[(question.id, row.id)]) is not None]
        return str(
            gettext(
                "The points are the mean of the %(count)s rows that apply: %(points)s. "
                "A row that is not known counts from 0 to 100.",
                count=len(counted),
                points=points_text(points),
            )
        )
    if not points.is_point:
        return str(
            gettext("The answer is not known, so the points may be anything from %(low)s to %(high)s.", **_ends(points))
        )
    if question.kind is Kind.SEVERAL:
        return str(
            gettext("The points of what you chose, added up and at most 100: %(points)s.", points=points_text(points))
        )
    return str(gettext("Your answer gives %(points)s points.", points=points_text(points)))


def _tell_replaced(points: Range) -> str:
    return str(
        gettext(
            "You chose a platform for this, lead residents there and tell them what came of it. So the platform stands "
            "in for this question: it counts as much as the lesser of those two, and never less than your own "
            "answer. That makes %(points)s points.",
            points=points_text(points),
        )
    )


def _ends(points: Range) -> dict[str, str]:
    return {"low": number_text(points.low), "high": number_text(points.high)}


def _weight_reason(entry: QuestionFinding) -> tuple[str, ...]:
    question = entry.question
    if not question.scores:
        return ()
    reason = translate_text(question.weight_reason)
    return (gettext("Weight %(weight)s: %(reason)s", weight=question.weight, reason=reason),)
