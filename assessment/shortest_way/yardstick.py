"""How a dimension's score is counted in whole numbers, so that a search rounds nothing on its way.

A gain is points x weight, times the least common multiple of the rows of its grids.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import inf, lcm

from assessment.model import Item, Kind, Question
from assessment.scoring import Standing


@dataclass(frozen=True)
class Yardstick:
    """How a dimension's score is counted in whole numbers: `worth` of a point of each item, and of 100 points in all.

    `now` is what it has for certain; `total` is 0 where no question applies.
    """

    worth: Mapping[Item, int]
    total: int
    now: int

    def reaches(self, gain: int, threshold: int) -> bool:
        """Whether the score, rounded to one decimal with halves upwards, is certainly at least the threshold."""
        return gain >= self.missing(threshold)

    def missing(self, threshold: int) -> float:
        """The least gain with which the score reaches the threshold; infinite where no gain does."""
        if not self.total:
            return 0 if threshold <= 0 else inf
        return -(((1 - 20 * threshold) * self.total) // 2000) - self.now


def make_yardstick(questions: Sequence[Question], standing: Standing) -> Yardstick:
    """How these questions count, with what is certain in this standing."""
    counted = [question for question in questions if any(standing[item] is not None for item in question.items)]
    rows = {question.id: [item for item in question.items if standing[item] is not None] for question in counted}
    unit = reduce(lcm, (len(rows[question.id]) for question in counted if question.kind is Kind.GRID), 1)
    worth: dict[Item, int] = {}
    for question in counted:
        for item in rows[question.id]:
            worth[item] = _worth_of(question, item, len(rows[question.id]), unit)
    now = sum(round(span.low) * worth[item] for item in worth if (span := standing[item]) is not None)
    return Yardstick(worth, 100 * 100 * unit * sum(question.weight for question in counted), now)


def _worth_of(question: Question, item: Item, rows: int, unit: int) -> int:
    """In units of a hundredth, since a choice of several counts for its own points out of 100."""
    if question.kind is Kind.SEVERAL:
        return unit * question.weight * question.points(str(item[1]))
    return 100 * unit * question.weight // (rows if question.kind is Kind.GRID else 1)
