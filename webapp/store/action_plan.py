"""The kept plan: actions taken on, changed, moved and removed.

An action carries its own revision. A change that was made from an older one, and says something else than what is
stored now, is a conflict: nothing is written, and what is stored is returned. Each change touches the assessment, so
that a plan that somebody works with does not expire, and so that documents are made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from assessment.action_plan import Action, Change, Event, Status
from webapp.clock import utc_now
from webapp.store.actors import Actor, read_actor
from webapp.store.answers import replace_surrogates
from webapp.store.assessments import AssessmentMissingError, touch_assessment, write_time
from webapp.store.connections import Connection, Row
from webapp.store.withdrawn_actions import Withdrawn, bring_back_action, withdraw_action

MOST_ACTIONS = 200
TITLE_LENGTH = 200
WHO_LENGTH = 100
MOST_EVENTS = 50
"""Lines that are kept of an action's history: its first, and the newest. A file with all of them can be imported."""

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


class ChangeOutcome(NamedTuple):
    """The action as it is stored now, and whether it is somebody else's instead of what was to be saved."""

    action: Action
    is_conflict: bool


def get_actions(connection: Connection, assessment_id: int) -> tuple[Action, ...]:
    """Return an assessment's actions in their order, with their history."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM action WHERE assessment_id = ? ORDER BY position",  # noqa: S608 (a constant of ours)
        (assessment_id,),
    ).fetchall()
    if not rows:
        return ()
    histories = _read_histories(
        connection, "action_id IN (SELECT id FROM action WHERE assessment_id = ?)", assessment_id
    )
    return tuple(_read_action(row, histories.get(row["id"], ())) for row in rows)


def list_action_actors(connection: Connection, assessment_id: int) -> dict[int, tuple[Actor, ...]]:
    """Return by action id who wrote each line of its history, in the order of that history."""
    rows = connection.execute(
        "SELECT action_id, actor FROM action_event"
        " WHERE action_id IN (SELECT id FROM action WHERE assessment_id = ?) ORDER BY id",
        (assessment_id,),
    )
    found: dict[int, tuple[Actor, ...]] = {}
    for row in rows:
        found[row["action_id"]] = (*found.get(row["action_id"], ()), read_actor(row["actor"]))
    return found


def add_actions(
    connection: Connection, assessment_id: int, new: Iterable[NewAction], actor: Actor
) -> tuple[Action, ...]:
    """Add actions at the end and return those that were added: a recommendation that is there already is left out.

    Raises PlanFullError and AssessmentMissingError before it writes anything.
    """
    now = utc_now()
    present = get_actions(connection, assessment_id)
    taken = {action.recommendation_id for action in present} - {None}
    wanted: list[NewAction] = []
    for one in new:
        if one.recommendation_id not in taken:
            wanted.append(one)
            taken |= {one.recommendation_id} - {None}
    if len(present) + len(wanted) > MOST_ACTIONS:
        raise PlanFullError
    if wanted:
        touch_assessment(connection, assessment_id, actor, now)
    added = {_insert(connection, assessment_id, one, _Signature(now, actor)) for one in wanted}
    return tuple(action for action in get_actions(connection, assessment_id) if action.id in added)


def change_action(
    connection: Connection, assessment_id: int, action_id: int, fields: Fields, *, base_revision: int, actor: Actor
) -> ChangeOutcome:
    """Change an action, and note in its history what changed.

    Raises ActionMissingError and AssessmentMissingError before it writes anything.
    """
    now, fields = utc_now(), _clean(fields)
    before = _find(connection, assessment_id, action_id)
    if before.revision != base_revision and _compare(before, fields, now):
        return ChangeOutcome(before, is_conflict=True)
    _write_change(connection, assessment_id, before, fields, _Signature(now, actor))
    return ChangeOutcome(_find(connection, assessment_id, action_id), is_conflict=False)


def complete_action(connection: Connection, assessment_id: int, action_id: int, actor: Actor) -> None:
    """Mark an action as done, whatever somebody else changed of it meanwhile. Raises like `change_action`."""
    before = _find(connection, assessment_id, action_id)
    fields = replace(fields_of(before), status=Status.DONE)
    _write_change(connection, assessment_id, before, fields, _Signature(utc_now(), actor))


def relink_actions(connection: Connection, assessment_id: int, names: Mapping[int, str | None]) -> None:
    """Give actions another recommendation, by action id, or none; whoever calls changes the assessment."""
    whose = [(action_id, assessment_id) for action_id in names]
    connection.executemany("UPDATE action SET recommendation_id = NULL WHERE id = ? AND assessment_id = ?", whose)
    connection.executemany(
        "UPDATE action SET recommendation_id = ? WHERE id = ? AND assessment_id = ?",
        [(name, action_id, assessment_id) for action_id, name in names.items()],
    )


def move_action(connection: Connection, assessment_id: int, action_id: int, actor: Actor, *, up: bool) -> None:
    """Let an action change places with the one before or after it that is equally open or closed; an end stays put.

    Raises ActionMissingError and AssessmentMissingError.
    """
    moved = _find(connection, assessment_id, action_id)
    group = [a.id for a in get_actions(connection, assessment_id) if a.is_open == moved.is_open]
    place = group.index(action_id) + (-1 if up else 1)
    if not 0 <= place < len(group):
        return
    rows = connection.execute("SELECT id, position FROM action WHERE id IN (?, ?)", (action_id, group[place]))
    places = {row["id"]: row["position"] for row in rows}
    for one, other in ((action_id, group[place]), (group[place], action_id)):
        connection.execute("UPDATE action SET position = ? WHERE id = ?", (places[other], one))
    touch_assessment(connection, assessment_id, actor, utc_now())


def remove_action(connection: Connection, assessment_id: int, action_id: int, actor: Actor) -> None:
    """Remove an action with its history; calendars are told. Raises ActionMissingError and AssessmentMissingError."""
    before, now = _find(connection, assessment_id, action_id), utc_now()
    connection.execute("DELETE FROM action WHERE id = ?", (action_id,))
    if before.due is not None:
        withdraw_action(connection, assessment_id, Withdrawn(action_id, before.due, before.revision + 1, now))
    touch_assessment(connection, assessment_id, actor, now)


class _Signature(NamedTuple):
    """When something is written, and by whom."""

    at: datetime
    by: Actor


def _insert(connection: Connection, assessment_id: int, new: NewAction, signature: _Signature) -> int:
    fields = _clean(new.fields)
    signed = (write_time(signature.at), str(signature.by))
    made = connection.execute(
        "INSERT INTO action (title, who, due, status, note, changed_at, changed_by, assessment_id,"
        " recommendation_id, position)"
        " SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(max(position), 0) + 1 FROM action WHERE assessment_id = ?",
        (*_values(fields), *signed, assessment_id, new.recommendation_id, assessment_id),
    )
    action_id = made.lastrowid or 0
    first = [Event(signature.at, Change.ADDED)]
    if fields.status is not Status.TODO:
        first.append(Event(signature.at, Change.STATUS, fields.status))
    _write_history(connection, action_id, new.history or first, signature.by)
    return action_id


def _write_change(
    connection: Connection, assessment_id: int, before: Action, fields: Fields, signature: _Signature
) -> None:
    """Write what differs, with its history; nothing where nothing does."""
    events = _compare(before, fields, signature.at)
    if not events:
        return
    connection.execute(
        "UPDATE action SET title = ?, who = ?, due = ?, status = ?, note = ?, revision = revision + 1,"
        " changed_at = ?, changed_by = ? WHERE id = ?",
        (*_values(fields), write_time(signature.at), str(signature.by), before.id),
    )
    _write_history(connection, before.id, events, signature.by)
    if fields.due is not None:
        bring_back_action(connection, before.id)
    elif before.due is not None:
        gone = Withdrawn(before.id, before.due, before.revision + 1, signature.at)
        withdraw_action(connection, assessment_id, gone)
    touch_assessment(connection, assessment_id, signature.by, signature.at)


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


def _write_history(connection: Connection, action_id: int, events: Iterable[Event], actor: Actor) -> None:
    connection.executemany(
        "INSERT INTO action_event (action_id, at, change, value, actor) VALUES (?, ?, ?, ?, ?)",
        [(action_id, write_time(event.at), str(event.change), event.value, str(actor)) for event in events],
    )
    connection.execute(
        "DELETE FROM action_event WHERE action_id = ?1"
        " AND id <> (SELECT min(id) FROM action_event WHERE action_id = ?1)"
        " AND id NOT IN (SELECT id FROM action_event WHERE action_id = ?1 ORDER BY id DESC LIMIT ?2)",
        (action_id, MOST_EVENTS - 1),
    )


def _find(connection: Connection, assessment_id: int, action_id: int) -> Action:
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM action WHERE assessment_id = ? AND id = ?",  # noqa: S608 (a constant of ours)
        (assessment_id, action_id),
    ).fetchone()
    if row is not None:
        return _read_action(row, _read_histories(connection, "action_id = ?", action_id).get(action_id, ()))
    if connection.execute("SELECT 1 FROM assessment WHERE id = ?", (assessment_id,)).fetchone() is None:
        raise AssessmentMissingError
    raise ActionMissingError


def _read_action(row: Row, history: Iterable[Event]) -> Action:
    return Action(
        id=row["id"],
        recommendation_id=row["recommendation_id"],
        title=row["title"],
        who=row["who"],
        due=None if row["due"] is None else date.fromisoformat(row["due"]),
        status=Status(row["status"]),
        note=row["note"],
        revision=row["revision"],
        changed_at=datetime.fromisoformat(row["changed_at"]),
        history=tuple(history),
    )


def _read_histories(connection: Connection, which: str, number: int) -> dict[int, list[Event]]:
    rows = connection.execute(
        f"SELECT action_id, at, change, value FROM action_event WHERE {which} ORDER BY id",  # noqa: S608 (a text of ours)
        (number,),
    )
    found: dict[int, list[Event]] = {}
    for row in rows:
        event = Event(datetime.fromisoformat(row["at"]), Change(row["change"]), row["value"])
        found.setdefault(row["action_id"], []).append(event)
    return found
