"""What is stored of one assessment, read into the model's answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.answers import AnswerError, read_answers
from assessment.model import Answer, Questionnaire
from webapp.store.answers import SavedAnswer


@dataclass(frozen=True)
class SavedAnswers:
    """The answers that the questionnaire can take, and the ids of stored ones that it no longer can."""

    answers: Mapping[str, Answer]
    notes: Mapping[str, str]
    misfits: tuple[str, ...]


def read_saved(questionnaire: Questionnaire, saved: Mapping[str, SavedAnswer]) -> SavedAnswers:
    """Return the stored answers as the questionnaire of today reads them. Nothing raises: a misfit is set apart."""
    answers: dict[str, Answer] = {}
    misfits: list[str] = []
    for question_id, entry in saved.items():
        if entry.plain is None:
            continue
        try:
            answers |= read_answers(questionnaire, {question_id: entry.plain})
        except AnswerError:
            misfits.append(question_id)
    notes = {question_id: entry.note for question_id, entry in saved.items() if entry.note}
    return SavedAnswers(answers, notes, tuple(misfits))
