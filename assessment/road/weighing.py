"""What a recommendation brings on what is left: its gain in points, and the criteria that it makes hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from assessment.advice import Recommendation, find_changed
from assessment.conditions import YES, Condition, any_condition_holds
from assessment.content import Content
from assessment.levels import TOP, Criterion, DimensionOutcome, check_dimension
from assessment.model import Item, Kind, Range
from assessment.scoring import Points, Standing, find_points, mean_of, question_points, total_weight

NOTHING = Range(0.0, 0.0)


Checked = Mapping[str, tuple[Range, DimensionOutcome]]
"""Score and level of each dimension."""


class Scales:
    """A municipality's standing while one recommendation after the other is taken; never kept beyond one road."""

    def __init__(
        self,
        content: Content,
        standing: Standing,
        checked: Checked | None = None,
        points: Points | None = None,
        alone: Scales | None = None,
    ) -> None:
        """Begin with a standing, and with what is known already of its levels and of the points of its questions.

        `alone` are scales that begin with the same, and on which nothing is ever taken.
        """
        self._content = content
        self._standing = dict(standing)
        scored = content.questionnaire.scored
        self._points = dict(points or find_points(chain.from_iterable(scored.values()), standing))
        self._totals = {name: total_weight(questions, self._points) for name, questions in scored.items()}
        self._checked = dict(checked or {})
        self._open: dict[str, tuple[Criterion, ...]] = {}
        self._aims: dict[str, int] = {}
        self._gains: dict[str, Range] = {}
        self._taken: set[str] = set()
        self._alone = alone

    def go_on(self) -> Scales:
        """Return scales that begin as these stand; what is taken on them leaves these as they are."""
        scales = Scales(self._content, self._standing, points=self._points, alone=self._alone)
        scales._taken |= self._taken
        return scales

    @property
    def standing(self) -> Standing:
        """The points of every item now."""
        return self._standing

    @property
    def points(self) -> Points:
        """The points of every question now."""
        return self._points

    def check(self, dimension: str) -> tuple[Range, DimensionOutcome]:
        """Return the score and the level of a dimension as it stands now."""
        if dimension not in self._checked:
            score = mean_of(self._content.questionnaire.scored[dimension], self._points)
            levels = self._content.growth_path.dimensions[dimension]
            self._checked[dimension] = score, check_dimension(levels, score, self._standing)
        return self._checked[dimension]

    def reached(self, dimension: str) -> int:
        """Return the level of a dimension that is certain now."""
        return self.check(dimension)[1].range.low

    def aim(self, outcomes: Mapping[str, DimensionOutcome]) -> None:
        """From here on, criteria are those of the first level that these outcomes don't reach with certainty."""
        for name, outcome in outcomes.items():
            checked = outcome.next.criteria if outcome.next else ()
            self._aims[name] = min(outcome.range.low + 1, TOP)
            self._open[name] = tuple(c.criterion for c in checked if c.holds is not YES)

    def aims_at(self, recommendation: Recommendation) -> int:
        """Return the level whose criteria are looked at in the recommendation's dimension."""
        return self._aims.get(recommendation.dimension, 0)

    def take(self, recommendation: Recommendation) -> None:
        """Do it: what it opens and gains is no longer left for others."""
        self._standing.update(find_changed(self._standing, recommendation))
        for name in recommendation.questions:
            question = self._content.questionnaire.question_by_id[name]
            self._points[name] = question_points(question, self._standing)
            self._checked.pop(str(question.dimension), None)
            self._taken.add(name)
            for weighed in self._content.advised_on.get(name, ()):
                if weighed in self._gains:
                    del self._gains[weighed]
        dimension = recommendation.dimension
        self._open[dimension] = tuple([c for c in self._open.get(dimension, ()) if not self._holds(c)])

    def unlocks(self, recommendation: Recommendation) -> tuple[str, ...]:
        """Return the open criteria that it would make hold."""
        ahead = self._open.get(recommendation.dimension, ())
        if not ahead:
            return ()
        changed = find_changed(self._standing, recommendation)
        return tuple([criterion.id for criterion in ahead if _hold_one(criterion.any_of, changed)])

    def gain(self, recommendation: Recommendation) -> Range:
        """Return how far the dimension's score would rise, in points: what is certain, and what is possible.

        It stays what it is until something is taken that speaks of one of its questions.
        """
        if recommendation.id not in self._gains:
            if self._alone is not None and self._taken.isdisjoint(recommendation.questions):
                self._gains[recommendation.id] = self._alone.gain(recommendation)
            else:
                self._gains[recommendation.id] = self._find_gain(recommendation)
        return self._gains[recommendation.id]

    def _find_gain(self, recommendation: Recommendation) -> Range:
        """A score is a weighted mean, so only the questions that change matter."""
        changed, low, high = find_changed(self._standing, recommendation), 0.0, 0.0
        for name in recommendation.questions:
            question, before = self._content.questionnaire.question_by_id[name], self._points[name]
            if question.kind is Kind.ONE:  # its points are those of its one item
                after = changed.get(question.items[0], before)
            else:
                after = question_points(question, {**self._standing, **changed})
            if before is not None and after is not None:
                low += question.weight * (after.low - before.low)
                high += question.weight * (after.high - before.high)
        total = self._totals[recommendation.dimension]
        if not total:
            return NOTHING
        if low > high:
            low, high = high, low
        return Range(round(low / total, 6), round(high / total, 6))

    def _holds(self, criterion: Criterion) -> bool:
        return any_condition_holds(criterion.any_of, self._standing) is YES


def _hold_one(conditions: Iterable[Condition], changed: Mapping[Item, Range]) -> bool:
    """Whether one of these conditions holds by what was changed."""
    for condition in conditions:  # written out, as in `assessment.conditions`
        points = changed.get(condition.item)
        if points is not None and points.low >= condition.points:
            return True
    return False
