"""What one dimension can reach for how many days: every best bargain, found exactly.

Gains are counted in whole numbers (`yardstick.py` beside this file), so nothing is rounded on the way. Clusters are
combined one after the other; of two combinations that meet the same conditions, one that takes more days and gains no
more is dropped. What is left holds the least days for every score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from assessment.advice import take
from assessment.conditions import YES, any_condition_holds
from assessment.levels import DimensionLevel
from assessment.model import Item
from assessment.scoring import Standing
from assessment.shortest_way.bargains import NO_BARGAIN, Bargain, Frontier, keep_best
from assessment.shortest_way.candidates import Candidate, cluster
from assessment.shortest_way.sets import MOST_SETS, Carried, can_begin, carry_out_all, list_sets
from assessment.shortest_way.yardstick import Yardstick


class Demand(NamedTuple):
    """What is done already, so that a solution holds it but doesn't count it, and what a solution may not use.

    It is a tuple since what was solved is looked up by it.
    """

    done: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """All that it is about: what is not among these is chosen freely."""
        return self.done | self.barred


@dataclass(frozen=True)
class Solved:
    """The frontier of one dimension with the criteria of a level; `proven` is False where sets were left out."""

    frontier: Frontier
    proven: bool


_Option = tuple[int, Bargain]
"""A bargain with the criteria that it meets, as bits."""


_AskedOf = Mapping[Item, Sequence[tuple[int, int]]]
"""What would make a criterion hold that does not hold yet: of each item the points that it asks, with its bit."""


class Asked(NamedTuple):
    """The criteria that do not hold yet, as bits: those of the lowest level have the lowest."""

    bits: int
    of: _AskedOf

    def up_to(self, levels: Iterable[DimensionLevel]) -> int:
        """The bits of those of the first levels."""
        return self.bits & ((1 << sum([len(level.criteria) for level in levels])) - 1)


@dataclass(frozen=True)
class Listed:
    """One cluster with every set of it that can be carried out, those of them that nothing beats, and what these meet.

    `meets` are the criteria that any of the best meets, as bits.
    """

    members: tuple[Candidate, ...]
    sets: Sequence[_Option]
    best: Sequence[_Option]
    meets: int


def list_clusters(
    candidates: Mapping[str, Candidate], standing: Standing, yardstick: Yardstick, asked: Asked
) -> tuple[Listed, ...]:
    """The candidates in clusters, with their sets: to be listed once and solved for many demands."""
    return tuple([_list_cluster(members, standing, yardstick, asked.of) for members in cluster(candidates)])


def find_those_that_meet(candidates: Mapping[str, Candidate], asked: Asked) -> frozenset[str]:
    """The candidates that make a criterion hold that does not hold yet."""
    return frozenset([name for name, candidate in candidates.items() if _meets(candidate, asked.of)])


def list_asked(levels: Iterable[DimensionLevel], standing: Standing) -> Asked:
    """What the criteria of these levels, from the first, still ask."""
    asked: dict[Item, list[tuple[int, int]]] = {}
    missing = 0
    for place, criterion in enumerate([criterion for level in levels for criterion in level.criteria]):
        if any_condition_holds(criterion.any_of, standing) is not YES:
            missing |= 1 << place
            for condition in criterion.any_of:
                asked.setdefault(condition.item, []).append((condition.points, 1 << place))
    return Asked(missing, asked)


def _list_cluster(members: tuple[Candidate, ...], standing: Standing, yardstick: Yardstick, asked: _AskedOf) -> Listed:
    if len(members) == 1:  # half of all
        return _list_alone(members[0], standing, yardstick, asked)
    meter = _Meter(members, standing, yardstick, asked)
    return _list(members, [meter.measure(carried) for carried in list_sets(members, standing)])


def _list_alone(candidate: Candidate, standing: Standing, yardstick: Yardstick, asked: _AskedOf) -> Listed:
    """A candidate that shares nothing with any other: it is left out, or done where it can be done on its own."""
    sets: list[_Option] = [(0, NO_BARGAIN)]
    if can_begin(candidate, standing):
        one = candidate.recommendation
        gained = sum(_gains(candidate, standing, yardstick).values())
        sets.append((_meets(candidate, asked), (one.effort_days, -gained, 1, (one.id,))))
    return _list((candidate,), sets)


def _list(members: tuple[Candidate, ...], sets: Sequence[_Option]) -> Listed:
    best = _keep_best_options(sets)
    return Listed(members, sets, best, _join_bits(best))


class _Meter:
    """What the sets of one cluster meet and gain, each from what the set before it does.

    A set meets what any of its members meets. What several members change counts once, for the best of them.
    """

    def __init__(
        self, members: tuple[Candidate, ...], standing: Standing, yardstick: Yardstick, asked: _AskedOf
    ) -> None:
        self._met = {member.recommendation.id: _meets(member, asked) for member in members}
        self._gained = dict.fromkeys(self._met, 0)
        self._so_far = {0: (0, 0, 0)}
        self._contested: list[list[tuple[int, int]]] = []
        by_item: dict[Item, list[tuple[int, int]]] = {}
        for place, member in enumerate(members):
            for item, gain in _gains(member, standing, yardstick).items():
                if item in by_item:
                    by_item[item].append((gain, place))
                else:
                    by_item[item] = [(gain, place)]
        for gains in by_item.values():
            if len(gains) == 1:
                gain, place = gains[0]
                self._gained[members[place].recommendation.id] += gain
            else:
                self._contested.append([(gain, 1 << place) for gain, place in sorted(gains, reverse=True)])

    def measure(self, carried: Carried) -> _Option:
        """Return a set as an option."""
        names, days, bits, before = carried
        if not names:
            return 0, NO_BARGAIN
        last, (met, gained, size) = names[-1], self._so_far[before]
        met, gained, size = met | self._met[last], gained + self._gained[last], size + 1
        self._so_far[bits] = met, gained, size
        for gains in self._contested:
            for gain, bit in gains:
                if bits & bit:
                    gained += gain
                    break
        return met, (days, -gained, size, names)


def _meets(candidate: Candidate, asked: _AskedOf) -> int:
    """The criteria that a candidate makes hold for certain, as bits."""
    met = 0
    for change in candidate.recommendation.changes:
        for points, bit in asked.get(change.item, ()):
            if change.points >= points:
                met |= bit
    return met


def _gains(candidate: Candidate, standing: Standing, yardstick: Yardstick) -> dict[Item, int]:
    """What a candidate gains for certain on each item that it raises; what does not apply has no worth."""
    found: dict[Item, int] = {}
    for change in candidate.recommendation.changes:
        item, points = change.item, standing[change.item]
        if item not in yardstick.worth or points is None or change.points <= points.low:
            continue
        gain = yardstick.worth[item] * (change.points - round(points.low))
        if gain and (item not in found or found[item] < gain):
            found[item] = gain
    return found


def solve(clusters: Sequence[Listed], wanted: int, demand: Demand, enough: float = inf) -> Solved:
    """The best bargains that meet all wanted criteria, given as bits; an empty frontier where that can't be done.

    Of the bargains that gain `enough`, only the one of least days is wanted.
    """
    about = demand.names
    reach = [_list_options(listed, wanted, demand, about) for listed in clusters]
    proven = max([len(listed.sets) for listed in clusters], default=0) < MOST_SETS
    due = []  # after each cluster, what no later one can meet
    ahead = 0
    for options in reversed(reach):
        due.append(wanted & ~ahead)
        ahead |= _join_bits(options)
    if wanted & ~ahead or not all(reach):
        return Solved([], proven)
    states: dict[int, Frontier] = {0: [NO_BARGAIN]}
    for options in reach:
        states = _combine(states, options, due.pop(), enough)
    return Solved(states.get(wanted, []), proven)


def _join_bits(options: Iterable[_Option]) -> int:
    """The criteria that any of these meets."""
    together = 0
    for mask, _ in options:
        together |= mask
    return together


def _list_options(listed: Listed, wanted: int, demand: Demand, about: frozenset[str]) -> Sequence[_Option]:
    """The bargains of one cluster that meet the demand, each with those of the wanted criteria that it meets.

    `about` are the demand's names.
    """
    if not about or about.isdisjoint([member.recommendation.id for member in listed.members]):
        if not listed.meets & ~wanted:
            return listed.best
        return _keep_best_options([(mask & wanted, bargain) for mask, bargain in listed.best])
    barred = demand.barred
    reach = [option for option in listed.sets if barred.isdisjoint(option[1][3])] if barred else listed.sets
    done = {one.recommendation.id: one.recommendation.effort_days for one in listed.members if one.id in demand.done}
    if not done:
        return _keep_best_options([(mask & wanted, bargain) for mask, bargain in reach])
    paid, count = sum(done.values()), len(done)
    return _keep_best_options(
        (mask & wanted, (days - paid, minus_gain, size - count, tuple([name for name in names if name not in done])))
        for mask, (days, minus_gain, size, names) in reach
        if done.keys() <= set(names)
    )


def _keep_best_options(options: Iterable[_Option]) -> list[_Option]:
    """Only the options that nothing beats among those that meet the same criteria."""
    by_mask: dict[int, list[Bargain]] = {}
    for mask, bargain in options:
        if mask in by_mask:
            by_mask[mask].append(bargain)
        else:
            by_mask[mask] = [bargain]
    return [(mask, bargain) for mask, found in by_mask.items() for bargain in keep_best(found)]


def _combine(
    states: Mapping[int, Frontier], options: Sequence[_Option], due: int, enough: float
) -> dict[int, Frontier]:
    """Every state with every option of one more cluster; a state that can't meet what is due any more is dropped."""
    found: dict[int, list[Bargain]] = {}
    for mask, frontier in states.items():
        for more, option in options:
            together = mask | more
            if together & due == due:
                if together in found:
                    found[together] += _add(frontier, option)
                else:
                    found[together] = [*_add(frontier, option)]
    return {mask: keep_best(bargains, enough) for mask, bargains in found.items()}


def _add(frontier: Frontier, option: Bargain) -> Frontier:
    """Every bargain with one more."""
    if option == NO_BARGAIN:
        return frontier
    more_days, more, others, names = option
    return [(days + more_days, gain + more, size + others, taken + names) for days, gain, size, taken in frontier]


def raise_all(standing: Standing, candidates: Mapping[str, Candidate]) -> Standing:
    """The standing when everything that can be carried out is done."""
    after = standing
    for members in cluster(candidates):
        for name in carry_out_all(members, standing).names:
            after = take(after, candidates[name].recommendation)
    return after
