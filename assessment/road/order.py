"""Puts recommendations on the road one by one, each weighed on what those before it leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from assessment.advice import Recommendation
from assessment.conditions import YES, every_condition_holds
from assessment.road.model import Advised, Group, Part
from assessment.road.weighing import Scales

Key = tuple[bool, Group, int, float, float, int]


class Stop(NamedTuple):
    """A recommendation that will stand on the road, before it has its place.

    `place` is where it stands in the content: the last tie. `strength` is that of the strongest barrier that it lowers.
    It is a tuple since dozens are made for each municipality.
    """

    recommendation: Recommendation
    place: int
    first: tuple[str, ...]
    barriers: tuple[str, ...]
    strength: int
    certain: bool


class Walk:
    """The road while it is made, after what is `placed` already.

    `alone` are scales on which nothing is ever taken: they weigh what a recommendation brings by itself.
    """

    def __init__(self, scales: Scales, alone: Scales, stops: Mapping[str, Stop], placed: Iterable[str] = ()) -> None:
        self.entries: list[Advised] = []
        self.placed = set(placed)
        self.stops = stops
        self._scales, self._alone = scales, alone

    def go_on(self, scales: Scales) -> Walk:
        """Return a walk over what is left, on other scales; this one stays as it is."""
        return Walk(scales, self._alone, self.stops, self.placed)

    def put(self, name: str, part: Part) -> None:
        """Give a recommendation its place, after all that must come first."""
        if name in self.placed:
            return
        self.placed.add(name)
        stop = self.stops[name]
        for earlier in stop.first:
            self.put(earlier, part)
        gain, left = self._alone.gain(stop.recommendation), self._scales.gain(stop.recommendation)
        unlocks = self._scales.unlocks(stop.recommendation)
        group = Group.BASIS if part is Part.BASIS else _group(unlocks, stop)
        self.entries.append(
            Advised(stop.recommendation, part, group, gain, left, unlocks, stop.barriers, stop.first, stop.certain)
        )
        self._scales.take(stop.recommendation)

    def put_reserve(self, names: Iterable[str]) -> None:
        """Give all of them their place, the best of what is left each time.

        What is left only ever gets less, so whoever still is the best when weighed again is the best of all.
        """
        ahead = [(self.weigh(name), name) for name in names if name not in self.placed]
        heapify(ahead)
        while ahead:
            _, name = heappop(ahead)
            if name in self.placed:
                continue
            key = self.weigh(name)
            if ahead and key > ahead[0][0]:
                heappush(ahead, (key, name))
            else:
                self.put(name, Part.RESERVE)

    def put_way(self, names: Iterable[str]) -> list[str]:
        """Give all of them their place, each when it can be done; of those, the best of what is left each time."""
        left, put = [name for name in names if name not in self.placed], []
        while left:
            ready = [name for name in left if self._is_ready(name)]
            best = min(ready or left, key=self.weigh)
            self.put(best, Part.WAY)
            put.append(best)
            left = [name for name in left if name not in self.placed]
        return put

    def weigh(self, name: str) -> Key:
        """Return what decides on the order, the best first: it is weighed on what is left now.

        What opens a condition goes first, of the lowest level before all; then what lowers a barrier, the strongest
        first; then the rest. Within these, points for effort decide.
        """
        stop = self.stops[name]
        group = _group(self._scales.unlocks(stop.recommendation), stop)
        left, effort = self._scales.gain(stop.recommendation), stop.recommendation.effort_days
        within = 0
        if group is Group.UNLOCKS:
            within = self._scales.aims_at(stop.recommendation)
        elif group is Group.LOWERS_BARRIER:
            within = -stop.strength
        return (not stop.certain, group, within, -left.low / effort, -left.high / effort, stop.place)

    def is_sure(self, name: str) -> bool:
        """Whether a recommendation and all that must come before it is certain."""
        stop = self.stops[name]
        return stop.certain and all(self.is_sure(earlier) for earlier in stop.first)

    def _is_ready(self, name: str) -> bool:
        stop = self.stops[name]
        needs = stop.recommendation.rule.needs
        return self.placed.issuperset(stop.first) and (
            not needs or every_condition_holds(needs, self._scales.standing) is YES
        )


def _group(unlocks: tuple[str, ...], stop: Stop) -> Group:
    return Group.UNLOCKS if unlocks else Group.LOWERS_BARRIER if stop.barriers else Group.RAISES_SCORE
