"""What there is to say about one assessment: every page and document reads its numbers from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from assessment.action_plan import Action, Status
from assessment.advice import size_class
from assessment.answers import says_unknown
from assessment.basis import NO_BASIS, Basis
from assessment.content import Content
from assessment.development import Development
from assessment.levels import DimensionOutcome, LevelRange, OverallOutcome
from assessment.likely import Likely, is_too_open
from assessment.model import Answer, Answers, Question, Questionnaire, Range, State
from assessment.platform import find_replaced
from assessment.road.find import Beside, find_road
from assessment.road.model import Advised, Road
from assessment.scoring import Points, Score, Standing
from benchmarks.compare import Comparison, compare_answers
from benchmarks.counts import CountComparison, compare_counts
from benchmarks.dimension_rank import find_less_far
from benchmarks.model import Edition
from benchmarks.reference import Reference, Verdict
from webapp.findings.beside import Others


@dataclass(frozen=True)
class Profile:
    """Whose assessment it is. `municipality` is the name to show, `inhabitants` a count of people."""

    municipality: str
    nis_code: str
    inhabitants: int
    role: str = ""
    finished_on: date | None = None
    invented: bool = False
    has_earlier: bool = False

    @property
    def size_class(self) -> str:
        """small, medium or large: a convention of the advice."""
        return size_class(self.inhabitants)


@dataclass(frozen=True)
class Margin:
    """What stands beside the answers, by question id: what was noted, and how sure they are and on what."""

    notes: Mapping[str, str] = field(default_factory=dict)
    bases: Mapping[str, Basis] = field(default_factory=dict)


@dataclass(frozen=True)
class Figures:
    """Each answer laid beside its figure; only who asks pays, since the first page of a result shows none."""

    questionnaire: Questionnaire
    edition: Edition
    answers: Answers
    inhabitants: int

    def of(self, question_id: str) -> Mapping[str | None, Comparison]:
        """The comparisons of a question, one a row; none where it has no figure."""
        return self._by_question.get(question_id, {})

    @cached_property
    def _by_question(self) -> Mapping[str, Mapping[str | None, Comparison]]:
        found: dict[str, dict[str | None, Comparison]] = {}
        compared = compare_answers(self.questionnaire, self.edition, self.answers, self.inhabitants)
        for (question, row), comparison in compared.items():
            found.setdefault(question, {})[row] = comparison
        return found


class QuestionFinding(NamedTuple):
    """One question with its answer.

    `points` (0-100, not rounded) is None where the question does not score or does not apply; `part` is the
    share of its dimension's score that its weight carries, in percent. `figures` lays the answers beside figures.
    """

    question: Question
    answer: Answer | None
    note: str
    complete: bool
    points: Range | None
    part: float | None
    figures: Figures
    basis: Basis = NO_BASIS

    @property
    def comparisons(self) -> Mapping[str | None, Comparison]:
        """The answer beside its figure: one entry a row, none where there is no figure."""
        return self.figures.of(self.question.id)

    @property
    def is_skipped(self) -> bool:
        """Whether it is an extra question without an answer: there is nothing to say of it, and nothing is open."""
        return self.question.extra and self.answer is None and not self.note


@dataclass(frozen=True)
class DimensionResult:
    """What the answers come to in one dimension: its score, its level with all that was checked, and its reference."""

    id: str
    score: Score
    outcome: DimensionOutcome
    likely: Likely
    reference: Reference | None

    @property
    def level(self) -> LevelRange:
        """The level, 0-4; a range where the answers leave room."""
        return self.outcome.range

    @property
    def verdict(self) -> Verdict | None:
        """How its score lies beside the edition; None without figures. With too little answered it is too early."""
        if self.reference is None:
            return None
        return Verdict.TOO_EARLY if is_too_open(self.score) else self.reference.verdict


@dataclass(frozen=True)
class DimensionFinding(DimensionResult):
    """The same with its questions.

    `deciding` are the questions whose unknown answer could still move the level, what matters most first; also those
    by which a platform can still be chosen, though nobody saying so counts as none and leaves the level settled.
    """

    questions: tuple[QuestionFinding, ...]
    deciding: tuple[Question, ...] = ()

    @property
    def open_questions(self) -> tuple[QuestionFinding, ...]:
        """The questions whose unknown answer could still change the score."""
        return tuple(entry for entry in self.questions if entry.points is not None and not entry.points.is_point)


@dataclass(frozen=True)
class Result:
    """What the answers of one assessment come to, without what stands beside them and what to do.

    `points` are those of each question that scores, not rounded; `answered` are the questions that nothing of is open.
    """

    content: Content
    edition: Edition
    standing: Standing
    points: Points
    dimensions: Mapping[str, DimensionResult]
    overall_score: Range
    overall: OverallOutcome
    likely: Likely
    answered: frozenset[str]

    @property
    def complete(self) -> int:
        """The number of counted questions that nothing of is open."""
        return sum([question.id in self.answered for question in self.content.questionnaire.core])

    @property
    def total(self) -> int:
        """The number of questions that are counted: all but the extra ones."""
        return len(self.content.questionnaire.core)


@dataclass(frozen=True)
class Findings:
    """All there is to say about one assessment.

    `deciding` are the questions whose unknown answer could still move the level of the whole;
    `holding_back` the dimensions that keep it below what its score gives, at the level that is said.
    `development` is what moved since an earlier one of the day `earlier_on`; None where there
    is no earlier one, and where nobody asked. `year` is the one in which it is read; None where no advice hangs on it.
    `beside` is what others say; empty for who may not know.
    """

    content: Content
    edition: Edition
    profile: Profile
    answers: Answers
    standing: Standing
    dimensions: Mapping[str, DimensionFinding]
    overall_score: Range
    overall: OverallOutcome
    likely: Likely
    deciding: tuple[Question, ...]
    holding_back: tuple[str, ...]
    barriers: frozenset[str]
    context: tuple[QuestionFinding, ...]
    complete: int
    actions: tuple[Action, ...] = ()
    development: Development | None = None
    earlier_on: date | None = None
    year: int | None = None
    beside: Others = field(default_factory=Others)

    @cached_property
    def road(self) -> Road:
        """What to do, in the one order that there is; only who asks for it pays for the search."""
        done = {action.recommendation_id for action in self.actions if action.status is Status.DONE}
        return find_road(
            self.content,
            self.standing,
            self.answers,
            self.profile.inhabitants,
            Beside(
                frozenset(name for name in done if name is not None),
                {name: (entry.score.range, entry.outcome) for name, entry in self.dimensions.items()},
                {one.question.id: one.points for entry in self.dimensions.values() for one in entry.questions},
                self.year,
            ),
        )

    @cached_property
    def counts(self) -> Mapping[str, tuple[CountComparison, ...]]:
        """How many things one has of those that can be counted, beside 2019, by dimension; only who asks pays."""
        stood_in_for = [question for question, row in find_replaced(self.standing) if row is None]
        answers = {**self.answers, **dict.fromkeys(stood_in_for, Answer(State.NOT_APPLICABLE))}
        found = compare_counts(self.content.questionnaire, self.edition, answers)
        return {name: tuple(one for one in found if one.group.dimension == name) for name in self.dimensions}

    def count_of(self, dimension: str) -> CountComparison | None:
        """The count of a dimension that is said first; None where too little is known of all of them."""
        return self._first_counts[dimension]

    @cached_property
    def opposites(self) -> frozenset[str]:
        """The dimensions of which the count says more and the score less, or the other way round."""
        return frozenset(
            [
                name
                for name, count in self._first_counts.items()
                if count is not None and _are_opposite(count.verdict, self.dimensions[name].verdict)
            ]
        )

    @cached_property
    def _first_counts(self) -> Mapping[str, CountComparison | None]:
        return {name: next((one for one in found if one.is_said), None) for name, found in self.counts.items()}

    @cached_property
    def less_far(self) -> Mapping[str, Range | None]:
        """How many of those who answered stood less far on a dimension, in percent; None where that is too wide."""
        asked = self.content.questionnaire
        return {name: find_less_far(asked, self.edition, self.standing, name) for name in self.dimensions}

    @property
    def advice(self) -> tuple[Advised, ...]:
        """All recommendations for this municipality; the number of each is its place, from 1."""
        return self.road.entries

    def advice_of(self, dimension: str) -> tuple[Advised, ...]:
        """The recommendations of one dimension, in the order of the road."""
        return tuple(entry for entry in self.advice if entry.recommendation.dimension == dimension)

    @property
    def total(self) -> int:
        """The number of questions that are counted: all but the extra ones."""
        return len(self.content.questionnaire.core)

    @cached_property
    def questions(self) -> Mapping[str, QuestionFinding]:
        """Every question's finding, found by id."""
        of_dimensions = [found.questions for found in self.dimensions.values()]
        return {entry.question.id: entry for entries in (*of_dimensions, self.context) for entry in entries}

    @cached_property
    def unknown(self) -> tuple[QuestionFinding, ...]:
        """The counted questions on which nobody knew: as many as the page before finishing says."""
        return tuple(
            [
                entry
                for entry in self.questions.values()
                if entry.answer is not None and not entry.question.extra and says_unknown(entry.answer)
            ]
        )


def _are_opposite(one: Verdict, other: Verdict | None) -> bool:
    if one is Verdict.ABOVE:
        return other is Verdict.BELOW
    return one is Verdict.BELOW and other is Verdict.ABOVE
