"""What would be, if some answers were others: on a copy, item by item."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from assessment.conditions import CHOSEN
from assessment.model import Item, Kind, Question, Questionnaire, Range
from assessment.platform import own_points, replace_own, settle
from assessment.scoring import Standing

YES, NO = "yes", "no"
"""What a choice of a several-of question is set to: chosen or not."""


def choices_of(question: Question) -> tuple[str, ...]:
    """What an item of a scored question can be set to, in the question's order."""
    if question.kind is Kind.SEVERAL:
        return (YES, NO)
    return tuple(option.id for option in question.options)


def choice_now(question: Question, item: Item, standing: Standing) -> str | None:
    """What an item is set to now; None where that is not known, or does not apply."""
    span = own_points(standing[item])
    if span is None or not span.is_point:
        return None
    if question.kind is Kind.SEVERAL:
        return YES if span.low == CHOSEN else NO
    return next((option.id for option in question.options if question.points(option.id) == span.low), None)


def what_if(questionnaire: Questionnaire, standing: Standing, choices: Mapping[Item, str]) -> Standing:
    """The standing with these choices in the place of the answers; the given one stays as it is.

    Raises KeyError for an item or a choice that is not there. What does not apply stays out.
    """
    after: dict[Item, Range | None] = dict(standing)
    for item, choice in choices.items():
        question = questionnaire.question_by_id[item[0]]
        points = _points_of(question, choice)
        if (before := after[item]) is not None:
            after[item] = replace_own(before, Range(points, points))
    return MappingProxyType(dict(settle(questionnaire.platform, after)))


def _points_of(question: Question, choice: str) -> float:
    if question.kind is Kind.SEVERAL:
        return float({YES: CHOSEN, NO: 0}[choice])
    return float(question.points(choice))
