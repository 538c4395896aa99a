"""Seats: a blind place in a room, known by the hash of an own address. No name, no time, nobody's device.

A seat is made once for each nonce: a form that is sent again finds what it made before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from assessment.workshops.stages import UNDER_WAY, WrongStageError
from webapp.store.connections import Connection, Row
from webapp.store.secrets import hash_secret
from webapp.store.workshops import (
    WORKSHOP_COLUMNS,
    RoomState,
    WorkshopRecord,
    raise_revision,
    read_workshop,
    require_workshop,
)

_COLUMNS = "seat.id, seat.workshop_id, seat.role, seat.origin, seat.sign, seat.removed, seat.nonce"
_FIND = f"SELECT {_COLUMNS} FROM seat WHERE "  # noqa: S608 (a constant of ours)


class Origin(StrEnum):
    """From where a seat answers: an own phone, somebody else's on which another seat was made, or a rehearsal."""

    PHONE = "phone"
    TABLE = "table"
    INVENTED = "invented"


class DoorShutError(Exception):
    """Nobody new is let in now; nothing was made."""


class RoomFullError(Exception):
    """As many are in as the door lets in; nothing was made."""


class RoleError(Exception):
    """The role is none of this room's, or it was fixed without it; nothing was made."""


class SeatTakenError(Exception):
    """What a seat is known by is another one's already, which chance hardly ever does: another nonce is needed."""


@dataclass(frozen=True)
class NewSeat:
    """A seat to make. `signs` are those by which it may be found on a phone, of which the first free one is taken."""

    nonce: str
    secret: str = field(repr=False)
    return_hash: bytes
    signs: Sequence[str]
    role: str = ""
    origin: Origin = Origin.PHONE


@dataclass(frozen=True)
class SeatRecord:
    """A seat as stored. `sign` is what its phone shows, so that whoever leads the room can name it."""

    id: int
    workshop_id: int
    role: str
    origin: Origin
    sign: str
    removed: bool
    nonce: str = field(repr=False)


def create_seat(connection: Connection, workshop_id: int, new: NewSeat, now: datetime) -> SeatRecord:
    """Return the seat of a nonce, made now where there is none yet.

    Raises WorkshopMissingError, DoorShutError, RoomFullError, RoleError and SeatTakenError.
    """
    workshop = require_workshop(connection, workshop_id)
    found = find_seat_by_nonce(connection, workshop_id, new.nonce)
    if found is not None:
        return found
    _check_door(workshop, new.origin, now)
    if count_present(connection, workshop_id) >= workshop.door_limit:
        raise RoomFullError
    if new.role not in (workshop.open_roles or ("",)):
        raise RoleError
    made = connection.execute(
        "INSERT INTO seat (workshop_id, secret_hash, nonce, return_hash, origin, role, sign)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            workshop_id,
            hash_secret(new.secret),
            new.nonce,
            new.return_hash,
            str(new.origin),
            new.role,
            _free_sign(connection, workshop_id, new.signs),
        ),
    )
    if not made.rowcount:
        raise SeatTakenError
    return _require(connection, made.lastrowid or 0)


def find_seat(connection: Connection, secret: str) -> tuple[SeatRecord, WorkshopRecord] | None:
    """Return the seat of a secret, with its room; None where there is none (any more)."""
    row = connection.execute(
        f"SELECT {_COLUMNS}, {WORKSHOP_COLUMNS} FROM seat JOIN workshop ON workshop.id = seat.workshop_id"  # noqa: S608
        " WHERE seat.secret_hash = ?",
        (hash_secret(secret),),
    ).fetchone()
    return None if row is None else (_read_seat(row), read_workshop(row))


def find_seat_by_nonce(connection: Connection, workshop_id: int, nonce: str) -> SeatRecord | None:
    """Return the seat that a form made; None where it made none yet."""
    row = connection.execute(_FIND + "workshop_id = ? AND nonce = ?", (workshop_id, nonce)).fetchone()
    return None if row is None else _read_seat(row)


def find_seat_by_return(connection: Connection, workshop_id: int, return_hash: bytes) -> SeatRecord | None:
    """Return the seat of a room to which a return code leads; None once the room has ended, or was left."""
    if require_workshop(connection, workshop_id).state is not RoomState.OPEN:
        return None
    row = connection.execute(_FIND + "workshop_id = ? AND return_hash = ?", (workshop_id, return_hash)).fetchone()
    return None if row is None else _read_seat(row)


def list_invented(connection: Connection, workshop_id: int) -> tuple[SeatRecord, ...]:
    """Return the invented seats of a rehearsal. Seats of people are never listed."""
    rows = connection.execute(_FIND + "workshop_id = ? AND origin = 'invented' ORDER BY id", (workshop_id,))
    return tuple(map(_read_seat, rows))


def remove_seat(connection: Connection, workshop_id: int, sign: str) -> SeatRecord | None:
    """Take a seat out of the room, by its sign; None where nobody has that. Raises WrongStageError during a round."""
    stages = connection.execute("SELECT stage FROM round WHERE workshop_id = ?", (workshop_id,)).fetchall()
    if any(row["stage"] in UNDER_WAY for row in stages):
        raise WrongStageError
    row = connection.execute(_FIND + "workshop_id = ? AND sign = ?", (workshop_id, sign)).fetchone()
    if row is None:
        return None
    connection.execute("UPDATE seat SET removed = 1 WHERE id = ?", (row["id"],))
    raise_revision(connection, workshop_id)
    return _require(connection, int(row["id"]))


def delete_seat(connection: Connection, seat_id: int) -> None:
    """Delete a seat with its answers. What was shown of them as counts stays."""
    connection.execute("DELETE FROM seat WHERE id = ?", (seat_id,))


def count_present(connection: Connection, workshop_id: int) -> int:
    """Return how many seats a room has, without those that were removed."""
    row = connection.execute(
        "SELECT count(*) AS n FROM seat WHERE workshop_id = ? AND removed = 0", (workshop_id,)
    ).fetchone()
    return int(row["n"])


def _check_door(workshop: WorkshopRecord, origin: Origin, now: datetime) -> None:
    if origin is Origin.INVENTED:
        if not workshop.is_rehearsal:
            raise DoorShutError
    elif not workshop.is_door_open(now):
        raise DoorShutError


def _free_sign(connection: Connection, workshop_id: int, signs: Sequence[str]) -> str:
    rows = connection.execute("SELECT sign FROM seat WHERE workshop_id = ?", (workshop_id,))
    taken = {row["sign"] for row in rows}
    sign = next((sign for sign in signs if sign not in taken), None)
    if sign is None:
        raise SeatTakenError
    return sign


def _require(connection: Connection, seat_id: int) -> SeatRecord:
    return _read_seat(connection.execute(_FIND + "id = ?", (seat_id,)).fetchone())


def _read_seat(row: Row) -> SeatRecord:
    return SeatRecord(
        id=int(row["id"]),
        workshop_id=int(row["workshop_id"]),
        role=row["role"],
        origin=Origin(row["origin"]),
        sign=row["sign"],
        removed=bool(row["removed"]),
        nonce=row["nonce"],
    )
