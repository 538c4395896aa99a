"""One assessment's whole outcome, put together once: every page and document reads its numbers from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessment.actions import Action
from assessment.advice import Advised, advise, choose_first, reported_barriers, size_class
from assessment.answers import is_complete
from assessment.content import Content
from assessment.development import Development
from assessment.levels import (
    DimensionOutcome,
    LevelRange,
    OverallOutcome,
    check_dimension,
    check_overall,
)
from assessment.model import DIMENSIONS, Answer, Answers, Question, Range
from assessment.scoring import (
    Score,
    Standing,
    find_standing,
    question_points,
    score_dimension,
    score_overall,
)
from benchmarks.compare import Comparison, Item, compare_answers
from benchmarks.model import Edition
from benchmarks.reference import Reference, find_reference


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
class QuestionFinding:
    """One question with its answer.

    `points` (0-100, not rounded) is None where the question does not score or does not apply; `part` is the
    share of its dimension's score that its weight carries, in percent. `comparisons` has one entry a row.
    """

    question: Question
    answer: Answer | None
    note: str
    complete: bool
    points: Range | None
    part: float | None
    comparisons: Mapping[str | None, Comparison]


@dataclass(frozen=True)
class DimensionFinding:
    """One dimension: its score, its level with all that was checked, its reference and its advice."""

    id: str
    score: Score
    outcome: DimensionOutcome
    reference: Reference | None
    questions: tuple[QuestionFinding, ...]
    advice: tuple[Advised, ...]

    @property
    def open_questions(self) -> tuple[QuestionFinding, ...]:
        """The questions whose unknown answer could still change the score."""
        return tuple(entry for entry in self.questions if entry.points is not None and not entry.points.is_point)

    @property
    def level(self) -> LevelRange:
        """The level, 0-4; a range where the answers leave room."""
        return self.outcome.range


@dataclass(frozen=True)
class Findings:
    """All there is to say about one assessment.

    `development` is what moved since an earlier one of the day `earlier_on`; None where there
    is no earlier one, and where nobody asked.
    """

    content: Content
    edition: Edition
    profile: Profile
    answers: Answers
    standing: Standing
    dimensions: Mapping[str, DimensionFinding]
    overall_score: Range
    overall: OverallOutcome
    barriers: frozenset[str]
    advice: tuple[Advised, ...]
    first_actions: tuple[Advised, ...]
    context: tuple[QuestionFinding, ...]
    complete: int
    actions: tuple[Action, ...] = ()
    development: Development | None = None
    earlier_on: date | None = None

    @property
    def total(self) -> int:
        """The number of questions."""
        return len(self.content.questionnaire.questions)

    @property
    def questions(self) -> Mapping[str, QuestionFinding]:
        """Every question's finding, found by id."""
        entries = (*(q for d in self.dimensions.values() for q in d.questions), *self.context)
        return {entry.question.id: entry for entry in entries}


def find(
    content: Content,
    edition: Edition,
    profile: Profile,
    answers: Answers,
    notes: Mapping[str, str] | None = None,
    actions: tuple[Action, ...] = (),
) -> Findings:
    """The findings of one assessment, from its answers and notes by question id, and its kept plan."""
    questionnaire = content.questionnaire
    standing = find_standing(questionnaire, answers)
    scores = {name: score_dimension(questionnaire, standing, name) for name in DIMENSIONS}
    levels = content.growth_path.dimensions
    outcomes = {name: check_dimension(levels[name], scores[name].range, standing) for name in DIMENSIONS}
    overall_score = score_overall({name: score.range for name, score in scores.items()})
    advice = advise(questionnaire, content.recommendations, standing, outcomes, answers, profile.inhabitants)
    comparisons = compare_answers(questionnaire, edition, answers, profile.inhabitants)
    read = _QuestionReader(standing, answers, notes or {}, _by_question(comparisons))
    dimensions = {
        name: DimensionFinding(
            name,
            scores[name],
            outcomes[name],
            find_reference(questionnaire, edition, standing, name),
            read.all(questionnaire.scored[name]),
            tuple(entry for entry in advice if entry.recommendation.dimension == name),
        )
        for name in DIMENSIONS
    }
    return Findings(
        content=content,
        edition=edition,
        profile=profile,
        answers=answers,
        standing=standing,
        dimensions=dimensions,
        overall_score=overall_score,
        overall=check_overall(content.growth_path, overall_score, {n: o.range for n, o in outcomes.items()}),
        barriers=reported_barriers(questionnaire, answers),
        advice=advice,
        first_actions=choose_first(advice),
        context=read.all(tuple(q for q in questionnaire.questions if not q.scores)),
        complete=sum(is_complete(q, answers.get(q.id)) for q in questionnaire.questions),
        actions=actions,
    )


_Comparisons = Mapping[str, Mapping[str | None, Comparison]]


def _by_question(comparisons: Mapping[Item, Comparison]) -> _Comparisons:
    found: dict[str, dict[str | None, Comparison]] = {}
    for (question, row), comparison in comparisons.items():
        found.setdefault(question, {})[row] = comparison
    return found


@dataclass(frozen=True)
class _QuestionReader:
    """Puts together what is known of each question."""

    standing: Standing
    answers: Answers
    notes: Mapping[str, str]
    comparisons: _Comparisons

    def all(self, questions: tuple[Question, ...]) -> tuple[QuestionFinding, ...]:
        points = {q.id: question_points(q, self.standing) if q.scores else None for q in questions}
        total = sum(q.weight for q in questions if points[q.id] is not None)
        return tuple(self._one(question, points[question.id], total) for question in questions)

    def _one(self, question: Question, points: Range | None, total: int) -> QuestionFinding:
        answer = self.answers.get(question.id)
        return QuestionFinding(
            question,
            answer,
            self.notes.get(question.id, ""),
            is_complete(question, answer),
            points,
            100 * question.weight / total if points is not None and total else None,
            self.comparisons.get(question.id, {}),
        )
