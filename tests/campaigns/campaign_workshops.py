"""`kill -9` on processes while a room answers: `python -m tests.campaigns workshops`. Some kills hit a reveal.

No answer that was acknowledged is lost or doubled, none is taken after closing, and none is shown before its reveal:
the history of all that was sent, acknowledged and shown must be true of what is stored in the end.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from assessment.model import Kind
from assessment.workshops.items import list_votable
from tests.campaigns.outcome import Outcome
from tests.patience import SECONDS
from tests.performance.history import RECEIVED, Command, check
from tests.performance.phones import (
    NOT_ANSWERED,
    QUESTIONNAIRE,
    FailedError,
    Line,
    Phone,
    Room,
    Screen,
    Trainer,
    make_room,
)
from tests.performance.processes import find_serving
from tests.server import RunningServer, list_all, run_server
from webapp.store.database import Database, attach_database

PEOPLE = 8
OPTIONS = ("--processes", "2")
PATIENT = {"PLEINWIJZER_BUSY_TIMEOUT_MS": "60000", "PLEINWIJZER_FAILED_LINKS_PER_MINUTE": "1000000"}
KILLS_OF_A_ROOM = 50
LONGEST_MOMENT, LONGEST_ROUND, PAUSE = 0.4, 1.0, 0.02
OF_THE_MAIN_PROCESS, OF_A_REVEAL = 0.1, 0.3
AFTER_THE_REVEAL_BEGAN = 0.03
KEYS = tuple(item.key for item in list_votable(QUESTIONNAIRE) if item.question.kind is not Kind.SEVERAL)
SCENES = {"prepare": "prepared", "open": "open", "close": "closed", "reveal": "revealed"}
ACTS = {"prepare": "klaarzetten", "open": "openen", "close": "sluiten", "reveal": "tonen"}


@dataclass
class House:
    """A server that is started again when its main process is killed, on the same folder."""

    folder: Path
    outcome: Outcome
    of_the_main_process: float = OF_THE_MAIN_PROCESS
    lines: list[Line] = field(default_factory=list)
    _running: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def __post_init__(self) -> None:
        self.server = self._start()

    @property
    def port(self) -> int:
        """Where it listens now."""
        return int(self.server.url.rpartition(":")[2])

    def _start(self) -> RunningServer:
        return self._running.enter_context(run_server(self.folder, *OPTIONS, variables=PATIENT))

    def kill(self, chance: random.Random) -> None:
        """Kill one process, and wait until it is gone and somebody serves."""
        if chance.random() < self.of_the_main_process:
            everybody = self.server.list_processes()
            self.server.process.kill()
            self.outcome.figures["killed: the main process"] += 1
            self.stop()
            _wait_until(lambda: not set(everybody) & set(list_all()))
            self.server = self._start()
            for line in self.lines:
                line.close()
                line.port = self.port
            return
        serving = self._list_serving()
        victim = chance.choice(serving)
        with contextlib.suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
        self.outcome.figures["killed: a serving process"] += 1
        _wait_until(lambda: victim not in list_all() and bool(self._list_serving()))

    def _list_serving(self) -> list[int]:
        return find_serving(self.server.list_children(), self.port)

    def stop(self) -> None:
        """End the server."""
        self._running.close()


def _wait_until(is_so: Callable[[], bool]) -> None:
    gives_up = time.monotonic() + SECONDS
    while not is_so():
        if time.monotonic() > gives_up:
            raise AssertionError("a process that was killed is not gone, or nobody serves in its place")
        time.sleep(PAUSE)


async def insist(ask: Callable[[], Awaitable[object]]) -> None:
    """Do something until it is answered: what was killed meanwhile is served by another."""
    async with asyncio.timeout(SECONDS):
        while True:
            try:
                await ask()
            except NOT_ANSWERED:
                await asyncio.sleep(PAUSE)
            else:
                return


@dataclass
class Session:
    """A room that goes from question to question while processes are killed."""

    house: House
    room: Room
    chance: random.Random
    screen: Screen
    trainer: Trainer
    revealing: asyncio.Event = field(default_factory=asyncio.Event)
    round: int = 0
    key: str = ""
    is_over: bool = False

    async def lead(self) -> None:
        """Ask one thing after the other, until told that it is over; the last one is shown too."""
        for key in KEYS:
            if self.is_over:
                return
            await self._give("prepare", vraag=key)
            self.round, self.key = self.room.find_round(key), key
            await self._give("open")
            await asyncio.sleep(self.chance.uniform(0.1, LONGEST_ROUND))
            await self._give("close")
            self.revealing.set()
            await self._give("reveal")
            self.revealing.clear()
        self.is_over = True

    async def _give(self, what: str, **fields: str) -> None:
        """Give a command until the room is where it leads, however often somebody was killed over it."""
        started = time.perf_counter()
        async with asyncio.timeout(SECONDS):
            while not await self._stands(what):
                with contextlib.suppress(*NOT_ANSWERED, FailedError):
                    await self.trainer.do("try", ACTS[what], self.round, **fields)
        self.room.history.commands.append(Command(what, self.round, started, time.perf_counter()))

    async def _stands(self, what: str) -> bool:
        """Whether the room is at the stage that a command leads to. What can't be told is not so."""
        with self.room.database.read() as connection:
            row = connection.execute(
                "SELECT round.stage, round.id FROM workshop JOIN round ON round.id = workshop.round_id"
                " WHERE workshop.id = ?",
                (self.room.id,),
            ).fetchone()
        if row is None or row["stage"] != SCENES[what]:
            return False
        return bool(what != "prepare" or row["id"] != self.round)

    async def answer(self, phone: Phone) -> None:
        """Answer over and over: each answer is sent until it is acknowledged, one way or another."""
        while not self.is_over:
            number, key = self.round, self.key
            if number:
                phone.number += 1
                mask, sent = self.room.choose(phone, key), phone.number
                await insist(partial(phone.vote, number, mask, sent))
            await asyncio.sleep(self.chance.uniform(0, 4 * PAUSE))

    async def kill(self, count: int) -> None:
        """Kill so many processes at moments of chance, some while a round is being shown."""
        for _ in range(count):
            await self._wait_for_work()
            if self.chance.random() < OF_A_REVEAL:
                async with asyncio.timeout(SECONDS):
                    await self.revealing.wait()
                await asyncio.sleep(self.chance.uniform(0, AFTER_THE_REVEAL_BEGAN))
                self.house.outcome.figures["kills around a reveal"] += 1
            else:
                await asyncio.sleep(self.chance.uniform(0, LONGEST_MOMENT))
            await asyncio.to_thread(self.house.kill, self.chance)
        await self._wait_for_work()
        self.is_over = True

    async def _wait_for_work(self) -> None:
        """Wait until the room was told some more: a kill is to hit what works."""
        before = self._count_told()
        async with asyncio.timeout(SECONDS):
            while not self.is_over and self._count_told() < before + PEOPLE:
                await asyncio.sleep(PAUSE)

    def _count_told(self) -> int:
        return sum(one.receipt is not None for one in self.room.history.sent)


