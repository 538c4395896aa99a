"""A room over real connections: phones that join, answer and ask, a screen that asks, and whoever leads it.

All of it runs in one loop of one process, so that a thousand phones cost little beside the server. It only ever talks
to 127.0.0.1, and writes down all that it sends and hears.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlencode

from assessment.content import load_content
from assessment.workshops.choices import mask_of
from assessment.workshops.items import Votable, find_votable
from tests.performance.history import Command, History, Seen, Sent, Stored
from tests.performance.load import HOST, content_length, read_header
from webapp.clock import today, utc_now
from webapp.store.database import Database, attach_database
from webapp.store.rooms import open_room
from webapp.store.rounds import list_rounds
from webapp.store.seats import find_seat
from webapp.store.secrets import hash_secret
from webapp.store.workshops import NewWorkshop, Subject, create_workshop
from webapp.workshops.codes import JOIN_SIGNS, draw_code

QUESTIONNAIRE = load_content().questionnaire
ITEMS = ("webcare.reports", "webcare.scheme", "listening.watching", "strategy.conditions/management")
PHONE_SECONDS, JITTER_SECONDS = 2.0, 0.4
SCREEN_SECONDS = 0.3
NOT_ANSWERED = (OSError, asyncio.IncompleteReadError)
LEADING_DIGITS = 8
FIRST_CODE = 123_456_789

_ONCE = re.compile(rb'name="once" value="([^"]+)"')
_TOKEN = re.compile(rb'name="token" value="([^"]+)"')
_REVISION = re.compile(rb'name="revision" value="([^"]+)"')


class FailedError(Exception):
    """The server answered, and not what it should."""


@dataclass(frozen=True)
class Reply:
    """An answer: its status, its head and its body."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        """Return the value of a header; empty where there is none."""
        return read_header(self.head, name.encode()).decode()

    def require(self, *statuses: int) -> Reply:
        """Return itself. Raises FailedError on another status."""
        if self.status not in statuses:
            raise FailedError(f"{self.status} in the place of {statuses}: {self.body[-300:]!r}")
        return self


Pair = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Line:
    """The kept connections of one browser: as many as it has requests at once, mostly one."""

    port: int
    _idle: list[Pair] = field(default_factory=list)

    async def ask(self, method: str, path: str, form: dict[str, str] | None = None, **headers: str) -> Reply:
        """Send a request and return its answer. Raises OSError or IncompleteReadError where none came."""
        body = urlencode(form or {}).encode() if method == "POST" else b""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        if method == "POST":
            lines += ["Sec-Fetch-Site: same-origin", "Content-Type: application/x-www-form-urlencoded"]
            lines += [f"Content-Length: {len(body)}"]
        request = "\r\n".join([*lines, "", ""]).encode() + body
        while self._idle:  # one that the server let go of meanwhile is replaced unseen, as browsers do
            with contextlib.suppress(*NOT_ANSWERED):
                return await self._send(self._idle.pop(), request)
        return await self._send(await asyncio.open_connection(HOST, self.port), request)

    async def _send(self, pair: Pair, request: bytes) -> Reply:
        port = self.port
        try:
            reply = await _send(pair, request)
        except BaseException:
            pair[1].close()
            raise
        if port == self.port:
            self._idle.append(pair)
        else:
            pair[1].close()
        return reply

    def close(self) -> None:
        """Let go of the connections that nobody uses now."""
        while self._idle:
            self._idle.pop()[1].close()


async def _send(pair: Pair, request: bytes) -> Reply:
    reader, writer = pair
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    body = b"" if status == 304 else await reader.readexactly(content_length(head))
    return Reply(status, head, body)


@dataclass
class Phone:
    """Somebody in the room."""

    line: Line
    history: History
    chance: random.Random
    path: str = ""
    seat: int = 0
    number: int = 0
    tag: str = ""

    @property
    def secret(self) -> str:
        """What its address holds."""
        return self.path.rpartition("/")[2]

    async def join(self, code: str) -> float:
        """Take a seat; return how many seconds that took, from the QR code to the page of the seat."""
        started = time.perf_counter()
        page = (await self.line.ask("GET", f"/doe-mee/{code}")).require(200)
        once = _ONCE.search(page.body)
        if once is None:
            raise FailedError("no form to join with")
        reply = (await self.line.ask("POST", f"/doe-mee/{code}", {"once": once[1].decode()})).require(303)
        address = reply.header("location")
        self.path = address.partition("?")[0]
        (await self.line.ask("GET", address)).require(200)
        return time.perf_counter() - started

    async def vote(self, round_id: int, mask: str, number: int | None = None) -> Sent:
        """Send an answer once, and write down what came back. Raises what keeps it from being answered."""
        self.number = self.number + 1 if number is None else number
        form = {"round": str(round_id), "number": f"{self.number:0{LEADING_DIGITS}d}", "mask": mask}
        sent = Sent(self.seat, round_id, self.number, mask, time.perf_counter())
        try:
            reply = await self.line.ask("POST", f"{self.path}/antwoord", form, Accept="application/json")
            receipt = str(json.loads(reply.require(200).body)["receipt"])
            sent = replace(sent, ended=time.perf_counter(), receipt=receipt)
        except ConnectionRefusedError:
            raise  # nobody was there: nothing left the phone
        except BaseException:
            self.history.sent.append(sent)
            raise
        self.history.sent.append(sent)
        return sent

    async def look(self) -> Seen | None:
        """Ask how the room stands; None where that is what it was."""
        reply = await self.line.ask("GET", f"{self.path}/stand", If_None_Match=self.tag)
        if reply.require(200, 304).status == 304:
            return None
        self.tag = reply.header("etag")
        told = json.loads(reply.body)
        seen = Seen(time.perf_counter(), told["revision"], told["scene"], told["round"])
        self.history.seen.append(seen)
        return seen

    async def keep_looking(self) -> None:
        """Ask every two seconds, as the script on the page does."""
        await asyncio.sleep(self.chance.uniform(0, PHONE_SECONDS))
        while True:
            with contextlib.suppress(*NOT_ANSWERED):
                await self.look()
            await asyncio.sleep(PHONE_SECONDS + self.chance.uniform(-JITTER_SECONDS, JITTER_SECONDS))


@dataclass
class Screen:
    """The beamer."""

    line: Line
    history: History
    code: str
    seen: list[Seen] = field(default_factory=list)
    tag: str = ""

    async def keep_looking(self) -> None:
        """Ask three times a second, as the script on the page does."""
        while True:
            with contextlib.suppress(*NOT_ANSWERED):
                await self.look()
            await asyncio.sleep(SCREEN_SECONDS)

    async def look(self) -> None:
        """Ask once."""
        reply = await self.line.ask("GET", f"/scherm/{self.code}/stand", If_None_Match=self.tag)
        if reply.require(200, 304).status == 304:
            return
        self.tag = reply.header("etag")
        told = json.loads(reply.body)
        seen = Seen(time.perf_counter(), told["revision"], told["scene"], told["round"], told["answered"])
        self.seen.append(seen)
        self.history.seen.append(seen)

    async def wait_for(self, round_id: int, answered: int, patience: float = 60) -> None:
        """Return once it shows so many answers in a round. Raises TimeoutError."""
        async with asyncio.timeout(patience):
            while not any(seen.round == round_id and (seen.answered or 0) >= answered for seen in self.seen):
                await asyncio.sleep(0.02)


@dataclass
class Trainer:
    """Whoever leads the room, by the pages that lead it."""

    line: Line
    history: History
    uid: str
    cookie: str = ""

    async def enter(self, secret: str) -> None:
        """Change the link for a cookie."""
        reply = (await self.line.ask("GET", f"/workshop/begeleider/{secret}")).require(302, 303)
        self.cookie = reply.header("set-cookie").partition(";")[0]

    async def do(self, what: str, act: str, round_id: int = 0, **fields: str) -> Command:
        """Give a command as its page does: with its token, and the revision that the page saw."""
        page = (await self.line.ask("GET", f"/workshop/leiden/{self.uid}", Cookie=self.cookie)).require(200)
        token, revision = _TOKEN.search(page.body), _REVISION.search(page.body)
        if token is None or revision is None:
            raise FailedError("no form to lead with")
        form = {"token": token[1].decode(), "revision": revision[1].decode(), "doe": act, **fields}
        started = time.perf_counter()
        path = f"/workshop/leiden/{self.uid}/ronde"
        (await self.line.ask("POST", path, form, Cookie=self.cookie)).require(303)
        command = Command(what, round_id, started, time.perf_counter())
        self.history.commands.append(command)
        return command


@dataclass
class Room:
    """A workshop on a server, with all who are in it."""

    port: int
    database: Database
    id: int
    uid: str
    code: str
    trainer_secret: str
    seed: int = 0
    history: History = field(default_factory=History)
    phones: list[Phone] = field(default_factory=list)

    def make_phone(self) -> Phone:
        """Return somebody who is not in yet."""
        phone = Phone(Line(self.port), self.history, random.Random(self.seed + len(self.phones)))
        self.phones.append(phone)
        return phone

    def number_seats(self) -> None:
        """Write down which seat each phone has: in what is stored, they are known by that."""
        with self.database.read() as connection:
            for phone in self.phones:
                found = find_seat(connection, phone.secret)
                if found is None:
                    raise FailedError("a seat that was given is not there")
                phone.seat = found[0].id

    def item(self, key: str) -> Votable:
        """Return what is asked by a key."""
        found = find_votable(QUESTIONNAIRE, key)
        assert found is not None
        return found

    def choose(self, phone: Phone, key: str) -> str:
        """Return some answer."""
        votable = self.item(key)
        return mask_of(votable, phone.chance.choice(votable.options).id)

    def find_round(self, key: str) -> int:
        """Return the number of the round that asks something."""
        with self.database.read() as connection:
            return next(entry.id for entry in list_rounds(connection, self.id) if entry.item == key)

    def read_stored(self) -> Stored:
        """Return what is there in the end."""
        with self.database.read() as connection:
            rounds = list_rounds(connection, self.id)
            rows = connection.execute(
                "SELECT round_id, seat_id, answer, number FROM vote JOIN round ON round.id = vote.round_id"
                " WHERE round.workshop_id = ?",
                (self.id,),
            ).fetchall()
        votes: dict[int, dict[int, tuple[str, int]]] = {}
        for row in rows:
            votes.setdefault(row["round_id"], {})[row["seat_id"]] = (row["answer"], row["number"])
        tallies = {entry.id: entry.tally for entry in rounds if entry.tally is not None}
        return Stored(votes, tallies, {entry.id: self.item(entry.item) for entry in rounds})

    def close(self) -> None:
        """Let go of all connections of this room."""
        for phone in self.phones:
            phone.line.close()


@contextlib.contextmanager
def open_rooms(data_folder: Path, port: int, count: int, heads: int) -> Iterator[list[Room]]:
    """Give so many open rooms on a server that runs, with room for so many heads each."""
    database = attach_database(next(data_folder.glob("pleinwijzer.sqlite3")), 60_000)
    rooms = [make_room(database, port, heads) for _ in range(count)]
    try:
        yield rooms
    finally:
        database.close()


def make_room(database: Database, port: int, heads: int, items: tuple[str, ...] = ITEMS) -> Room:
    """Return an open room of its own, with room for so many heads."""
    with database.write() as connection:
        number = int(connection.execute("SELECT coalesce(max(id), 0) AS n FROM workshop").fetchone()["n"])
        secret = f"{number:021d}A"
        new = NewWorkshop(f"Sessie {number}", today(), Subject.MANY, "", "nl", QUESTIONNAIRE.version, items, (), heads)
        made = create_workshop(
            connection,
            new,
            code=draw_code(FIRST_CODE + number, JOIN_SIGNS),
            trainer_hash=hash_secret(secret),
            recovery_hash=hash_secret(f"recovery {number}"),
        )
        opened = open_room(connection, made.id, utc_now(), "")
    return Room(port, database, made.id, made.uid, opened.code, secret, seed=1000 * number)
