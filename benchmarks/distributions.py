"""Every way to spread all who answered over the categories of a figure that its print allows."""

from __future__ import annotations

from collections.abc import Container, Mapping

from assessment.model import Range
from benchmarks.model import REST, Figure

Bounds = Mapping[str, tuple[float, float]]
"""The lowest and the highest percentage of each category."""


def find_bounds(figure: Figure, asked: Container[str]) -> Bounds:
    """What each printed category may hold, and the rest where it is asked for or the print can't make 100."""
    bounds = {share.id: (float(share.printed[0]), float(share.printed[1])) for share in figure.shares}
    if REST in asked or sum(high for _, high in bounds.values()) < 100:
        bounds[REST] = (0.0, 100.0)
    return bounds


def bound_mean(worth: Mapping[str, Range], otherwise: Range, bounds: Bounds) -> Range:
    """The lowest and the highest mean over all ways, from what each category is worth; `otherwise` for the others."""
    lowest = _fill({name: worth.get(name, otherwise).low for name in bounds}, bounds)
    highest = 0.0 - _fill({name: -worth.get(name, otherwise).high for name in bounds}, bounds)
    return Range(lowest, highest)


def _fill(cost: Mapping[str, float], bounds: Bounds) -> float:
    """The cheapest mean of a way to spread 100% within the bounds: a linear programme that greed solves.

    The edition's checks see to it that the lower bounds do not pass 100 and the upper ones reach it.
    """
    left = 100.0 - sum(low for low, _ in bounds.values())
    total = sum(cost[name] * low for name, (low, _) in bounds.items())
    for name in sorted(bounds, key=lambda name: cost[name]):
        part = min(left, bounds[name][1] - bounds[name][0])
        total += cost[name] * part
        left -= part
    return total / 100
