"""Answers -> the recommendations that are for a municipality; `assessment/road` puts them in order.

A recommendation is for whom it would change something, unless its rule says otherwise. Its effect is a list of
conditions that hold once it is done, so its gain can be computed and redone by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial
from types import MappingProxyType
from typing import NamedTuple

from assessment.conditions import MAYBE, NO, YES, Condition, Holds, any_condition_holds, every_condition_holds
from assessment.elections import is_election_year
from assessment.model import Answers, Item, Questionnaire, Range, Text
from assessment.platform import find_replaced
from assessment.scoring import Standing

BARRIERS_QUESTION = "barriers.reported"
REPORTED_FROM = "rather"
"""From which answer on the barriers' scale a barrier counts as reported."""

SMALL_BELOW = 15_000
LARGE_FROM = 35_000
DAYS_OF_A_WEEKLY_HOUR = 3.5
"""One hour a week counts as so many person-days: half a year of it, 26 hours, with days of about seven and a half."""


@dataclass(frozen=True)
class Chosen:
    """One of these options was chosen at a question, which need not score."""

    question: str
    among: frozenset[str]

    def holds(self, answers: Answers) -> bool:
        """Whether it was."""
        answer = answers.get(self.question)
        return answer is not None and not self.among.isdisjoint(answer.options)


