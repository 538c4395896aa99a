"""What was found each time that a self-scan was finished: kept as it was, and gone with the self-scan."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, cast

from webapp.store.assessments import write_time
from webapp.store.connections import Connection

MOST_SNAPSHOTS = 12
"""So many are kept of one assessment: the newest."""


class Snapshot(NamedTuple):
    """What was found at a moment, as plain data. `is_from_file`: it came in with a file."""

    at: datetime
    found: Mapping[str, object]
    is_from_file: bool = False


def add_snapshot(connection: Connection, assessment_id: int, snapshot: Snapshot) -> None:
    """Keep what was found, in the transaction that finishes the assessment."""
    written = json.dumps(snapshot.found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    connection.execute(
        "INSERT INTO snapshot (assessment_id, at, found, from_file) VALUES (?, ?, ?, ?)",
        (assessment_id, write_time(snapshot.at), written, snapshot.is_from_file),
    )
    connection.execute(
        "DELETE FROM snapshot WHERE assessment_id = ?1 AND id NOT IN"
        " (SELECT id FROM snapshot WHERE assessment_id = ?1 ORDER BY id DESC LIMIT ?2)",
        (assessment_id, MOST_SNAPSHOTS),
    )


def list_snapshots(connection: Connection, assessment_id: int, most: int = MOST_SNAPSHOTS) -> tuple[Snapshot, ...]:
    """Return what was found each time, the oldest first; of more than `most` the newest."""
    rows = connection.execute(
        "SELECT at, found, from_file FROM snapshot WHERE assessment_id = ? ORDER BY id DESC LIMIT ?",
        (assessment_id, most),
    ).fetchall()
    return tuple(
        Snapshot(
            datetime.fromisoformat(row["at"]),
            cast("dict[str, object]", json.loads(row["found"])),
            bool(row["from_file"]),
        )
        for row in reversed(rows)
    )
