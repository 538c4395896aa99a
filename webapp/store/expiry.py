"""What expiry must remember: what time it last was, what is about to be deleted, and how much was deleted today.

A clock can be wrong, and a deletion can't be undone. So what is too old is marked first, and a clock that jumps makes
all marks begin anew: what is deleted was found too old on two occasions, with nothing strange in between.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from webapp.store.assessments import write_time
from webapp.store.connections import Connection, Row

LARGEST_STEP = timedelta(days=7)
"""A clock that was further along than this since the last time has jumped, or the program stood still."""
LARGEST_STEP_BACK = timedelta(days=1)


def follow_clock(connection: Connection, now: datetime) -> timedelta:
    """Remember what time it is, and return how far the clock jumped, back where negative; 0 where it did not.

    After a jump all marks begin anew. A database that does not know the time yet takes its newest change for it.
    """
    row = _read_clock(connection, now)
    seen = datetime.fromisoformat(row["seen"])
    back_from = None if row["back_from"] is None else datetime.fromisoformat(row["back_from"])
    since, jump = datetime.fromisoformat(row["since"]), now - seen
    if jump < -LARGEST_STEP_BACK:
        since, back_from = now, max(seen, back_from or seen)
    elif jump > LARGEST_STEP:
        if back_from is not None and now >= back_from - LARGEST_STEP_BACK:
            _date_anew(connection, since - LARGEST_STEP_BACK, seen + LARGEST_STEP, now)
        since = now
    else:
        jump = timedelta()
    if back_from is not None and now >= back_from:
        back_from = None
    connection.execute(
        "UPDATE clock SET since = ?, seen = ?, back_from = ?",
        (write_time(since), write_time(now), None if back_from is None else write_time(back_from)),
    )
    if jump:
        connection.execute("UPDATE expiring SET marked_at = ?", (write_time(now),))
    return jump


def is_steady(connection: Connection, now: datetime, grace: timedelta) -> bool:
    """Tell whether the clock has gone on without a jump for so long."""
    return datetime.fromisoformat(_read_clock(connection, now)["since"]) <= now - grace


def mark_unchanged(connection: Connection, before: datetime, now: datetime) -> int:
    """Mark the assessments that were last changed before a moment, and no others; return how many are new."""
    connection.execute(
        "DELETE FROM expiring WHERE assessment_id NOT IN (SELECT id FROM assessment WHERE changed_at < ?)",
        (write_time(before),),
    )
    added = connection.execute(
        "INSERT INTO expiring (assessment_id, marked_at) SELECT id, ? FROM assessment WHERE changed_at < ?"
        " ON CONFLICT (assessment_id) DO NOTHING",
        (write_time(now), write_time(before)),
    )
    return added.rowcount


def list_unchanged(connection: Connection, before: datetime) -> tuple[int, ...]:
    """Return the ids of the assessments that were last changed before a moment, the one longest ago first."""
    rows = connection.execute(
        "SELECT id FROM assessment WHERE changed_at < ? ORDER BY changed_at, id", (write_time(before),)
    )
    return tuple(int(row["id"]) for row in rows)


def list_marked(connection: Connection, marked_before: datetime) -> frozenset[int]:
    """Return the ids of the assessments that were marked at a moment or before it."""
    rows = connection.execute("SELECT assessment_id FROM expiring WHERE marked_at <= ?", (write_time(marked_before),))
    return frozenset(int(row["assessment_id"]) for row in rows)


def count_deleted(connection: Connection, now: datetime) -> int:
    """Return how many assessments were deleted for their age on this day (UTC)."""
    row = _read_clock(connection, now)
    return int(row["deleted"]) if row["deleted_on"] == _day(now) else 0


def add_deleted(connection: Connection, count: int, now: datetime) -> None:
    """Remember that so many assessments more were deleted on this day."""
    connection.execute(
        "UPDATE clock SET deleted = ?, deleted_on = ?", (count_deleted(connection, now) + count, _day(now))
    )


def _read_clock(connection: Connection, now: datetime) -> Row:
    connection.execute(
        "INSERT INTO clock (id, since, seen) SELECT 1, newest, newest"
        " FROM (SELECT coalesce(max(changed_at), ?) AS newest FROM assessment) WHERE true"
        " ON CONFLICT (id) DO NOTHING",
        (write_time(now),),
    )
    row: Row = connection.execute("SELECT since, seen, back_from, deleted_on, deleted FROM clock").fetchone()
    return row


def _date_anew(connection: Connection, after: datetime, before: datetime, now: datetime) -> None:
    """Take for changed now what carries a time at which the clock was behind: it is not as old as it looks."""
    connection.execute(
        "UPDATE assessment SET changed_at = ? WHERE changed_at >= ? AND changed_at <= ?",
        (write_time(now), write_time(after), write_time(before)),
    )


def _day(now: datetime) -> str:
    return now.astimezone(UTC).date().isoformat()
