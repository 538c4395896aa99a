"""Answers -> findings: asks the model for scores, levels and advice, and the benchmark for comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assessment.action_plan import Action
from assessment.advice import reported_barriers
from assessment.answers import is_complete
from assessment.basis import NO_BASIS
from assessment.content import Content
from assessment.deciding import Deciding, Reading, find_deciding, find_open
from assessment.levels import OverallOutcome, check_dimension, check_overall
from assessment.likely import Likely, find_holding_back, find_likely, find_likely_overall
from assessment.model import DIMENSIONS, Answers, Item, Question, Range
from assessment.scoring import Points, Standing, find_points, find_standing, score_overall, score_points, total_weight
from benchmarks.compare import Comparison, compare_answers
from benchmarks.model import Edition
from benchmarks.reference import find_reference
from webapp.findings.model import DimensionFinding, Findings, Margin, Profile, QuestionFinding


def find(
    content: Content,
    edition: Edition,
    profile: Profile,
    answers: Answers,
    margin: Margin | None = None,
    actions: tuple[Action, ...] = (),
) -> Findings:
    """The findings of one assessment, from its answers by question id, what stands beside them, and its kept plan."""
    questionnaire = content.questionnaire
    standing = find_standing(questionnaire, answers)
    comparisons = compare_answers(questionnaire, edition, answers, profile.inhabitants)
    read = _QuestionReader(answers, margin or Margin(), _by_question(comparisons))
    dimensions = {name: _find_dimension(content, edition, standing, read, name) for name in DIMENSIONS}
    overall_score = score_overall({name: found.score.range for name, found in dimensions.items()})
    overall = check_overall(content.growth_path, overall_score, {n: found.level for n, found in dimensions.items()})
    judged = _judge_whole(content, overall_score, overall, dimensions)
    deciding = _find_deciding(content, answers, standing, dimensions, (overall_score, overall))
    return Findings(
        content=content,
        edition=edition,
        profile=profile,
        answers=answers,
        standing=standing,
        dimensions={name: replace(found, deciding=deciding.dimensions[name]) for name, found in dimensions.items()},
        overall_score=overall_score,
        overall=overall,
        likely=judged.likely,
        deciding=deciding.whole,
        holding_back=judged.holding_back,
        barriers=reported_barriers(questionnaire, answers),
        context=read.all(questionnaire.context, {}),
        complete=sum(is_complete(q, answers.get(q.id)) for q in questionnaire.core),
        actions=actions,
    )


def _find_dimension(
    content: Content, edition: Edition, standing: Standing, read: _QuestionReader, name: str
) -> DimensionFinding:
    questionnaire = content.questionnaire
    scored = questionnaire.scored[name]
    points = find_points(scored, standing)
    score = score_points(scored, points)
    outcome = check_dimension(content.growth_path.dimensions[name], score.range, standing)
    questions = read.all(scored, points)
    return DimensionFinding(
        name,
        score,
        outcome,
        find_likely(questionnaire, standing, score, outcome),
        find_reference(questionnaire, edition, standing, name),
        questions,
    )


def _find_deciding(
    content: Content,
    answers: Answers,
    standing: Standing,
    dimensions: Mapping[str, DimensionFinding],
    whole: tuple[Range, OverallOutcome],
) -> Deciding:
    asked = content.questionnaire
    points = {entry.question.id: entry.points for found in dimensions.values() for entry in found.questions}
    now = Reading(
        standing,
        {name: found.score.range for name, found in dimensions.items()},
        {name: found.outcome for name, found in dimensions.items()},
        {name: find_open(asked.scored[name], points, standing) for name in dimensions},
        *whole,
    )
    return find_deciding(asked, content.growth_path, answers, now)


@dataclass(frozen=True)
class _Judged:
    """What is said of the whole."""

    likely: Likely
    holding_back: tuple[str, ...]


def _judge_whole(
    content: Content, score: Range, overall: OverallOutcome, dimensions: Mapping[str, DimensionFinding]
) -> _Judged:
    path = content.growth_path
    levels = {name: entry.level for name, entry in dimensions.items()}
    likely = {name: entry.likely for name, entry in dimensions.items()}
    scores = {name: entry.score for name, entry in dimensions.items()}
    whole = find_likely_overall(path, score, overall, scores, levels, likely)
    return _Judged(whole, find_holding_back(path, score, overall.range, whole, levels, likely))


_Comparisons = Mapping[str, Mapping[str | None, Comparison]]


def _by_question(comparisons: Mapping[Item, Comparison]) -> _Comparisons:
    found: dict[str, dict[str | None, Comparison]] = {}
    for (question, row), comparison in comparisons.items():
        found.setdefault(question, {})[row] = comparison
    return found


@dataclass(frozen=True)
class _QuestionReader:
    """Puts together what is known of each question."""

    answers: Answers
    margin: Margin
    comparisons: _Comparisons

    def all(self, questions: tuple[Question, ...], points: Points) -> tuple[QuestionFinding, ...]:
        total = total_weight(questions, points)
        return tuple(self._one(question, points.get(question.id), total) for question in questions)

    def _one(self, question: Question, points: Range | None, total: int) -> QuestionFinding:
        answer = self.answers.get(question.id)
        return QuestionFinding(
            question,
            answer,
            self.margin.notes.get(question.id, ""),
            is_complete(question, answer),
            points,
            100 * question.weight / total if points is not None and total else None,
            self.comparisons.get(question.id, {}),
            self.margin.bases.get(question.id, NO_BASIS),
        )
