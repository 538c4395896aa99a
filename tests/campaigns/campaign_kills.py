"""`kill -9` on any process while people do everything: `python -m tests.campaigns kills`.

What anybody was told is done is done, and nothing is left half done.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from tests.campaigns.lives import Address, Kept, Life
from tests.campaigns.outcome import Outcome
from tests.server import RunningServer, list_all, run_server

PEOPLE = 4
CHILDREN = 4
"""Two processes that serve, the one that makes documents, and the one that draws."""
OPTIONS = ("--processes", "2")
PLENTY = {
    "PLEINWIJZER_NEW_ASSESSMENTS_PER_HOUR": "1000000",
    "PLEINWIJZER_FAILED_LINKS_PER_MINUTE": "1000000",  # whether what was deleted is gone is asked by its link
}
LONGEST_MOMENT = 0.8
MAIN = "the main process"
OF_THE_MAIN_PROCESS = 0.2
"""How many of the kills hit the main process."""
WORK_BETWEEN = 8
TOLD = ("done: saved", "done: begun", "done: asked", "done: deleted")
SECONDS_TO_REPLACE = 30
SECONDS_TO_SETTLE = 240
"""So long nothing may happen to the documents that wait: one that hangs is ended after 90 s, and made again."""
COMPLETE = {
    "a self-scan without a link": "SELECT id FROM assessment WHERE id NOT IN"
    " (SELECT assessment_id FROM link WHERE is_own = 1 AND revoked_at IS NULL)",
    "a self-scan of which nothing tells that it was begun": "SELECT id FROM assessment WHERE id NOT IN"
    " (SELECT assessment_id FROM audit WHERE what = 'begun')",
    "half a file taken over": "SELECT a.id FROM assessment a JOIN audit u ON u.assessment_id = a.id"
    " WHERE u.what = 'imported' AND ((SELECT count(*) FROM action WHERE assessment_id = a.id) < 25"
    " OR (SELECT count(*) FROM answer WHERE assessment_id = a.id AND answer IS NOT NULL) < 20)",
    "half a plan taken along": "SELECT a.id FROM assessment a WHERE a.earlier_id IS NOT NULL AND"
    " (SELECT count(*) FROM action WHERE assessment_id = a.id)"
    " <> (SELECT count(*) FROM action WHERE assessment_id = a.earlier_id)",
    "a document without its file's name": "SELECT id FROM job WHERE (state = 'ready') <> (file IS NOT NULL)",
}
"""What must give no row, by what it would mean."""


def name_process(pid: int, port: int) -> str:
    """Return what a process beside the main one does, where the system tells."""
    if sys.platform != "linux":
        return "some process"
    try:
        libraries = Path(f"/proc/{pid}/maps").read_text("ascii", errors="replace")
        files = {str(path.readlink()) for path in Path(f"/proc/{pid}/fd").iterdir()}
    except OSError:
        return "a process at its start"
    if "matplotlib" in libraries:
        return "the drawing process"
    if any(f"socket:[{inode}]" in files for inode in find_listeners(port)):
        return "a serving process"
    return "the worker" if any("sqlite3" in file for file in files) else "a process at its start"


def find_listeners(port: int) -> list[str]:
    """Return the inodes of the sockets that listen on a port."""
    lines = Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]
    return [line.split()[9] for line in lines if line.split()[1].endswith(f":{port:04X}") and line.split()[3] == "0A"]


class House:
    """A server that is started again when its main process is killed, on the same folder."""

    def __init__(self, folder: Path, outcome: Outcome) -> None:
        self.folder, self.outcome, self.address = folder, outcome, Address()
        self._running = contextlib.ExitStack()
        self.server = self._start()

    def _start(self) -> RunningServer:
        server = self._running.enter_context(run_server(self.folder, *OPTIONS, variables=PLENTY))
        self.address.url = server.url
        return server

    def kill(self, chance: random.Random) -> None:
        """Kill one process, and wait until it is replaced."""
        children = self.server.list_children()
        if chance.random() < OF_THE_MAIN_PROCESS or not children:
            everybody = self.server.list_processes()
            self.server.process.kill()
            self.outcome.figures[f"killed: {MAIN}"] += 1
            self.stop()
            self._wait(lambda: not set(everybody) & set(list_all()), "a process outlived the main one")
            self.server = self._start()
            return
        victim = chance.choice(children)
        self.outcome.figures[f"killed: {name_process(victim, int(self.address.url.rpartition(':')[2]))}"] += 1
        with contextlib.suppress(ProcessLookupError):  # it ended by itself meanwhile, as the worker may
            os.kill(victim, signal.SIGKILL)
        self._wait(lambda: victim not in list_all(), "a killed process is still there")
        self._wait(lambda: len(self.server.list_children()) >= CHILDREN - 1, "a killed process is not replaced")

    def wait_for_work(self) -> None:
        """Wait until people were told that some more is done."""
        before = self._count_done()
        self._wait(lambda: self._count_done() >= before + WORK_BETWEEN, "nobody gets anything done")

    def _count_done(self) -> int:
        return sum(count for what, count in dict(self.outcome.figures).items() if what.startswith(TOLD))

    def stop(self) -> None:
        """End the server, and look at what it said."""
        self._running.close()
        lines = list(self.server.printed)
        self.outcome.require(not any("/z/" in line for line in lines), "a link in the log", lines[-5:])

    def _wait(self, is_so: Callable[[], bool], otherwise: str) -> None:
        gives_up = time.monotonic() + SECONDS_TO_REPLACE
        while not is_so():
            if time.monotonic() > gives_up:
                self.outcome.report(otherwise, list(self.server.printed)[-5:])
                return
            time.sleep(0.02)


@contextlib.contextmanager
def let_live(house: House, seed: int) -> Iterator[list[Life]]:
    """Let everybody do things until the block ends."""
    stopping = threading.Event()
    lives = [Life(house.address, random.Random(seed + n), house.outcome, stopping) for n in range(PEOPLE)]
    threads = [threading.Thread(target=life.live) for life in lives]
    for thread in threads:
        thread.start()
    try:
        yield lives
    finally:
        stopping.set()
        for thread in threads:
            thread.join()


def check_kept(house: House, kept: Kept) -> None:
    """Hold a self-scan to what somebody was told of it."""
    outcome, person = house.outcome, kept.person
    page = person.get(house.address.url, f"{person.link}/gegevens/zelfscan.json")
    if kept.deleted:
        outcome.require(page.status == 404, "what was deleted is there", page.status)
    if kept.deletion_sent and page.status == 404:
        return
    outcome.figures["self-scans looked at in the end"] += 1
    if page.status != 200:
        outcome.report(f"a self-scan that was begun gives {page.status}", kept)
        return
    stored = json.loads(page.text)
    for question, told in person.told_saved.items():
        note = int(stored["answers"].get(question, {}).get("note") or 0)
        outcome.figures["answers looked at in the end"] += 1
        outcome.require(told <= note <= person.sent[question], "an answer is lost", (question, told, note))
    outcome.require(len(stored["actions"]) == kept.actions, "actions are lost", (len(stored["actions"]), kept.actions))


def check_store(database: sqlite3.Connection, outcome: Outcome) -> None:
    """Hold the database to what is whole."""
    found = (
        database.execute("PRAGMA integrity_check").fetchall() + database.execute("PRAGMA foreign_key_check").fetchall()
    )
    outcome.require(found == [("ok",)], "the database is damaged", found)
    for meaning, query in COMPLETE.items():
        rows = database.execute(query).fetchall()
        outcome.require(not rows, meaning, rows)


def check_documents(database: sqlite3.Connection, folder: Path, outcome: Outcome) -> None:
    """Wait until every document is made or given up; then rows and files are the same."""
    unmade = "SELECT id, kind, state, attempts FROM job WHERE state IN ('waiting', 'making')"
    left, before, gives_up = database.execute(unmade).fetchall(), None, 0.0
    while left and (left != before or time.monotonic() < gives_up):
        if left != before:
            before, gives_up = left, time.monotonic() + SECONDS_TO_SETTLE
        time.sleep(0.5)
        left = database.execute(unmade).fetchall()
    outcome.require(not left, "a document that is never made", left)
    for state, count in database.execute("SELECT state, count(*) FROM job GROUP BY state"):
        outcome.figures[f"documents in the end: {state}"] += count
    named = {row[0] for row in database.execute("SELECT file FROM job WHERE file IS NOT NULL")}
    there = {path.name for path in folder.iterdir()} if folder.exists() else set()
    drafts = {name for name in there if name.endswith(".part")}
    outcome.figures["drafts that wait for the sweep"] += len(drafts)
    outcome.require(not there - named - drafts, "a file without a row", there - named - drafts)
    outcome.require(not named - there, "a row without its file", named - there)


def run(count: int, seed: int) -> Outcome:
    """Kill so many processes, and return what was found."""
    chance, outcome = random.Random(seed), Outcome()
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder), outcome)
        try:
            with let_live(house, seed) as lives:
                for _ in range(count):
                    house.wait_for_work()
                    time.sleep(chance.uniform(0, LONGEST_MOMENT))
                    house.kill(chance)
            with closing(sqlite3.connect(house.folder / "pleinwijzer.sqlite3")) as database:
                check_documents(database, house.folder / "documents", outcome)
                check_store(database, outcome)
            for life in lives:
                for kept in life.kept:
                    check_kept(house, kept)
        finally:
            house.stop()
    return outcome
