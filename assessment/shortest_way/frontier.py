"""What one dimension can reach for how many days: every best bargain, found exactly.

Gains are counted in whole numbers (`yardstick.py` beside this file), so nothing is rounded on the way. Clusters are
combined one after the other; of two combinations that meet the same conditions, one that takes more days and gains no
more is dropped. What is left holds the least days for every score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from assessment.advice import take
from assessment.conditions import Holds
from assessment.levels import Criterion, DimensionLevel, criterion_holds
from assessment.model import Item
from assessment.scoring import Standing
from assessment.shortest_way.candidates import Candidate, cluster
from assessment.shortest_way.sets import MOST_SETS, Carried, can_begin, carry_out_all, list_sets
from assessment.shortest_way.yardstick import Yardstick

Frontier = list["Bargain"]
"""Bargains in order of days, each with more gain than the one before."""


class Bargain(NamedTuple):
    """Names of recommendations, the days that they take together, and what they gain, in units of a Yardstick.

    It is a tuple since hundreds are made for one municipality.
    """

    days: float
    gain: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Demand:
    """What is done already, so that a solution holds it but doesn't count it, and what a solution may not use."""

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


_Asked = Mapping[Item, Sequence[tuple[int, int]]]
"""What would make a criterion hold that does not hold yet: of each item the points that it asks, with its bit."""


@dataclass(frozen=True)
class Listed:
    """One cluster with every set of it that can be carried out, and those of them that nothing beats."""

    members: tuple[Candidate, ...]
    sets: tuple[_Option, ...]
    best: tuple[_Option, ...]


def list_clusters(
    candidates: Mapping[str, Candidate], standing: Standing, yardstick: Yardstick, levels: Iterable[DimensionLevel]
) -> tuple[Listed, ...]:
    """The candidates in clusters, with their sets: to be listed once and solved for many demands.

    `levels` are those of the dimension, from the first; the bits of a set count through their criteria.
    """
    asked = _list_asked(levels, standing)
    return tuple(_list_cluster(members, standing, yardstick, asked) for members in cluster(candidates))


def find_those_that_meet(
    candidates: Mapping[str, Candidate], standing: Standing, levels: Iterable[DimensionLevel]
) -> frozenset[str]:
    """The candidates that make a criterion of these levels hold that does not hold yet."""
    asked = _list_asked(levels, standing)
    return frozenset(name for name, candidate in candidates.items() if _meets(candidate, asked))


def _list_asked(levels: Iterable[DimensionLevel], standing: Standing) -> _Asked:
    asked: dict[Item, list[tuple[int, int]]] = {}
    for bit, criterion in enumerate(_criteria(levels)):
        if not _holds(criterion, standing):
            for condition in criterion.any_of:
                asked.setdefault(condition.item, []).append((condition.points, 1 << bit))
    return asked


def _list_cluster(members: tuple[Candidate, ...], standing: Standing, yardstick: Yardstick, asked: _Asked) -> Listed:
    if len(members) == 1:  # half of all
        return _list_alone(members[0], standing, yardstick, asked)
    meter = _Meter(members, standing, yardstick, asked)
    sets = tuple(meter.measure(carried) for carried in list_sets(members, standing))
    return Listed(members, sets, tuple(_keep_best_options(sets)))


def _list_alone(candidate: Candidate, standing: Standing, yardstick: Yardstick, asked: _Asked) -> Listed:
    """A candidate that shares nothing with any other: it is left out, or done where it can be done on its own."""
    sets: tuple[_Option, ...] = ((0, Bargain(0, 0)),)
    if can_begin(candidate, standing):
        gained = sum(_gains(candidate, standing, yardstick).values())
        sets += ((_meets(candidate, asked), Bargain(candidate.recommendation.effort_days, gained, (candidate.id,))),)
    return Listed((candidate,), sets, tuple(_keep_best_options(sets)))


class _Meter:
    """What the sets of one cluster meet and gain, each from what the set before it does.

    A set meets what any of its members meets. What several members change counts once, for the best of them.
    """

    def __init__(self, members: tuple[Candidate, ...], standing: Standing, yardstick: Yardstick, asked: _Asked) -> None:
        self._met = {member.id: _meets(member, asked) for member in members}
        self._gained = dict.fromkeys(self._met, 0)
        self._so_far = {0: (0, 0)}
        self._contested: list[list[tuple[int, int]]] = []
        by_item: dict[Item, list[tuple[int, int]]] = {}
        for place, member in enumerate(members):
            for item, gain in _gains(member, standing, yardstick).items():
                by_item.setdefault(item, []).append((gain, place))
        for gains in by_item.values():
            if len(gains) == 1:
                gain, place = gains[0]
                self._gained[members[place].id] += gain
            else:
                self._contested.append([(gain, 1 << place) for gain, place in sorted(gains, reverse=True)])

    def measure(self, carried: Carried) -> _Option:
        """Return a set as an option."""
        if not carried.names:
            return 0, Bargain(0, 0)
        last, (met, gained) = carried.names[-1], self._so_far[carried.before]
        met, gained = met | self._met[last], gained + self._gained[last]
        self._so_far[carried.bits] = met, gained
        for gains in self._contested:
            for gain, bit in gains:
                if carried.bits & bit:
                    gained += gain
                    break
        return met, Bargain(carried.days, gained, carried.names)


