"""The search behind a plan: dimensions solved one by one and added up, in every way of sharing what they share.

A recommendation of one dimension can wait for one of another, and that one can need something that a third brings.
What only one dimension takes, that dimension pays for. What several take is either done once for all, or what waits for
it is not done. Every such choice is tried, so nothing is missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, islice
from math import inf, lcm

from assessment.content import Content
from assessment.levels import DimensionLevel
from assessment.scoring import Standing
from assessment.shortest_way.bargains import Frontier
from assessment.shortest_way.candidates import Candidate, with_all_it_takes
from assessment.shortest_way.frontier import (
    Asked,
    Demand,
    Listed,
    Solved,
    find_those_that_meet,
    list_asked,
    list_clusters,
    solve,
)
from assessment.shortest_way.sets import Carried, carry_out_all, list_sets
from assessment.shortest_way.yardstick import Yardstick, make_yardstick

NO_LIMIT = float("inf")
MOST_WAYS = 128
"""So many ways of sharing are tried, and then the one that shares all; the real content stays far below."""


@dataclass(frozen=True)
class Offer:
    """What can be had for some days: certain `levels`, counted up to the targets, and `score`, both added up.

    The score is that of the dimensions with a target, in whole units that they have in common.
    """

    levels: int
    score: int
    days: float
    names: tuple[str, ...]

    @property
    def best_that_fits(self) -> tuple[object, ...]:
        """The highest levels come first, then the highest score, then the least days; every tie is broken."""
        return (-self.levels, -self.score, self.days, *self._tie)

    @property
    def least(self) -> tuple[object, ...]:
        """The highest levels come first, then the least days; every tie is broken."""
        return (-self.levels, self.days, -self.score, *self._tie)

    @property
    def _tie(self) -> tuple[object, ...]:
        return (len(self.names), tuple(sorted(self.names)))


class Search:
    """One search; it remembers what it solved, since ways of sharing have most dimensions in common."""

    def __init__(
        self,
        content: Content,
        standing: Standing,
        candidates: Mapping[str, Candidate],
        targets: Mapping[str, int],
        limit: float,
    ) -> None:
        self.candidates = candidates
        self.proven = True
        self._content, self._standing, self._targets, self._limit = content, standing, targets, limit
        self._solved: dict[tuple[str, int, Demand], Solved] = {}
        self._asked: dict[str, Asked] = {}
        self._listed: dict[str, tuple[Listed, ...]] = {}
        self._own = _group(candidates, targets)
        self._members = {name: self._find_members(name) for name in targets}
        self._shared = self._find_shared()
        scored = content.questionnaire.scored
        self._yardsticks = {name: make_yardstick(scored[name], standing) for name in targets}
        self._unit = lcm(*(yardstick.total for yardstick in self._yardsticks.values() if yardstick.total))

    def run(self) -> Offer:
        """The best offer: all targets for the least days, else the highest levels and then scores that fit."""
        offers = [offer for way in self._list_ways_of_sharing() for offer in self._solve(way)]
        best = min(offers, key=lambda offer: offer.least)
        if self._limit == NO_LIMIT or best.levels == sum(self._targets.values()):
            return best
        return min(offers, key=lambda offer: offer.best_that_fits)

    def _find_members(self, dimension: str) -> dict[str, Candidate]:
        own = self._own[dimension]
        names = with_all_it_takes(own, self.candidates, self._standing)
        if len(names) == len(own):  # it takes nothing of any other dimension
            return own
        return {name: candidate for name, candidate in self.candidates.items() if name in names}

    def _find_shared(self) -> dict[str, Candidate]:
        """What more than one target's dimension takes."""
        names: set[str] = set()
        for one, other in combinations(self._members.values(), 2):
            names |= one.keys() & other.keys()
        return {name: candidate for name, candidate in self.candidates.items() if name in names}

    def _list_ways_of_sharing(self) -> list[Carried]:
        """Every set of what can be shared that can be carried out: none of it needs anything that is not shared."""
        shared = tuple(self._shared.values())
        ways = list(islice(list_sets(shared, self._standing), MOST_WAYS + 1))
        if len(ways) > MOST_WAYS:
            self.proven = False
            ways[MOST_WAYS:] = [carry_out_all(shared, self._standing)]
        return ways

    def _solve(self, way: Carried) -> list[Offer]:
        """What all dimensions together offer when exactly these are shared."""
        together = [Offer(0, 0, way.days, way.names)] if way.days <= self._limit else []
        for dimension in self._targets:
            offers = self._list_offers(dimension, frozenset(way.names))
            if self._limit == NO_LIMIT:  # then each dimension takes its own least: there is nothing to weigh
                offers = sorted(offers, key=lambda offer: offer.least)[:1]
            together = drop_beaten(_add(together, offers, self._limit))
        return together

    def _list_offers(self, dimension: str, way: frozenset[str]) -> list[Offer]:
        """What one dimension offers beside what is shared: for each level up to its target, every best bargain.

        Without a limit of days a lower level is only looked at where a higher one can't be reached.
        """
        members, yardstick = self._members[dimension], self._yardsticks[dimension]
        foreign = frozenset(self._shared.keys() & members.keys() - self._own[dimension].keys())
        demand = Demand(done=way.intersection(members), barred=foreign - way)
        worth = self._unit // yardstick.total if yardstick.total else 0
        offers: list[Offer] = []
        for level in range(self._targets[dimension], -1, -1):
            offers += [
                Offer(level, (yardstick.now - minus_gain) * worth, days, names)
                for days, minus_gain, _, names in self._solve_level(dimension, level, yardstick, demand)
            ]
            if offers and self._limit == NO_LIMIT:
                return offers
        return drop_beaten(offers)

    def _solve_level(self, dimension: str, level: int, yardstick: Yardstick, demand: Demand) -> Frontier:
        up_to_target = self._content.growth_path.dimensions[dimension][: self._targets[dimension] + 1]
        levels = up_to_target[: level + 1]
        missing = yardstick.missing(_threshold_of(levels))
        key = (dimension, level, demand)
        solved = self._solved.get(key)
        if solved is None:
            if dimension not in self._listed:
                asked = self._asked[dimension] = list_asked(up_to_target, self._standing)
                members = self._find_useful(dimension, up_to_target, yardstick)
                self._listed[dimension] = list_clusters(members, self._standing, yardstick, asked)
            enough = missing if self._limit == NO_LIMIT else inf  # without a limit only the least days count
            wanted = self._asked[dimension].up_to(levels)
            solved = self._solved[key] = solve(self._listed[dimension], wanted, demand, enough)
        self.proven = self.proven and solved.proven
        return [bargain for bargain in solved.frontier if -bargain[1] >= missing]

    def _find_useful(
        self, dimension: str, levels: tuple[DimensionLevel, ...], yardstick: Yardstick
    ) -> Mapping[str, Candidate]:
        """The members that a best bargain can hold.

        Where only the least days count and the score is there already, those are what meets a criterion, with all that
        it takes: of a set, everything else can be left out. What is shared stays, since it may be done all the same.
        """
        members = self._members[dimension]
        if self._limit != NO_LIMIT or yardstick.missing(_threshold_of(levels)) > 0:
            return members
        useful = find_those_that_meet(members, self._asked[dimension]) | (self._shared.keys() & members.keys())
        names = with_all_it_takes(useful, self.candidates, self._standing)
        return {name: member for name, member in members.items() if name in names}


