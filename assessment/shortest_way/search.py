"""The search behind a plan: dimensions solved one by one and added up, in every way of sharing what they share.

A recommendation of one dimension can wait for one of another. Then that other one is either done once for all, and
counts in its own dimension alone, or the one that waits is not done. Every such choice is tried, so nothing is missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations

from assessment.content import Content
from assessment.scoring import Standing
from assessment.shortest_way.candidates import Candidate, find_candidates, with_predecessors
from assessment.shortest_way.frontier import (
    Demand,
    Frontier,
    Listed,
    Solved,
    Yardstick,
    list_clusters,
    make_yardstick,
    solve,
)

NO_LIMIT = float("inf")
MOST_SHARED = 4
"""So many recommendations that another dimension waits for are tried in every combination; beyond, all or one."""


@dataclass(frozen=True)
class Offer:
    """What can be had for some days: certain `levels`, counted up to the targets, and `score`, both added up."""

    levels: int
    score: float
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
        barriers: frozenset[str],
        size: str,
        targets: Mapping[str, int],
        limit: float,
    ) -> None:
        self.candidates = find_candidates(content.recommendations, standing, barriers, size)
        self.proven = True
        self._content, self._standing, self._targets, self._limit = content, standing, targets, limit
        self._solved: dict[tuple[str, int, Demand], Solved] = {}
        self._listed: dict[str, tuple[Listed, ...]] = {}
        self._members = {name: self._find_members(name) for name in content.growth_path.dimensions}
        scored = content.questionnaire.scored
        self._yardsticks = {name: make_yardstick(scored[name], standing) for name in self._members}

    def run(self) -> Offer:
        """The best offer: all targets for the least days, else the highest levels and then scores that fit."""
        offers = [offer for way in self._ways_of_sharing() for offer in self._solve(way)]
        best = min(offers, key=lambda offer: offer.least)
        if self._limit == NO_LIMIT or best.levels == sum(self._targets.values()):
            return best
        return min(offers, key=lambda offer: offer.best_that_fits)

    def _find_members(self, dimension: str) -> dict[str, Candidate]:
        own = [name for name, c in self.candidates.items() if c.recommendation.dimension == dimension]
        names = with_predecessors(own, self.candidates)
        return {name: candidate for name, candidate in self.candidates.items() if name in names}

    def _is_of(self, name: str, dimension: str) -> bool:
        return self.candidates[name].recommendation.dimension == dimension

    def _shared(self) -> list[str]:
        """What a target's dimension waits for elsewhere. A single target needs no sharing: it pays for it itself."""
        if len(self._targets) == 1:
            return []
        return sorted({n for d in self._targets for n in self._members[d] if not self._is_of(n, d)})

    def _ways_of_sharing(self) -> Iterator[frozenset[str]]:
        shared = self._shared()
        sizes: Iterable[int] = range(len(shared) + 1)
        if len(shared) > MOST_SHARED:
            self.proven, sizes = False, (0, 1, len(shared))
        for way in map(frozenset, chain.from_iterable(combinations(shared, size) for size in sizes)):
            if with_predecessors(way, self.candidates) & set(shared) == way:
                yield way

    def _solve(self, way: frozenset[str]) -> list[Offer]:
        """What all dimensions together offer when exactly these are shared."""
        owners = {self.candidates[name].recommendation.dimension for name in way}
        together = [Offer(0, 0, 0, ())]
        for dimension in dict.fromkeys((*self._targets, *sorted(owners))):
            offers = self._list_offers(dimension, way)
            if self._limit == NO_LIMIT:  # then each dimension takes its own least: there is nothing to weigh
                offers = sorted(offers, key=lambda offer: offer.least)[:1]
            together = drop_beaten(_add(together, offers, self._limit))
        return together

    def _list_offers(self, dimension: str, way: frozenset[str]) -> list[Offer]:
        """What one dimension offers: for each level up to its target, every best bargain."""
        members, yardstick = self._members[dimension], self._yardsticks[dimension]
        demand = Demand(forced=frozenset(name for name in way & members.keys() if self._is_of(name, dimension)))
        if len(self._targets) > 1:
            foreign = frozenset(name for name in members if not self._is_of(name, dimension))
            demand = Demand(demand.forced, foreign & way, foreign - way)
        offers = [
            Offer(level, yardstick.score(bargain.gain), bargain.days, bargain.names)
            for level in range(self._targets.get(dimension, 0) + 1)
            for bargain in self._solve_level(dimension, level, yardstick, demand)
        ]
        return drop_beaten(offers) if self._limit != NO_LIMIT else offers

    def _solve_level(self, dimension: str, level: int, yardstick: Yardstick, demand: Demand) -> Frontier:
        all_levels = self._content.growth_path.dimensions[dimension]
        levels = all_levels[: level + 1]
        key = (dimension, level, demand)
        if key not in self._solved:
            if dimension not in self._listed:
                self._listed[dimension] = list_clusters(self._members[dimension], self._standing, yardstick, all_levels)
            self._solved[key] = solve(self._listed[dimension], self._standing, levels, demand)
        self.proven = self.proven and self._solved[key].proven
        threshold = max(entry.threshold for entry in levels)
        return [b for b in self._solved[key].frontier if yardstick.reaches(b.gain, threshold)]


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