def _meets(candidate: Candidate, asked: _Asked) -> int:
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
        points, worth = standing[change.item], yardstick.worth.get(change.item, 0)
        if worth and points is not None and change.points > points.low:
            found[change.item] = max(found.get(change.item, 0), worth * (change.points - round(points.low)))
    return found


def solve(
    clusters: Sequence[Listed],
    standing: Standing,
    levels: Iterable[DimensionLevel],
    demand: Demand | None = None,
    enough: float = inf,
) -> Solved:
    """The best bargains that hold every criterion of these levels; an empty frontier where that can't be done.

    `levels` are the first of those that the clusters were listed with. Of the bargains that gain `enough`, only the
    one of least days is wanted.
    """
    wanted = sum(1 << bit for bit, one in enumerate(_criteria(levels)) if not _holds(one, standing))
    reach = [_list_options(listed, wanted, demand or Demand()) for listed in clusters]
    proven = all(len(listed.sets) < MOST_SETS for listed in clusters)
    last = {bit: place for place, options in enumerate(reach) for option in options for bit in _bits(option[0])}
    if len(last) < wanted.bit_count() or not all(reach):
        return Solved([], proven)
    states: dict[int, Frontier] = {0: [Bargain(0, 0)]}
    for place, options in enumerate(reach):
        due = sum(1 << bit for bit, final in last.items() if final <= place)
        states = _combine(states, options, due, enough)
    return Solved(states.get(wanted, []), proven)


def _criteria(levels: Iterable[DimensionLevel]) -> list[Criterion]:
    return [criterion for level in levels for criterion in level.criteria]


def _holds(criterion: Criterion, standing: Standing) -> bool:
    return criterion_holds(criterion, standing) is Holds.YES


def _bits(mask: int) -> Iterator[int]:
    return (bit for bit in range(mask.bit_length()) if mask >> bit & 1)


def _list_options(listed: Listed, wanted: int, demand: Demand) -> Sequence[_Option]:
    """The bargains of one cluster that meet the demand, each with those of the wanted criteria that it meets."""
    if demand.names.isdisjoint(member.id for member in listed.members):
        if all(mask & wanted == mask for mask, _ in listed.best):
            return listed.best
        return _keep_best_options((mask & wanted, bargain) for mask, bargain in listed.best)
    done = {member.id: member.recommendation.effort_days for member in listed.members if member.id in demand.done}
    paid = sum(done.values())
    return _keep_best_options(
        (mask & wanted, Bargain(one.days - paid, one.gain, tuple(name for name in one.names if name not in done)))
        for mask, one in listed.sets
        if done.keys() <= set(one.names) and demand.barred.isdisjoint(one.names)
    )


def _keep_best_options(options: Iterable[_Option]) -> list[_Option]:
    """Only the options that nothing beats among those that meet the same criteria."""
    by_mask: dict[int, list[Bargain]] = {}
    for mask, bargain in options:
        by_mask.setdefault(mask, []).append(bargain)
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
                found.setdefault(together, []).extend(
                    Bargain(b.days + option.days, b.gain + option.gain, b.names + option.names) for b in frontier
                )
    return {mask: keep_best(bargains, enough) for mask, bargains in found.items()}


def keep_best(bargains: Sequence[Bargain], enough: float = inf) -> Frontier:
    """Only the bargains that nothing beats: no other takes as few days and gains as much, or enough."""
    if len(bargains) == 1:
        return [bargains[0]]
    kept: Frontier = []
    for bargain in sorted(bargains, key=lambda b: (b.days, -b.gain, len(b.names), b.names)):
        if not kept or bargain.gain > kept[-1].gain:
            kept.append(bargain)
            if bargain.gain >= enough:
                break
    return kept


def raise_all(standing: Standing, candidates: Mapping[str, Candidate]) -> Standing:
    """The standing when everything that can be carried out is done."""
    after = standing
    for members in cluster(candidates):
        for name in carry_out_all(members, standing).names:
            after = take(after, candidates[name].recommendation)
    return after
