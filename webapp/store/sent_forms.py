"""Which forms were sent, and what each made: a second sending of the same one makes nothing new.

The rows of an assessment are its own and go with it. They are kept for a week: a form that is sent again later than
that was sent on purpose.
"""

from __future__ import annotations

from datetime import timedelta

from webapp.clock import utc_now
from webapp.store.assessments import write_time
from webapp.store.connections import Connection

KEPT = timedelta(days=7)


def find_made(connection: Connection, assessment_id: int, form: str) -> str | None:
    """Return what a form made when it was sent before, in the words of whoever remembered it; None for nothing."""
    row = connection.execute(
        "SELECT made FROM sent_form WHERE assessment_id = ? AND form = ?", (assessment_id, form)
    ).fetchone()
    return None if row is None else str(row["made"])


def remember_made(connection: Connection, assessment_id: int, form: str, made: str) -> None:
    """Remember what a form made, in the transaction of what was made; does nothing for a form without a name."""
    if not form:
        return
    now = utc_now()
    connection.execute(
        "DELETE FROM sent_form WHERE assessment_id = ? AND at < ?", (assessment_id, write_time(now - KEPT))
    )
    connection.execute(
        "INSERT INTO sent_form (assessment_id, form, made, at) VALUES (?, ?, ?, ?)",
        (assessment_id, form, made, write_time(now)),
    )
