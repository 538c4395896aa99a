"""Putting a question aside for a role while filling in: what is put aside becomes that role's link afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from assessment.model import Question, Questionnaire
from webapp.store.connections import Connection
from webapp.store.voices import (
    NewVoice,
    VoiceRecord,
    VoiceState,
    change_voice,
    create_voice,
    delete_voice,
    list_voices,
)
from webapp.voices.asking.roles import suggest_role
from webapp.web.state import writing
from webapp.web.visit import Visit


def park(visit: Visit, question: str, role: str, version: str) -> VoiceRecord:
    """Put a question aside for a role, with what was put aside for it before. Raises TooManyVoicesError."""
    with writing() as connection:
        return _park(connection, visit, question, role, version)


def put_aside(visit: Visit, questionnaire: Questionnaire, question: Question) -> None:
    """Put a question aside for the role that is most likely meant; where it is aside for anybody, that stays.

    Raises TooManyVoicesError and StoreUnavailable.
    """
    with writing() as connection:
        voices = list_voices(connection, visit.assessment.id)
        if not list_parked(voices, question.id):
            role = choose_role(voices, questionnaire, question)
            _park(connection, visit, question.id, role, questionnaire.version)


def take_back(visit: Visit, question: str, roles: Collection[str]) -> None:
    """Put a question aside for some roles no longer, whoever else it is aside for.

    What was asked in the meantime stays. Raises StoreUnavailable.
    """
    with writing() as connection:
        for voice in list_parked(list_voices(connection, visit.assessment.id), question):
            if voice.role in roles:
                _take_back(connection, voice, question)


def list_parked(voices: Iterable[VoiceRecord], question: str = "") -> list[VoiceRecord]:
    """Return the voices that are being put together, or only those that have a question."""
    return [one for one in voices if one.state is VoiceState.PARKED and (not question or question in one.questions)]


def choose_role(voices: Iterable[VoiceRecord], questionnaire: Questionnaire, question: Question) -> str:
    """Return for whom a question is put aside when nobody says so: as the last one of its part was, or as suggested."""
    neighbours = {one.id for one in questionnaire.in_section(question.section)}
    held = [voice.role for voice in list_parked(voices) if neighbours.intersection(voice.questions)]
    return held[-1] if held else suggest_role({question.section})


def _park(connection: Connection, visit: Visit, question: str, role: str, version: str) -> VoiceRecord:
    """Put aside. What was put aside in another version of the questionnaire stays by itself: it has its questions."""
    number = visit.assessment.id
    parked = list_parked(list_voices(connection, number))
    present = next((one for one in parked if (one.role.casefold(), one.version) == (role.casefold(), version)), None)
    if present is None:
        return create_voice(
            connection, number, NewVoice(role, (question,), version, state=VoiceState.PARKED), visit.actor
        )
    return _hold(connection, present, tuple(dict.fromkeys((*present.questions, question))))


def _take_back(connection: Connection, voice: VoiceRecord, question: str) -> None:
    left = tuple(one for one in voice.questions if one != question)
    if left:
        _hold(connection, voice, left)
    else:
        delete_voice(connection, voice.assessment_id, voice.id)


def _hold(connection: Connection, voice: VoiceRecord, questions: tuple[str, ...]) -> VoiceRecord:
    return change_voice(
        connection,
        voice.assessment_id,
        voice.id,
        role=voice.role,
        reads_outcome=voice.reads_outcome,
        questions=questions,
    )
