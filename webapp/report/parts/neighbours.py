"""What stands before and after one of a list that has pages of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Neighbour(NamedTuple):
    """What it is called, and where it stands."""

    text: str
    href: str


class Neighbours(NamedTuple):
    """The one before and the one after; None at an end of the list."""

    previous: Neighbour | None
    following: Neighbour | None


def find_neighbours(listed: Sequence[Neighbour], place: int) -> Neighbours:
    """Return what stands around a place (from 0) in a list."""
    following = listed[place + 1] if place + 1 < len(listed) else None
    return Neighbours(listed[place - 1] if place else None, following)
