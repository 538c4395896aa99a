"""The least effort that reaches a target level, and the best that fits in so many days.

The model: a recommendation, once done, makes its changes hold and costs its days; what must come first is done first;
days add up. Within that model the answer is exact. A level counts as reached only when it is certain. Dimensions are
solved one by one (`frontier.py` beside this file); where several take a recommendation, since theirs must follow it or
need what it brings, every way of sharing that one is tried (`search.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assessment.advice import Recommendation, take
from assessment.conditions import Holds, condition_holds
from assessment.content import Content
from assessment.levels import TOP, CheckedLevel, DimensionOutcome, check_dimension
from assessment.model import DIMENSIONS, Range
from assessment.scoring import Standing, score_questions
from assessment.shortest_way.candidates import Candidate, find_candidates
from assessment.shortest_way.frontier import raise_all
from assessment.shortest_way.search import NO_LIMIT, Search


@dataclass(frozen=True)
class Situation:
    """A municipality as a plan sees it: the standing of its answers, its reported barriers and its size class."""

    content: Content
    standing: Standing
    barriers: frozenset[str]
    size: str

    def check(self, dimension: str, standing: Standing) -> tuple[Range, DimensionOutcome]:
        """The score and the level of a dimension in some standing."""
        score = score_questions(self.content.questionnaire.scored[dimension], standing)
        return score, check_dimension(self.content.growth_path.dimensions[dimension], score, standing)


@dataclass(frozen=True)
class Step:
    """One recommendation of a plan, with what of the plan comes before it, and its dimension afterwards."""

    recommendation: Recommendation
    first: tuple[str, ...]
    score: Range
    level: int


@dataclass(frozen=True)
class Reached:
    """Where a dimension stands: its score (0-100) and the level that is certain, now and with the plan done."""

    target: int
    score_now: Range
    level_now: int
    score: Range
    level: int

    @property
    def holds(self) -> bool:
        """Whether the target is reached."""
        return self.level >= self.target


@dataclass(frozen=True)
class ShortestWay:
    """The answer. `days` are person-days to start with and `hours_a_week` what it takes afterwards, all steps together.

    `proven` is False when the search was cut short: the way is then one that works, not surely the least.
    `in_the_way` holds, for each dimension whose target no set of recommendations reaches, the first level that fails
    even when everything is done.
    """

    steps: tuple[Step, ...]
    days: float
    hours_a_week: float
    reached: Mapping[str, Reached]
    proven: bool
    in_the_way: Mapping[str, CheckedLevel]

    @property
    def holds(self) -> bool:
        """Whether every target is reached."""
        return all(reached.holds for reached in self.reached.values())


def next_targets(situation: Situation) -> dict[str, int]:
    """One level up from what is certain, in each dimension; the top where that is reached."""
    levels = {name: situation.check(name, situation.standing)[1].range.low for name in DIMENSIONS}
    return {name: min(level + 1, TOP) for name, level in levels.items()}


def find_shortest_way(
    situation: Situation, targets: Mapping[str, int], days: float = NO_LIMIT, places: Mapping[str, int] | None = None
) -> ShortestWay:
    """The least days of effort, half a year of hours included, that reach all targets (dimension -> level, 1 to 4).

    Where that can't be, the highest certain levels, each counted up to its target and added up. Among these, without a
    limit of days, the least days; with one, the highest scores of these dimensions, added up, that fit, and then the
    least days.
    `places` is an order for the steps, as far as what must come first allows; without it what gains most goes first.
    Raises KeyError for an unknown dimension.
    """
    candidates = find_candidates(
        situation.content.recommendations, situation.standing, situation.barriers, situation.size
    )
    search = Search(situation.content, situation.standing, candidates, dict(targets), days)
    best = search.run()
    chosen = {name: search.candidates[name] for name in best.names}
    steps = tuple(_put_in_order(situation, chosen, places or {}))
    after = situation.standing
    for step in steps:
        after = take(after, step.recommendation)
    reached = {name: _compare(situation, name, level, after) for name, level in targets.items()}
    in_the_way = {} if all(r.holds for r in reached.values()) else _find_obstacles(situation, search, targets)
    days = sum(step.recommendation.days for step in steps)
    hours = sum(step.recommendation.hours_a_week for step in steps)
    return ShortestWay(steps, days, hours, reached, search.proven, in_the_way)


def _find_obstacles(situation: Situation, search: Search, targets: Mapping[str, int]) -> dict[str, CheckedLevel]:
    """For each dimension that can't reach its target with everything done, the first level that fails then."""
    after = raise_all(situation.standing, search.candidates)
    found = {}
    for name, target in targets.items():
        outcome = situation.check(name, after)[1]
        if outcome.range.low < target and outcome.next is not None:
            found[name] = outcome.next
    return found


def _compare(situation: Situation, dimension: str, target: int, after: Standing) -> Reached:
    score_now, now = situation.check(dimension, situation.standing)
    score, then = situation.check(dimension, after)
    return Reached(target, score_now, now.range.low, score, then.range.low)


def _put_in_order(situation: Situation, chosen: Mapping[str, Candidate], places: Mapping[str, int]) -> Iterator[Step]:
    """The steps, each when it can be done: of those, the one of the lowest place, then the one that gains most."""
    standing, left = situation.standing, dict(chosen)
    done: set[str] = set()
    while left:
        ready = [c for c in left.values() if c.first & chosen.keys() <= done and _finds_what_it_needs(c, standing)]
        candidate = min(
            ready or left.values(),
            key=lambda c: (places.get(c.id, len(places) + 1), -_gain_a_day(situation, c, standing), c.id),
        )
        standing = take(standing, candidate.recommendation)
        score, outcome = situation.check(candidate.recommendation.dimension, standing)
        first = tuple(sorted(candidate.first & chosen.keys()))
        yield Step(candidate.recommendation, first, score, outcome.range.low)
        done.add(candidate.id)
        del left[candidate.id]


def _finds_what_it_needs(candidate: Candidate, standing: Standing) -> bool:
    needs = candidate.recommendation.rule.needs
    return all(condition_holds(condition, standing) is Holds.YES for condition in needs)


def _gain_a_day(situation: Situation, candidate: Candidate, standing: Standing) -> float:
    questions = situation.content.questionnaire.scored[candidate.recommendation.dimension]
    before = score_questions(questions, standing)
    after = score_questions(questions, take(standing, candidate.recommendation))
    return (after.low - before.low) / candidate.recommendation.effort_days
