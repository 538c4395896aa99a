"""Counts: of so many things, how many somebody has, beside how many one had on average then.

The mean of a count is the sum of the shares, whatever goes together with what. So it needs no spread and no points:
it is exact if the same municipalities answered for every thing. How many had so many things or more depends on what
goes together, which is not printed: of that there are only bounds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import sqrt
from types import MappingProxyType
from typing import NamedTuple

from assessment.model import Answer, Answers, FigureLink, Kind, Question, Questionnaire, Range, State
from benchmarks.bases import find_bases, find_tightest
from benchmarks.compare import chosen_options, find_links
from benchmarks.model import CountedThing, CountGroup, Edition, Figure
from benchmarks.reference import Verdict
from benchmarks.uncertainty import Z_95, effective_answers

FEWEST = 2
"""Of one thing nothing is counted: its share says it."""


class Counted(NamedTuple):
    """One thing of a count: its share then in percent, and whether one has it; None where that is not known."""

    thing: CountedThing
    question: str
    row: str | None
    figure: Figure
    share: float
    own: bool | None


@dataclass(frozen=True)
class CountFacts:
    """What is known of a count among the municipalities then, in things.

    `margin` is the sampling margin at most, with `answers` answers; `fewer` the same with fewer of them, by number.
    `at_least` holds, for 0, 1, 2 ... things, what percentage of municipalities may have had so many or more.
    """

    mean: float
    printed: Range
    answers: int
    margin: float
    fewer: Mapping[int, float]
    at_least: tuple[Range, ...]

    @cached_property
    def sampled(self) -> Range:
        """Between what the mean can have been: the print with the sampling margin on both sides."""
        return Range(self.printed.low - self.margin, self.printed.high + self.margin)


@dataclass(frozen=True)
class CountComparison:
    """The own count beside the mean count then, on the same things.

    `low` and `high` differ where it is not known whether one has some of them.
    """

    group: CountGroup
    things: tuple[Counted, ...]
    low: int
    high: int
    facts: CountFacts

    @property
    def is_said(self) -> bool:
        """Whether enough is known to say a count: at least half of the things."""
        return 2 * (self.high - self.low) <= len(self.things)

    @property
    def verdict(self) -> Verdict:
        """More or fewer things than the mean then, only where neither rounding nor chance can explain it."""
        unclear = self.facts.sampled
        if self.low > unclear.high:
            return Verdict.ABOVE
        return Verdict.BELOW if self.high < unclear.low else Verdict.CANNOT_TELL


def compare_counts(questionnaire: Questionnaire, edition: Edition, answers: Answers) -> tuple[CountComparison, ...]:
    """Every count of the edition beside the own answers. What does not apply is left out on both sides."""
    found = []
    for group, places in _find_places(questionnaire, edition):
        read = [(place, place.read(answers.get(place.question.id))) for place in places]
        kept = [(place, own) for place, own in read if own is not _LEFT_OUT]
        if len(kept) < FEWEST:
            continue
        things = tuple([place.said[own] for place, own in kept])
        has = [own for _, own in kept].count(True)
        unknown = [own for _, own in kept].count(None)
        facts = _find_facts(edition, tuple([place for place, _ in kept]))
        found.append(CountComparison(group, things, has, has + unknown, facts))
    return tuple(found)


_LEFT_OUT = object()


@dataclass(frozen=True, eq=False)
class _Place:
    """A thing with the question that asks for it; `belongs` says of each option whether who chose it has the thing."""

    thing: CountedThing
    question: Question
    row: str | None
    figure: Figure
    share: float
    printed: Range
    belongs: Mapping[str, bool | None]

    def read(self, answer: Answer | None) -> object:
        """Whether one has it, None where that is not known, or that it is left out."""
        if self.question.kind is Kind.SEVERAL:
            if answer is None or answer.state is not State.GIVEN:
                return _LEFT_OUT if answer is not None and answer.state is State.NOT_APPLICABLE else None
            return any(self.belongs.get(option) for option in answer.options)
        for option in chosen_options(answer, self.row):
            return self.belongs.get(option, _LEFT_OUT)
        return None

    @cached_property
    def said(self) -> Mapping[object, Counted]:
        """The thing with whether one has it, by that."""
        place = (self.thing, self.question.id, self.row, self.figure, self.share)
        return MappingProxyType({own: Counted(*place, own) for own in (True, False, None)})


@lru_cache(8)  # a program has one of each; tests have more
def _find_places(questionnaire: Questionnaire, edition: Edition) -> tuple[tuple[CountGroup, tuple[_Place, ...]], ...]:
    """The things of each count that a question asks for."""
    asked = {
        link.figure: (question, row, link) for question in questionnaire.questions for row, link in find_links(question)
    }
    return tuple(
        (group, tuple(_place(thing, *asked[thing.figure], edition) for thing in group.things if thing.figure in asked))
        for group in edition.counts
    )


def _place(thing: CountedThing, question: Question, row: str | None, link: FigureLink, edition: Edition) -> _Place:
    figure = edition.figure_by_id[thing.figure]
    shares = [figure.share_by_id[name] for name in thing.categories]
    printed = Range(
        sum(share.printed_range.low for share in shares), min(100, sum(share.printed_range.high for share in shares))
    )
    belongs = {option: _belongs(categories, thing) for option, categories in link.categories.items()}
    return _Place(
        thing, question, row, figure, float(sum(share.value for share in shares)), printed, MappingProxyType(belongs)
    )


def _belongs(categories: Sequence[str], thing: CountedThing) -> bool | None:
    held = [category in thing.categories for category in categories]
    if all(held):
        return True
    return None if any(held) else False


@lru_cache(64)  # one for each choice of things that apply
def _find_facts(edition: Edition, places: tuple[_Place, ...]) -> CountFacts:
    shares = [place.share / 100 for place in places]
    bases = find_bases(edition)
    answers = min(bases[place.figure.id].answers for place in places)
    total = edition.municipalities_total
    return CountFacts(
        mean=round(sum(shares), 4),
        printed=Range(
            round(sum(place.printed.low for place in places) / 100, 4),
            round(sum(place.printed.high for place in places) / 100, 4),
        ),
        answers=answers,
        margin=count_margin(shares, answers, total),
        fewer=MappingProxyType(
            {count: count_margin(shares, count, total) for count in find_tightest(edition) if count < answers}
        ),
        at_least=tuple(bound_at_least([place.printed for place in places], least) for least in range(len(places) + 1)),
    )


def count_margin(shares: Sequence[float], answered: int, total: int) -> float:
    """The widest 95% sampling margin of the mean of a count, in things, from the shares (0-1) of its things.

    What goes together is not printed. The spread is largest when who has a rarer thing always has the commoner ones
    too: then each two things are had together by the smaller of their shares.
    """
    together = sum(min(one, other) for one in shares for other in shares)
    spread = max(0.0, together - sum(shares) ** 2)
    return Z_95 * sqrt(spread / effective_answers(answered, total))


def bound_at_least(shares: Sequence[Range], least: int) -> Range:
    """The lowest and the highest percentage that can have `least` things or more, from the shares (0-100) of each.

    Sharp: both ends can be reached by some way in which the things go together.
    """
    highest = most_with([share.high for share in shares], least)
    lowest = 100 - most_with([100 - share.low for share in shares], len(shares) - least + 1)
    return Range(max(0.0, lowest), highest)


def most_with(shares: Sequence[float], least: int) -> float:
    """How many percent can have `least` of these things, if the things go together in the best way for that.

    If t percent have them, the t percent together hold at least `least` x t of the shares, and of each thing at most
    t. Leaving out the j commonest things, the others must still give (least - j) x t.
    """
    if least <= 0:
        return 100.0
    if least > len(shares):
        return 0.0
    ascending = sorted(shares)
    return min(100.0, *(sum(ascending[: len(ascending) - left_out]) / (least - left_out) for left_out in range(least)))
