"""How far a room agrees, from ten votes up, and on what it differs most. Never one word for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessment.agreement import find_agreement, find_same_pairs
from assessment.workshops.counts import Counts
from assessment.workshops.items import Votable

FEWEST_MEASURED = 10
"""Under so many votes one person more or less changes the number too much to tell it."""


class Scale(StrEnum):
    """By what agreement is measured: van der Eijk's A on steps; elsewhere the pairs that gave the same answer."""

    ORDERED = "ordered"
    UNORDERED = "unordered"


@dataclass(frozen=True)
class Measured:
    """How far `n` people agree: -1 to 1 on steps, 0 to 1 elsewhere. More is more agreement."""

    kind: Scale
    value: float
    n: int


@dataclass(frozen=True)
class Ordered:
    """What was asked, by key, that on which the room differs most first. What is measured otherwise stands apart."""

    ordered: tuple[str, ...]
    unordered: tuple[str, ...]


def measure(votable: Votable, counts: Counts | None) -> Measured | None:
    """How far a room agrees; None under ten votes, and where several answers may be given.

    *Don't know*, *not applicable* and options that stand beside the steps do not count.
    """
    if counts is None or votable.is_several:
        return None
    if not votable.is_ordered:
        n = sum(counts.options)
        return Measured(Scale.UNORDERED, float(find_same_pairs(counts.options)), n) if n >= FEWEST_MEASURED else None
    steps = [counts.options[place] for place in votable.steps]
    n = sum(steps)
    return Measured(Scale.ORDERED, float(find_agreement(steps)), n) if n >= FEWEST_MEASURED else None


def order_by_difference(measured: Mapping[str, Measured]) -> Ordered:
    """What was asked, by key, in the order in which the room differs; what is alike in the order of the keys given."""
    found = sorted(measured.items(), key=lambda entry: entry[1].value)
    return Ordered(
        tuple(key for key, one in found if one.kind is Scale.ORDERED),
        tuple(key for key, one in found if one.kind is Scale.UNORDERED),
    )
