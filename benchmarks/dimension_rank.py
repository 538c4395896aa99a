"""How many stood less far on a dimension as a whole: bounds over everything that can go together.

Mostly they are 0 to 100 (decision 70). Where they are narrow, each is proven by a count: whoever reaches a score must
have reached at least so many of some steps, and the shares bound how many can have.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from operator import ge, lt

from assessment.model import NOT_APPLICABLE, Kind, Question, Questionnaire, Range
from assessment.platform import is_replaced
from assessment.scoring import Standing, question_points, weighted_mean
from benchmarks.bases import is_of_everybody
from benchmarks.counts import most_with
from benchmarks.distributions import bound_mean, find_bounds
from benchmarks.model import Edition, Figure, FigureKind

MOST_WIDE = 30.0
"""Wider bounds say too little to be shown: a convention of ours."""
MOST_COMBINATIONS = 200
"""With more combinations of answers than this nothing is looked for: the bounds of such dimensions are wide."""


def find_less_far(questionnaire: Questionnaire, edition: Edition, standing: Standing, dimension: str) -> Range | None:
    """The percentage of those who answered that stood less far on the compared questions; None where it is too wide.

    Only where all answers are known. A question that does not apply, or that a platform stands in for, is left out.
    """
    entries = [(one, question_points(one, standing)) for one in _find_compared(questionnaire, edition, dimension)]
    known = [(one, points) for one, points in entries if points is not None and not is_replaced(points)]
    if len(known) < 2 or not all(points.is_point for _, points in known):
        return None
    steps = _find_steps(questionnaire, edition, tuple(one.id for one, _ in known))
    if steps is None:
        return None
    own = weighted_mean((one.weight, points) for one, points in known).low
    found = Range(100 - steps.most_reaching(own), steps.most_below(own))
    return found if found.high - found.low <= MOST_WIDE else None


def prepare_less_far(questionnaire: Questionnaire, edition: Edition) -> None:
    """Prove the bounds of every dimension, as all questions apply; `find_less_far` finds them kept then."""
    for dimension in questionnaire.scored:
        names = tuple(one.id for one in _find_compared(questionnaire, edition, dimension))
        if len(names) > 1:
            _find_steps(questionnaire, edition, names)


@lru_cache(32)
def _find_compared(questionnaire: Questionnaire, edition: Edition, dimension: str) -> tuple[Question, ...]:
    return tuple(
        one
        for one in questionnaire.scored[dimension]
        if one.figure is not None and is_of_everybody(edition.figure_by_id[one.figure.figure])
    )


@dataclass(frozen=True)
class _Steps:
    """What is proven: beyond a score at most so many percent can reach it, up to a score so many stay below it."""

    reaching: tuple[tuple[float, float], ...]
    below: tuple[tuple[float, float], ...]

    def most_reaching(self, score: float) -> float:
        """How many percent at most have this score or more."""
        return min((most for beyond, most in self.reaching if score > beyond + 1e-9), default=100.0)

    def most_below(self, score: float) -> float:
        """How many percent at most have less."""
        return min((most for until, most in self.below if score <= until + 1e-9), default=100.0)


@lru_cache(32)  # the questions that apply, of each dimension
def _find_steps(questionnaire: Questionnaire, edition: Edition, names: tuple[str, ...]) -> _Steps | None:
    questions = [questionnaire.question(name) for name in names]
    figures = [edition.figure_by_id[one.figure.figure] for one in questions if one.figure is not None]
    levels = [sorted({one.points(option.id) for option in one.options}) for one in questions]
    combinations = 1
    for values in levels:
        combinations *= len(values)
    alike = all(one.kind is Kind.ONE for one in questions) and all(f.kind is FigureKind.ONE_OF for f in figures)
    if not alike or combinations > MOST_COMBINATIONS:
        return None
    pairs = list(zip(questions, figures, levels, strict=True))
    at_least = [{at: _most(q, f, range(at, 101)) for at in values} for q, f, values in pairs]
    under = [{at: _most(q, f, range(at)) for at in values} for q, f, values in pairs]
    weights = [one.weight for one in questions]
    cells = [(cell, sum(w * x for w, x in zip(weights, cell, strict=True)) / sum(weights)) for cell in product(*levels)]
    return _Steps(tuple(_prove_reaching(cells, at_least)), tuple(_prove_below(cells, under)))


def _most(question: Question, figure: Figure, wanted: Container[int]) -> float:
    """The highest percentage of those whose answer can have these points."""
    found: dict[str, list[bool]] = {}
    for option, categories in (question.figure.categories if question.figure else {}).items():
        for category in categories:
            held = option == NOT_APPLICABLE or question.points(option) in wanted
            found.setdefault(category, []).append(held)
    worth = {name: Range(0, 100) if any(held) else Range(0, 0) for name, held in found.items()}
    return bound_mean(worth, Range(0, 100), find_bounds(figure, found)).high


_Cells = list[tuple[tuple[int, ...], float]]
_Shares = list[Mapping[int, float]] | list[dict[int, float]]


def _prove_reaching(cells: _Cells, shares: _Shares) -> Iterator[tuple[float, float]]:
    """Above the best score without `least` of some steps, everybody has at least so many of them."""
    for marks in product(*shares):
        most = [share[mark] for share, mark in zip(shares, marks, strict=True)]
        held = [(sum(map(ge, cell, marks)), score) for cell, score in cells]
        for least in range(1, len(marks) + 1):
            beyond = max((score for count, score in held if count < least), default=-1.0)
            yield beyond, most_with(most, least)


def _prove_below(cells: _Cells, shares: _Shares) -> Iterator[tuple[float, float]]:
    """The same from the other side: up to the worst score that lacks fewer than `least` of some steps."""
    for marks in product(*shares):
        most = [share[mark] for share, mark in zip(shares, marks, strict=True)]
        lacking = [(sum(map(lt, cell, marks)), score) for cell, score in cells]
        for least in range(1, len(marks) + 1):
            until = min((score for count, score in lacking if count < least), default=101.0)
            yield until, most_with(most, least)
