"""What is not known, and which of it could still change a growth phase."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.levels import LevelRange, check_dimension
from assessment.model import Item, Question, Range
from assessment.scoring import Standing, score_questions
from webapp.findings.model import DimensionFinding, Findings
from webapp.language.locale import translate_text
from webapp.report.parts.addresses import Addresses
from webapp.wording.verdicts import answer_words


@dataclass(frozen=True)
class OpenQuestion:
    """A question without an answer, or with one that is not known."""

    text: str
    answer: str
    href: str


@dataclass(frozen=True)
class OpenDimension:
    """The questions of a dimension whose answer could still change its level."""

    name: str
    href: str
    questions: tuple[OpenQuestion, ...]


def find_unanswered(findings: Findings, addresses: Addresses) -> tuple[OpenQuestion, ...]:
    """Return every question of which something was left open, in order. *Don't know* is an answer."""
    entries = findings.questions
    ordered = (entries[question.id] for question in findings.content.questionnaire.questions)
    return tuple(_view(findings, entry.question, addresses) for entry in ordered if not entry.complete)


def find_decisive(findings: Findings, addresses: Addresses) -> tuple[OpenDimension, ...]:
    """Return, for each dimension whose level is still open, the questions that could move it on their own."""
    names = findings.content.growth_path.dimension_names
    return tuple(
        OpenDimension(
            translate_text(names[dimension.id]),
            addresses.dimension(dimension.id),
            tuple(_view(findings, question, addresses) for question in decisive_questions(findings, dimension)),
        )
        for dimension in findings.dimensions.values()
        if not dimension.level.is_point
    )


def decisive_questions(findings: Findings, dimension: DimensionFinding) -> tuple[Question, ...]:
    """Return the open questions of a dimension for which the worst and the best answer lead to different levels."""
    found = (entry.question for entry in dimension.open_questions)
    return tuple(question for question in found if len(_levels_with(findings, dimension, question)) > 1)


def _levels_with(findings: Findings, dimension: DimensionFinding, question: Question) -> set[LevelRange]:
    return {_level_with(findings, dimension, settled) for settled in _settle(findings.standing, question)}


def _level_with(findings: Findings, dimension: DimensionFinding, standing: Standing) -> LevelRange:
    content = findings.content
    score = score_questions(content.questionnaire.scored[dimension.id], standing)
    return check_dimension(content.growth_path.dimensions[dimension.id], score, standing).range


def _settle(standing: Standing, question: Question) -> tuple[Standing, Standing]:
    """The standing with the question answered as badly, and as well, as it still could be."""
    worst: dict[Item, Range | None] = dict(standing)
    best = dict(worst)
    for item, points in standing.items():
        if item[0] == question.id and points is not None:
            worst[item] = Range(points.low, points.low)
            best[item] = Range(points.high, points.high)
    return worst, best


def _view(findings: Findings, question: Question, addresses: Addresses) -> OpenQuestion:
    answer = findings.answers.get(question.id)
    return OpenQuestion(translate_text(question.text), answer_words(question, answer), addresses.edit(question))
