"""Voices: who was asked for what beside the agreed answers, and how far that is.

A voice is named by a role, never by a person. It is parked while its questions are put together, asked once it has a
link, and sent in when whoever answers says so. What is asked freezes when its link is first opened.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from webapp.clock import utc_now
from webapp.store.actors import Actor, read_actor
from webapp.store.answers import replace_surrogates
from webapp.store.assessments import UID_BYTES, write_time
from webapp.store.connections import Connection, Row

ROLE_LENGTH = 60
MOST_VOICES = 40
"""As many as an assessment has room for, those without a link counted."""

_COLUMNS = (
    "id, uid, assessment_id, kind, role, questions, version, state, reads_outcome, revision, made_by, made_at,"
    " opened_at, sent_at"
)
_INSERT = (
    "INSERT INTO voice (uid, assessment_id, kind, role, questions, version, state, reads_outcome, made_by, made_at,"
    " opened_at, sent_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class VoiceKind(StrEnum):
    """From where somebody looks: from inside the town hall, or from outside."""

    COLLEAGUE = "colleague"
    OBSERVER = "observer"


class VoiceState(StrEnum):
    """How far a voice is."""

    PARKED = "parked"
    ASKED = "asked"
    SENT = "sent"


class VoiceMissingError(Exception):
    """The assessment has no such voice (any more); nothing was changed."""


class TooManyVoicesError(Exception):
    """There is no room for another voice; nothing was changed."""


class FrozenVoiceError(Exception):
    """The voice was opened or sent in, so that this can't be changed; nothing was."""


class NewVoice(NamedTuple):
    """A voice to store. `uid` is given where it comes from a file."""

    role: str
    questions: tuple[str, ...]
    version: str
    kind: VoiceKind = VoiceKind.COLLEAGUE
    state: VoiceState = VoiceState.ASKED
    reads_outcome: bool = True
    uid: str = ""
    opened_at: datetime | None = None
    sent_at: datetime | None = None


class VoiceRecord(NamedTuple):
    """A voice as stored. `revision` grows with every change of its answers; times are UTC."""

    id: int
    uid: str
    assessment_id: int
    kind: VoiceKind
    role: str
    questions: tuple[str, ...]
    version: str
    state: VoiceState
    reads_outcome: bool
    revision: int
    made_by: Actor
    made_at: datetime
    opened_at: datetime | None
    sent_at: datetime | None

    @property
    def is_sent(self) -> bool:
        """Whether it was sent in: only then does anybody else see what it says."""
        return self.state is VoiceState.SENT

    @property
    def is_observer(self) -> bool:
        """Whether it looks from outside."""
        return self.kind is VoiceKind.OBSERVER


def create_voice(connection: Connection, assessment_id: int, new: NewVoice, actor: Actor) -> VoiceRecord:
    """Store a voice and return it. Raises TooManyVoicesError, and ValueError on a role that cannot be."""
    role = clean_role(new.role)
    if count_voices(connection, assessment_id) >= MOST_VOICES:
        raise TooManyVoicesError
    made = connection.execute(
        _INSERT,
        (
            new.uid or secrets.token_hex(UID_BYTES),
            assessment_id,
            str(new.kind),
            role,
            _write_questions(new.questions),
            new.version,
            str(new.state),
            new.reads_outcome,
            str(actor),
            write_time(utc_now()),
            _write_moment(new.opened_at),
            _write_moment(new.sent_at),
        ),
    )
    return require_voice(connection, assessment_id, made.lastrowid or 0)


def count_voices(connection: Connection, assessment_id: int) -> int:
    """Return how many voices an assessment has."""
    row = connection.execute("SELECT count(*) AS n FROM voice WHERE assessment_id = ?", (assessment_id,)).fetchone()
    return int(row["n"])


def get_voice(connection: Connection, assessment_id: int, voice_id: int) -> VoiceRecord | None:
    """Return a voice of an assessment; None where it has no such voice (any more)."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM voice WHERE id = ? AND assessment_id = ?",  # noqa: S608 (a constant of ours)
        (voice_id, assessment_id),
    ).fetchone()
    return None if row is None else _read_voice(row)


def require_voice(connection: Connection, assessment_id: int, voice_id: int) -> VoiceRecord:
    """Return a voice. Raises VoiceMissingError."""
    voice = get_voice(connection, assessment_id, voice_id)
    if voice is None:
        raise VoiceMissingError
    return voice


def list_voices(connection: Connection, assessment_id: int) -> tuple[VoiceRecord, ...]:
    """Return the voices of an assessment, from old to new."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM voice WHERE assessment_id = ? ORDER BY id",  # noqa: S608 (same)
        (assessment_id,),
    )
    return tuple(map(_read_voice, rows))