@dataclass(frozen=True)
class Rule:
    """For whom a recommendation is, beside those for whom it changes something. All parts must hold.

    `chosen` and `in_election_year` go only with what raises no score: they leave the search for the least effort alone.
    """

    barriers: frozenset[str] = frozenset()
    without_barriers: frozenset[str] = frozenset()
    sizes: frozenset[str] = frozenset()
    needs: tuple[Condition, ...] = ()
    below: tuple[Condition, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    in_election_year: bool = False

    def is_in_place(self, answers: Answers, year: int | None) -> bool:
        """Whether it goes with what was chosen, and with the year where that is known."""
        if self.is_for_any_time:
            return True
        in_time = not self.in_election_year or (year is not None and is_election_year(year))
        return in_time and all(chosen.holds(answers) for chosen in self.chosen)

    @cached_property
    def is_for_any_time(self) -> bool:
        """Whether it goes with all that was chosen and with each year, as with nearly all advice."""
        return not (self.chosen or self.in_election_year)

    @cached_property
    def is_for_all(self) -> bool:
        """Whether no barrier and no size class ever excludes anybody, as with nearly all advice."""
        return not (self.barriers or self.without_barriers or self.sizes)

    def fits(self, barriers: frozenset[str], size: str) -> bool:
        """Whether the reported barriers and the size class are those that it asks."""
        return (
            (not self.barriers or not self.barriers.isdisjoint(barriers))
            and self.without_barriers.isdisjoint(barriers)
            and (not self.sizes or size in self.sizes)
        )


@dataclass(frozen=True)
class Recommendation:
    """A piece of advice.

    `days` is the whole team's effort in person-days to get it going, `hours_a_week` what it takes from then on, on top
    of what is done already. `basis`: everybody must have it in order, whatever their score. `practice`:
    what everybody meets and no answer tells of, so that it raises no score. `residents`: what residents notice of it.
    """

    id: str
    dimension: str
    title: Text
    why: Text
    lead: Text
    first_step: Text
    done_when: Text
    days: float
    hours_a_week: float
    figure: str | None = None
    changes: tuple[Condition, ...] = ()
    rule: Rule = field(default_factory=Rule)
    after: tuple[str, ...] = ()
    variant_of: str | None = None
    basis: bool = False
    practice: bool = False
    residents: Text | None = None

    @cached_property
    def items(self) -> frozenset[Item]:
        """What it changes and what it needs."""
        return frozenset(condition.item for condition in (*self.changes, *self.rule.needs))

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """The ids of the questions that it changes, each once."""
        return tuple(dict.fromkeys(change.question for change in self.changes))

    @cached_property
    def effort_days(self) -> float:
        """The effort that counts in an order: the days to get it going, and half a year of the hours a week."""
        return self.days + DAYS_OF_A_WEEKLY_HOUR * self.hours_a_week

    @property
    def effort(self) -> str:
        """The effort in a word, hours a week included: small (up to 3 days), medium (up to 8) or large."""
        return "small" if self.effort_days <= 3 else "medium" if self.effort_days <= 8 else "large"


def weigh_barriers(questionnaire: Questionnaire, answers: Answers) -> dict[str, int]:
    """The barriers with which the municipality agrees, rather or fully, and how strongly: the points of its answer.

    The strongest comes first, and among equals the one that the questionnaire names first.
    """
    question = questionnaire.question(BARRIERS_QUESTION)
    answer = answers.get(BARRIERS_QUESTION)
    if answer is None:
        return {}
    enough = question.points(REPORTED_FROM)
    given = {row.id: answer.rows.get(row.id, "") for row in question.rows}
    points = {row: question.points(option) for row, option in given.items() if option in question.option_by_id}
    reported = sorted((row for row in points if points[row] >= enough), key=lambda row: -points[row])
    return {row: points[row] for row in reported}


def reported_barriers(questionnaire: Questionnaire, answers: Answers) -> frozenset[str]:
    """The barriers with which the municipality agrees, rather or fully."""
    return frozenset(weigh_barriers(questionnaire, answers))


def size_class(inhabitants: int) -> str:
    """The size class of a municipality: small, medium or large. A convention of ours, for advice only."""
    if inhabitants < SMALL_BELOW:
        return "small"
    return "medium" if inhabitants < LARGE_FROM else "large"


def take(standing: Standing, recommendation: Recommendation) -> Standing:
    """The standing after the recommendation is done: no item ever gets worse."""
    return MappingProxyType({**standing, **find_changed(standing, recommendation)})


def find_changed(standing: Standing, recommendation: Recommendation) -> dict[Item, Range]:
    """The items that the recommendation speaks of, as they are after it is done; without those that do not apply."""
    after: dict[Item, Range] = {}
    for change in recommendation.changes:
        points = after.get(change.item, standing[change.item])
        if points is not None:
            after[change.item] = points.raised_to(change.points)
    return after


class Considered(NamedTuple):
    """A recommendation that would change something at this municipality, now or once others did what it needs.

    `needs` is whether all holds that it needs. `is_decided_by_the_unknown` tells whether an answer that is not known
    decides on it, now or once others did what it needs. It is a tuple since there are some hundred for each
    municipality.
    """

    recommendation: Recommendation
    needs: Holds
    is_decided_by_the_unknown: bool

    @property
    def applies(self) -> Holds:
        """Whether it is for this municipality now; `maybe` when an unknown answer decides."""
        return MAYBE if self.is_decided_by_the_unknown and self.needs is YES else self.needs


_make_considered = partial(tuple.__new__, Considered)
"""Makes one of its parts at once: a call less for each of some hundred."""


def consider(
    recommendations: Iterable[Recommendation], standing: Standing, barriers: frozenset[str], size: str
) -> list[Considered]:
    """The recommendations that no barrier and no size class excludes and that would change something here."""
    found = []
    replaced = find_replaced(standing)  # it needs no change
    for recommendation in recommendations:
        rule, wanted = recommendation.rule, recommendation.changes
        if not (rule.is_for_all or rule.fits(barriers, size)):
            continue
        if replaced:
            wanted = tuple(change for change in wanted if change.item not in replaced)
        changes = every_condition_holds(wanted, standing) if recommendation.changes else None
        if changes is YES:
            continue
        below = any_condition_holds(rule.below, standing) if rule.below else NO
        if below is not YES:
            needs = every_condition_holds(rule.needs, standing) if rule.needs else YES
            # Neither is yes: then it would not be here.
            found.append(_make_considered((recommendation, needs, below is MAYBE or changes is MAYBE)))
    return found


Selected = dict[str, tuple[Recommendation, Holds]]
"""Recommendations by id, each with whether it is for this municipality: yes or maybe."""


def select(considered: Iterable[Considered]) -> Selected:
    """The recommendations for this municipality; where a lighter variant is for it, without the base."""
    checked = [(one.recommendation, one.applies) for one in considered]
    found: Selected = {r.id: (r, holds) for r, holds in checked if holds is not NO}
    replaced = {  # what is certain gives way to what is certain
        r.variant_of
        for r, holds in found.values()
        if r.variant_of and r.variant_of in found and (holds is YES or found[r.variant_of][1] is MAYBE)
    }
    return {name: pair for name, pair in found.items() if name not in replaced}
