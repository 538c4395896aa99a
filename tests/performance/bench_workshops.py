"""Measures workshops: `python -m tests.performance.bench_workshops`. Takes some six minutes; `--quick` a minute.

Real HTTP clients join, answer, and ask how the room stands, as phones with JavaScript do; a screen and somebody who
leads the room are there too. What was sent, acknowledged and shown is written down, and must all be true together:
otherwise this fails. A vote is *on the screen* with the first answer to it that counts as many as were acknowledged up
to and including that one; the screen asks every 300 ms, so that half of that is waiting for its next question.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from tests.performance.bench_pages import SECTION, add_assessments
from tests.performance.history import RECEIVED, History, Seen, Sent, check
from tests.performance.phones import ITEMS, Line, Phone, Room, Screen, Trainer, open_rooms
from tests.performance.processes import Account, read_account, settle
from tests.server import RunningServer, run_server

PROCESSES = ("--processes", "2")
PROBE_SECONDS = 0.1
"""How often somebody else opens a page of questions meanwhile."""
QUIET_SECONDS = 10
ROUNDS = ITEMS[:3]


@dataclass(frozen=True)
class Plan:
    """How many rooms of how many people, and how many seconds they take to join and to answer."""

    title: str
    rooms: int
    people: int
    join_seconds: float
    vote_seconds: float
    rounds: int = len(ROUNDS)


PLANS = (
    Plan("a room of 60", 1, 60, 0, 5),
    Plan("a room of 300", 1, 300, 10, 10),
    Plan("10 rooms of 60", 10, 60, 10, 5),
    Plan("a room of 1,000", 1, 1000, 30, 20, 1),
)
QUICK = (Plan("a room of 20", 1, 20, 0, 2, 1), Plan("3 rooms of 10", 3, 10, 1, 2, 1))


@dataclass
class Timed:
    """Seconds of each kind of waiting."""

    joins: list[float] = field(default_factory=list)
    join_all: float = 0
    receipts: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)
    reveals: list[float] = field(default_factory=list)
    reveal_pages: list[float] = field(default_factory=list)
    probes: list[float] = field(default_factory=list)


def p95(values: Sequence[float]) -> float:
    """Return the milliseconds under which 95 of a hundred stay."""
    return 1000 * (quantiles(values, n=20)[-1] if len(values) > 1 else values[0] if values else 0)


def find_on_screen(votes: Sequence[Sent], seen: Sequence[Seen]) -> Iterator[float]:
    """Yield for each vote the seconds from its start until the screen counted it."""
    received = sorted((one for one in votes if one.receipt == RECEIVED), key=lambda one: one.ended or 0)
    for rank, one in enumerate(received, start=1):
        counted = [look.at for look in seen if look.round == one.round and (look.answered or 0) >= rank]
        if counted:
            yield max(0.0, counted[0] - one.started)


@asynccontextmanager
async def probing(port: int, path: str, times: list[float]) -> AsyncIterator[None]:
    """Open another page of the site over and over while the block runs, and note how long each takes."""
    line = Line(port)

    async def probe() -> None:
        while True:
            started = time.perf_counter()
            (await line.ask("GET", path)).require(200)
            times.append(time.perf_counter() - started)
            await asyncio.sleep(PROBE_SECONDS)

    task = asyncio.create_task(probe())
    try:
        yield
    finally:
        task.cancel()
        line.close()


async def join_all(room: Room, plan: Plan, timed: Timed) -> None:
    """Let everybody come in."""
    started = time.perf_counter()

    async def join(phone: Phone) -> None:
        await asyncio.sleep(phone.chance.uniform(0, plan.join_seconds))
        timed.joins.append(await phone.join(room.code))

    await asyncio.gather(*(join(room.make_phone()) for _ in range(plan.people)))
    timed.join_all = max(timed.join_all, time.perf_counter() - started)
    room.number_seats()


async def hold_round(room: Room, plan: Plan, key: str, trainer: Trainer, screen: Screen, timed: Timed) -> None:
    """Ask one thing: prepare, open, let all answer, close, show, and wait until every phone knows."""
    await trainer.do("prepare", "klaarzetten", vraag=key)
    number = room.find_round(key)
    await trainer.do("open", "openen", number)
    await asyncio.sleep(1)

    async def vote(phone: Phone) -> Sent:
        await asyncio.sleep(phone.chance.uniform(0, plan.vote_seconds))
        return await phone.vote(number, room.choose(phone, key))

    votes = await asyncio.gather(*map(vote, room.phones))
    timed.receipts += [one.ended - one.started for one in votes if one.ended is not None]
    await screen.wait_for(number, plan.people)
    timed.shown += find_on_screen(votes, screen.seen)
    await trainer.do("close", "sluiten", number)
    late = await asyncio.gather(*(phone.vote(number, room.choose(phone, key)) for phone in room.phones[:5]))
    if any(one.receipt != "late" for one in late):
        raise RuntimeError(f"an answer after closing was told {[one.receipt for one in late]}")
    command = await trainer.do("reveal", "tonen", number)
    await wait_for_reveal(room, number, command.ended, timed)


async def wait_for_reveal(room: Room, number: int, since: float, timed: Timed) -> None:
    """Wait until all phones heard that a round is shown, and open the page with what the room said on each."""
    history = room.history
    async with asyncio.timeout(60):
        while len(heard := [one.at for one in history.seen if is_reveal(one, number)]) < len(room.phones):
            await asyncio.sleep(0.05)
    timed.reveals += [max(0.0, at - since) for at in heard]

    async def open_page(phone: Phone) -> None:
        started = time.perf_counter()
        (await phone.line.ask("GET", f"{phone.path}?toestel=mijn")).require(200)
        timed.reveal_pages.append(time.perf_counter() - started)

    await asyncio.gather(*(open_page(phone) for phone in room.phones[::10]))


def is_reveal(seen: Seen, number: int) -> bool:
    """Whether a phone, and not the screen, heard that a round is shown."""
    return seen.round == number and seen.scene == "revealed" and seen.answered is None


async def hold(room: Room, plan: Plan, timed: Timed) -> None:
    """Let one room go through all of it."""
    trainer = Trainer(Line(room.port), room.history, room.uid)
    screen = Screen(Line(room.port), room.history, room.code)
    await trainer.enter(room.trainer_secret)
    await join_all(room, plan, timed)
    looking = [asyncio.create_task(phone.keep_looking()) for phone in room.phones]
    looking.append(asyncio.create_task(screen.keep_looking()))
    try:
        for key in ROUNDS[: plan.rounds]:
            await hold_round(room, plan, key, trainer, screen, timed)
    finally:
        for task in looking:
            task.cancel()
        await asyncio.gather(*looking, return_exceptions=True)
        trainer.line.close()
        screen.line.close()
        room.close()


async def hold_all(server: RunningServer, rooms: list[Room], plan: Plan, path: str) -> tuple[Timed, Timed, Account]:
    """Return what the rooms saw, what others saw before and meanwhile, and what it cost."""
    timed, quiet = Timed(), Timed()
    port = rooms[0].port
    async with probing(port, path, quiet.probes):
        await asyncio.sleep(QUIET_SECONDS)
    before = read_account(server)
    async with probing(port, path, timed.probes):
        await asyncio.gather(*(hold(room, plan, timed) for room in rooms))
    return timed, quiet, settle(before, read_account(server))


@contextmanager
def serve() -> Iterator[tuple[RunningServer, str]]:
    """Give a server with two processes, and a page of questions on it that somebody else fills in."""
    with tempfile.TemporaryDirectory() as folder, run_server(Path(folder), *PROCESSES) as server:
        (token,) = add_assessments(server.data_folder, 1)
        yield server, f"/z/{token}/vragen/{SECTION}"


def measure_plan(plan: Plan) -> dict[str, float]:
    """Return what was measured. Raises RuntimeError where what was told is not true."""
    with serve() as (server, path):
        port = int(server.url.rpartition(":")[2])
        with open_rooms(server.data_folder, port, plan.rooms, plan.people) as rooms:
            timed, quiet, account = asyncio.run(hold_all(server, rooms, plan, path))
            problems = [problem for room in rooms for problem in check(room.history, room.read_stored())]
            answers = sum(count_received(room.history) for room in rooms)
    if problems:
        raise RuntimeError(f"{len(problems)} times what was told is not true: {problems[:5]}")
    return describe(plan, timed, quiet, account) | {"answers acknowledged and counted once": answers}


def count_received(history: History) -> int:
    """Return how many answers were acknowledged as received."""
    return sum(one.receipt == RECEIVED for one in history.sent)


def describe(plan: Plan, timed: Timed, quiet: Timed, account: Account) -> dict[str, float]:
    """Return the figures of one plan by what they are."""
    return {
        "all joined within s": timed.join_all,
        "joining p95 ms": p95(timed.joins),
        f"votes in {plan.vote_seconds:g} s: receipt median ms": 1000 * median(timed.receipts),
        "receipt p95 ms": p95(timed.receipts),
        "slowest receipt ms": 1000 * max(timed.receipts),
        "vote to screen median ms": 1000 * median(timed.shown),
        "vote to screen p95 ms": p95(timed.shown),
        "reveal to phone p95 ms": p95(timed.reveals),
        "page of the reveal p95 ms": p95(timed.reveal_pages),
        "another page p95 ms, nobody there": p95(quiet.probes),
        "another page p95 ms, meanwhile": p95(timed.probes),
        "seconds": account.wall,
        "processor of the server s": account.server,
        "processor of the driver s": account.driver,
        "processor of others s": account.foreign,
    }


def measure(plans: Sequence[Plan] = PLANS) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield what each plan gave, under its title."""
    for plan in plans:
        yield plan.title, measure_plan(plan)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.performance.bench_workshops", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small rooms, one round")
    for title, measured in measure(QUICK if parser.parse_args().quick else PLANS):
        sys.stdout.write(f"\n{title}\n")
        for name, value in measured.items():
            sys.stdout.write(f"  {name:46} {value:10.1f}\n")
        sys.stdout.flush()
