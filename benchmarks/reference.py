"""The reference: the score that the municipalities of then would get on the same questions, as a range.

Shares give the expected points of a question; merged and unprinted categories, rounding and sampling make it a
range. The own score beside it is computed on exactly the same questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import sqrt
from types import MappingProxyType
from typing import NamedTuple

from assessment.model import (
    ANYTHING,
    DIMENSIONS,
    NOT_APPLICABLE,
    FigureLink,
    Item,
    Kind,
    Question,
    Questionnaire,
    Range,
    round_score,
)
from assessment.platform import find_replaced
from assessment.scoring import Points, Standing, find_points, weighted_mean
from benchmarks.bases import find_bases, is_of_everybody
from benchmarks.distributions import bound_mean, find_bounds
from benchmarks.model import Edition, Figure
from benchmarks.uncertainty import mean_margin


class Verdict(StrEnum):
    """How the own score lies beside the reference; not being able to tell is a good answer.

    `TOO_EARLY` is said of a dimension of which too little is answered; two ranges alone never give it.
    """

    ABOVE = "above"
    BELOW = "below"
    CANNOT_TELL = "cannot_tell"
    TOO_EARLY = "too_early"


class QuestionReference(NamedTuple):
    """One compared question: own points and those of the municipalities then (0-100), and the sampling margin."""

    question: str
    weight: int
    own: Range
    printed: Range
    margin: float


@dataclass(frozen=True)
class Reference:
    """A dimension's reference, 0-100 rounded to one decimal.

    `printed` is what the print allows, `sampled` adds the sampling margins as if all erred in the same direction;
    `independent` adds the smaller margin that would hold if the questions had nothing to do with each other. `own`
    is the own score on the same questions. The verdict compares `own` with `sampled`.
    """

    questions: tuple[QuestionReference, ...]
    own: Range
    printed: Range
    sampled: Range
    independent: Range
    verdict: Verdict


def find_reference(
    questionnaire: Questionnaire, edition: Edition, standing: Standing, dimension: str, points: Points | None = None
) -> Reference | None:
    """The reference of a dimension; None when none of its questions can be compared.

    A question that does not apply here is left out on both sides. `points` are those of the questions, for whoever has
    them.
    """
    expected = _find_expected(questionnaire, edition)[dimension]
    own_points = points or find_points([one.question for one in expected], standing)
    answers = _Own(standing, own_points, find_replaced(standing))
    found = [pair for one in expected if (pair := one.compare(answers, edition)) is not None]
    if not found:
        return None
    own = _mean([(then.weight, points) for then, points in found])
    thens = tuple([then for then, _ in found])
    add = _add_kept if all(then.is_whole for then in thens) else _add
    printed, sampled, independent = add(thens)
    compared = tuple(
        [QuestionReference(one.question, one.weight, points, one.points, one.margin) for one, points in found]
    )
    return Reference(compared, own, printed, sampled, independent, judge(own, sampled))


def judge(own: Range, reference: Range) -> Verdict:
    """Above or below only when the ranges do not touch."""
    if own.low > reference.high:
        return Verdict.ABOVE
    return Verdict.BELOW if own.high < reference.low else Verdict.CANNOT_TELL


def _mean(pairs: Iterable[tuple[int, Range]]) -> Range:
    mean = weighted_mean(pairs)
    return Range(round_score(mean.low), round_score(mean.high))


@dataclass(frozen=True, eq=False)
class _Then:
    """What may be expected of the municipalities then on one question: points with the margin, and both together.

    It is the same for every answer, but for a grid of which some rows don't apply: that one is not `is_whole`.
    """

    question: str
    weight: int
    points: Range
    margin: float
    widened: Range
    is_whole: bool


def _expect_of(question: Question, points: Range, answers: int, edition: Edition, *, is_whole: bool = True) -> _Then:
    margin = mean_margin(points, answers, edition.municipalities_total)
    return _Then(question.id, question.weight, points, margin, _widen(points, margin), is_whole)


def _add(thens: tuple[_Then, ...]) -> tuple[Range, Range, Range]:
    """The mean of what is printed, with the sampling margins, and with the smaller one of independent questions."""
    printed = _mean([(one.weight, one.points) for one in thens])
    sampled = _mean([(one.weight, one.widened) for one in thens])
    return printed, sampled, _widen_together(thens, sampled)


_add_kept = lru_cache(64)(_add)
"""The same, kept: one for each choice of questions that apply."""


def _widen_together(thens: tuple[_Then, ...], within: Range) -> Range:
    """The mean with the margin of independent questions: their squares add up, not they themselves."""
    total = sum([one.weight for one in thens])
    margin = sqrt(sum([(one.weight * one.margin) ** 2 for one in thens])) / total
    mean = weighted_mean([(one.weight, one.points) for one in thens])
    return Range(
        max(within.low, round_score(mean.low - margin)),
        min(within.high, round_score(mean.high + margin)),
    )


def _widen(points: Range, margin: float) -> Range:
    return Range(max(0.0, points.low - margin), min(100.0, points.high + margin))


@dataclass(frozen=True)
class _Own:
    """What is laid beside it: the points of items and of questions, and the items that a platform stands in for."""

    standing: Standing
    points: Points
    replaced: frozenset[Item]


@dataclass(frozen=True)
class _Expected:
    """What may be expected on a question with an answer of its own."""

    question: Question
    then: _Then

    def compare(self, own: _Own, _edition: Edition) -> tuple[_Then, Range] | None:
        """The own points beside it; None where the question does not apply, or a platform stands in for it."""
        points = own.points[self.question.id]
        if points is None or not own.replaced.isdisjoint(self.question.items):
            return None
        return self.then, points


@dataclass(frozen=True)
class _ExpectedRow:
    """What may be expected of the municipalities then on one row, and how many of them answered it."""

    item: Item
    points: Range
    answers: int


@dataclass(frozen=True)
class _ExpectedRows:
    """The same of a grid, row by row: which rows apply depends on the answer, and with them the mean of all.

    `then` is what is expected where all of them do.
    """

    question: Question
    rows: tuple[_ExpectedRow, ...]
    then: _Then

    def compare(self, own: _Own, edition: Edition) -> tuple[_Then, Range] | None:
        """The own points beside it, on the rows that apply; None where none does."""
        found = [(own.standing[row.item], row) for row in self.rows if row.item not in own.replaced]
        pairs = [(points, row) for points, row in found if points is not None]
        if not pairs:
            return None
        rows = tuple([row for _, row in pairs])
        then = self.then if len(rows) == len(self.rows) else _expect_rows(self.question, rows, edition, is_whole=False)
        return then, weighted_mean([(1, points) for points, _ in pairs])


def _expect_rows(
    question: Question, rows: tuple[_ExpectedRow, ...], edition: Edition, *, is_whole: bool = True
) -> _Then:
    points = weighted_mean([(1, row.points) for row in rows])
    return _expect_of(question, points, min([row.answers for row in rows]), edition, is_whole=is_whole)


@lru_cache(8)  # a program has one of each; tests have more
def _find_expected(
    questionnaire: Questionnaire, edition: Edition
) -> Mapping[str, tuple[_Expected | _ExpectedRows, ...]]:
    return MappingProxyType(
        {
            name: tuple(
                found for question in questionnaire.scored[name] if (found := _expect(question, edition)) is not None
            )
            for name in DIMENSIONS
        }
    )


def _expect(question: Question, edition: Edition) -> _Expected | _ExpectedRows | None:
    if question.kind is Kind.GRID:
        rows = tuple(
            _ExpectedRow(
                (question.id, row.id),
                expected_points(question, row.figure, figure),
                find_bases(edition)[figure.id].answers,
            )
            for row in question.rows
            if row.figure is not None and is_of_everybody(figure := edition.figure_by_id[row.figure.figure])
        )
        return _ExpectedRows(question, rows, _expect_rows(question, rows, edition)) if rows else None
    link = question.figure
    if link is None or not is_of_everybody(figure := edition.figure_by_id[link.figure]):
        return None
    expect = _expected_sum if question.kind is Kind.SEVERAL else expected_points
    points = expect(question, link, figure)
    return _Expected(question, _expect_of(question, points, find_bases(edition)[figure.id].answers, edition))


def _expected_sum(question: Question, link: FigureLink, figure: Figure) -> Range:
    """The expected points of a several-of question: shares times points, since the points add up to 100.

    Nobody knows how many chose an option whose share is not printed: from nobody to everybody.
    """
    low = high = 0.0
    for option in question.options:
        share = figure.share_by_id.get(link.categories[option.id][0])
        chosen = share.printed_range if share else ANYTHING
        low += chosen.low * question.points(option.id) / 100
        high += chosen.high * question.points(option.id) / 100
    return Range(max(0.0, low), min(100.0, high))


def expected_points(question: Question, link: FigureLink, figure: Figure) -> Range:
    """The mean points (0-100) of those behind a one-of figure, over every distribution that the print allows."""
    points = _category_points(question, link)
    return bound_mean(points, ANYTHING, find_bounds(figure, points))


def _category_points(question: Question, link: FigureLink) -> Mapping[str, Range]:
    """What the points in each category may be. Who answered *not applicable* there could stand anywhere."""
    found: dict[str, list[float]] = {}
    for option, categories in link.categories.items():
        values = [0.0, 100.0] if option == NOT_APPLICABLE else [float(question.points(option))]
        for category in categories:
            found.setdefault(category, []).extend(values)
    return {category: Range(min(values), max(values)) for category, values in found.items()}
