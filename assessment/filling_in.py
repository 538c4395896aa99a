"""How long filling in takes, estimated from the content: what there is to read, and how often there is to decide.

The seconds are conventions of ours, on the slow side. Nobody was timed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.model import Kind, Question, Questionnaire

WORDS_A_MINUTE = 200
"""Slower than the 230 to 240 that adults read of easy text on average: a question is read with care."""

SECONDS = {Kind.ONE: 8, Kind.GRID: 6, Kind.SEVERAL: 2, Kind.NUMBER: 45, Kind.TEXT: 25}
"""To decide and to answer once: a question, a row of a grid, a choice of several. A number has to be looked up."""


@dataclass(frozen=True)
class Effort:
    """What some questions ask of who fills them in: words to read, items to answer, seconds in all."""

    questions: int
    words: int
    items: int
    seconds: float


def measure_effort(questions: Iterable[Question]) -> Effort:
    """The effort of these questions. Why we ask is left out: it stays folded until one has answered."""
    questions = tuple(questions)
    words = sum(_words(question) for question in questions)
    deciding = sum(SECONDS[question.kind] * _decisions(question) for question in questions)
    items = sum(len(question.rows) if question.kind is Kind.GRID else 1 for question in questions)
    return Effort(len(questions), words, items, 60 * words / WORDS_A_MINUTE + deciding)


def measure_all(questionnaire: Questionnaire) -> tuple[Effort, Effort]:
    """The effort of the questions that count, with what introduces them, and that of the extra ones."""
    core = measure_effort(questionnaire.core)
    introduced = sum(_count(f"{section.title.dutch} {section.intro.dutch}") for section in questionnaire.sections)
    core = Effort(core.questions, core.words + introduced, core.items, core.seconds + 60 * introduced / WORDS_A_MINUTE)
    return core, measure_effort(question for question in questionnaire.questions if question.extra)


def _words(question: Question) -> int:
    choices = (*(option.text for option in question.options), *(row.text for row in question.rows))
    texts = (question.text, question.help, *choices)
    return sum(_count(text.dutch) for text in texts)


def _count(text: str) -> int:
    return len(text.split())


def _decisions(question: Question) -> int:
    if question.kind is Kind.GRID:
        return len(question.rows)
    return len(question.options) if question.kind is Kind.SEVERAL else 1
