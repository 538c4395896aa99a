"""Answers -> findings: asks the model for scores, levels and advice, and the benchmark for comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from assessment.action_plan import Action
from assessment.advice import reported_barriers
from assessment.answers import is_complete
from assessment.basis import NO_BASIS
from assessment.content import Content
from assessment.deciding import Deciding, Reading, find_deciding, find_open
from assessment.levels import LevelRange, check_dimension, check_overall
from assessment.likely import Likely, find_holding_back, find_likely, find_likely_overall
from assessment.model import DIMENSIONS, Answers, Question
from assessment.scoring import (
    Points,
    Score,
    Standing,
    find_points,
    find_standing,
    score_overall,
    score_points,
    total_weight,
)
from benchmarks.model import Edition
from benchmarks.reference import find_reference
from webapp.findings.model import (
    DimensionFinding,
    DimensionResult,
    Figures,
    Findings,
    Margin,
    Profile,
    QuestionFinding,
    Result,
)


def judge(content: Content, edition: Edition, answers: Answers) -> Result:
    """What the answers of one assessment, by question id, come to: all that is kept when it is finished."""
    questionnaire, path = content.questionnaire, content.growth_path
    standing = find_standing(questionnaire, answers)
    points = find_points([question for name in DIMENSIONS for question in questionnaire.scored[name]], standing)
    dimensions = {name: _judge_dimension(content, edition, standing, points, name) for name in DIMENSIONS}
    score = score_overall({name: found.score.range for name, found in dimensions.items()})
    overall = check_overall(path, score, {name: found.level for name, found in dimensions.items()})
    answered = [one.id for one in questionnaire.questions if one.id in answers and is_complete(one, answers[one.id])]
    whole = find_likely_overall(path, score, overall, *_of_each(dimensions))
    return Result(content, edition, standing, points, dimensions, score, overall, whole, frozenset(answered))


def find(
    content: Content,
    edition: Edition,
    profile: Profile,
    answers: Answers,
    margin: Margin | None = None,
    actions: tuple[Action, ...] = (),
) -> Findings:
    """The findings of one assessment, from its answers by question id, what stands beside them, and its kept plan."""
    questionnaire, path, result = content.questionnaire, content.growth_path, judge(content, edition, answers)
    figures = Figures(questionnaire, edition, answers, profile.inhabitants)
    read = _QuestionReader(answers, margin or Margin(), figures, result)
    deciding = _find_deciding(result, answers)
    _, levels, likely = _of_each(result.dimensions)
    return Findings(
        content=content,
        edition=edition,
        profile=profile,
        answers=answers,
        standing=result.standing,
        dimensions={
            name: DimensionFinding(
                name,
                found.score,
                found.outcome,
                found.likely,
                found.reference,
                read.all(questionnaire.scored[name]),
                deciding.dimensions[name],
            )
            for name, found in result.dimensions.items()
        },
        overall_score=result.overall_score,
        overall=result.overall,
        likely=result.likely,
        deciding=deciding.whole,
        holding_back=find_holding_back(path, result.overall_score, result.overall.range, result.likely, levels, likely),
        barriers=reported_barriers(questionnaire, answers),
        context=read.all(questionnaire.context),
        complete=result.complete,
        actions=actions,
    )


def _judge_dimension(
    content: Content, edition: Edition, standing: Standing, points: Points, name: str
) -> DimensionResult:
    questionnaire = content.questionnaire
    score = score_points(questionnaire.scored[name], points)
    outcome = check_dimension(content.growth_path.dimensions[name], score.range, standing)
    return DimensionResult(
        name,
        score,
        outcome,
        find_likely(questionnaire, standing, score, outcome),
        find_reference(questionnaire, edition, standing, name, points),
    )


def _of_each(
    dimensions: Mapping[str, DimensionResult],
) -> tuple[dict[str, Score], dict[str, LevelRange], dict[str, Likely]]:
    """Return the score, the level and what is likely of each dimension."""
    scores = {name: found.score for name, found in dimensions.items()}
    levels = {name: found.level for name, found in dimensions.items()}
    return scores, levels, {name: found.likely for name, found in dimensions.items()}


def _find_deciding(result: Result, answers: Answers) -> Deciding:
    asked, standing = result.content.questionnaire, result.standing
    now = Reading(
        standing,
        {name: found.score.range for name, found in result.dimensions.items()},
        {name: found.outcome for name, found in result.dimensions.items()},
        {name: find_open(asked.scored[name], result.points, standing) for name in result.dimensions},
        result.overall_score,
        result.overall,
    )
    return find_deciding(asked, result.content.growth_path, answers, now)


@dataclass(frozen=True)
class _QuestionReader:
    """Puts together what is known of each question."""

    answers: Answers
    margin: Margin
    figures: Figures
    result: Result

    def all(self, questions: tuple[Question, ...]) -> tuple[QuestionFinding, ...]:
        total = total_weight(questions, self.result.points)
        return tuple([self._one(question, total) for question in questions])

    def _one(self, question: Question, total: int) -> QuestionFinding:
        name, margin = question.id, self.margin
        points = self.result.points.get(name)
        found = (
            question,
            self.answers.get(name),
            margin.notes.get(name, "") if margin.notes else "",
            name in self.result.answered,
            points,
            100 * question.weight / total if points is not None and total else None,
            self.figures,
            margin.bases.get(name, NO_BASIS) if margin.bases else NO_BASIS,
        )
        return _make_question(found)


_make_question = partial(tuple.__new__, QuestionFinding)
"""Makes one of its parts at once: a call less for each question."""
