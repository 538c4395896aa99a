"""The road: everything that a municipality is advised, in the one order in which to take it on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property
from types import MappingProxyType

from assessment.advice import Recommendation
from assessment.model import Range

BEGINNING = 5
"""So many actions of the way are what to do first, beside what of the basis is not in order."""


class Part(StrEnum):
    """Which part of the road a recommendation stands in."""

    BASIS = "basis"
    WAY = "way"
    RESERVE = "reserve"


class Group(IntEnum):
    """Why a recommendation stands where it stands; in the reserve, lower comes first."""

    BASIS = 0
    UNLOCKS = 1
    LOWERS_BARRIER = 2
    RAISES_SCORE = 3


class State(StrEnum):
    """Whether a thing of the basis is in order; to check where no answer tells."""

    IN_ORDER = "in_order"
    TO_CHECK = "to_check"
    MISSING = "missing"


@dataclass(frozen=True)
class Advised:
    """A recommendation for this municipality, at its place.

    `gain` is what its dimension's score would rise by if only this were done, in points; a range where answers are
    unknown. `left` is what of that is left after all that stands before it, and `unlocks` are the criteria of the next
    level that it makes hold then. `barriers` are those that it lowers, the strongest first; `first` are those of the
    road that must come before it. `certain` is False when only an unknown answer makes it relevant.
    """

    recommendation: Recommendation
    part: Part
    group: Group
    gain: Range
    left: Range
    unlocks: tuple[str, ...]
    barriers: tuple[str, ...]
    first: tuple[str, ...]
    certain: bool


@dataclass(frozen=True)
class BasisThing:
    """A thing that everybody must have in order, and whether it is."""

    recommendation: Recommendation
    state: State


@dataclass(frozen=True)
class Goal:
    """What the road aims at in one dimension: its level now, the next one, and the one that the way reaches.

    `days` and `hours_a_week` are those of what the way holds for this dimension and no earlier one needed.
    Where the way misses the target, `instead` is the best action that there is all the same (None where nothing is
    certain), and `is_open` tells that an answer that is not known could give the level already.
    """

    dimension: str
    now: int
    target: int
    reached: int
    days: float
    hours_a_week: float
    actions: tuple[str, ...]
    instead: str | None
    is_open: bool

    @property
    def is_top(self) -> bool:
        """Whether there is no next level."""
        return self.now == self.target

    @property
    def holds(self) -> bool:
        """Whether the way reaches the target."""
        return self.reached >= self.target


@dataclass(frozen=True)
class Road:
    """The whole: `entries` in order, of which the number of each is its place, from 1.

    `basis` holds all of it, also what is in order and therefore no entry. `goals` name every dimension, the weakest
    first. `to_do` is what a plan takes over: what of the basis is not in order, and the way. `proven` is False when the
    search for the shortest way was cut short. The reserve follows from the rest; only who asks for it pays for it.
    """

    basis: tuple[BasisThing, ...]
    goals: tuple[Goal, ...]
    to_do: tuple[Advised, ...]
    proven: bool
    list_reserve: Callable[[], tuple[Advised, ...]] = field(compare=False, repr=False)

    @cached_property
    def entries(self) -> tuple[Advised, ...]:
        """Everything on the road, in order: what to do, and then the reserve."""
        return (*self.to_do, *self.list_reserve())

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of every recommendation on the road, by id."""
        return MappingProxyType({entry.recommendation.id: n for n, entry in enumerate(self.entries, start=1)})

    def number_of(self, name: str) -> int:
        """The number of one recommendation on the road: of what is to do without a look at the reserve."""
        return self._to_do_numbers[name] if name in self._to_do_numbers else self.numbers[name]

    @cached_property
    def _to_do_numbers(self) -> Mapping[str, int]:
        return {entry.recommendation.id: n for n, entry in enumerate(self.to_do, start=1)}

    @cached_property
    def way(self) -> tuple[Advised, ...]:
        """What leads to the next levels, the weakest dimension first."""
        return tuple(entry for entry in self.to_do if entry.part is Part.WAY)

    @cached_property
    def beginning(self) -> tuple[Advised, ...]:
        """What to do first: what of the basis is not in order, and the beginning of the way."""
        kept = {entry.recommendation.id for entry in self.way[:BEGINNING]}
        return tuple([e for e in self.to_do if e.part is Part.BASIS or e.recommendation.id in kept])

    @property
    def is_at_the_top(self) -> bool:
        """Whether no dimension has a next level."""
        return all(goal.is_top for goal in self.goals)
