"""Assessments: made, found by their private link, changed, finished, deleted."""

from __future__ import annotations

import hashlib
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from webapp.clock import utc_now
from webapp.store.database import Database, StoreUnavailable

TOKEN_BYTES = 16
TOKEN_PATTERN = re.compile(r"[A-Za-z0-9_-]{22}")

_COLUMNS = (
    "id, municipality, inhabitants, role, language, questionnaire_version, revision,"
    " created_at, changed_at, finished_at, invented, earlier_id"
)
_INSERT = (
    "INSERT INTO assessment (token_hash, municipality, inhabitants, role, language,"  # noqa: S608 (our own columns)
    " questionnaire_version,"
    " created_at, changed_at, invented, earlier_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING " + _COLUMNS
)


class AssessmentMissingError(Exception):
    """The assessment was deleted in the meantime; nothing was saved."""


@dataclass(frozen=True)
class NewAssessment:
    """What must be known to begin."""

    municipality: str
    inhabitants: int
    role: str
    language: str
    questionnaire_version: str
    invented: bool = False
    earlier_id: int | None = None


@dataclass(frozen=True)
class AssessmentRecord:
    """One assessment as stored. `revision` grows with every change; times are UTC.

    `earlier_id` is the assessment that it was begun from, as long as that one exists.
    """

    id: int
    municipality: str
    inhabitants: int
    role: str
    language: str
    questionnaire_version: str
    revision: int
    created_at: datetime
    changed_at: datetime
    finished_at: datetime | None
    invented: bool
    earlier_id: int | None = None


def create_assessment(db: Database, new: NewAssessment, token: str | None = None) -> tuple[AssessmentRecord, str]:
    """Store a new assessment and return it with its token, which is told here once: only its hash is kept.

    A token is only given by the demonstration, whose links stay the same. Raises StoreUnavailable.
    """
    secret = token or secrets.token_urlsafe(TOKEN_BYTES)
    now = write_time(utc_now())
    with db.write() as connection:
        row = connection.conn.execute(
            _INSERT,
            (
                hash_token(secret),
                new.municipality,
                new.inhabitants,
                new.role,
                new.language,
                new.questionnaire_version,
                now,
                now,
                new.invented,
                new.earlier_id,
            ),
        ).fetchone()
        record = _read_record(row)
    return record, secret


def get_assessment(db: Database, token: str) -> AssessmentRecord | None:
    """Return the assessment behind a token, or None when there is none. Raises StoreUnavailable."""
    if not TOKEN_PATTERN.fullmatch(token):
        return None
    with db.read() as connection:
        row = connection.conn.execute(
            f"SELECT {_COLUMNS} FROM assessment WHERE token_hash = ?",  # noqa: S608 (a constant of ours)
            (hash_token(token),),
        ).fetchone()
    return None if row is None else _read_record(row)


def get_earlier(db: Database, record: AssessmentRecord) -> AssessmentRecord | None:
    """Return the assessment that one was begun from; None where there is none (any more). Raises StoreUnavailable."""
    return None if record.earlier_id is None else get_assessment_by_id(db, record.earlier_id)


def get_assessment_by_id(db: Database, assessment_id: int) -> AssessmentRecord | None:
    """Return an assessment, for work that no link is used for. None where it is gone. Raises StoreUnavailable."""
    with db.read() as connection:
        row = connection.conn.execute(
            f"SELECT {_COLUMNS} FROM assessment WHERE id = ?",  # noqa: S608 (a constant of ours)
            (assessment_id,),
        ).fetchone()
    return None if row is None else _read_record(row)


def change_profile(
    db: Database, assessment_id: int, *, municipality: str, inhabitants: int, role: str
) -> AssessmentRecord:
    """Change whom the assessment is about. Raises AssessmentMissingError and StoreUnavailable."""
    return _update(
        db,
        assessment_id,
        "municipality = ?, inhabitants = ?, role = ?",
        (municipality, inhabitants, role),
    )


def change_language(db: Database, assessment_id: int, language: str) -> AssessmentRecord:
    """Change the language that the assessment's pages have by default. Raises like `change_profile`."""
    return _update(db, assessment_id, "language = ?", (language,))


