"""Saved answers, kept as the plain dictionaries that `assessment.answers` reads and writes.

Two people may fill in one assessment at once. Every saved answer carries the assessment's revision at that moment; a
form says which revision it was made from. A change is refused as a conflict only when the stored answer is newer than
the form and differs: it is then returned, so that the page can ask which one is right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from webapp.clock import utc_now
from webapp.store.assessments import AssessmentMissingError, write_time
from webapp.store.database import Database
from webapp.store.library import SqliteDatabase


@dataclass(frozen=True)
class SavedAnswer:
    """What is stored for one question. `plain` is None when the answer was cleared (its revision stays)."""

    question_id: str
    plain: dict[str, object] | None
    note: str
    revision: int
    saved_at: datetime


@dataclass(frozen=True)
class AnswerChange:
    """A wish to save. `plain` None clears the answer; `base_revision` is the one that the form was made from."""

    question_id: str
    plain: Mapping[str, object] | None
    note: str = ""
    base_revision: int = 0


@dataclass(frozen=True)
class SaveOutcome:
    """What was done: stored answers by question id, and what others had stored where the change was not written."""

    saved: dict[str, SavedAnswer]
    conflicts: dict[str, SavedAnswer]
    revision: int


def get_answers(db: Database, assessment_id: int) -> dict[str, SavedAnswer]:
    """Return what is stored, by question id; cleared answers are among them. Raises StoreUnavailable."""
    with db.read() as connection:
        return _read_answers(connection, assessment_id)


def save_answers(db: Database, assessment_id: int, changes: Iterable[AnswerChange]) -> SaveOutcome:
    """Write the changes that conflict with nothing, all at once, and return what happened to each.

    Raises AssessmentMissingError when the assessment is gone, and StoreUnavailable; nothing is saved then.
    """
    with db.write() as connection:
        current = _read_revision(connection, assessment_id)
        stored = _read_answers(connection, assessment_id)
        outcome = _decide(stored, list(changes), current, utc_now())
        written = [answer for answer in outcome.saved.values() if answer.revision > current]
        if written:
            _write_answers(connection, assessment_id, written)
        return outcome


def _decide(stored: Mapping[str, SavedAnswer], changes: list[AnswerChange], current: int, now: datetime) -> SaveOutcome:
    """Return the outcome of the changes; what must be written carries the next revision."""
    saved: dict[str, SavedAnswer] = {}
    conflicts: dict[str, SavedAnswer] = {}
    for change in changes:
        # A revision that this database never gave (a form from before a backup was restored) proves nothing.
        base = change.base_revision if change.base_revision <= current else 0
        before = stored.get(change.question_id)
        after = SavedAnswer(
            change.question_id,
            _clean_plain(change.plain),
            replace_surrogates(change.note),
            current + 1,
            now,
        )
        if before is None and after.plain is None and not after.note:
            continue
        if before is not None and _says_the_same(before, after):
            saved[change.question_id] = before
        elif before is not None and before.revision > base:
            conflicts[change.question_id] = before
        else:
            saved[change.question_id] = after
    something_new = any(answer.revision > current for answer in saved.values())
    return SaveOutcome(saved, conflicts, current + 1 if something_new else current)


def _says_the_same(one: SavedAnswer, other: SavedAnswer) -> bool:
    return write_plain(one.plain) == write_plain(other.plain) and one.note == other.note


def write_plain(plain: Mapping[str, object] | None) -> str | None:
    """Return an answer as stored: JSON with sorted keys, so that equal answers are equal texts; None stays None."""
    if plain is None:
        return None
    return replace_surrogates(json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def _clean_plain(plain: Mapping[str, object] | None) -> dict[str, object] | None:
    """Return the answer exactly as it will be read back."""
    written = write_plain(plain)
    return None if written is None else json.loads(written)


def replace_surrogates(text: str) -> str:
    """Return the text without half characters, which JSON can express and no database or file can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _read_revision(connection: SqliteDatabase, assessment_id: int) -> int:
    row = connection.conn.execute("SELECT revision FROM assessment WHERE id = ?", (assessment_id,)).fetchone()
    if row is None:
        raise AssessmentMissingError
    return int(row[0])


def _read_answers(connection: SqliteDatabase, assessment_id: int) -> dict[str, SavedAnswer]:
    rows = connection.conn.execute(
        "SELECT question_id, answer, note, revision, saved_at FROM answer WHERE assessment_id = ?", (assessment_id,)
    )
    return {
        question: SavedAnswer(
            question, None if plain is None else json.loads(plain), note, revision, datetime.fromisoformat(saved_at)
        )
        for question, plain, note, revision, saved_at in rows
    }


def _write_answers(connection: SqliteDatabase, assessment_id: int, answers: list[SavedAnswer]) -> None:
    connection.conn.executemany(
        "INSERT INTO answer (assessment_id, question_id, answer, note, revision, saved_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (assessment_id, question_id) DO UPDATE SET"
        " answer = excluded.answer, note = excluded.note, revision = excluded.revision, saved_at = excluded.saved_at",
        [
            (
                assessment_id,
                answer.question_id,
                write_plain(answer.plain),
                answer.note,
                answer.revision,
                write_time(answer.saved_at),
            )
            for answer in answers
        ],
    )
    connection.conn.execute(
        "UPDATE assessment SET revision = ?, changed_at = ? WHERE id = ?",
        (answers[0].revision, write_time(answers[0].saved_at), assessment_id),
    )