async def hold_session(house: House, room: Room, chance: random.Random, count: int) -> None:
    """Let a room go on until so many processes were killed."""
    trainer, screen = Trainer(Line(room.port), room.history, room.uid), Screen(Line(room.port), room.history, room.code)
    phones = [room.make_phone() for _ in range(PEOPLE)]
    house.lines = [trainer.line, screen.line, *(phone.line for phone in phones)]
    await trainer.enter(room.trainer_secret)
    for phone in phones:
        await phone.join(room.code)
    room.number_seats()
    session = Session(house, room, chance, screen, trainer)
    looking = [asyncio.create_task(phone.keep_looking()) for phone in phones]
    looking.append(asyncio.create_task(screen.keep_looking()))
    try:
        await asyncio.gather(session.lead(), session.kill(count), *map(session.answer, phones))
    finally:
        for task in looking:
            task.cancel()
        await asyncio.gather(*looking, return_exceptions=True)
        for line in house.lines:
            line.close()


def judge(room: Room, outcome: Outcome) -> None:
    """Hold a room to what was told of it."""
    stored = room.read_stored()
    outcome.figures["answers sent"] += len(room.history.sent)
    outcome.figures["answers without an answer"] += sum(one.receipt is None for one in room.history.sent)
    outcome.figures["answers acknowledged"] += sum(one.receipt == RECEIVED for one in room.history.sent)
    outcome.figures["rounds shown"] += len(stored.tallies)
    for problem in check(room.history, stored):
        outcome.report(problem.partition(":")[0], problem)


def run(count: int, seed: int, of_the_main_process: float = OF_THE_MAIN_PROCESS) -> Outcome:
    """Kill so many processes, some of them the main one, and return what was found."""
    chance, outcome = random.Random(seed), Outcome()
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder), outcome, of_the_main_process)
        try:
            database = attach_database(house.folder / "pleinwijzer.sqlite3", 60_000)
            try:
                _run_sessions(house, database, chance, count)
            finally:
                database.close()
            with closing(sqlite3.connect(house.folder / "pleinwijzer.sqlite3")) as opened:
                found = opened.execute("PRAGMA integrity_check").fetchall()
                outcome.require(found == [("ok",)], "the database is damaged", found)
        finally:
            house.stop()
    return outcome


def _run_sessions(house: House, database: Database, chance: random.Random, count: int) -> None:
    while count > 0:
        room = make_room(database, house.port, PEOPLE, KEYS)
        asyncio.run(hold_session(house, room, chance, min(count, KILLS_OF_A_ROOM)))
        judge(room, house.outcome)
        count -= KILLS_OF_A_ROOM
