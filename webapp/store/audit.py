"""The audit of an assessment: the few things that happen to it as a whole, each with when and by whom.

Answers and actions have no line here: their own row says by whom, and a line for each of them would be a diary of
somebody's working day. The lines are deleted with the assessment.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from webapp.clock import utc_now
from webapp.store.actors import Actor, read_actor
from webapp.store.answers import replace_surrogates
from webapp.store.assessments import write_time
from webapp.store.connections import Connection


class Happening(StrEnum):
    """What happened."""

    BEGUN = "begun"
    IMPORTED = "imported"
    FINISHED = "finished"
    REOPENED = "reopened"
    PROFILE_CHANGED = "profile_changed"
    MOVED = "moved"
    LINK_MADE = "link_made"
    LINK_CHANGED = "link_changed"
    LINK_REVOKED = "link_revoked"
    LINK_REPLACED = "link_replaced"
    VOICE_ASKED = "voice_asked"
    VOICE_CHANGED = "voice_changed"
    VOICE_SENT = "voice_sent"
    VOICE_WITHDRAWN = "voice_withdrawn"
    VOICE_DELETED = "voice_deleted"


class AuditEvent(NamedTuple):
    """One line of the audit. `at` is UTC; `detail` says of which one, such as a link's label."""

    at: datetime
    actor: Actor
    what: Happening
    detail: str = ""


def record_event(connection: Connection, assessment_id: int, actor: Actor, what: Happening, detail: str = "") -> None:
    """Add a line to an assessment's audit, in the transaction of what it tells."""
    connection.execute(
        "INSERT INTO audit (assessment_id, at, actor, what, detail) VALUES (?, ?, ?, ?, ?)",
        (assessment_id, write_time(utc_now()), str(actor), str(what), replace_surrogates(detail)),
    )


def list_events(connection: Connection, assessment_id: int) -> tuple[AuditEvent, ...]:
    """Return an assessment's audit, the oldest line first."""
    rows = connection.execute(
        "SELECT at, actor, what, detail FROM audit WHERE assessment_id = ? ORDER BY id", (assessment_id,)
    )
    return tuple(
        AuditEvent(
            datetime.fromisoformat(row["at"]), read_actor(row["actor"]), Happening(row["what"]), str(row["detail"])
        )
        for row in rows
    )
