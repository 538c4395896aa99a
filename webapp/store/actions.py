"""The kept plan: actions taken on, changed, moved and removed.

An action carries its own revision. A change that was made from an older one, and says something else than what is
stored now, is a conflict: nothing is written, and what is stored is returned. Each change touches the assessment, so
that a plan that somebody works with does not expire, and so that documents are made anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from assessment.action_plan import Action, Change, Event, Status
from webapp.clock import utc_now
from webapp.store.answers import replace_surrogates
from webapp.store.assessments import AssessmentMissingError, write_time
from webapp.store.database import Database
from webapp.store.library import SqliteDatabase

MOST_ACTIONS = 200
TITLE_LENGTH = 200
WHO_LENGTH = 100

_COLUMNS = "id, recommendation_id, title, who, due, status, note, revision, changed_at"


class ActionMissingError(Exception):
    """The action was removed in the meantime; nothing was saved."""


class PlanFullError(Exception):
    """There is no room for more actions; nothing was saved."""


@dataclass(frozen=True)
class Fields:
    """What people fill in of an action."""

    title: str
    who: str = ""
    due: date | None = None
    status: Status = Status.TODO
    note: str = ""


def fields_of(action: Action) -> Fields:
    """Return what people filled in of a stored action."""
    return Fields(action.title, action.who, action.due, action.status, action.note)


@dataclass(frozen=True)
class NewAction:
    """An action to add; one that was exported before brings its history."""

    fields: Fields
    recommendation_id: str | None = None
    history: tuple[Event, ...] = ()


@dataclass(frozen=True)
class ChangeOutcome:
    """The action as it is stored now, and whether it is somebody else's instead of what was to be saved."""

    action: Action
    is_conflict: bool


def get_actions(db: Database, assessment_id: int) -> tuple[Action, ...]:
    """Return an assessment's actions in their order, with their history. Raises StoreUnavailable."""
    with db.read() as connection:
        return _read_actions(connection, assessment_id)


def add_actions(db: Database, assessment_id: int, new: Iterable[NewAction]) -> tuple[Action, ...]:
    """Add actions at the end and return those that were added: a recommendation that is there already is left out.

    Raises PlanFullError, AssessmentMissingError and StoreUnavailable; nothing is saved then.
    """
    now = utc_now()
    with db.write() as connection:
        present = _read_actions(connection, assessment_id)
        taken = {action.recommendation_id for action in present} - {None}
        wanted: list[NewAction] = []
        for one in new:
            if one.recommendation_id not in taken:
                wanted.append(one)
                taken |= {one.recommendation_id} - {None}
        if len(present) + len(wanted) > MOST_ACTIONS:
            raise PlanFullError
        if wanted:
            _touch(connection, assessment_id, now)
        added = {_insert(connection, assessment_id, one, now) for one in wanted}
        return tuple(action for action in _read_actions(connection, assessment_id) if action.id in added)


def change_action(
    db: Database, assessment_id: int, action_id: int, fields: Fields, base_revision: int
) -> ChangeOutcome:
    """Change an action, and note in its history what changed.

    Raises ActionMissingError, AssessmentMissingError and StoreUnavailable; nothing is saved then.
    """
    now, fields = utc_now(), _clean(fields)
    with db.write() as connection:
        before = _find(connection, assessment_id, action_id)
        if before.revision != base_revision and _compare(before, fields, now):
            return ChangeOutcome(before, is_conflict=True)
        _write_change(connection, assessment_id, before, fields, now)
        return ChangeOutcome(_find(connection, assessment_id, action_id), is_conflict=False)


def complete_action(db: Database, assessment_id: int, action_id: int) -> None:
    """Mark an action as done, whatever somebody else changed of it meanwhile. Raises like `change_action`."""
    with db.write() as connection:
        before = _find(connection, assessment_id, action_id)
        _write_change(connection, assessment_id, before, replace(fields_of(before), status=Status.DONE), utc_now())


def _write_change(
    connection: SqliteDatabase, assessment_id: int, before: Action, fields: Fields, now: datetime
) -> None:
    """Write what differs, with its history; nothing where nothing does."""
    events = _compare(before, fields, now)
    if not events:
        return
    connection.conn.execute(
        "UPDATE action SET title = ?, who = ?, due = ?, status = ?, note = ?, revision = revision + 1,"
        " changed_at = ? WHERE id = ?",
        (*_values(fields), write_time(now), before.id),
    )
    _write_history(connection, before.id, events)
    _touch(connection, assessment_id, now)


def move_action(db: Database, assessment_id: int, action_id: int, *, up: bool) -> None:
    """Let an action change places with the one before or after it that is equally open or closed; an end stays put.

    Raises ActionMissingError, AssessmentMissingError and StoreUnavailable.
    """
    with db.write() as connection:
        moved = _find(connection, assessment_id, action_id)
        group = [a.id for a in _read_actions(connection, assessment_id) if a.is_open == moved.is_open]
        place = group.index(action_id) + (-1 if up else 1)
        if not 0 <= place < len(group):
            return
        places = dict(
            connection.conn.execute(
                "SELECT id, position FROM action WHERE id IN (?, ?)", (action_id, group[place])
            ).fetchall()
        )
        for one, other in ((action_id, group[place]), (group[place], action_id)):
            connection.conn.execute("UPDATE action SET position = ? WHERE id = ?", (places[other], one))
        _touch(connection, assessment_id, utc_now())


