"""How a dimension's score is counted in whole numbers, so that a search rounds nothing on its way.

A gain is points x weight, times the least common multiple of the rows of its grids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
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


def make_yardstick(questions: tuple[Question, ...], standing: Standing) -> Yardstick:
    """How these questions count, with what is certain in this standing."""
    left_out = frozenset([item for question in questions for item in question.items if standing[item] is None])
    worth, total = _find_worth(questions, left_out) if left_out else _find_worth_of_all(questions)
    now = sum([round(span.low) * worth[item] for item in worth if (span := standing[item]) is not None])
    return Yardstick(worth, total, now)


def _find_worth(
    questions: tuple[Question, ...], left_out: frozenset[Item] = frozenset()
) -> tuple[dict[Item, int], int]:
    """The worth of a point of each item, and of 100 points in all; `left_out` are the items that do not apply."""
    rows = {question: [item for item in question.items if item not in left_out] for question in questions}
    counted = [question for question in questions if rows[question]]
    unit = reduce(lcm, (len(rows[question]) for question in counted if question.kind is Kind.GRID), 1)
    worth = {
        item: _worth_of(question, item, len(rows[question]), unit) for question in counted for item in rows[question]
    }
    return worth, 100 * 100 * unit * sum(question.weight for question in counted)


_find_worth_of_all = lru_cache(64)(_find_worth)
"""The same where everything applies: it is so for nearly everybody, and follows from the questions alone."""


def _worth_of(question: Question, item: Item, rows: int, unit: int) -> int:
    """In units of a hundredth, since a choice of several counts for its own points out of 100."""
    if question.kind is Kind.SEVERAL:
        return unit * question.weight * question.points(str(item[1]))
    return 100 * unit * question.weight // (rows if question.kind is Kind.GRID else 1)
