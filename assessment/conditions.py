"""Conditions on answers: the one grammar that criteria, rules and the effects of advice share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from assessment.model import Item, Kind, Questionnaire, Range
from assessment.scoring import Standing

CHOSEN = 100
"""The points of a choice that was made in a several-of question, as an item; 0 when it was not."""


class Holds(StrEnum):
    """Whether something holds; `maybe` where an unknown answer decides."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


YES, MAYBE, NO = Holds.YES, Holds.MAYBE, Holds.NO
"""The same by a name each: an enumeration takes four times as long to look one up, and a road asks some thousands."""


@dataclass(frozen=True)
class Condition:
    """One item that must have at least `points` (0-100); `option` names where on the scale that is."""

    question: str
    part: str | None
    option: str
    points: int

    @cached_property
    def item(self) -> Item:
        """The item that it speaks of."""
        return (self.question, self.part)


def find_condition(questionnaire: Questionnaire, question_id: str, part: str | None, option: str) -> Condition:
    """The condition that an item stands at `option` or better. Raises KeyError for an unknown id.

    For a several-of question `option` is the choice that must be included, and `part` is None.
    """
    question = questionnaire.question_by_id[question_id]
    points = question.points(option)
    if question.kind is Kind.SEVERAL and part is None:
        return Condition(question_id, option, option, CHOSEN)
    if (part is not None or question.kind is Kind.GRID) and part not in question.row_by_id:
        raise KeyError(part)
    return Condition(question_id, part, option, points)


def points_hold(points: Range | None, condition: Condition) -> Holds:
    """Whether these points satisfy the condition. What does not apply holds nobody back."""
    if points is None or points.low >= condition.points:
        return YES
    return MAYBE if points.high >= condition.points else NO


def condition_holds(condition: Condition, standing: Standing) -> Holds:
    """Whether the item has the points asked."""
    return points_hold(standing[condition.item], condition)


def every_condition_holds(conditions: Iterable[Condition], standing: Standing) -> Holds:
    """Whether every one holds; yes for none at all."""
    worst = YES
    for condition in conditions:  # written out: a road asks this some hundreds of times
        points = standing[condition.item]
        if points is None or points.low >= condition.points:
            continue
        if points.high < condition.points:
            return NO
        worst = MAYBE
    return worst


def any_condition_holds(conditions: Iterable[Condition], standing: Standing) -> Holds:
    """Whether at least one holds; no for none at all."""
    best = NO
    for condition in conditions:  # written out, as above
        points = standing[condition.item]
        if points is None or points.low >= condition.points:
            return YES
        if points.high >= condition.points:
            best = MAYBE
    return best


def all_hold(results: Iterable[Holds]) -> Holds:
    """Whether every one holds; yes for none at all."""
    worst = YES
    for result in results:
        if result is NO:
            return NO
        if result is MAYBE:
            worst = MAYBE
    return worst