def remove_action(db: Database, assessment_id: int, action_id: int) -> None:
    """Remove an action with its history. Raises ActionMissingError, AssessmentMissingError and StoreUnavailable."""
    with db.write() as connection:
        _find(connection, assessment_id, action_id)
        connection.conn.execute("DELETE FROM action WHERE id = ?", (action_id,))
        _touch(connection, assessment_id, utc_now())


def _insert(connection: SqliteDatabase, assessment_id: int, new: NewAction, now: datetime) -> int:
    fields = _clean(new.fields)
    row = connection.conn.execute(
        "INSERT INTO action (title, who, due, status, note, changed_at, assessment_id, recommendation_id, position)"
        " SELECT ?, ?, ?, ?, ?, ?, ?, ?, coalesce(max(position), 0) + 1 FROM action WHERE assessment_id = ?"
        " RETURNING id",
        (*_values(fields), write_time(now), assessment_id, new.recommendation_id, assessment_id),
    ).fetchone()
    first = [Event(now, Change.ADDED)]
    if fields.status is not Status.TODO:
        first.append(Event(now, Change.STATUS, fields.status))
    _write_history(connection, int(row[0]), new.history or first)
    return int(row[0])


def _clean(fields: Fields) -> Fields:
    title, who, note = (replace_surrogates(text) for text in (fields.title, fields.who, fields.note))
    return replace(fields, title=title, who=who, note=note)


def _values(fields: Fields) -> tuple[str | None, ...]:
    due = fields.due.isoformat() if fields.due else None
    return fields.title, fields.who, due, str(fields.status), fields.note


def _compare(before: Action, after: Fields, now: datetime) -> list[Event]:
    """Return what the change changes, as lines of history."""
    due = after.due.isoformat() if after.due else ""
    changes = (
        (before.title != after.title, Event(now, Change.TITLE)),
        (before.who != after.who, Event(now, Change.WHO)),
        (before.due != after.due, Event(now, Change.DUE, due)),
        (before.status != after.status, Event(now, Change.STATUS, after.status)),
        (before.note != after.note, Event(now, Change.NOTE)),
    )
    return [event for differs, event in changes if differs]


def _write_history(connection: SqliteDatabase, action_id: int, events: Iterable[Event]) -> None:
    connection.conn.executemany(
        "INSERT INTO action_event (action_id, at, change, value) VALUES (?, ?, ?, ?)",
        [(action_id, write_time(event.at), str(event.change), event.value) for event in events],
    )


def _touch(connection: SqliteDatabase, assessment_id: int, now: datetime) -> None:
    changed = connection.conn.execute(
        "UPDATE assessment SET revision = revision + 1, changed_at = ? WHERE id = ?", (write_time(now), assessment_id)
    )
    if changed.rowcount == 0:
        raise AssessmentMissingError


def _find(connection: SqliteDatabase, assessment_id: int, action_id: int) -> Action:
    found = next((a for a in _read_actions(connection, assessment_id) if a.id == action_id), None)
    if found is not None:
        return found
    if connection.conn.execute("SELECT 1 FROM assessment WHERE id = ?", (assessment_id,)).fetchone() is None:
        raise AssessmentMissingError
    raise ActionMissingError


def _read_actions(connection: SqliteDatabase, assessment_id: int) -> tuple[Action, ...]:
    rows = connection.conn.execute(
        f"SELECT {_COLUMNS} FROM action WHERE assessment_id = ? ORDER BY position",  # noqa: S608 (a constant of ours)
        (assessment_id,),
    ).fetchall()
    if not rows:
        return ()
    histories = _read_histories(connection, assessment_id)
    return tuple(
        Action(
            id=number,
            recommendation_id=recommendation,
            title=title,
            who=who,
            due=None if due is None else date.fromisoformat(due),
            status=Status(status),
            note=note,
            revision=revision,
            changed_at=datetime.fromisoformat(changed),
            history=tuple(histories.get(number, ())),
        )
        for number, recommendation, title, who, due, status, note, revision, changed in rows
    )


def _read_histories(connection: SqliteDatabase, assessment_id: int) -> dict[int, list[Event]]:
    rows = connection.conn.execute(
        "SELECT action_id, at, change, value FROM action_event"
        " WHERE action_id IN (SELECT id FROM action WHERE assessment_id = ?) ORDER BY id",
        (assessment_id,),
    )
    found: dict[int, list[Event]] = {}
    for action, at, change, value in rows:
        found.setdefault(action, []).append(Event(datetime.fromisoformat(at), Change(change), value))
    return found
