"""What voices said, kept as answers are; what changed after sending in stands beside what was sent in.

A voice has a revision of its own: two tabs with one link keep each other from overwriting unseen, as in
`webapp/store/answers.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from webapp.clock import utc_now
from webapp.store.actors import Actor, read_actor
from webapp.store.answers import (
    AnswerChange,
    SavedAnswer,
    SaveOutcome,
    Signature,
    decide,
    read_stored_basis,
    write_basis,
)
from webapp.store.assessments import write_time
from webapp.store.connections import Connection, Row
from webapp.store.voices import VoiceRecord, require_voice

_COLUMNS = (
    "voice_id, late, question_id, answer, note, revision, saved_at, saved_by, confidence, evidence_url, evidence_day"
)

Saved = Mapping[str, SavedAnswer]


@dataclass(frozen=True)
class VoiceAnswers:
    """What one voice said, by question id: up to sending in, and after that."""

    first: Saved = field(default_factory=dict)
    late: Saved = field(default_factory=dict)

    @property
    def latest(self) -> dict[str, SavedAnswer]:
        """What it says now."""
        return {**self.first, **self.late}

    @property
    def answered(self) -> frozenset[str]:
        """The questions to which it says something now, by id; *don't know* is an answer too."""
        return frozenset(name for name, entry in self.latest.items() if entry.written is not None)

    def is_changed(self, question_id: str) -> bool:
        """Whether it says something else now than when it was sent in."""
        first, late = self.first.get(question_id), self.late.get(question_id)
        return late is not None and late.written != (first.written if first else None)


def get_voice_answers(connection: Connection, voice_id: int) -> VoiceAnswers:
    """Return what one voice said."""
    return _list_answers(connection, "voice_id = ?", voice_id).get(voice_id, VoiceAnswers())


def list_voice_answers(connection: Connection, assessment_id: int) -> dict[int, VoiceAnswers]:
    """Return what all voices of an assessment said, by the number of the voice; those that said nothing are absent."""
    where = "voice_id IN (SELECT id FROM voice WHERE assessment_id = ?)"
    return _list_answers(connection, where, assessment_id)


def save_voice_answers(
    connection: Connection, voice: VoiceRecord, changes: Iterable[AnswerChange], actor: Actor
) -> SaveOutcome:
    """Write the changes that conflict with nothing, and return what happened to each.

    What was sent in stays: from then on a change stands beside it. Raises VoiceMissingError when the voice is gone.
    """
    now = require_voice(connection, voice.assessment_id, voice.id)
    stored = get_voice_answers(connection, voice.id).latest
    outcome = decide(stored, list(changes), now.revision, Signature(utc_now(), actor))
    written = [entry for entry in outcome.saved.values() if entry.revision > now.revision]
    if written:
        store_voice_answers(connection, voice.id, written, late=now.is_sent)
        connection.execute("UPDATE voice SET revision = ? WHERE id = ?", (outcome.revision, voice.id))
    return outcome


def store_voice_answers(
    connection: Connection, voice_id: int, answers: Iterable[SavedAnswer], *, late: bool = False
) -> None:
    """Write answers as they are, also those of a file."""
    connection.executemany(
        f"INSERT INTO voice_answer ({_COLUMNS})"  # noqa: S608 (a constant of ours)
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (voice_id, question_id, late) DO UPDATE SET"
        " answer = excluded.answer, note = excluded.note, revision = excluded.revision,"
        " saved_at = excluded.saved_at, saved_by = excluded.saved_by, confidence = excluded.confidence,"
        " evidence_url = excluded.evidence_url, evidence_day = excluded.evidence_day",
        [
            (
                voice_id,
                late,
                entry.question_id,
                entry.written,
                entry.note,
                entry.revision,
                write_time(entry.saved_at),
                str(entry.saved_by),
                *write_basis(entry.basis),
            )
            for entry in answers
        ],
    )


def erase_voice_answers(connection: Connection, voice_id: int) -> None:
    """Take back all that a voice said. Forms that were made before then conflict with nothing."""
    connection.execute("DELETE FROM voice_answer WHERE voice_id = ?", (voice_id,))
    connection.execute("UPDATE voice SET revision = revision + 1 WHERE id = ?", (voice_id,))


def _list_answers(connection: Connection, where: str, value: int) -> dict[int, VoiceAnswers]:
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM voice_answer WHERE {where} ORDER BY question_id",  # noqa: S608 (texts of ours)
        (value,),
    )
    found: dict[int, tuple[dict[str, SavedAnswer], dict[str, SavedAnswer]]] = {}
    for row in rows:
        found.setdefault(row["voice_id"], ({}, {}))[row["late"]][row["question_id"]] = _read_answer(row)
    return {voice: VoiceAnswers(*said) for voice, said in found.items()}


def _read_answer(row: Row) -> SavedAnswer:
    return SavedAnswer(
        question_id=row["question_id"],
        written=row["answer"],
        note=row["note"],
        revision=row["revision"],
        saved_at=datetime.fromisoformat(row["saved_at"]),
        saved_by=read_actor(row["saved_by"]),
        basis=read_stored_basis(row["confidence"], row["evidence_url"], row["evidence_day"]),
    )
