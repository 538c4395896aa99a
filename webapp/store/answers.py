"""Saved answers, kept as the plain dictionaries that `assessment.answers` reads and writes.

Two people may fill in one assessment at once. Every saved answer carries the assessment's revision at that moment; a
form says which revision it was made from. A change is refused as a conflict only when the stored answer is newer than
the form and differs: it is then returned, so that the page can ask which one is right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache, partial
from typing import NamedTuple, cast

from assessment.basis import NO_BASIS, Basis, Confidence
from webapp.clock import utc_now
from webapp.store.actors import Actor, read_actor
from webapp.store.assessments import AssessmentMissingError, write_time
from webapp.store.connections import Connection, Row

MOST_CHOICES = 4096
LONGEST_CHOICE = 400
LONGEST_NOTE = 4000
PERSONAL = ('{"number"', '{"text"')
"""How an answer begins that somebody typed: nothing of that is kept in memory."""

_COLUMNS = "question_id, answer, note, revision, saved_at, saved_by, confidence, evidence_url, evidence_day"
_SELECT = f"SELECT {_COLUMNS} FROM answer WHERE assessment_id = ?"  # noqa: S608 (a constant of ours)
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class SavedAnswer(NamedTuple):
    """What is stored for one question: the answer as `write_plain` writes it, None when it was cleared.

    The revision of a cleared answer stays. It is a tuple since each page makes up to 44 of them.
    """

    question_id: str
    written: str | None
    note: str
    revision: int
    saved_at: datetime
    saved_by: Actor
    basis: Basis = NO_BASIS

    @property
    def plain(self) -> dict[str, object] | None:
        """The answer as plain data; None when it was cleared."""
        if self.written is None:
            return None
        return dict(_read_choice(self.written)) if is_choice(self.written) else read_plain(self.written)


def is_choice(written: str) -> bool:
    """Tell a stored answer that was chosen from a list from one that somebody typed.

    The first is the same for all, and what follows from it may be kept in memory.
    """
    return len(written) <= LONGEST_CHOICE and not written.startswith(PERSONAL)


class AnswerChange(NamedTuple):
    """A wish to save. `plain` None clears the answer; `base_revision` is the one that the form was made from.

    `basis` None says nothing of it: it then stays with the answer, and goes with one that changes.
    """

    question_id: str
    plain: Mapping[str, object] | None
    note: str = ""
    base_revision: int = 0
    basis: Basis | None = None


class SaveOutcome(NamedTuple):
    """What was done: stored answers by question id, and what others had stored where the change was not written."""

    saved: dict[str, SavedAnswer]
    conflicts: dict[str, SavedAnswer]
    revision: int


def get_answers(connection: Connection, assessment_id: int) -> dict[str, SavedAnswer]:
    """Return what is stored, by question id; cleared answers are among them."""
    return _read_answers(connection.execute(_SELECT, (assessment_id,)))


def _get_some(connection: Connection, assessment_id: int, question_ids: Sequence[str]) -> dict[str, SavedAnswer]:
    """Return what is stored for these questions alone."""
    places = ", ".join("?" * len(question_ids))
    return _read_answers(connection.execute(f"{_SELECT} AND question_id IN ({places})", (assessment_id, *question_ids)))


def save_answers(
    connection: Connection, assessment_id: int, changes: Iterable[AnswerChange], actor: Actor
) -> SaveOutcome:
    """Write the changes that conflict with nothing, and return what happened to each.

    Raises AssessmentMissingError when the assessment is gone.
    """
    wanted = list(changes)
    current = _read_revision(connection, assessment_id)
    stored = _get_some(connection, assessment_id, [change.question_id for change in wanted])
    outcome = decide(stored, wanted, current, Signature(utc_now(), actor))
    written = [answer for answer in outcome.saved.values() if answer.revision > current]
    if written:
        _write_answers(connection, assessment_id, written)
    return outcome


class Signature(NamedTuple):
    """When something is saved, and by whom."""

    at: datetime
    by: Actor


def decide(
    stored: Mapping[str, SavedAnswer], changes: list[AnswerChange], current: int, signature: Signature
) -> SaveOutcome:
    """Return the outcome of changes to what is stored; what must be written carries the revision after `current`."""
    saved: dict[str, SavedAnswer] = {}
    conflicts: dict[str, SavedAnswer] = {}
    for change in changes:
        # A revision that this database never gave (a form from before a backup was restored) proves nothing.
        base = change.base_revision if change.base_revision <= current else 0
        before = stored.get(change.question_id)
        written = write_plain(change.plain)
        after = SavedAnswer(
            change.question_id,
            written,
            replace_surrogates(change.note),
            current + 1,
            signature.at,
            signature.by,
            _find_basis(change, before, written),
        )
        if before is None and after.written is None and not after.note and after.basis == NO_BASIS:
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
    return (one.written, one.note, one.basis) == (other.written, other.note, other.basis)


def _find_basis(change: AnswerChange, before: SavedAnswer | None, written: str | None) -> Basis:
    if change.basis is not None:
        return change.basis
    return before.basis if before is not None and before.written == written else NO_BASIS


def write_plain(plain: Mapping[str, object] | None) -> str | None:
    """Return an answer as stored: JSON with sorted keys, so that equal answers are equal texts; None stays None."""
    if plain is None:
        return None
    return replace_surrogates(_ENCODER.encode(plain))


def replace_surrogates(text: str) -> str:
    """Return the text without half characters, which JSON can express and no database or file can hold."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _read_revision(connection: Connection, assessment_id: int) -> int:
    row = connection.execute("SELECT revision FROM assessment WHERE id = ?", (assessment_id,)).fetchone()
    if row is None:
        raise AssessmentMissingError
    return int(row["revision"])


