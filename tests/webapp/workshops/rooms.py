"""A room for tests: made by the store, with what opens it and whom it has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from secrets import randbits
from typing import Concatenate, ParamSpec, TypeVar

from flask import Flask

from assessment.workshops.choices import mask_of
from assessment.workshops.items import Votable, find_votable
from tests.newest import NEWEST
from tests.webapp.page_client import PageClient, open_client
from webapp.clock import today, utc_now
from webapp.store.connections import Connection
from webapp.store.database import Database
from webapp.store.rooms import open_room
from webapp.store.rounds import RoundRecord, close_round, open_round, prepare_round, reveal_round
from webapp.store.seats import NewSeat, Origin, SeatRecord, create_seat
from webapp.store.secrets import hash_secret
from webapp.store.votes import Receipt, save_vote
from webapp.store.workshops import NewWorkshop, Subject, WorkshopRecord, create_workshop, require_workshop
from webapp.web.once import make_form_value
from webapp.web.state import get_state
from webapp.workshops.codes import RECOVERY_SIGNS, draw_code
from webapp.workshops.live import forget
from webapp.workshops.policy import COOKIE_PATH, name_cookie
from webapp.workshops.secrets import (
    derive_seat,
    draw_free_code,
    hash_code,
    room_address,
    sign_trainer,
)

ITEMS = ("webcare.reports", "webcare.scheme", "strategy.documents", "strategy.conditions/management")
NEW = NewWorkshop("Sessie in Gent", today(), Subject.MANY, "", "nl", NEWEST, ITEMS, (), 60)

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Seated:
    """Somebody in the room."""

    record: SeatRecord
    secret: str
    return_code: str

    @property
    def url(self) -> str:
        return f"/deelname/{self.secret}"


@dataclass(frozen=True)
class Room:
    """A workshop with what opens it."""

    app: Flask
    id: int
    trainer_secret: str
    recovery_code: str

    @property
    def database(self) -> Database:
        return get_state(self.app).database

    @property
    def record(self) -> WorkshopRecord:
        with self.database.read() as connection:
            return require_workshop(connection, self.id)

    @property
    def address(self) -> str:
        """Its code as our links and QR codes carry it."""
        with self.app.test_request_context():
            return room_address(self.record.code)

    @property
    def lead_url(self) -> str:
        return f"/workshop/leiden/{self.record.uid}"

    @property
    def token(self) -> str:
        """What stands in each form of whoever leads it."""
        record = self.record
        with self.app.test_request_context():
            return sign_trainer(record.uid, record.trainer_hash or b"", "form")

    @property
    def cookie(self) -> tuple[str, str]:
        """The name and the value of the cookie of whoever leads it."""
        record = self.record
        with self.app.test_request_context():
            return name_cookie(record), sign_trainer(record.uid, record.trainer_hash or b"", "cookie")

    def trainer(self) -> PageClient:
        """A browser that leads the room."""
        client = open_client(self.app)
        client.set_cookie(*self.cookie, path=COOKIE_PATH)
        return client

    def do(self, command: Callable[Concatenate[Connection, int, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Give a command of the store to this room, and let screens see it."""
        uid = self.record.uid
        with self.database.write() as connection:
            done = command(connection, self.id, *args, **kwargs)
        with self.app.test_request_context():
            forget(uid)
        return done

    def sit(self, count: int = 1, role: str = "", origin: Origin = Origin.PHONE) -> list[Seated]:
        """Let so many come in."""
        return [self._sit(role, origin) for _ in range(count)]

    def _sit(self, role: str, origin: Origin) -> Seated:
        nonce = make_form_value()
        with self.app.test_request_context():
            keys = derive_seat(self.record.uid, nonce)
        new = NewSeat(nonce, keys.secret, keys.return_hash, keys.signs, role, origin)
        record = self.do(create_seat, new, utc_now())
        return Seated(record, keys.secret, keys.return_code)

    def ask(self, key: str = ITEMS[0], no: int = 1, timer: int | None = None) -> RoundRecord:
        """Open a round."""
        prepared = self.do(prepare_round, key, no)
        return self.do(open_round, prepared.id, utc_now(), timer)

    def vote(self, seated: Seated, entry: RoundRecord, *names: str, number: int = 1) -> Receipt:
        """Let somebody answer."""
        with self.database.write() as connection:
            return save_vote(connection, seated.record.id, entry.id, mask_of(self.item(entry.item), *names), number)

    def reveal(self, entry: RoundRecord, least: int = 5) -> RoundRecord:
        """Close a round and show it."""
        self.do(close_round, entry.id)
        return self.do(reveal_round, entry.id, self.item(entry.item), least)

    def item(self, key: str) -> Votable:
        found = find_votable(get_state(self.app).library.of(self.record.version).questionnaire, key)
        assert found is not None
        return found


def make_room(app: Flask, new: NewWorkshop = NEW, *, is_open: bool = True) -> Room:
    """Return a new room."""
    secret, recovery = make_form_value(), draw_code(randbits(64), RECOVERY_SIGNS)

    def make(connection: Connection) -> int:
        made = create_workshop(
            connection,
            new,
            code=draw_free_code(connection),
            trainer_hash=hash_secret(secret),
            recovery_hash=hash_code("recovery", recovery),
        )
        if is_open:
            open_room(connection, made.id, utc_now(), "")
        return made.id

    with app.test_request_context(), get_state(app).database.write() as connection:
        number = make(connection)
    return Room(app, number, secret, recovery)


def age(room: Room, by: timedelta) -> None:
    """Let a room have been opened so long ago."""
    opened = utc_now() - by
    with room.database.write() as connection:
        connection.execute(
            "UPDATE workshop SET opened_at = ? WHERE id = ?", (opened.isoformat(timespec="microseconds"), room.id)
        )


def read_files(database: Database) -> bytes:
    """Return what stands in the files of a database, its log too."""
    return database.path.read_bytes() + database.path.with_name(database.path.name + "-wal").read_bytes()
