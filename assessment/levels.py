"""Scores and answers -> level, and the criteria that hold the next level back.

A level is reached when its threshold and all its criteria hold, and those of every level below it. Where the
answers leave room, a level is a range: `low` is what is certain, `high` what is still possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from types import MappingProxyType
from typing import NamedTuple

from assessment.conditions import MAYBE, NO, YES, Condition, Holds, all_hold, any_condition_holds, condition_holds
from assessment.model import DIMENSIONS, Range, Text
from assessment.scoring import Standing

TOP = 4


@dataclass(frozen=True)
class Criterion:
    """What must hold for a level, whatever the score: any one of these conditions."""

    id: str
    text: Text
    any_of: tuple[Condition, ...]

    @cached_property
    def checked(self) -> Mapping[Holds, CheckedCriterion]:
        """The criterion with each that can be found of it: made once, since each self-scan finds dozens."""
        return MappingProxyType({holds: CheckedCriterion(self, holds) for holds in Holds})


@dataclass(frozen=True)
class DimensionLevel:
    """One level of one dimension: from which score (0-100), with which criteria, and how it looks."""

    level: int
    threshold: int
    practice: Text
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class LevelName:
    """A level's name and what it means for the municipality as a whole."""

    level: int
    name: Text
    meaning: Text
    threshold: int


@dataclass(frozen=True)
class GrowthPath:
    """All levels: their names with the overall thresholds, and those of each dimension, 0 to 4.

    So many dimensions as `domains_at_level` must have reached a level for the whole to have it; none of the others may
    stand more than one lower.
    """

    names: tuple[LevelName, ...]
    dimensions: Mapping[str, tuple[DimensionLevel, ...]]
    dimension_names: Mapping[str, Text]
    domains_at_level: int = 0

    def cap(self, levels: Iterable[int]) -> int:
        """The highest level that the whole can have with these levels of the dimensions, whatever its score."""
        found = sorted(levels, reverse=True)
        return min(found[-1] + 1, found[self.domains_at_level - 1]) if self.domains_at_level else found[-1] + 1

    @property
    def slack(self) -> int:
        """How far below a level a dimension can stand without ever keeping the whole from it."""
        return 0 if self.domains_at_level else 1

    @cached_property
    def criteria(self) -> Mapping[str, Criterion]:
        """Every criterion, found by id."""
        return MappingProxyType(
            {c.id: c for levels in self.dimensions.values() for level in levels for c in level.criteria}
        )

    @cached_property
    def criterion_levels(self) -> Mapping[str, int]:
        """The level that every criterion is of, by the criterion's id."""
        return MappingProxyType(
            {c.id: level.level for levels in self.dimensions.values() for level in levels for c in level.criteria}
        )


@dataclass(frozen=True)
class LevelRange:
    """The lowest level that is certain and the highest that is possible, 0 to 4."""

    low: int
    high: int

    @property
    def is_point(self) -> bool:
        """Whether the answers settle the level."""
        return self.low == self.high


class CheckedCriterion(NamedTuple):
    """A criterion with whether it holds."""

    criterion: Criterion
    holds: Holds


class CheckedLevel(NamedTuple):
    """One level laid beside a score and answers. It is a tuple since each self-scan has dozens."""

    level: DimensionLevel
    threshold_holds: Holds
    criteria: tuple[CheckedCriterion, ...]

    @property
    def holds(self) -> Holds:
        """Whether this level's own threshold and criteria hold, the levels below left aside."""
        return all_hold([self.threshold_holds, *[checked.holds for checked in self.criteria]])


_make_level = partial(tuple.__new__, CheckedLevel)
"""Makes one of its parts at once: a call less for each."""


@dataclass(frozen=True)
class DimensionOutcome:
    """A dimension's level with every level checked, so that a reader can redo it by hand."""

    range: LevelRange
    checked: tuple[CheckedLevel, ...]

    @property
    def next(self) -> CheckedLevel | None:
        """The first level that is not certain yet; None at the top."""
        return self.checked[self.range.low + 1] if self.range.low < TOP else None


@dataclass(frozen=True)
class OverallOutcome:
    """The overall level; `weakest` names the dimensions that cap it, empty where none does."""

    range: LevelRange
    weakest: tuple[str, ...]


def criterion_holds(criterion: Criterion, standing: Standing) -> Holds:
    """Whether any of the criterion's conditions holds."""
    return any_condition_holds(criterion.any_of, standing)


def open_conditions(checked: CheckedCriterion, standing: Standing) -> Iterable[Condition]:
    """Those of the criterion's conditions that an unknown answer decides."""
    return (one for one in checked.criterion.any_of if condition_holds(one, standing) is MAYBE)


def _reaches(score: Range, threshold: int) -> Holds:
    if score.low >= threshold:
        return YES
    return MAYBE if score.high >= threshold else NO


def check_dimension(levels: tuple[DimensionLevel, ...], score: Range, standing: Standing) -> DimensionOutcome:
    """The level of one dimension, from its score (0-100) and the answers behind it."""
    checked = [
        _make_level(
            (
                level,
                _reaches(score, level.threshold),
                tuple([c.checked[any_condition_holds(c.any_of, standing)] for c in level.criteria]),
            )
        )
        for level in levels
    ]
    return DimensionOutcome(_climb(level.holds for level in checked[1:]), tuple(checked))


def _climb(holds: Iterable[Holds]) -> LevelRange:
    """From whether each level above the lowest holds; those above one that does not are not asked."""
    low = high = 0
    for level, found in enumerate(holds, start=1):
        if found is NO:
            break
        high = level
        if found is YES and low == level - 1:
            low = level
    return LevelRange(low, high)


def check_overall(path: GrowthPath, score: Range, dimensions: Mapping[str, LevelRange]) -> OverallOutcome:
    """The overall level: what the mean score gives, but no more than the levels of the dimensions allow."""
    by_score = _climb([_reaches(score, name.threshold) for name in path.names[1:]])
    lows, highs = ({n: getattr(dimensions[n], end) for n in DIMENSIONS} for end in ("low", "high"))
    capped = LevelRange(min(by_score.low, path.cap(lows.values())), min(by_score.high, path.cap(highs.values())))
    holding = {
        name
        for levels, level, reached in ((lows, capped.low, by_score.low), (highs, capped.high, by_score.high))
        if level < reached
        for name in holding_back(levels, level)
    }
    return OverallOutcome(capped, tuple(name for name in DIMENSIONS if name in holding))


def holding_back(levels: Mapping[str, int], level: int) -> tuple[str, ...]:
    """The dimensions that keep the whole at a level: those below it, or else those that have only just reached it."""
    lowest = min(levels.values())
    most = min(level, lowest)
    return tuple(name for name in DIMENSIONS if levels[name] <= most)
