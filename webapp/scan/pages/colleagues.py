"""Who is to answer a question, or was asked to and did not send in yet: a line under the question says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from webapp.store.connections import Connection
from webapp.store.voices import VoiceRecord, VoiceState, list_voices


class AskedOf(NamedTuple):
    """Roles: `parked` for whom a question is put aside, `asked` who has a link to it."""

    parked: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


NOBODY = AskedOf()


def read_asked_of(connection: Connection, assessment_id: int) -> Mapping[str, AskedOf]:
    """Return who is to answer each question of an assessment, by its id."""
    return list_asked_of(list_voices(connection, assessment_id))


def list_asked_of(voices: Iterable[VoiceRecord]) -> Mapping[str, AskedOf]:
    """Return who is to answer each question, by its id; what was sent in has its place among the differences."""
    parked: dict[str, list[str]] = {}
    asked: dict[str, list[str]] = {}
    for voice in voices:
        if not voice.is_sent:
            for question in voice.questions:
                (parked if voice.state is VoiceState.PARKED else asked).setdefault(question, []).append(voice.role)
    return {
        question: AskedOf(tuple(parked.get(question, ())), tuple(asked.get(question, ())))
        for question in parked.keys() | asked.keys()
    }