def _group(candidates: Mapping[str, Candidate], dimensions: Iterable[str]) -> dict[str, dict[str, Candidate]]:
    """The candidates of each of these dimensions."""
    found: dict[str, dict[str, Candidate]] = {name: {} for name in dimensions}
    for name, candidate in candidates.items():
        if (dimension := candidate.recommendation.dimension) in found:
            found[dimension][name] = candidate
    return found


def _threshold_of(levels: tuple[DimensionLevel, ...]) -> int:
    """The score that the highest of these levels asks; what is asked below it counts too."""
    return max(level.threshold for level in levels)


def _add(some: list[Offer], others: list[Offer], limit: float) -> list[Offer]:
    """Every pair that fits within the limit of days."""
    return [
        Offer(a.levels + b.levels, a.score + b.score, a.days + b.days, a.names + b.names)
        for a in some
        for b in others
        if a.days + b.days <= limit
    ]


def drop_beaten(offers: Iterable[Offer]) -> list[Offer]:
    """Only the offers that nothing beats: more days must bring a higher level, or a higher score at the same level."""
    kept: list[Offer] = []
    for offer in sorted(offers, key=lambda o: (o.days, *o.best_that_fits)):
        if not kept or (offer.levels, offer.score) > (kept[-1].levels, kept[-1].score):
            kept.append(offer)
    return kept
