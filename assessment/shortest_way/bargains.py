"""What some recommendations gain for how many days, and which of many such bargains nothing beats."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

Frontier = list["Bargain"]
"""Bargains in order of days, each with more gain than the one before."""


class Bargain(NamedTuple):
    """Names of recommendations, the days that they take together, and what they gain, in units of a Yardstick.

    It is a tuple since hundreds are made for one municipality, and its fields stand in the order in which bargains are
    preferred: the fewest days, then the most gain (so it is counted down from nothing), then the fewest names, and
    then those that come first. So bargains are sorted as they are.
    """

    days: float
    minus_gain: int
    size: int
    names: tuple[str, ...]


NO_BARGAIN = Bargain(0, 0, 0, ())
"""To do nothing, which gains nothing. What was done already can gain something all the same, for no days."""


def keep_best(bargains: Sequence[Bargain], enough: float = inf) -> Frontier:
    """Only the bargains that nothing beats: no other takes as few days and gains as much, or enough."""
    if len(bargains) == 1:
        return [bargains[0]]
    kept: Frontier = []
    least = 1  # more than any gain counted down
    for bargain in sorted(bargains):
        if bargain.minus_gain < least:
            kept.append(bargain)
            least = bargain.minus_gain
            if least <= -enough:
                break
    return kept
