"""What is stored of one assessment, read into the model's answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from assessment.answers import AnswerError, read_answer
from assessment.basis import NO_BASIS, Basis
from assessment.model import Answer, Question, Questionnaire
from webapp.store.answers import MOST_CHOICES, SavedAnswer, is_choice, read_plain


@dataclass(frozen=True)
class SavedAnswers:
    """The answers that the questionnaire can take, and the ids of stored ones that it no longer can."""

    answers: Mapping[str, Answer]
    notes: Mapping[str, str]
    misfits: tuple[str, ...]
    bases: Mapping[str, Basis] = field(default_factory=dict)


def read_saved(questionnaire: Questionnaire, saved: Mapping[str, SavedAnswer]) -> SavedAnswers:
    """Return the stored answers as the questionnaire of today reads them. Nothing raises: a misfit is set apart."""
    answers: dict[str, Answer] = {}
    misfits: list[str] = []
    asked = questionnaire.question_by_id
    for question_id, entry in saved.items():
        written = entry.written
        if written is None:
            continue
        # What is chosen from a list is read once for all.
        read = _read_choice if is_choice(written) else _read_written
        answer = read(asked[question_id], written) if question_id in asked else None
        if answer is None:
            misfits.append(question_id)
        else:
            answers[question_id] = answer
    notes = {question_id: entry.note for question_id, entry in saved.items() if entry.note}
    bases = {name: saved[name].basis for name in answers if saved[name].basis != NO_BASIS}
    return SavedAnswers(answers, notes, tuple(misfits), bases)


def _read_written(question: Question, written: str) -> Answer | None:
    try:
        return read_answer(question, read_plain(written))
    except AnswerError:
        return None


_read_choice = lru_cache(MOST_CHOICES)(_read_written)