def change_voice(
    connection: Connection,
    assessment_id: int,
    voice_id: int,
    *,
    role: str,
    reads_outcome: bool,
    questions: Iterable[str] | None = None,
) -> VoiceRecord:
    """Change what a voice is called and reads, and, until it is opened, what is asked of it.

    Raises VoiceMissingError, FrozenVoiceError, and ValueError on a role that cannot be.
    """
    voice = require_voice(connection, assessment_id, voice_id)
    asked = voice.questions if questions is None else tuple(questions)
    if asked != voice.questions and voice.opened_at is not None:
        raise FrozenVoiceError
    connection.execute(
        "UPDATE voice SET role = ?, reads_outcome = ?, questions = ? WHERE id = ?",
        (clean_role(role), reads_outcome, _write_questions(asked), voice_id),
    )
    return require_voice(connection, assessment_id, voice_id)


def ask_voice(connection: Connection, assessment_id: int, voice_id: int, version: str) -> VoiceRecord:
    """Let a parked voice be asked, in a version of the questionnaire: it gets a link now. Raises VoiceMissingError."""
    connection.execute(
        "UPDATE voice SET state = 'asked', version = ? WHERE id = ? AND state = 'parked'", (version, voice_id)
    )
    return require_voice(connection, assessment_id, voice_id)


def open_voice(connection: Connection, assessment_id: int, voice_id: int) -> VoiceRecord:
    """Remember that a voice was opened; the first time counts. Raises VoiceMissingError."""
    connection.execute(
        "UPDATE voice SET opened_at = coalesce(opened_at, ?) WHERE id = ? AND assessment_id = ?",
        (write_time(utc_now()), voice_id, assessment_id),
    )
    return require_voice(connection, assessment_id, voice_id)


def send_voice(connection: Connection, assessment_id: int, voice_id: int) -> VoiceRecord:
    """Mark a voice as sent in; one that was keeps its time. Raises VoiceMissingError."""
    connection.execute(
        "UPDATE voice SET state = 'sent', sent_at = coalesce(sent_at, ?) WHERE id = ? AND assessment_id = ?",
        (write_time(utc_now()), voice_id, assessment_id),
    )
    return require_voice(connection, assessment_id, voice_id)


def delete_voice(connection: Connection, assessment_id: int, voice_id: int) -> VoiceRecord:
    """Delete a voice with all it said, and blank it in the decisions that quote it. Raises VoiceMissingError."""
    voice = require_voice(connection, assessment_id, voice_id)
    connection.execute(
        "UPDATE decision_position SET voice_uid = NULL, role = '', answer = NULL, confidence = '', evidence_url = '',"
        " evidence_day = NULL WHERE voice_uid = ?"
        " AND decision_id IN (SELECT id FROM decision WHERE assessment_id = ?)",
        (voice.uid, assessment_id),
    )
    connection.execute("DELETE FROM voice WHERE id = ?", (voice_id,))
    return voice


def clean_role(role: str) -> str:
    """Return a role as it is stored. Raises ValueError when there is none, or it is too long."""
    cleaned = replace_surrogates(role).strip()
    if not 0 < len(cleaned) <= ROLE_LENGTH:
        raise ValueError(f"A role has 1 to {ROLE_LENGTH} characters.")
    return cleaned


def _write_questions(questions: Iterable[str]) -> str:
    return json.dumps(list(questions), separators=(",", ":"))


def _write_moment(moment: datetime | None) -> str | None:
    return None if moment is None else write_time(moment)


def _read_moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _read_voice(row: Row) -> VoiceRecord:
    return VoiceRecord(
        id=int(row["id"]),
        uid=str(row["uid"]),
        assessment_id=int(row["assessment_id"]),
        kind=VoiceKind(row["kind"]),
        role=str(row["role"]),
        questions=tuple(json.loads(row["questions"])),
        version=str(row["version"]),
        state=VoiceState(row["state"]),
        reads_outcome=bool(row["reads_outcome"]),
        revision=int(row["revision"]),
        made_by=read_actor(row["made_by"]),
        made_at=datetime.fromisoformat(row["made_at"]),
        opened_at=_read_moment(row["opened_at"]),
        sent_at=_read_moment(row["sent_at"]),
    )
