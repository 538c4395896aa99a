"""Answers -> points -> scores, always as ranges.

The way is: an answer becomes one range of points for each *item* (a question, a grid's row, or one choice of
a several-of question); items become the points of a question; questions become the score of a dimension.
What nobody knows is not zero: `low` counts the worst it could be, `high` the best.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from assessment.model import (
    ANYTHING,
    DIMENSIONS,
    NOT_APPLICABLE,
    UNKNOWN,
    Answer,
    Answers,
    Kind,
    Question,
    Questionnaire,
    Range,
    State,
    round_score,
)

Item = tuple[str, str | None]
"""A question's id with a grid's row or a several-of question's option, or None for a one-of question."""

Standing = Mapping[Item, Range | None]
"""The points of every scored item, 0 to 100; None where the item does not apply."""


@dataclass(frozen=True)
class Score:
    """A dimension's score, and how much of its weight rests on known answers (0 to 1)."""

    range: Range
    known: float


def items_of(question: Question) -> tuple[Item, ...]:
    """The items of one question, in order."""
    if question.kind is Kind.GRID:
        return tuple((question.id, row.id) for row in question.rows)
    if question.kind is Kind.SEVERAL:
        return tuple((question.id, option.id) for option in question.options if not option.exclusive)
    return ((question.id, None),)


def find_standing(questionnaire: Questionnaire, answers: Answers) -> Standing:
    """The points of every scored item, from the answers given so far."""
    standing: dict[Item, Range | None] = {}
    for questions in questionnaire.scored.values():
        for question in questions:
            answer = answers.get(question.id)
            for item in items_of(question):
                standing[item] = _item_points(question, item[1], answer)
    return MappingProxyType(standing)


def _item_points(question: Question, part: str | None, answer: Answer | None) -> Range | None:
    if answer is None or answer.state is State.UNKNOWN:
        return ANYTHING
    if answer.state is State.NOT_APPLICABLE:
        return None
    if question.kind is Kind.SEVERAL:
        chosen = 100.0 if part in answer.options else 0.0
        return Range(chosen, chosen)
    option = answer.rows.get(part or "", UNKNOWN) if question.kind is Kind.GRID else answer.options[0]
    if option == UNKNOWN:
        return ANYTHING
    if option == NOT_APPLICABLE:
        return None
    points = float(question.points(option))
    return Range(points, points)


def question_points(question: Question, standing: Standing) -> Range | None:
    """A question's points, 0 to 100 and not rounded; None where it does not apply.

    A grid is the mean of its rows that apply; a several-of question the sum of what was chosen, at most 100.
    """
    if question.kind is Kind.SEVERAL:
        return _sum_of_choices(question, standing)
    ranges = [points for item in items_of(question) if (points := standing[item]) is not None]
    if not ranges:
        return None
    return Range(
        sum(points.low for points in ranges) / len(ranges),
        sum(points.high for points in ranges) / len(ranges),
    )


def _sum_of_choices(question: Question, standing: Standing) -> Range | None:
    low = high = 0.0
    for item in items_of(question):
        chosen = standing[item]
        if chosen is None:
            return None
        points = question.points(str(item[1]))
        low += points * chosen.low / 100
        high += points * chosen.high / 100
    return Range(min(100.0, low), min(100.0, high))


def weighted_mean(pairs: Iterable[tuple[int, Range]]) -> Range:
    """The weighted mean of ranges, not rounded; anything at all when there is nothing to weigh."""
    total = low = high = 0.0
    for weight, points in pairs:
        total += weight
        low += weight * points.low
        high += weight * points.high
    return Range(low / total, high / total) if total else ANYTHING


def score_questions(questions: Iterable[Question], standing: Standing) -> Range:
    """The score of these questions together, 0 to 100, rounded to one decimal."""
    pairs = (
        (question.weight, points)
        for question in questions
        if (points := question_points(question, standing)) is not None
    )
    mean = weighted_mean(pairs)
    return Range(round_score(mean.low), round_score(mean.high))


def score_dimension(questionnaire: Questionnaire, standing: Standing, dimension: str) -> Score:
    """One dimension's score. Raises KeyError for an unknown dimension."""
    questions = questionnaire.scored[dimension]
    return Score(score_questions(questions, standing), _known_share(questions, standing))


def _known_share(questions: Iterable[Question], standing: Standing) -> float:
    known = total = 0.0
    for question in questions:
        points = question_points(question, standing)
        if points is not None:
            total += question.weight
            known += question.weight * (1 - (points.high - points.low) / 100)
    return known / total if total else 0.0


def score_overall(scores: Mapping[str, Range]) -> Range:
    """The mean of the four dimensions' scores, rounded to one decimal."""
    mean = weighted_mean((1, scores[name]) for name in DIMENSIONS)
    return Range(round_score(mean.low), round_score(mean.high))
