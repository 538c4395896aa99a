"""Answers -> the road: the basis, then the shortest way to the next levels, then the reserve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from assessment.advice import Recommendation, Selected, consider, select, size_class, take, weigh_barriers
from assessment.conditions import NO, YES, condition_holds
from assessment.content import Content
from assessment.levels import TOP, DimensionOutcome
from assessment.model import DIMENSIONS, Answers
from assessment.road.certain import choose_certain
from assessment.road.model import Advised, BasisThing, Goal, Part, Road, State
from assessment.road.order import Stop, Walk
from assessment.road.weighing import Checked, Scales
from assessment.scoring import Points, Standing
from assessment.shortest_way.candidates import Candidate, with_all_it_takes
from assessment.shortest_way.search import NO_LIMIT, Search


@dataclass(frozen=True)
class Beside:
    """What is known beside the answers.

    `done` are the recommendations that the plan says are done: they settle the basis. `checked` are the scores and
    levels of the standing, and `points` the points of each question that scores, for whoever has them. Without a `year`
    nothing is advised that belongs to an election year.
    """

    done: frozenset[str] = frozenset()
    checked: Checked | None = None
    points: Points | None = None
    year: int | None = None


@dataclass(frozen=True)
class _Found:
    """What the road is made of: who is for this municipality, and the shortest way among it.

    `standing` is what holds once the basis is in order, `strengths` are the reported barriers, the strongest first.
    """

    content: Content
    standing: Standing
    strengths: Mapping[str, int]
    selected: Selected
    steps: Mapping[str, Candidate]
    proven: bool


def find_road(
    content: Content,
    standing: Standing,
    answers: Answers,
    inhabitants: int,
    beside: Beside | None = None,
) -> Road:
    """The road of a municipality. All of the basis counts as in order for what follows it."""
    beside = beside or Beside()
    alone = Scales(content, standing, points=beside.points)
    scales = Scales(content, standing, beside.checked, alone.points, alone)
    checked = {name: scales.check(name) for name in DIMENSIONS}
    basis = tuple(BasisThing(r, judge(r, standing, beside.done)) for r in content.basis)
    found = _find(content, standing, answers, _Setting(size_class(inhabitants), beside.year), checked)
    walk = Walk(scales, alone, _Stops(found, basis))
    scales.aim({name: outcome for name, (_, outcome) in checked.items()})
    for thing in basis:
        if thing.state is State.IN_ORDER:
            scales.take(thing.recommendation)
    for thing in basis:
        if thing.state is not State.IN_ORDER:
            walk.put(thing.recommendation.id, Part.BASIS)
    weakest_first = sorted(DIMENSIONS, key=lambda name: (checked[name][1].range.low, checked[name][0].low))
    legs = _walk_the_way(walk, found, weakest_first, checked)
    goals = tuple([_aim(leg, checked[leg.dimension][1], scales.reached(leg.dimension)) for leg in legs])
    return Road(basis, goals, tuple(walk.entries), found.proven, partial(_list_reserve, walk, found, scales))


def judge(recommendation: Recommendation, standing: Standing, done: frozenset[str]) -> State:
    """Whether a thing of the basis is in order: the plan says so, or the answers do; to check where neither tells."""
    held = {condition_holds(change, standing) for change in recommendation.changes}
    if recommendation.id in done or held == {YES}:
        return State.IN_ORDER
    return State.MISSING if NO in held else State.TO_CHECK


def _list_reserve(walk: Walk, found: _Found, scales: Scales) -> tuple[Advised, ...]:
    """What follows once the way is walked; the walk and its scales stay as they are."""
    left = scales.go_on()
    left.aim({name: scales.check(name)[1] for name in DIMENSIONS})
    rest = walk.go_on(left)
    rest.put_reserve(found.selected)
    return tuple(rest.entries)


@dataclass(frozen=True)
class _Setting:
    """What decides on advice beside the answers."""

    size: str
    year: int | None


def _find(content: Content, standing: Standing, answers: Answers, setting: _Setting, checked: Checked) -> _Found:
    for recommendation in content.basis:
        standing = take(standing, recommendation)
    strengths = weigh_barriers(content.questionnaire, answers)
    barriers = frozenset(strengths)
    in_place = [
        one
        for one in content.recommendations
        if not one.basis and (one.rule.is_for_any_time or one.rule.is_in_place(answers, setting.year))
    ]
    considered = consider(in_place, standing, barriers, setting.size)
    selected = select(considered)
    targets = {name: outcome.range.low + 1 for name, (_, outcome) in checked.items() if outcome.range.low < TOP}
    search = Search(content, standing, choose_certain(considered), targets, NO_LIMIT)
    steps = {name: search.candidates[name] for name in search.run().names} if targets else {}
    return _Found(content, standing, strengths, selected, steps, search.proven)


class _Stops(dict[str, Stop]):
    """What will stand on the road, each put together when it is asked for: most of it only in the reserve."""

    def __init__(self, found: _Found, basis: tuple[BasisThing, ...]) -> None:
        super().__init__()
        self._found = found
        self._advised = {t.recommendation.id: t.recommendation for t in basis if t.state is not State.IN_ORDER}
        self._advised |= {name: recommendation for name, (recommendation, _) in found.selected.items()}
        self._advised |= {name: step.recommendation for name, step in found.steps.items()}

    def __missing__(self, name: str) -> Stop:
        recommendation, found = self._advised[name], self._found
        barriers = _lowered(recommendation, found.strengths)
        self[name] = Stop(
            recommendation,
            found.content.places[name],
            self._find_first(recommendation),
            barriers,
            found.strengths[barriers[0]] if barriers else 0,
            found.selected.get(name, (recommendation, YES))[1] is YES,
        )
        return self[name]

    def _find_first(self, recommendation: Recommendation) -> tuple[str, ...]:
        """What of the road must come first: a lighter variant that the way takes stands in for its base, before it."""
        steps, variants = self._found.steps, self._found.content.variants
        if not recommendation.after and recommendation.id not in variants:
            return ()
        names = [name for name in variants.get(recommendation.id, ()) if name in steps]
        for base in recommendation.after:
            if base in variants and (taken := [name for name in variants[base] if name in steps]):
                names += taken
            elif base in self._advised:
                names.append(base)
            elif base in variants:
                names += [name for name in variants[base] if name in self._advised]
        return tuple(dict.fromkeys([name for name in names if name != recommendation.id]))


def _lowered(recommendation: Recommendation, strengths: Mapping[str, int]) -> tuple[str, ...]:
    """The reported barriers that it lowers, the strongest first; a lighter variant goes around one."""
    if recommendation.variant_of or not recommendation.rule.barriers:
        return ()
    return tuple([name for name in strengths if name in recommendation.rule.barriers])


class _Leg(NamedTuple):
    """What the way holds for one dimension, and what it holds instead where it misses the next level."""

    dimension: str
    put: list[Recommendation]
    instead: str | None


def _walk_the_way(walk: Walk, found: _Found, weakest_first: list[str], checked: Checked) -> list[_Leg]:
    """Put the way on the road, dimension by dimension; what a dimension needs of another one comes with it."""
    if any(outcome.next for _, outcome in checked.values()) and (remedy := _choose_remedy(walk, found)):
        walk.put(remedy, Part.WAY)
    legs = []
    for name in weakest_first:
        outcome = checked[name][1]
        before = len(walk.entries)
        own = [step for step, candidate in found.steps.items() if candidate.recommendation.dimension == name]
        walk.put_way(with_all_it_takes(own, found.steps, found.standing))
        instead = None if own or outcome.next is None else _choose_best(walk, found, name)
        if instead:
            walk.put(instead, Part.WAY)
        legs.append(_Leg(name, [entry.recommendation for entry in walk.entries[before:]], instead))
    return legs


def _aim(leg: _Leg, outcome: DimensionOutcome, reached: int) -> Goal:
    """What the road aims at in a dimension that now has this outcome."""
    return Goal(
        dimension=leg.dimension,
        now=outcome.range.low,
        target=min(outcome.range.low + 1, TOP),
        reached=reached,
        days=sum([one.days for one in leg.put]),
        hours_a_week=sum([one.hours_a_week for one in leg.put]),
        actions=tuple([one.id for one in leg.put]),
        instead=leg.instead,
        is_open=outcome.range.high > outcome.range.low,
    )


def _choose_remedy(walk: Walk, found: _Found) -> str | None:
    """The remedy for the strongest barrier: it stands in the way of all that follows. Of several, the least effort."""
    names = [name for name, (one, holds) in found.selected.items() if holds is YES and one.rule.barriers]
    stops = [walk.stops[name] for name in names if walk.stops[name].barriers and walk.is_sure(name)]
    best = min(stops, key=lambda s: (-s.strength, s.recommendation.effort_days, s.place), default=None)
    return best.recommendation.id if best else None


def _choose_best(walk: Walk, found: _Found, dimension: str) -> str | None:
    """The best action of a dimension that the shortest way misses; None where nothing of it is certain."""
    names = [
        name
        for name, (recommendation, holds) in found.selected.items()
        if recommendation.dimension == dimension and recommendation.changes and holds is YES
        if name not in walk.placed and walk.is_sure(name)
    ]
    return min(names, key=walk.weigh, default=None)
