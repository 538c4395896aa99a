"""What a room sees change: read once a tick and process, however many phones and screens ask.

Nothing here knows what anybody answered: only the stage, the revision that commands raise, and who has answered. So no
body, size or tag of an answer that is made from it can tell more, before a round is revealed.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus

from flask import Response, jsonify, request

from assessment.workshops.stages import Stage
from webapp.store.connections import Connection
from webapp.store.rounds import RoundRecord, get_round
from webapp.store.seats import SeatRecord, count_present
from webapp.store.votes import list_numbers
from webapp.store.workshops import RoomState, WorkshopMissingError, WorkshopRecord, find_workshop
from webapp.web.state import get_database, reading

TICK_SECONDS = 0.3
MOST_ROOMS = 256
"""Rooms of which a process remembers its last look."""


class Scene(StrEnum):
    """What a room is at: not open yet, nothing asked, the four stages of a round, or over."""

    SHUT = "shut"
    LOBBY = "lobby"
    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"
    REVEALED = "revealed"
    ENDED = "ended"


@dataclass(frozen=True)
class Snapshot:
    """A room at one moment. `numbers` are those of the answers that seats have in its round, by the seat's number."""

    workshop: WorkshopRecord
    round: RoundRecord | None
    present: int
    numbers: Mapping[int, int] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        """How many of those present answered."""
        return len(self.numbers)

    @property
    def scene(self) -> Scene:
        """What the room is at."""
        if self.workshop.state is RoomState.ENDED:
            return Scene.ENDED
        if self.workshop.state is RoomState.PREPARED:
            return Scene.SHUT
        if self.round is None or self.round.stage is Stage.SKIPPED:
            return Scene.LOBBY
        return Scene(self.round.stage)


@dataclass
class _Room:
    """The last look at a room, of one database."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    seen: Snapshot | None = None
    until: float = 0.0


_ROOMS: dict[tuple[str, str], _Room] = {}
_LOCK = threading.Lock()


def look(workshop_uid: str) -> Snapshot:
    """Return a room as it was within the last tick. Raises WorkshopMissingError and StoreUnavailable."""
    room = _find_room(workshop_uid)
    with room.lock:
        now = time.monotonic()
        if room.seen is None or now >= room.until:
            room.seen = None
            with reading() as connection:
                room.seen = read_snapshot(connection, workshop_uid)
            room.until = now + TICK_SECONDS
        return room.seen


def forget(workshop_uid: str) -> None:
    """Look anew the next time: this process just changed something."""
    with _LOCK:
        _ROOMS.pop(_key(workshop_uid), None)


def read_snapshot(connection: Connection, workshop_uid: str) -> Snapshot:
    """Return a room as it is in this moment of the store. Raises WorkshopMissingError."""
    workshop = find_workshop(connection, workshop_uid)
    if workshop is None:
        raise WorkshopMissingError
    entry = None if workshop.round_id is None else get_round(connection, workshop.round_id)
    numbers = {} if entry is None else list_numbers(connection, entry.id)
    return Snapshot(workshop, entry, count_present(connection, workshop.id), numbers)


def phone_state(snapshot: Snapshot, seat: SeatRecord) -> dict[str, object]:
    """Return what a phone asks every few seconds: where the room is, and which of its answers arrived."""
    return {
        "revision": snapshot.workshop.revision,
        "scene": str(snapshot.scene),
        "round": snapshot.round.id if snapshot.round else 0,
        "no": snapshot.round.no if snapshot.round else 0,
        "number": snapshot.numbers.get(seat.id, 0),
        "removed": seat.removed,
    }


def screen_state(snapshot: Snapshot) -> dict[str, object]:
    """Return what a screen in the room asks: where it is, how many are there and how many answered."""
    return {
        "revision": snapshot.workshop.revision,
        "scene": str(snapshot.scene),
        "round": snapshot.round.id if snapshot.round else 0,
        "no": snapshot.round.no if snapshot.round else 0,
        "present": snapshot.present,
        "answered": snapshot.answered,
    }


def phone_tag(snapshot: Snapshot, seat: SeatRecord) -> str:
    """Return what changes when a phone has something new to show."""
    return "-".join(map(str, phone_state(snapshot, seat).values()))


def screen_tag(snapshot: Snapshot) -> str:
    """Return what changes when a screen has something new to show."""
    return "-".join(map(str, screen_state(snapshot).values()))


def answer_news(tag: str, tell: Callable[[], Mapping[str, object]]) -> Response:
    """Answer who asks every few seconds: 304 where they have this tag already, and what there is to tell else."""
    is_known = request.headers.get("If-None-Match", "") == f'"{tag}"'
    response = Response(status=HTTPStatus.NOT_MODIFIED) if is_known else jsonify(tell())
    response.headers["ETag"] = f'"{tag}"'
    return response


def _key(workshop_uid: str) -> tuple[str, str]:
    return str(get_database().path), workshop_uid


def _find_room(workshop_uid: str) -> _Room:
    key = _key(workshop_uid)
    with _LOCK:
        room = _ROOMS.pop(key, None) or _Room()
        _ROOMS[key] = room  # the one asked for last stands last
        while len(_ROOMS) > MOST_ROOMS:
            del _ROOMS[next(iter(_ROOMS))]
    return room
