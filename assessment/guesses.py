"""What a guess is worth, when a reader wants to see it: one step either way on an ordered scale, elsewhere unknown."""

from __future__ import annotations

from collections.abc import Collection
from types import MappingProxyType

from assessment.model import ANYTHING, Answer, Answers, Item, Question, Questionnaire, Range
from assessment.scoring import Standing, find_standing, item_points


def widen(question: Question, answer: Answer | None) -> dict[Item, Range | None]:
    """The points of each item of a scored question when its answer is a guess; what does not apply stays out."""
    steps = _steps(question)
    return {item: _widen(points, steps) for item, points in item_points(question, answer).items()}


def find_widened(questionnaire: Questionnaire, answers: Answers, guesses: Collection[str]) -> Standing:
    """The standing in which the answers to the questions named in `guesses` are no more certain than a guess is."""
    standing = dict(find_standing(questionnaire, answers))
    for questions in questionnaire.scored.values():
        for question in questions:
            if question.id in guesses:
                standing |= widen(question, answers.get(question.id))
    return MappingProxyType(standing)


def _steps(question: Question) -> tuple[float, ...]:
    """The points on the question's scale, from low to high; none where its options are no ordered scale."""
    if question.scale_title is None:
        return ()
    return tuple(sorted({float(option.points) for option in question.options if option.points is not None}))


def _widen(points: Range | None, steps: tuple[float, ...]) -> Range | None:
    if points is None or not points.is_point:
        return points
    if points.low not in steps:
        return ANYTHING
    place = steps.index(points.low)
    return Range(steps[max(0, place - 1)], steps[min(len(steps) - 1, place + 1)])
