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
    UNKNOWN,
    Answer,
    Answers,
    Item,
    Kind,
    Question,
    Questionnaire,
    Range,
    State,
    round_score,
)
from assessment.platform import is_chosen, stand_in

ALL, NOTHING = Range(100.0, 100.0), Range(0.0, 0.0)
"""What a choice of a several-of question stands for: chosen or not."""

Standing = Mapping[Item, Range | None]
"""The points of every scored item, 0 to 100; None where the item does not apply."""

Points = Mapping[str, Range | None]
"""The points of questions by id, 0 to 100 and not rounded; None where the question does not apply."""


@dataclass(frozen=True)
class Score:
    """A dimension's score, and how much of its weight rests on known answers (0 to 1)."""

    range: Range
    known: float


def find_standing(questionnaire: Questionnaire, answers: Answers) -> Standing:
    """The points of every scored item, from the answers given so far."""
    standing: dict[Item, Range | None] = {}
    for questions in questionnaire.scored.values():
        for question in questions:
            standing |= item_points(question, answers.get(question.id))
    choice = questionnaire.platform
    if choice is not None and is_chosen(choice, answers):
        standing |= stand_in(choice, standing)
    return MappingProxyType(standing)


def item_points(question: Question, answer: Answer | None) -> dict[Item, Range | None]:
    """The points of each item of a scored question, from its answer or none."""
    if answer is None or answer.state is State.UNKNOWN:
        return dict.fromkeys(question.items, ANYTHING)
    if answer.state is State.NOT_APPLICABLE:
        return dict.fromkeys(question.items)
    points = question.points_by_choice
    if question.kind is Kind.SEVERAL:
        return {item: ALL if item[1] in answer.options else NOTHING for item in question.items}
    if question.kind is Kind.GRID:
        return {item: points[answer.rows.get(str(item[1]), UNKNOWN)] for item in question.items}
    return dict.fromkeys(question.items, points[answer.options[0]])


def question_points(question: Question, standing: Standing) -> Range | None:
    """A question's points, 0 to 100 and not rounded; None where it does not apply.

    A grid is the mean of its rows that apply; a several-of question the sum of what was chosen, at most 100.
    """
    if question.kind is Kind.SEVERAL:
        return _sum_of_choices(question, standing)
    if question.kind is Kind.ONE:
        return standing[question.items[0]]
    ranges = [points for item in question.items if (points := standing[item]) is not None]
    if not ranges:
        return None
    return Range(
        sum(points.low for points in ranges) / len(ranges),
        sum(points.high for points in ranges) / len(ranges),
    )


def _sum_of_choices(question: Question, standing: Standing) -> Range | None:
    low = high = 0.0
    for item in question.items:
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


def find_points(questions: Iterable[Question], standing: Standing) -> Points:
    """The points of each of these questions."""
    return {question.id: question_points(question, standing) for question in questions}


def total_weight(questions: Iterable[Question], points: Points) -> int:
    """The weight of those of these questions that apply, together."""
    return sum([question.weight for question in questions if points.get(question.id) is not None])


def score_questions(questions: Iterable[Question], standing: Standing) -> Range:
    """The score of these questions together, 0 to 100, rounded to one decimal."""
    questions = tuple(questions)
    return mean_of(questions, find_points(questions, standing))


def mean_of(questions: Iterable[Question], points: Points) -> Range:
    """The score of these questions together, whose points are found already, rounded to one decimal."""
    mean = weighted_mean(
        [(question.weight, found) for question in questions if (found := points[question.id]) is not None]
    )
    return Range(round_score(mean.low), round_score(mean.high))


def score_dimension(questionnaire: Questionnaire, standing: Standing, dimension: str) -> Score:
    """One dimension's score. Raises KeyError for an unknown dimension."""
    questions = questionnaire.scored[dimension]
    return score_points(questions, find_points(questions, standing))


def score_points(questions: Iterable[Question], points: Points) -> Score:
    """The score of a dimension with these questions, whose points are found already."""
    questions = tuple(questions)
    return Score(mean_of(questions, points), _known_share(questions, points))


def _known_share(questions: Iterable[Question], points: Points) -> float:
    known = total = 0.0
    for question in questions:
        found = points[question.id]
        if found is not None:
            total += question.weight
            known += question.weight * (1 - (found.high - found.low) / 100)
    return known / total if total else 0.0


def score_overall(scores: Mapping[str, Range]) -> Range:
    """The mean of the four dimensions' scores, rounded to one decimal."""
    mean = weighted_mean([(1, scores[name]) for name in DIMENSIONS])
    return Range(round_score(mean.low), round_score(mean.high))
