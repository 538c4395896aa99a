"""How far a self-scan is, section by section."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from assessment.answers import is_complete
from assessment.model import Answer, Kind, Question, Questionnaire, Section, State


class SectionProgress(NamedTuple):
    """How far one section is: its questions, those with something left open, and whether any has an answer.

    What is extra is neither counted nor open. It is a tuple, since each page makes one of each section.
    """

    section: Section
    questions: tuple[Question, ...]
    open_questions: tuple[Question, ...]
    started: bool

    @property
    def total(self) -> int:
        """The number of questions."""
        return len(self.questions)

    @property
    def answered(self) -> int:
        """The number of questions with nothing left open."""
        return self.total - len(self.open_questions)

    @property
    def state(self) -> str:
        """`done`, `started` or `todo`."""
        if not self.open_questions:
            return "done"
        return "started" if self.started else "todo"


class Count(NamedTuple):
    """How far one section is, in numbers: all that the progress beside the questions shows."""

    section: str
    answered: int
    total: int
    state: str


def count_progress(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> tuple[Count, ...]:
    """Return how far each section is, in order."""
    steps = measure_progress(questionnaire, answers)
    return tuple([Count(step.section.id, step.answered, step.total, step.state) for step in steps])


def measure_progress(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> tuple[SectionProgress, ...]:
    """Return how far each section is, in order."""
    core = questionnaire.core_by_section
    return tuple([measure_section(section, core[section.id], answers) for section in questionnaire.sections])


def count_open_rows(question: Question, answer: Answer | None) -> int:
    """Return how many rows of a grid have no answer; 0 for other kinds."""
    if question.kind is not Kind.GRID or (answer is not None and answer.state is not State.GIVEN):
        return 0
    return len(question.rows) - (len(answer.rows) if answer else 0)


def measure_section(
    section: Section, questions: tuple[Question, ...], answers: Mapping[str, Answer]
) -> SectionProgress:
    """Return how far these questions of a section are."""
    if not [question for question in questions if question.id in answers]:  # half of the sections, on many pages
        return SectionProgress(section, questions, questions, started=False)
    left = tuple([question for question in questions if not is_complete(question, answers.get(question.id))])
    return SectionProgress(section, questions, left, started=True)
