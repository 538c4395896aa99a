"""How far people agree who chose from one list, as a number with a name.

Where the options are steps: van der Eijk's agreement A (2001), from -1 (half the people at each end) over 0 (as many
at every step) to 1 (all at one step). A list without order has no ends, and so no such number: there, the share of the
pairs of people who gave the same answer, from 0 to 1 (Simpson's index). The two are never compared with each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

FEWEST_STEPS = 3
"""With two steps there is no between: A says nothing there that the shares don't."""


def find_agreement(counts: Sequence[int]) -> Fraction:
    """Van der Eijk's A of how many people stand at each step, from one end to the other: -1 to 1.

    The people are taken apart into layers in which a step is there or not; A is the mean of those of the layers, by
    the people in each. Raises ValueError for fewer than three steps, nobody, or a count below 0.
    """
    if len(counts) < FEWEST_STEPS:
        raise ValueError("Agreement needs three steps.")
    _check(counts)
    total = sum(counts)
    layers = ((people, _agreement_of_layer(steps)) for people, steps in _take_apart(counts))
    return sum((Fraction(people, total) * agreement for people, agreement in layers), Fraction())


def find_same_pairs(counts: Sequence[int]) -> Fraction:
    """The share of the pairs of people who gave the same answer, 0 to 1. Raises ValueError for fewer than two."""
    _check(counts)
    total = sum(counts)
    if total < len("ab"):
        raise ValueError("A pair needs two people.")
    return Fraction(sum(count * (count - 1) for count in counts), total * (total - 1))


def _check(counts: Sequence[int]) -> None:
    if min(counts, default=0) < 0 or not any(counts):
        raise ValueError("Counts are 0 or more, and somebody answered.")


def _take_apart(counts: Sequence[int]) -> Iterator[tuple[int, tuple[bool, ...]]]:
    """Yield the layers: how many people each holds, and at which steps they stand."""
    left = list(counts)
    while any(left):
        steps = tuple(count > 0 for count in left)
        height = min(count for count in left if count)
        left = [count - height if count else 0 for count in left]
        yield height * sum(steps), steps


def _agreement_of_layer(steps: tuple[bool, ...]) -> Fraction:
    """A of people who stand as many at each of these steps."""
    size, filled = len(steps), sum(steps)
    if filled in (1, size):
        return Fraction(int(filled == 1))
    triples = list(combinations(steps, 3))
    together = triples.count((True, True, False)) + triples.count((False, True, True))
    apart = triples.count((True, False, True))
    unimodality = Fraction((size - 2) * together - (size - 1) * apart, (size - 2) * (together + apart))
    return unimodality * (1 - Fraction(filled - 1, size - 1))
