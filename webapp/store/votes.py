"""Blind answers: one of each seat in each round. No line in a log, no time, no sign of when somebody was last there.

Whether an answer counts is decided in the write itself, from what stands in the database at that moment: the round is
open, the seat is in the room, and no newer answer of the seat is there.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from assessment.workshops.stages import Stage
from webapp.store.connections import Connection

LARGEST_NUMBER = 2**31 - 1


class Outcome(StrEnum):
    """What became of an answer: it is in; a newer one stands; the round takes no more; the seat is out of the room."""

    SAVED = "saved"
    OLDER = "older"
    LATE = "late"
    REMOVED = "removed"


class Receipt(NamedTuple):
    """What is acknowledged: what became of it, and the number and mask of the answer that stands now; 0 where none."""

    outcome: Outcome
    number: int
    mask: str | None


def save_vote(connection: Connection, seat_id: int, round_id: int, mask: str, number: int) -> Receipt:
    """Write an answer, where it may be, and return what became of it. Numbers of a seat grow with each answer.

    The same answer under the same number is what is there already: sent again because its receipt got lost.
    """
    if not 0 < number <= LARGEST_NUMBER:
        raise ValueError("Answers are numbered from 1.")
    written = connection.execute(
        "INSERT INTO vote (round_id, seat_id, answer, number)"
        " SELECT round.id, seat.id, ?, ? FROM round JOIN seat ON seat.workshop_id = round.workshop_id"
        " JOIN workshop ON workshop.id = round.workshop_id"
        " WHERE round.id = ? AND seat.id = ? AND round.stage = 'open' AND seat.removed = 0 AND workshop.state = 'open'"
        " ON CONFLICT (round_id, seat_id) DO UPDATE SET answer = excluded.answer, number = excluded.number"
        " WHERE excluded.number > vote.number",
        (mask, number, round_id, seat_id),
    )
    standing = find_vote(connection, seat_id, round_id)
    stands = standing == (mask, number)
    if written.rowcount or (stands and not _is_removed(connection, seat_id)):
        return Receipt(Outcome.SAVED, number, mask)
    return Receipt(_explain(connection, seat_id, round_id), *((standing[1], standing[0]) if standing else (0, None)))


def find_vote(connection: Connection, seat_id: int, round_id: int) -> tuple[str, int] | None:
    """Return a seat's own answer in a round, as a mask, with its number; None where there is none."""
    row = connection.execute(
        "SELECT answer, number FROM vote WHERE round_id = ? AND seat_id = ?", (round_id, seat_id)
    ).fetchone()
    return None if row is None else (row["answer"], int(row["number"]))


def list_own_votes(connection: Connection, seat_id: int) -> dict[int, str]:
    """Return what a seat answered, for itself: masks by the number of the round."""
    rows = connection.execute("SELECT round_id, answer FROM vote WHERE seat_id = ? ORDER BY round_id", (seat_id,))
    return {int(row["round_id"]): row["answer"] for row in rows}


def count_votes(connection: Connection, round_id: int) -> int:
    """Return how many answered, without seats that were removed."""
    row = connection.execute(
        "SELECT count(*) AS n FROM vote JOIN seat ON seat.id = vote.seat_id"
        " WHERE vote.round_id = ? AND seat.removed = 0",
        (round_id,),
    ).fetchone()
    return int(row["n"])


def list_numbers(connection: Connection, round_id: int) -> dict[int, int]:
    """Return the number of each seat's answer in a round, without seats that were removed: who answered, never what."""
    rows = connection.execute(
        "SELECT vote.seat_id, vote.number FROM vote JOIN seat ON seat.id = vote.seat_id"
        " WHERE vote.round_id = ? AND seat.removed = 0",
        (round_id,),
    )
    return {int(row["seat_id"]): int(row["number"]) for row in rows}


def _is_removed(connection: Connection, seat_id: int) -> bool:
    row = connection.execute("SELECT removed FROM seat WHERE id = ?", (seat_id,)).fetchone()
    return row is None or bool(row["removed"])


def _explain(connection: Connection, seat_id: int, round_id: int) -> Outcome:
    if _is_removed(connection, seat_id):
        return Outcome.REMOVED
    row = connection.execute("SELECT stage FROM round WHERE id = ?", (round_id,)).fetchone()
    return Outcome.OLDER if row is not None and row["stage"] == Stage.OPEN else Outcome.LATE
