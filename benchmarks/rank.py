"""Rank: how many of those who answered then stood less far on one question, and how many further.

The shares of one question bound it sharply; of several questions together they hardly do (decision 70).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.model import FigureLink, Kind, Question, Range
from benchmarks.bases import is_of_everybody
from benchmarks.distributions import bound_mean, find_bounds
from benchmarks.model import REST, Figure, FigureKind

MOST_WIDE = 10.0
"""A share that can't be told within so many points is not said: a convention of ours, stated on the method page."""

_NOBODY, _PERHAPS, _ALL = Range(0, 0), Range(0, 100), Range(100, 100)


@dataclass(frozen=True)
class Side:
    """Those on one side of the own answer, in percent of who answered.

    `share` reads the unprinted rest as the answers that are not printed; in `looser` some of it may be no answer.
    """

    share: Range
    looser: Range

    @property
    def is_said(self) -> bool:
        """Whether the print tells it closely enough."""
        return self.share.high - self.share.low <= MOST_WIDE + 1e-9

    @property
    def hangs_on_rest(self) -> bool:
        """Whether it holds only if the unprinted rest gave the unprinted answers."""
        return self.looser.low < self.share.low - 1e-9


@dataclass(frozen=True)
class Rank:
    """Who stood less far and who further; `rest` are the answers as which the unprinted rest is read."""

    below: Side
    above: Side
    rest: tuple[str, ...]

    @property
    def is_said(self) -> bool:
        """Whether there is anything to say."""
        return any(side.is_said and side.share.high > 0 for side in (self.below, self.above))


def find_rank(question: Question, link: FigureLink, figure: Figure, chosen: str) -> Rank | None:
    """The rank of one answer; None where it is no step of an order or the figure is not of all who answered."""
    ordered = question.scores and question.kind in (Kind.ONE, Kind.GRID) and figure.kind is FigureKind.ONE_OF
    if not ordered or not is_of_everybody(figure) or chosen not in {step.id for step in question.ladder}:
        return None
    points = _points_by_category(question, link)
    own = question.points(chosen)
    below = {name: [p is not None and p < own for p in found] for name, found in points.items()}
    above = {name: [p is not None and p > own for p in found] for name, found in points.items()}
    rest = tuple(option for option, categories in link.categories.items() if REST in categories)
    return Rank(_find_side(below, figure), _find_side(above, figure), rest)


_Points = Mapping[str, list[int | None]]


def _points_by_category(question: Question, link: FigureLink) -> _Points:
    """The points of the answers in each category; None for one that is no step, such as *not applicable*."""
    steps = {step.id for step in question.ladder}
    found: dict[str, list[int | None]] = {}
    for option, categories in link.categories.items():
        for category in categories:
            found.setdefault(category, []).append(question.points(option) if option in steps else None)
    return found


def _find_side(held: Mapping[str, list[bool]], figure: Figure) -> Side:
    """The share of those of whom it holds, from whether it holds of each answer in each category."""
    worth = {name: _ALL if all(found) else _PERHAPS if any(found) else _NOBODY for name, found in held.items()}
    bounds = find_bounds(figure, held)
    share = bound_mean(worth, _PERHAPS, bounds)
    if REST in worth:
        worth[REST] = Range(0, worth[REST].high)
    return Side(share, bound_mean(worth, _PERHAPS, bounds))
