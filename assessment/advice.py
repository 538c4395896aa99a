"""Answers -> recommendations, in the order in which to take them on.

A recommendation is for whom it would change something, unless its rule says otherwise. Its effect is a list of
conditions that hold once it is done, so its gain can be computed and redone by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType

from assessment.conditions import Condition, Holds, all_hold, condition_holds, points_hold
from assessment.levels import CheckedLevel, DimensionOutcome
from assessment.model import Answers, Item, Questionnaire, Range, Text
from assessment.scoring import Points, Standing, find_points, question_points, total_weight

BARRIERS_QUESTION = "barriers.reported"
REPORTED_FROM = "rather"
"""From which answer on the barriers' scale a barrier counts as reported."""

SMALL_BELOW = 15_000
LARGE_FROM = 35_000
FIRST_ACTIONS = 5
MOST_PER_DIMENSION = 2


@dataclass(frozen=True)
class Rule:
    """For whom a recommendation is, beside those for whom it changes something. All parts must hold."""

    barriers: frozenset[str] = frozenset()
    without_barriers: frozenset[str] = frozenset()
    sizes: frozenset[str] = frozenset()
    needs: tuple[Condition, ...] = ()
    below: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Recommendation:
    """A piece of advice. `days` is the whole team's effort in person-days to get it going."""

    id: str
    dimension: str
    title: Text
    why: Text
    lead: Text
    first_step: Text
    done_when: Text
    days: float
    figure: str | None = None
    changes: tuple[Condition, ...] = ()
    rule: Rule = field(default_factory=Rule)
    after: tuple[str, ...] = ()
    variant_of: str | None = None

    @property
    def effort(self) -> str:
        """The effort in a word: small (up to 2 days), medium (up to 6) or large."""
        return "small" if self.days <= 2 else "medium" if self.days <= 6 else "large"


class Group(IntEnum):
    """Why a recommendation stands where it stands; lower comes first."""

    UNLOCKS = 0
    LOWERS_BARRIER = 1
    RAISES_SCORE = 2


@dataclass(frozen=True)
class Advised:
    """A recommendation for this municipality.

    `gain` is what its dimension's score would rise by, in points; a range where answers are unknown.
    `unlocks` are criteria of the next level that it makes hold, `first` the advised ones that come before it.
    `certain` is False when only an unknown answer makes it relevant.
    """

    recommendation: Recommendation
    group: Group
    gain: Range
    unlocks: tuple[str, ...]
    barriers: tuple[str, ...]
    first: tuple[str, ...]
    certain: bool


def reported_barriers(questionnaire: Questionnaire, answers: Answers) -> frozenset[str]:
    """The barriers with which the municipality agrees, rather or fully."""
    question = questionnaire.question(BARRIERS_QUESTION)
    answer = answers.get(BARRIERS_QUESTION)
    if answer is None:
        return frozenset()
    enough = question.points(REPORTED_FROM)
    given = {row: option for row, option in answer.rows.items() if option in question.option_by_id}
    return frozenset(row for row, option in given.items() if question.points(option) >= enough)


def size_class(inhabitants: int) -> str:
    """The size class of a municipality: small, medium or large. A convention of ours, for advice only."""
    if inhabitants < SMALL_BELOW:
        return "small"
    return "medium" if inhabitants < LARGE_FROM else "large"


def take(standing: Standing, recommendation: Recommendation) -> Standing:
    """The standing after the recommendation is done: no item ever gets worse."""
    return MappingProxyType({**standing, **_changed(standing, recommendation)})


def _changed(standing: Standing, recommendation: Recommendation) -> dict[Item, Range]:
    """The items that the recommendation speaks of, as they are after it is done; without those that do not apply."""
    after: dict[Item, Range] = {}
    for change in recommendation.changes:
        points = after.get(change.item, standing[change.item])
        if points is not None:
            after[change.item] = points.raised_to(change.points)
    return after


def applies(recommendation: Recommendation, standing: Standing, barriers: frozenset[str], size: str) -> Holds:
    """Whether the recommendation is for this municipality; `maybe` when an unknown answer decides."""
    rule = recommendation.rule
    if (rule.barriers and not rule.barriers & barriers) or rule.without_barriers & barriers:
        return Holds.NO
    if rule.sizes and size not in rule.sizes:
        return Holds.NO
    needs = [condition_holds(condition, standing) for condition in rule.needs]
    held = [condition_holds(condition, standing) for condition in rule.below]
    if recommendation.changes:  # while one of them does not hold, it changes something
        held.append(all_hold(condition_holds(change, standing) for change in recommendation.changes))
    if Holds.NO in needs or Holds.YES in held:
        return Holds.NO
    return Holds.MAYBE if Holds.MAYBE in needs or Holds.MAYBE in held else Holds.YES


@dataclass(frozen=True)
class _Situation:
    """What ordering needs to know of one municipality."""

    questionnaire: Questionnaire
    standing: Standing
    outcomes: Mapping[str, DimensionOutcome]
    barriers: frozenset[str]
    points: Mapping[str, Points]
    weights: Mapping[str, int]
    stand_ins: Mapping[str, str]


