"""Assessments: made, changed, finished, deleted."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from webapp.clock import utc_now
from webapp.store.actors import Actor, read_actor
from webapp.store.connections import Connection, Row
from webapp.store.database import Database

UID_BYTES = 16

COLUMNS = (
    "assessment.id, assessment.uid, municipality, inhabitants, role, language, questionnaire_version, revision,"
    " created_at, created_by, changed_at, changed_by, finished_at, invented, earlier_id"
)
_INSERT = (
    "INSERT INTO assessment (uid, municipality, inhabitants, role, language, questionnaire_version,"
    " created_at, created_by, changed_at, changed_by, invented, earlier_id)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
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

    `uid` is random and never changes: it tells an assessment apart outside this database, and opens nothing.
    `earlier_id` is the assessment that it was begun from, as long as that one exists.
    """

    id: int
    uid: str
    municipality: str
    inhabitants: int
    role: str
    language: str
    questionnaire_version: str
    revision: int
    created_at: datetime
    created_by: Actor
    changed_at: datetime
    changed_by: Actor
    finished_at: datetime | None
    invented: bool
    earlier_id: int | None = None


def create_assessment(connection: Connection, new: NewAssessment, actor: Actor) -> AssessmentRecord:
    """Store a new assessment and return it. It has no link yet: nobody can open it."""
    now = write_time(utc_now())
    made = connection.execute(
        _INSERT,
        (
            secrets.token_hex(UID_BYTES),
            new.municipality,
            new.inhabitants,
            new.role,
            new.language,
            new.questionnaire_version,
            now,
            str(actor),
            now,
            str(actor),
            new.invented,
            new.earlier_id,
        ),
    )
    return _require(connection, made.lastrowid or 0)


def get_assessment(connection: Connection, assessment_id: int) -> AssessmentRecord | None:
    """Return an assessment, or None when there is none (any more)."""
    row = connection.execute(
        f"SELECT {COLUMNS} FROM assessment WHERE id = ?",  # noqa: S608 (a constant of ours)
        (assessment_id,),
    ).fetchone()
    return None if row is None else read_record(row)


def get_earlier(connection: Connection, record: AssessmentRecord) -> AssessmentRecord | None:
    """Return the assessment that one was begun from; None where there is none (any more)."""
    return None if record.earlier_id is None else get_assessment(connection, record.earlier_id)


def change_profile(
    connection: Connection, assessment_id: int, *, municipality: str, inhabitants: int, role: str, actor: Actor
) -> AssessmentRecord:
    """Change whom the assessment is about. Raises AssessmentMissingError."""
    return _update(
        connection,
        assessment_id,
        actor,
        "municipality = ?, inhabitants = ?, role = ?",
        (municipality, inhabitants, role),
    )


def change_language(connection: Connection, assessment_id: int, language: str, actor: Actor) -> AssessmentRecord:
    """Change the language that the assessment's pages have by default. Raises AssessmentMissingError."""
    return _update(connection, assessment_id, actor, "language = ?", (language,))


def change_questionnaire_version(
    connection: Connection, assessment_id: int, version: str, actor: Actor
) -> AssessmentRecord:
    """Remember that the assessment is now answered with another version. Raises AssessmentMissingError."""
    return _update(connection, assessment_id, actor, "questionnaire_version = ?", (version,))


def finish_assessment(
    connection: Connection, assessment_id: int, actor: Actor, at: datetime | None = None
) -> AssessmentRecord:
    """Mark as finished, now or at a moment; one that is finished keeps its time. Raises AssessmentMissingError."""
    moment = write_time(at or utc_now())
    return _update(connection, assessment_id, actor, "finished_at = coalesce(finished_at, ?)", (moment,))


def reopen_assessment(connection: Connection, assessment_id: int, actor: Actor) -> AssessmentRecord:
    """Open a finished assessment again. Raises AssessmentMissingError."""
    return _update(connection, assessment_id, actor, "finished_at = NULL", ())


def touch_assessment(connection: Connection, assessment_id: int, actor: Actor, now: datetime) -> None:
    """Note that something of an assessment changed. Raises AssessmentMissingError."""
    changed = connection.execute(
        "UPDATE assessment SET revision = revision + 1, changed_at = ?, changed_by = ? WHERE id = ?",
        (write_time(now), str(actor), assessment_id),
    )
    if changed.rowcount == 0:
        raise AssessmentMissingError


def delete_assessment(connection: Connection, assessment_id: int) -> bool:
    """Delete the assessment with all that belongs to it, and return whether it was there.

    When that is saved, `Database.truncate_log` takes it out of the log too.
    """
    return connection.execute("DELETE FROM assessment WHERE id = ?", (assessment_id,)).rowcount > 0


def iterate_assessments(db: Database) -> Iterator[AssessmentRecord]:
    """Give all assessments, the oldest first, a few at a time in a read of their own. Raises StoreUnavailable."""
    last = 0
    while True:
        with db.read() as connection:
            rows = connection.execute(
                f"SELECT {COLUMNS} FROM assessment WHERE id > ? ORDER BY id LIMIT 200",  # noqa: S608 (same)
                (last,),
            ).fetchall()
        if not rows:
            return
        yield from map(read_record, rows)
        last = int(rows[-1]["id"])


def write_time(moment: datetime) -> str:
    """Return a time as it is stored: ISO 8601 in UTC, always equally long, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def read_record(row: Row) -> AssessmentRecord:
    """Return the assessment of a row that has `COLUMNS`."""
    finished, earlier = row["finished_at"], row["earlier_id"]
    return AssessmentRecord(
        id=int(row["id"]),
        uid=str(row["uid"]),
        municipality=str(row["municipality"]),
        inhabitants=int(row["inhabitants"]),
        role=str(row["role"]),
        language=str(row["language"]),
        questionnaire_version=str(row["questionnaire_version"]),
        revision=int(row["revision"]),
        created_at=datetime.fromisoformat(row["created_at"]),
        created_by=read_actor(row["created_by"]),
        changed_at=datetime.fromisoformat(row["changed_at"]),
        changed_by=read_actor(row["changed_by"]),
        finished_at=None if finished is None else datetime.fromisoformat(finished),
        invented=bool(row["invented"]),
        earlier_id=None if earlier is None else int(earlier),
    )


def _update(
    connection: Connection, assessment_id: int, actor: Actor, assignments: str, values: tuple[object, ...]
) -> AssessmentRecord:
    connection.execute(
        f"UPDATE assessment SET {assignments}, revision = revision + 1, changed_at = ?, changed_by = ?"  # noqa: S608
        " WHERE id = ?",
        (*values, write_time(utc_now()), str(actor), assessment_id),
    )
    return _require(connection, assessment_id)


def _require(connection: Connection, assessment_id: int) -> AssessmentRecord:
    record = get_assessment(connection, assessment_id)
    if record is None:
        raise AssessmentMissingError
    return record
