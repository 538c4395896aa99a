"""What moved between an earlier self-scan and this one, told apart from what the questionnaire itself changed.

Both are read with today's questionnaire, points, weights and conditions. Scores are compared on the questions that both
versions asked; growth phases are those that today's rules give to either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessment.content import Content
from assessment.levels import LevelRange, check_dimension
from assessment.likely import find_likely
from assessment.model import DIMENSIONS, Answer, Answers, Question, Range
from assessment.scoring import Standing, find_standing, question_points, score_dimension, score_questions


class Move(StrEnum):
    """How two ranges of points compare. Unclear: unknown answers leave room for more than one of the others."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class QuestionChange:
    """A question that was asked both times and answered differently. Points are 0-100; None where it has none."""

    question: Question
    before: Answer | None
    after: Answer | None
    points_before: Range | None
    points_after: Range | None


@dataclass(frozen=True)
class DimensionChange:
    """One dimension then and now. Scores are those on the shared questions, 0-100.

    Levels are 0-4; the likely ones None where it is too early to say.
    `shared` is the part of the dimension's weights that the shared questions carry, in percent.
    """

    id: str
    score_before: Range
    score_after: Range
    level_before: LevelRange
    level_after: LevelRange
    likely_before: int | None
    likely_after: int | None
    shared: float
    questions: tuple[QuestionChange, ...]

    @property
    def move(self) -> Move:
        """Whether the score rose or fell, for certain; the same where no shared answer changed."""
        if not self.questions and self.shared:
            return Move.SAME
        return compare_ranges(self.score_before, self.score_after)


@dataclass(frozen=True)
class Development:
    """What moved: by dimension, and outside them. `shared` counts the questions that both versions asked."""

    dimensions: Mapping[str, DimensionChange]
    others: tuple[QuestionChange, ...]
    shared: int
    total: int


def compare_ranges(before: Range, after: Range) -> Move:
    """Tell how a score moved; only what is true wherever in its range each lies is certain."""
    if before.is_point and after.is_point and before.low == after.low:
        return Move.SAME
    if after.low > before.high:
        return Move.UP
    if after.high < before.low:
        return Move.DOWN
    return Move.UNCLEAR


def find_development(content: Content, before: Answers, after: Answers, shared: frozenset[str]) -> Development:
    """Return what moved from one set of answers to another; `shared` are the ids that both versions asked."""
    questions = content.questionnaire.questions
    standings = find_standing(content.questionnaire, before), find_standing(content.questionnaire, after)
    changes = {
        question.id: change
        for question in questions
        if question.id in shared and (change := _compare(question, before, after, standings)) is not None
    }
    return Development(
        dimensions={name: _compare_dimension(content, name, standings, shared, changes) for name in DIMENSIONS},
        others=tuple(change for change in changes.values() if not change.question.scores),
        shared=sum(question.id in shared for question in questions),
        total=len(questions),
    )


_Both = tuple[Standing, Standing]
"""The standing then, and now."""


def _compare(question: Question, before: Answers, after: Answers, standings: _Both) -> QuestionChange | None:
    then, now = before.get(question.id), after.get(question.id)
    if then == now:
        return None
    points = [question_points(question, standing) if question.scores else None for standing in standings]
    return QuestionChange(question, then, now, *points)


def _compare_dimension(
    content: Content,
    dimension: str,
    standings: _Both,
    shared: frozenset[str],
    changes: Mapping[str, QuestionChange],
) -> DimensionChange:
    questionnaire, levels = content.questionnaire, content.growth_path.dimensions[dimension]
    questions = questionnaire.scored[dimension]
    common = [question for question in questions if question.id in shared]
    scores = [score_questions(common, standing) if common else Range(0, 100) for standing in standings]
    whole = [score_dimension(questionnaire, standing, dimension) for standing in standings]
    found = [check_dimension(levels, score.range, standing) for score, standing in zip(whole, standings, strict=True)]
    likely = [
        find_likely(questionnaire, standing, score, outcome).level
        for standing, score, outcome in zip(standings, whole, found, strict=True)
    ]
    weight = sum(question.weight for question in questions)
    return DimensionChange(
        id=dimension,
        score_before=scores[0],
        score_after=scores[1],
        level_before=found[0].range,
        level_after=found[1].range,
        likely_before=likely[0],
        likely_after=likely[1],
        shared=100 * sum(question.weight for question in common) / weight if weight else 0.0,
        questions=tuple(changes[question.id] for question in questions if question.id in changes),
    )
