"""Decisions: agreed answers that settle what voices say, each with what everybody said at that moment.

Nothing is overwritten: a question that is decided again has another row, and the newest one counts.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from assessment.basis import NO_BASIS, Basis
from webapp.clock import utc_now
from webapp.store.actors import Actor, read_actor
from webapp.store.answers import read_stored_basis, replace_surrogates, write_basis
from webapp.store.assessments import UID_BYTES, write_time
from webapp.store.connections import Connection

REASON_LENGTH = 200


@dataclass(frozen=True)
class Position:
    """What one voice said when it was decided, and on what; all empty once that voice was deleted.

    `written` alone is None where what it said has no place in the version that the assessment moved to since.
    """

    voice_uid: str | None
    role: str
    written: str | None
    late: bool = False
    basis: Basis = NO_BASIS

    @property
    def is_blanked(self) -> bool:
        """Whether the voice was deleted since."""
        return self.voice_uid is None


@dataclass(frozen=True)
class Decision:
    """An agreed answer that was decided upon: as stored (`written`), what was agreed before it, and why."""

    question_id: str
    written: str | None
    before: str | None
    reason: str
    actor: Actor
    at: datetime
    positions: tuple[Position, ...]
    uid: str = ""


class NewDecision(NamedTuple):
    """A decision to take now."""

    question_id: str
    written: str | None
    before: str | None
    positions: tuple[Position, ...]
    reason: str = ""


def record_decision(connection: Connection, assessment_id: int, new: NewDecision, actor: Actor) -> None:
    """Remember a decision, in the transaction that saves its answer."""
    decision = Decision(new.question_id, new.written, new.before, new.reason, actor, utc_now(), new.positions)
    store_decisions(connection, assessment_id, [decision])


def store_decisions(connection: Connection, assessment_id: int, decisions: Iterable[Decision]) -> None:
    """Write decisions as they are, also those of a file."""
    for decision in decisions:
        made = connection.execute(
            "INSERT INTO decision (uid, assessment_id, question_id, answer, before, reason, actor, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                decision.uid or secrets.token_hex(UID_BYTES),
                assessment_id,
                decision.question_id,
                decision.written,
                decision.before,
                replace_surrogates(decision.reason),
                str(decision.actor),
                write_time(decision.at),
            ),
        )
        connection.executemany(
            "INSERT INTO decision_position (decision_id, place, voice_uid, role, answer, late, confidence,"
            " evidence_url, evidence_day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (made.lastrowid, place, one.voice_uid, one.role, one.written, one.late, *write_basis(one.basis))
                for place, one in enumerate(decision.positions)
            ],
        )


def replace_decisions(connection: Connection, assessment_id: int, decisions: Iterable[Decision]) -> None:
    """Put decisions in the place of those that an assessment has, in the same order."""
    connection.execute("DELETE FROM decision WHERE assessment_id = ?", (assessment_id,))
    store_decisions(connection, assessment_id, decisions)


def list_decisions(connection: Connection, assessment_id: int) -> tuple[Decision, ...]:
    """Return the decisions of an assessment, from old to new."""
    positions: dict[int, list[Position]] = {}
    for row in connection.execute(
        "SELECT decision_id, voice_uid, role, answer, late, confidence, evidence_url, evidence_day FROM"
        " decision_position WHERE decision_id IN (SELECT id FROM decision WHERE assessment_id = ?)"
        " ORDER BY decision_id, place",
        (assessment_id,),
    ):
        basis = read_stored_basis(row["confidence"], row["evidence_url"], row["evidence_day"])
        one = Position(row["voice_uid"], row["role"], row["answer"], bool(row["late"]), basis)
        positions.setdefault(row["decision_id"], []).append(one)
    rows = connection.execute(
        "SELECT id, uid, question_id, answer, before, reason, actor, at FROM decision WHERE assessment_id = ?"
        " ORDER BY id",
        (assessment_id,),
    )
    return tuple(
        Decision(
            question_id=row["question_id"],
            written=row["answer"],
            before=row["before"],
            reason=row["reason"],
            actor=read_actor(row["actor"]),
            at=datetime.fromisoformat(row["at"]),
            positions=tuple(positions.get(row["id"], ())),
            uid=row["uid"],
        )
        for row in rows
    )