def _read_answers(rows: Iterable[Row]) -> dict[str, SavedAnswer]:
    return {
        question: _make_saved(
            (
                question,
                answer,
                note,
                revision,
                datetime.fromisoformat(saved_at),
                read_actor(saved_by),
                read_stored_basis(*basis),
            )
        )
        for question, answer, note, revision, saved_at, saved_by, *basis in rows
    }


_make_saved = partial(tuple.__new__, SavedAnswer)
"""Makes one of its parts at once: a call less for each."""


_BARE = {"": NO_BASIS} | {str(one): Basis(one) for one in Confidence}
"""How sure somebody is, and nothing of on what: what nearly every answer has."""


def read_stored_basis(confidence: str, url: str, day: str | None) -> Basis:
    """Return what the columns of a basis hold."""
    if not (url or day):
        return _BARE[confidence]
    return Basis(Confidence(confidence) if confidence else None, url, date.fromisoformat(day) if day else None)


def write_basis(basis: Basis) -> tuple[str, str, str | None]:
    """Return a basis as its columns hold it."""
    return str(basis.confidence or ""), basis.url, basis.day.isoformat() if basis.day is not None else None


def read_plain(written: str) -> dict[str, object]:
    """Return what `write_plain` wrote, as plain data."""
    return cast("dict[str, object]", json.loads(written))


_read_choice = lru_cache(MOST_CHOICES)(read_plain)
"""What is chosen from a list is the same for all, so it is read once."""


def replace_answers(
    connection: Connection, assessment_id: int, gone: Iterable[str], answers: Iterable[SavedAnswer]
) -> None:
    """Take answers away and put others there, each still by whoever gave it; whoever calls changes the assessment."""
    connection.executemany(
        "DELETE FROM answer WHERE assessment_id = ? AND question_id = ?", [(assessment_id, name) for name in gone]
    )
    _put_answers(connection, assessment_id, list(answers))


def _write_answers(connection: Connection, assessment_id: int, answers: list[SavedAnswer]) -> None:
    _put_answers(connection, assessment_id, answers)
    last = answers[0]
    connection.execute(
        "UPDATE assessment SET revision = ?, changed_at = ?, changed_by = ? WHERE id = ?",
        (last.revision, write_time(last.saved_at), str(last.saved_by), assessment_id),
    )


def _put_answers(connection: Connection, assessment_id: int, answers: list[SavedAnswer]) -> None:
    times = {moment: write_time(moment) for moment in {answer.saved_at for answer in answers}}
    actors = {actor: str(actor) for actor in {answer.saved_by for answer in answers}}
    connection.executemany(
        f"INSERT INTO answer (assessment_id, {_COLUMNS})"  # noqa: S608 (a constant of ours)
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (assessment_id, question_id) DO UPDATE SET"
        " answer = excluded.answer, note = excluded.note, revision = excluded.revision,"
        " saved_at = excluded.saved_at, saved_by = excluded.saved_by, confidence = excluded.confidence,"
        " evidence_url = excluded.evidence_url, evidence_day = excluded.evidence_day",
        [
            (
                assessment_id,
                answer.question_id,
                answer.written,
                answer.note,
                answer.revision,
                times[answer.saved_at],
                actors[answer.saved_by],
                *write_basis(answer.basis),
            )
            for answer in answers
        ],
    )