def advise(
    questionnaire: Questionnaire,
    recommendations: Iterable[Recommendation],
    standing: Standing,
    outcomes: Mapping[str, DimensionOutcome],
    answers: Answers,
    inhabitants: int,
) -> tuple[Advised, ...]:
    """All advice for this municipality, in order: what unlocks the next level, then gain per effort.

    What only an unknown answer makes relevant comes last; what must come first always stands before.
    """
    barriers = reported_barriers(questionnaire, answers)
    size = size_class(inhabitants)
    checked = ((r, applies(r, standing, barriers, size)) for r in recommendations)
    found: _Found = {r.id: (r, holds) for r, holds in checked if holds is not Holds.NO}
    chosen = _leave_out_replaced(found)
    points = {name: find_points(questions, standing) for name, questions in questionnaire.scored.items()}
    stand_ins = {r.variant_of: name for name, (r, _) in chosen.items() if r.variant_of and r.variant_of not in chosen}
    weights = {name: total_weight(questionnaire.scored[name], points[name]) for name in points}
    situation = _Situation(questionnaire, standing, outcomes, barriers, points, weights, stand_ins)
    advised = [_weigh(r, holds, chosen, situation) for r, holds in chosen.values()]
    return _after_what_comes_first(sorted(advised, key=_order))


_Found = dict[str, tuple[Recommendation, Holds]]


def _leave_out_replaced(found: _Found) -> _Found:
    """Without the recommendations that a lighter variant replaces; what is certain gives way to what is certain."""
    replaced = {
        r.variant_of
        for r, holds in found.values()
        if r.variant_of in found and (holds is Holds.YES or found[r.variant_of][1] is Holds.MAYBE)
    }
    return {name: pair for name, pair in found.items() if name not in replaced}


def _weigh(recommendation: Recommendation, holds: Holds, chosen: _Found, situation: _Situation) -> Advised:
    changed = _changed(situation.standing, recommendation)
    unlocks = _unlocked(situation.outcomes[recommendation.dimension].next, changed)
    remedied = frozenset() if recommendation.variant_of else recommendation.rule.barriers
    lowered = tuple(sorted(remedied & situation.barriers))
    group = Group.UNLOCKS if unlocks else Group.LOWERS_BARRIER if lowered else Group.RAISES_SCORE
    first = tuple(dict.fromkeys(situation.stand_ins.get(name, name) for name in recommendation.after))
    return Advised(
        recommendation,
        group,
        _gain(recommendation, changed, situation),
        unlocks,
        lowered,
        tuple(name for name in first if name in chosen and name != recommendation.id),
        holds is Holds.YES,
    )


def _unlocked(next_level: CheckedLevel | None, changed: Mapping[Item, Range]) -> tuple[str, ...]:
    """The criteria that hold once these items are changed. What is not changed does not make an open one hold."""
    if next_level is None:
        return ()
    open_criteria = (c.criterion for c in next_level.criteria if c.holds is not Holds.YES)
    return tuple(
        criterion.id
        for criterion in open_criteria
        if any(c.item in changed and points_hold(changed[c.item], c) is Holds.YES for c in criterion.any_of)
    )


def _gain(recommendation: Recommendation, changed: Mapping[Item, Range], situation: _Situation) -> Range:
    """How far the dimension's score rises, in points: what is certain, and what is possible.

    A score is a weighted mean, so only the questions that change matter.
    """
    points, low, high = situation.points[recommendation.dimension], 0.0, 0.0
    for name in dict.fromkeys(change.question for change in recommendation.changes):
        before = points.get(name)
        if before is None:  # of another dimension, or not applicable
            continue
        question = situation.questionnaire.question_by_id[name]
        items = {item: changed.get(item, situation.standing[item]) for item in question.items}
        after = question_points(question, items) or before
        low += question.weight * (after.low - before.low)
        high += question.weight * (after.high - before.high)
    total = situation.weights[recommendation.dimension] or 1
    low, high = low / total, high / total
    return Range(round(min(low, high), 6), round(max(low, high), 6))


def _order(advised: Advised) -> tuple[bool, Group, float, float, str]:
    days, gain = advised.recommendation.days, advised.gain
    return (not advised.certain, advised.group, -gain.low / days, -gain.high / days, advised.recommendation.id)


def _after_what_comes_first(ordered: list[Advised]) -> tuple[Advised, ...]:
    by_id = {advised.recommendation.id: advised for advised in ordered}
    placed: dict[str, Advised] = {}

    def place(advised: Advised) -> None:
        name = advised.recommendation.id
        if name in placed:
            return
        for earlier in advised.first:
            place(by_id[earlier])
        placed[name] = advised

    for advised in ordered:
        place(advised)
    return tuple(placed.values())


def choose_first(advised: tuple[Advised, ...]) -> tuple[Advised, ...]:
    """The actions to begin with: at most five, at most two a dimension, and a remedy for a reported barrier.

    They stand in the order of the advice, and nothing is chosen before what must come first.
    """
    certain = {entry.recommendation.id: entry for entry in advised if entry.certain}
    remedy = next((entry for entry in certain.values() if entry.barriers), None)
    chosen: dict[str, Advised] = {}
    _choose(remedy, certain, chosen)
    for entry in certain.values():
        if len(chosen) == FIRST_ACTIONS:
            break
        _choose(entry, certain, chosen)
    return tuple(entry for entry in advised if entry.recommendation.id in chosen)


def _choose(entry: Advised | None, certain: Mapping[str, Advised], chosen: dict[str, Advised]) -> None:
    """Add an entry with all that must come first, when they fit together."""
    if entry is None:
        return
    wanted = _with_earlier(entry, certain)
    if wanted is None:
        return
    together = chosen | wanted
    per_dimension = Counter(e.recommendation.dimension for e in together.values())
    if len(together) <= FIRST_ACTIONS and max(per_dimension.values()) <= MOST_PER_DIMENSION:
        chosen.update(wanted)


def _with_earlier(entry: Advised, by_id: Mapping[str, Advised]) -> dict[str, Advised] | None:
    """The entry after all that comes first; None when one of those is not certain."""
    found: dict[str, Advised] = {}
    for name in entry.first:
        earlier = _with_earlier(by_id[name], by_id) if name in by_id else None
        if earlier is None:
            return None
        found |= earlier
    return found | {entry.recommendation.id: entry}
