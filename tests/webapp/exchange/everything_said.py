"""As much as others can say of one assessment, and what a file tells of it."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime

from assessment.answers import plain_answer
from assessment.basis import Basis, Confidence
from tests.newest import NEWEST, newest_content
from tests.webapp.report.conftest import best_answer
from tests.webapp.store.writing import read, write
from tests.webapp.visitor import Visitor
from webapp.exchange.json_voices import read_others, write_others
from webapp.scan.fields import NOTE_LENGTH
from webapp.store.actors import PROGRAM
from webapp.store.answers import SavedAnswer, write_plain
from webapp.store.connections import Connection
from webapp.store.decisions import REASON_LENGTH, NewDecision, Position, record_decision
from webapp.store.said_room import MOST_SAID_BYTES, TooMuchSaidError, measure_said, within_room
from webapp.store.voice_answers import store_voice_answers
from webapp.store.voices import (
    MOST_VOICES,
    ROLE_LENGTH,
    NewVoice,
    VoiceKind,
    VoiceRecord,
    VoiceState,
    create_voice,
    list_voices,
)

MOMENT = datetime(2026, 3, 1, 9, 30, 15, 123456, tzinfo=UTC)
SUREST = Basis(Confidence.FAIRLY, "https://gent.be/nota", date(2026, 3, 1))
ANSWERS = {
    question.id: write_plain(plain_answer(best_answer(question)))
    for question in newest_content().questionnaire.questions
}


def entry(question: str, note: str = "") -> SavedAnswer:
    """Return an answer of a voice."""
    return SavedAnswer(question, ANSWERS[question], note, 1, MOMENT, PROGRAM, SUREST)


def say_to_the_brim(visitor: Visitor, sign: str) -> None:
    """Let as many as there may be answer everything, half of them from outside; decide; fill up with notes."""
    number, role = visitor.record.id, sign * ROLE_LENGTH

    def say(connection: Connection) -> None:
        quoted = []
        for place in range(MOST_VOICES):
            kind = VoiceKind.OBSERVER if place % 2 else VoiceKind.COLLEAGUE
            new = NewVoice(role, tuple(ANSWERS), NEWEST, kind, VoiceState.SENT, opened_at=MOMENT, sent_at=MOMENT)
            voice = create_voice(connection, number, new, PROGRAM)
            store_voice_answers(connection, voice.id, map(entry, ANSWERS))
            quoted.append(voice)
        for name, written in ANSWERS.items():
            positions = tuple(Position(one.uid, role, written, basis=SUREST) for one in quoted)
            if measure_said(connection, number) < MOST_SAID_BYTES * 9 // 10:
                new_decision = NewDecision(name, written, None, positions, sign * REASON_LENGTH)
                record_decision(connection, number, new_decision, PROGRAM)

    write(visitor.database, say)
    write(visitor.database, write_notes, number, sign)
    assert read(visitor.database, measure_said, number) > MOST_SAID_BYTES * 99 // 100


def write_notes(connection: Connection, number: int, sign: str) -> None:
    """Write the longest notes that there is room for, shorter and shorter ones at the end."""
    length = NOTE_LENGTH
    for voice, name in itertools.product(list_voices(connection, number), ANSWERS):
        while length and not write_note(connection, voice, name, sign * length):
            length //= 2


def write_note(connection: Connection, voice: VoiceRecord, name: str, note: str) -> bool:
    """Write a note, and tell whether there was room for it."""
    try:
        with within_room(connection, voice.assessment_id):
            store_voice_answers(connection, voice.id, [entry(name, note)])
    except TooMuchSaidError:
        store_voice_answers(connection, voice.id, [entry(name)])
        return False
    return True


def said_about(visitor: Visitor) -> dict[str, object]:
    """Return all that others say and that was decided, as a file tells it."""
    return write_others(read(visitor.database, read_others, visitor.record.id))
