"""What whoever leads a room does with its door and its end: commands, each of which raises the revision.

Commands on what the room is asked are in `rounds`.
"""

from __future__ import annotations

import json
from datetime import datetime

from assessment.workshops.door import MOST_SEATS
from assessment.workshops.stages import UNDER_WAY, WrongStageError
from webapp.store.assessments import write_time
from webapp.store.connections import Connection
from webapp.store.workshops import RoomState, WorkshopRecord, raise_revision, require_workshop


def open_room(connection: Connection, workshop_id: int, now: datetime, other_code: str) -> WorkshopRecord:
    """Open a room and its door; one whose code is no longer alive gets another one.

    Raises WorkshopMissingError, and WrongStageError where it has ended.
    """
    workshop = require_workshop(connection, workshop_id)
    if workshop.state is RoomState.ENDED:
        raise WrongStageError
    was_open = workshop.state is RoomState.OPEN
    if was_open and workshop.is_code_alive(now):
        return open_door(connection, workshop_id)
    connection.execute(
        "UPDATE workshop SET state = 'open', door_open = 1, opened_at = ?, code = ? WHERE id = ?",
        (write_time(now), other_code if was_open else workshop.code, workshop_id),
    )
    return raise_revision(connection, workshop_id)


def shut_door(connection: Connection, workshop_id: int) -> WorkshopRecord:
    """Let nobody new in; who is in stays. Raises WorkshopMissingError."""
    return _set_door(connection, workshop_id, is_open=False)


def open_door(connection: Connection, workshop_id: int) -> WorkshopRecord:
    """Let people in again. Raises WorkshopMissingError, and WrongStageError where the room is not open."""
    return _set_door(connection, workshop_id, is_open=True)


def move_door(connection: Connection, workshop_id: int, limit: int) -> WorkshopRecord:
    """Let so many in altogether. Raises WorkshopMissingError and ValueError."""
    if not 0 < limit <= MOST_SEATS:
        raise ValueError(f"A room has 1 to {MOST_SEATS} seats.")
    connection.execute("UPDATE workshop SET door_limit = ? WHERE id = ?", (limit, workshop_id))
    return raise_revision(connection, workshop_id)


def end_room(connection: Connection, workshop_id: int) -> WorkshopRecord:
    """End it: nobody comes in or answers any more, and what was not shown by then never is.

    Raises WorkshopMissingError, and WrongStageError while a round is under way.
    """
    for row in connection.execute("SELECT stage FROM round WHERE workshop_id = ?", (workshop_id,)).fetchall():
        if row["stage"] in UNDER_WAY:
            raise WrongStageError
    connection.execute(
        "UPDATE workshop SET round_id = NULL WHERE id = ?"
        " AND round_id IN (SELECT id FROM round WHERE stage = 'prepared')",
        (workshop_id,),
    )
    connection.execute("DELETE FROM round WHERE workshop_id = ? AND stage = 'prepared'", (workshop_id,))
    connection.execute("UPDATE workshop SET state = 'ended', door_open = 0 WHERE id = ?", (workshop_id,))
    return raise_revision(connection, workshop_id)


def bind_assessment(connection: Connection, workshop_id: int, assessment_id: int | None) -> WorkshopRecord:
    """Say to which self-scan agreed answers go. Raises WorkshopMissingError."""
    connection.execute("UPDATE workshop SET assessment_id = ? WHERE id = ?", (assessment_id, workshop_id))
    return raise_revision(connection, workshop_id)


def fix_groups(connection: Connection, workshop_id: int) -> None:
    """Fix the groups that are shown beside each other: the roles that somebody has now. Once fixed, they stay.

    While nobody is in, nothing is fixed: else nobody could choose a role any more.
    """
    workshop = require_workshop(connection, workshop_id)
    if workshop.groups is not None:
        return
    rows = connection.execute(
        "SELECT DISTINCT role FROM seat WHERE workshop_id = ? AND removed = 0 AND role <> '' ORDER BY role",
        (workshop_id,),
    ).fetchall()
    if workshop.roles and not rows:
        return
    groups = json.dumps([row["role"] for row in rows], ensure_ascii=False, separators=(",", ":"))
    connection.execute("UPDATE workshop SET groups = ? WHERE id = ?", (groups, workshop_id))


def _set_door(connection: Connection, workshop_id: int, *, is_open: bool) -> WorkshopRecord:
    if require_workshop(connection, workshop_id).state is not RoomState.OPEN:
        raise WrongStageError
    connection.execute("UPDATE workshop SET door_open = ? WHERE id = ?", (is_open, workshop_id))
    return raise_revision(connection, workshop_id)