def change_questionnaire_version(db: Database, assessment_id: int, version: str) -> AssessmentRecord:
    """Remember that the assessment is now answered with another version. Raises like `change_profile`."""
    return _update(db, assessment_id, "questionnaire_version = ?", (version,))


def finish_assessment(db: Database, assessment_id: int) -> AssessmentRecord:
    """Mark as finished now; one that is finished keeps its time. Raises like `change_profile`."""
    return _update(db, assessment_id, "finished_at = coalesce(finished_at, ?)", (write_time(utc_now()),))


def reopen_assessment(db: Database, assessment_id: int) -> AssessmentRecord:
    """Open a finished assessment again. Raises like `change_profile`."""
    return _update(db, assessment_id, "finished_at = NULL", ())


def list_later(db: Database, assessment_id: int) -> tuple[int, ...]:
    """Return the ids of the assessments that were begun from one. Raises StoreUnavailable."""
    with db.read() as connection:
        rows = connection.conn.execute("SELECT id FROM assessment WHERE earlier_id = ?", (assessment_id,))
        return tuple(int(row[0]) for row in rows)


def delete_assessment(db: Database, assessment_id: int) -> bool:
    """Delete the assessment with all its answers, and return whether it was there. Raises StoreUnavailable."""
    with db.write() as connection:
        gone = connection.conn.execute("DELETE FROM assessment WHERE id = ?", (assessment_id,)).rowcount > 0
    _empty_log(db)
    return gone


def expire_assessments(db: Database, before: datetime) -> int:
    """Delete the assessments that were last changed before a moment, and return how many. Raises StoreUnavailable."""
    with db.write() as connection:
        count = connection.conn.execute("DELETE FROM assessment WHERE changed_at < ?", (write_time(before),)).rowcount
    if count:
        _empty_log(db)
    return count


def iterate_assessments(db: Database) -> Iterator[AssessmentRecord]:
    """Give all assessments, the oldest first, a few at a time. Raises StoreUnavailable."""
    last = 0
    while True:
        with db.read() as connection:
            rows = connection.conn.execute(
                f"SELECT {_COLUMNS} FROM assessment WHERE id > ? ORDER BY id LIMIT 200",  # noqa: S608 (same)
                (last,),
            ).fetchall()
        if not rows:
            return
        for row in rows:
            record = _read_record(row)
            last = record.id
            yield record


def hash_token(token: str) -> bytes:
    """Return what is stored of a token. It is random and long, so that a plain hash cannot be turned round."""
    return hashlib.sha256(token.encode()).digest()


def write_time(moment: datetime) -> str:
    """Return a time as it is stored: ISO 8601 in UTC, always equally long, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _update(db: Database, assessment_id: int, assignments: str, values: tuple[object, ...]) -> AssessmentRecord:
    with db.write() as connection:
        row = connection.conn.execute(
            f"UPDATE assessment SET {assignments}, revision = revision + 1, changed_at = ?"  # noqa: S608 (ours)
            f" WHERE id = ? RETURNING {_COLUMNS}",
            (*values, write_time(utc_now()), assessment_id),
        ).fetchone()
        if row is None:
            raise AssessmentMissingError
        return _read_record(row)


def _read_record(row: tuple[object, ...]) -> AssessmentRecord:
    number, municipality, inhabitants, role, language, version, revision, created, changed, finished, *rest = row
    invented, earlier = rest
    return AssessmentRecord(
        id=int(str(number)),
        municipality=str(municipality),
        inhabitants=int(str(inhabitants)),
        role=str(role),
        language=str(language),
        questionnaire_version=str(version),
        revision=int(str(revision)),
        created_at=datetime.fromisoformat(str(created)),
        changed_at=datetime.fromisoformat(str(changed)),
        finished_at=None if finished is None else datetime.fromisoformat(str(finished)),
        invented=bool(invented),
        earlier_id=None if earlier is None else int(str(earlier)),
    )


def _empty_log(db: Database) -> None:
    """Take deleted content out of the write-ahead log too; where a reader is busy, SQLite does it later by itself."""
    with suppress(StoreUnavailable, sqlite3.OperationalError), db.read() as connection:
        connection.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
