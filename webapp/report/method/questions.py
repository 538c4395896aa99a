"""The questions as the method explains them: points, weights, and the growth phases of their dimension."""

from __future__ import annotations

from typing import NamedTuple

from assessment.content import Content
from assessment.levels import Criterion, DimensionLevel
from assessment.model import Kind, Question
from benchmarks.model import Edition
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.addresses import question_anchor
from webapp.report.parts.method_addresses import MethodAddresses, find_method
from webapp.report.parts.tables import Cell, Table, columns, rows
from webapp.wording.verdicts import choice_words, kind_text


class MethodQuestion(NamedTuple):
    """One question with its points and weight. `table` is None where it does not score.

    `figures` are those that it is compared with: the name of the row (empty for the whole), and the address.
    """

    anchor: str
    number: int
    text: str
    kind: str
    weight: str
    rows: tuple[str, ...]
    table: Table | None
    figures: tuple[tuple[str, str], ...]
    no_figure: str


class MethodLevel(NamedTuple):
    """One level of a dimension with what it asks."""

    level: int
    name: str
    threshold: int
    practice: str
    criteria: tuple[tuple[str, str], ...]


class MethodDimension(NamedTuple):
    """One dimension: its levels and its questions."""

    id: str
    name: str
    levels: tuple[MethodLevel, ...]
    questions: tuple[MethodQuestion, ...]
    weight: int


def shape_method_dimension(content: Content, edition: Edition, dimension: str) -> MethodDimension:
    """Return how a dimension is counted."""
    path, questions = content.growth_path, content.questionnaire.scored[dimension]
    return MethodDimension(
        id=dimension,
        name=translate_text(path.dimension_names[dimension]),
        levels=tuple(_view_level(content, level) for level in path.dimensions[dimension]),
        questions=_view_questions(content, edition, questions),
        weight=sum(question.weight for question in questions),
    )


def shape_without_points(content: Content, edition: Edition) -> tuple[MethodQuestion, ...]:
    """Return the questions that do not score."""
    return _view_questions(content, edition, content.questionnaire.context)


def _view_level(content: Content, level: DimensionLevel) -> MethodLevel:
    return MethodLevel(
        level=level.level,
        name=translate_text(content.growth_path.names[level.level].name),
        threshold=level.threshold,
        practice=translate_text(level.practice),
        criteria=tuple((translate_text(c.text), _conditions(content, c)) for c in level.criteria),
    )


def _conditions(content: Content, criterion: Criterion) -> str:
    numbers = content.questionnaire.number_by_id
    found = []
    for condition in criterion.any_of:
        question = content.questionnaire.question(condition.question)
        words = {"number": numbers[question.id], "needed": choice_words(question, condition.option)}
        if question.kind is Kind.SEVERAL:
            found.append(gettext("question %(number)s includes “%(needed)s”", **words))
        elif question.kind is Kind.GRID and condition.part is not None:
            row = translate_text(question.row_by_id[condition.part].text)
            found.append(gettext("question %(number)s, “%(row)s”: at least “%(needed)s”", row=row, **words))
        else:
            found.append(gettext("question %(number)s: at least “%(needed)s”", **words))
    return str(gettext(", or ")).join(found)


def _view_questions(content: Content, edition: Edition, found: tuple[Question, ...]) -> tuple[MethodQuestion, ...]:
    numbers, addresses = content.questionnaire.number_by_id, find_method(content.questionnaire.version)
    return tuple(_view_question(question, numbers[question.id], edition, addresses) for question in found)


def _view_question(question: Question, number: int, edition: Edition, addresses: MethodAddresses) -> MethodQuestion:
    weight = ""
    if question.scores:
        reason = translate_text(question.weight_reason)
        weight = gettext("Weight %(weight)s: %(reason)s", weight=question.weight, reason=reason)
    return MethodQuestion(
        anchor=question_anchor(question.id),
        number=number,
        text=translate_text(question.text),
        kind=kind_text(question.kind, scores=question.scores),
        weight=weight,
        rows=tuple(translate_text(row.text) for row in question.rows),
        table=_points(question) if question.scores else None,
        figures=_figures(question, edition, addresses),
        no_figure=translate_text(question.no_figure),
    )


def _points(question: Question) -> Table:
    found: list[list[Cell]] = [[translate_text(o.text), str(o.points or 0)] for o in question.options]
    return Table(
        caption=gettext("Points of question: %(question)s", question=translate_text(question.text)),
        columns=columns(gettext("Answer"), gettext("Points"), numbers_from=1),
        rows=rows(found),
    )


def _figures(question: Question, edition: Edition, addresses: MethodAddresses) -> tuple[tuple[str, str], ...]:
    found = [("", question.figure.figure)] if question.figure else []
    found += [(translate_text(row.text), row.figure.figure) for row in question.rows if row.figure]
    return tuple((text, addresses.figure(edition.figure_by_id[figure])) for text, figure in found)
