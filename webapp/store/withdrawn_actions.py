"""What calendars must be told to take away: actions that had a day and lost it, or were removed. No texts are kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from webapp.store.assessments import write_time
from webapp.store.connections import Connection

MOST_WITHDRAWN = 400
"""So many are kept of one assessment, the newest."""


class Withdrawn(NamedTuple):
    """An action's last day, and the revision with which it was taken away from that."""

    action_id: int
    due: date
    revision: int
    at: datetime


def list_withdrawn(connection: Connection, assessment_id: int) -> tuple[Withdrawn, ...]:
    """Return what was taken away from the calendar, and is not back in it."""
    rows = connection.execute(
        "SELECT action_id, due, revision, withdrawn_at FROM withdrawn_action"
        " WHERE assessment_id = ? ORDER BY action_id",
        (assessment_id,),
    )
    return tuple(
        Withdrawn(
            row["action_id"],
            date.fromisoformat(row["due"]),
            row["revision"],
            datetime.fromisoformat(row["withdrawn_at"]),
        )
        for row in rows
    )


def withdraw_action(connection: Connection, assessment_id: int, withdrawn: Withdrawn) -> None:
    """Remember that an action is no longer in the calendar."""
    connection.execute(
        "INSERT OR REPLACE INTO withdrawn_action (action_id, assessment_id, due, revision, withdrawn_at)"
        " VALUES (?, ?, ?, ?, ?)",
        (
            withdrawn.action_id,
            assessment_id,
            withdrawn.due.isoformat(),
            withdrawn.revision,
            write_time(withdrawn.at),
        ),
    )
    connection.execute(
        "DELETE FROM withdrawn_action WHERE assessment_id = ?1 AND action_id NOT IN (SELECT action_id"
        " FROM withdrawn_action WHERE assessment_id = ?1 ORDER BY withdrawn_at DESC, action_id DESC LIMIT ?2)",
        (assessment_id, MOST_WITHDRAWN),
    )


def bring_back_action(connection: Connection, action_id: int) -> None:
    """Forget that an action was taken away: it has a day again."""
    connection.execute("DELETE FROM withdrawn_action WHERE action_id = ?", (action_id,))
