"""Documents that were asked for, one row each, from the wish to the file.

A row belongs to its assessment by a foreign key, and a file is only ever found through its row: what is deleted can't
come back, and what a backup restores works again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from webapp.store.assessments import AssessmentMissingError, write_time

MOST_ATTEMPTS = 3
"""How often a document is begun; one that ends the worker each time is given up."""
PROBLEM_LENGTH = 200

_COLUMNS = "id, assessment_id, kind, key, language, day, details, state, file, size, problem, attempts, ended_at"
_UNMADE = "state IN ('waiting', 'making')"
_ABOUT = "(SELECT id FROM assessment WHERE id = :id OR earlier_id = :id)"


class JobState(StrEnum):
    """How far a document is."""

    WAITING = "waiting"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True)
class NewJob:
    """A document to make: of which assessment and kind, in which language, with which day on it.

    `key` tells it from the same document of other answers. `details` is what else is needed to compose it.
    """

    assessment_id: int
    kind: str
    key: str
    language: str
    day: date
    details: Mapping[str, object]


class Job(NamedTuple):
    """One document as stored. `file` and `size` (bytes) are there once it is ready; `ended_at` is in UTC."""

    id: int
    wanted: NewJob
    state: JobState
    file: str | None
    size: int | None
    problem: str
    attempts: int
    ended_at: datetime | None

    @property
    def is_unmade(self) -> bool:
        """Whether it waits, or is being made."""
        return self.state in (JobState.WAITING, JobState.MAKING)


def find_job(connection: sqlite3.Connection, wanted: NewJob) -> Job | None:
    """Return the row of a document, or None when nobody asked for it."""
    return _read_one(
        connection,
        f"SELECT {_COLUMNS} FROM job WHERE assessment_id = ? AND kind = ? AND key = ?",  # noqa: S608 (a constant of ours)
        (wanted.assessment_id, wanted.kind, wanted.key),
    )


def add_job(connection: sqlite3.Connection, wanted: NewJob, now: datetime) -> None:
    """Ask for a document; one that is asked for already stays as it is. Raises AssessmentMissingError."""
    try:
        connection.execute(
            "INSERT INTO job (assessment_id, kind, key, language, day, details, asked_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (assessment_id, kind, key) DO NOTHING",
            (
                wanted.assessment_id,
                wanted.kind,
                wanted.key,
                wanted.language,
                wanted.day.isoformat(),
                json.dumps(wanted.details, sort_keys=True),
                write_time(now),
            ),
        )
    except sqlite3.IntegrityError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
            raise AssessmentMissingError from error
        raise


def ask_again(connection: sqlite3.Connection, job: Job, now: datetime) -> None:
    """Have a document made anew that failed, or whose file is gone."""
    connection.execute(
        "UPDATE job SET state = 'waiting', file = NULL, size = NULL, problem = '', attempts = 0, asked_at = ?,"
        " started_at = NULL, ended_at = NULL WHERE id = ? AND state = ?",
        (write_time(now), job.id, job.state),
    )


def has_unmade(connection: sqlite3.Connection) -> bool:
    """Tell whether a document waits to be made."""
    return _read_value(connection, f"SELECT EXISTS (SELECT 1 FROM job WHERE {_UNMADE})") == 1  # noqa: S608 (ours)


def count_unmade(connection: sqlite3.Connection) -> int:
    """Return how many documents wait or are being made."""
    return _read_value(connection, f"SELECT count(*) FROM job WHERE {_UNMADE}")  # noqa: S608 (a constant of ours)


def count_before(connection: sqlite3.Connection, job: Job) -> int:
    """Return how many documents are made before this one."""
    return _read_value(
        connection,
        f"SELECT count(*) FROM job WHERE {_UNMADE}"  # noqa: S608 (a constant of ours)
        " AND (asked_at, id) < (SELECT asked_at, id FROM job WHERE id = ?)",
        (job.id,),
    )


def claim_job(connection: sqlite3.Connection, now: datetime) -> Job | None:
    """Take the document that was asked for first; None when nothing waits. Only the one worker calls this.

    So one that is “being made” when the worker looks for work was left behind by a worker that ended in the middle of
    it, or came back with a backup: it is taken again, and given up after MOST_ATTEMPTS.
    """
    connection.execute(
        "UPDATE job SET state = 'failed', ended_at = ?, problem = 'the process that made it ended'"
        " WHERE state = 'making' AND attempts >= ?",
        (write_time(now), MOST_ATTEMPTS),
    )
    return _read_one(
        connection,
        "UPDATE job SET state = 'making', attempts = attempts + 1, started_at = ?"  # noqa: S608 (constants of ours)
        f" WHERE id = (SELECT id FROM job WHERE {_UNMADE} ORDER BY asked_at, id LIMIT 1) RETURNING {_COLUMNS}",
        (write_time(now),),
    )


def finish_job(connection: sqlite3.Connection, job: Job, file: str, size: int, now: datetime) -> bool:
    """Mark a claimed document as ready in a file; False when it was deleted or taken again meanwhile."""
    changed = connection.execute(
        "UPDATE job SET state = 'ready', file = ?, size = ?, ended_at = ?"
        " WHERE id = ? AND state = 'making' AND attempts = ?",
        (file, size, write_time(now), job.id, job.attempts),
    )
    return changed.rowcount > 0


def fail_job(connection: sqlite3.Connection, job: Job, problem: str, now: datetime) -> None:
    """Mark a claimed document as one that could not be made."""
    connection.execute(
        "UPDATE job SET state = 'failed', problem = ?, ended_at = ? WHERE id = ? AND state = 'making' AND attempts = ?",
        (problem[:PROBLEM_LENGTH], write_time(now), job.id, job.attempts),
    )


def drop_job(connection: sqlite3.Connection, job: Job) -> None:
    """Forget a claimed document that nobody can want any more."""
    connection.execute("DELETE FROM job WHERE id = ? AND state = 'making'", (job.id,))


def delete_jobs_about(connection: sqlite3.Connection, assessment_id: int) -> tuple[str, ...]:
    """Delete the documents that tell what an assessment says, and return their files, to be removed after the commit.

    Those are its own, and those of the assessments that were begun from it.
    """
    return _delete(connection, f"assessment_id IN {_ABOUT}", {"id": assessment_id})


def delete_jobs_before(connection: sqlite3.Connection, day: date) -> tuple[str, ...]:
    """Delete the documents of the days before a day, and return their files, to be removed after the commit."""
    return _delete(connection, "day < :day", {"day": day.isoformat()})


def list_files(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the names of all files that belong to a document."""
    return frozenset(row[0] for row in connection.execute("SELECT file FROM job WHERE file IS NOT NULL"))


