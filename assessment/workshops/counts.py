"""How a room's answers are counted, round by round, and written down once they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assessment.workshops.choices import BESIDE, is_real
from assessment.workshops.items import Votable


@dataclass(frozen=True)
class Vote:
    """One seat's answer in a round. `group` is the role of who sits there; empty where none was asked."""

    seat: int
    mask: str
    group: str = ""


@dataclass(frozen=True)
class Counts:
    """How many chose each option, in order. `real` answered something of it; the others stand apart."""

    options: tuple[int, ...]
    real: int
    unknown: int
    not_applicable: int

    @property
    def answered(self) -> int:
        """How many sent an answer, whatever it was."""
        return self.real + self.unknown + self.not_applicable


@dataclass(frozen=True)
class Movement:
    """How many stand higher, the same or lower in the order of the list than in the round before."""

    up: int
    same: int
    down: int

    @property
    def parts(self) -> tuple[int, int, int]:
        """The three of them."""
        return self.up, self.same, self.down


@dataclass(frozen=True)
class Tally:
    """What may be shown of a round. `counts` None: nothing; no `groups`, no `movement`: nothing of that.

    `only_both`: it counts only who answered in the round before too. Nothing more can be worked out from it than it
    says: that is what `assessment/workshops/gate.py` is for.
    """

    counts: Counts | None = None
    groups: Mapping[str, Counts] = field(default_factory=dict)
    movement: Movement | None = None
    only_both: bool = False


def count(votable: Votable, votes: Iterable[Vote]) -> Counts:
    """How many chose what."""
    masks = [vote.mask for vote in votes]
    size = len(votable.options)
    columns = [sum(mask[place] == "1" for mask in masks) for place in range(size + len(BESIDE))]
    return Counts(tuple(columns[:size]), sum(map(is_real, masks)), columns[size], columns[size + 1])


def find_step(votable: Votable, mask: str) -> int | None:
    """The place on the ladder of what a mask says; None where it says no step."""
    return next((step for step, place in enumerate(votable.steps) if mask[place] == "1"), None)


def plain_tally(tally: Tally) -> dict[str, object]:
    """A tally as plain data, for what keeps it; `read_tally` gives it back."""
    return {
        "counts": None if tally.counts is None else _plain_counts(tally.counts),
        "groups": {name: _plain_counts(counts) for name, counts in tally.groups.items()},
        "movement": None if tally.movement is None else list(tally.movement.parts),
        "only_both": tally.only_both,
    }


def read_tally(plain: object) -> Tally:
    """The tally of what `plain_tally` wrote. What can't be read shows nothing."""
    try:
        return _read_tally(plain)
    except (AttributeError, KeyError, TypeError, ValueError):
        return Tally()


def _plain_counts(counts: Counts) -> dict[str, object]:
    return {
        "options": list(counts.options),
        "real": counts.real,
        "unknown": counts.unknown,
        "not_applicable": counts.not_applicable,
    }


def _read_tally(plain: object) -> Tally:
    if not isinstance(plain, Mapping):
        raise TypeError
    movement = plain["movement"]
    return Tally(
        None if plain["counts"] is None else _read_counts(plain["counts"]),
        {str(name): _read_counts(counts) for name, counts in plain["groups"].items()},
        None if movement is None else Movement(*_read_numbers(movement, 3)),
        bool(plain["only_both"]),
    )


def _read_counts(plain: Mapping[str, object]) -> Counts:
    options = plain["options"]
    if not isinstance(options, Sequence):
        raise TypeError
    rest = _read_numbers([plain["real"], plain["unknown"], plain["not_applicable"]], 3)
    return Counts(tuple(_read_numbers(options, len(options))), *rest)


def _read_numbers(values: Sequence[object], size: int) -> list[int]:
    found = [value for value in values if isinstance(value, int) and not isinstance(value, bool) and value >= 0]
    if not len(found) == len(values) == size:
        raise ValueError("So many numbers of 0 and above.")
    return found
