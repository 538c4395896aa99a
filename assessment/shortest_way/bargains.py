"""What some recommendations gain for how many days, and which of many such bargains nothing beats."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

Bargain = tuple[float, int, int, tuple[str, ...]]
"""The days that some recommendations take together, what they gain, how many they are, and their names.

It is a bare tuple since hundreds are made for one municipality. Its parts stand in the order in which bargains are
preferred: the fewest days, then the most gain (so it is counted down from nothing, in units of a Yardstick), then the
fewest, and then the names that come first. So bargains are sorted as they are.
"""

NO_BARGAIN: Bargain = (0, 0, 0, ())
"""To do nothing, which gains nothing. What was done already can gain something all the same, for no days."""


Frontier = list[Bargain]
"""Bargains in order of days, each with more gain than the one before."""


def keep_best(bargains: Sequence[Bargain], enough: float = inf) -> Frontier:
    """Only the bargains that nothing beats: no other takes as few days and gains as much, or enough."""
    if len(bargains) == 1:
        return [bargains[0]]
    kept: Frontier = []
    least = 1  # more than any gain counted down
    for bargain in sorted(bargains):
        if bargain[1] < least:
            kept.append(bargain)
            least = bargain[1]
            if least <= -enough:
                break
    return kept