def read_change_count(connection: sqlite3.Connection) -> int:
    """Return a number that differs from this connection's last one when another connection changed something."""
    return _read_value(connection, "PRAGMA data_version")


def _delete(connection: sqlite3.Connection, condition: str, values: Mapping[str, object]) -> tuple[str, ...]:
    rows = connection.execute(f"DELETE FROM job WHERE {condition} RETURNING file", values).fetchall()  # noqa: S608 (ours)
    return tuple(row[0] for row in rows if row[0] is not None)


def _read_value(connection: sqlite3.Connection, query: str, values: tuple[object, ...] = ()) -> int:
    return int(connection.execute(query, values).fetchone()[0])


def _read_one(connection: sqlite3.Connection, query: str, values: tuple[object, ...]) -> Job | None:
    cursor = connection.execute(query, values)
    cursor.row_factory = sqlite3.Row
    rows = cursor.fetchall()
    return _read_job(rows[0]) if rows else None


def _read_job(row: sqlite3.Row) -> Job:
    return Job(
        id=row["id"],
        wanted=NewJob(
            assessment_id=row["assessment_id"],
            kind=row["kind"],
            key=row["key"],
            language=row["language"],
            day=date.fromisoformat(row["day"]),
            details=json.loads(row["details"]),
        ),
        state=JobState(row["state"]),
        file=row["file"],
        size=row["size"],
        problem=row["problem"],
        attempts=row["attempts"],
        ended_at=None if row["ended_at"] is None else datetime.fromisoformat(row["ended_at"]),
    )
