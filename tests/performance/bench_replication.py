"""Tries a live copy at a second site: `python -m tests.performance.bench_replication --litestream /path/to/litestream`.

The real server with people who save, and litestream beside it, which copies to another folder. What is measured: how
long until what a page called saved is in the copy; what is lost when server and litestream are killed together; whether
the copy is whole and a server takes it over; whether a deletion while litestream is down harms the copy; and how long
deleted words stay in the server's own files. litestream is no dependency of ours: bring it along.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.faults.people import Person
from tests.performance.bench_crowd import fill_in
from tests.performance.bench_pages import add_assessments, open_visit
from tests.server import RunningServer, run_server

CONFIGURATION = "container/litestream.yml"
DATABASE = "pleinwijzer.sqlite3"
FILLED_IN = 30
SINGLE_SAVES = 20
PEOPLE = 4
SECONDS_OF_SAVING = 30.0
SECONDS_TO_ARRIVE = 20.0
SECONDS_TO_FORGET = 150.0
SECTIONS = ("webcare", "strategy", "listening")
DELETIONS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 3.0, 3.3)
"""Seconds between writing and deleting, as litestream looks once a second."""
DELETED_WORDS = "these words are deleted afterwards"

Measured = dict[str, float]


class EnoughError(Exception):
    """Somebody saved as often as was asked."""


@contextlib.contextmanager
def replicate(litestream: str, server: RunningServer, replica: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Copy the server's database to a folder for as long as the block runs, or until somebody kills it."""
    places = {"PLEINWIJZER_DATABASE": str(server.data_folder / DATABASE), "PLEINWIJZER_COPY": replica.as_uri()}
    command = [litestream, "replicate", "-config", CONFIGURATION]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=os.environ | places, stdout=quiet, stderr=quiet) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(20)


def restore(litestream: str, replica: Path, folder: Path) -> float:
    """Restore the copy as the database of a new data folder; return the seconds. Raises when it is not whole."""
    folder.mkdir(mode=0o700)
    begun = time.monotonic()
    command = [litestream, "restore", "-integrity-check", "full", "-o", str(folder / DATABASE), replica.as_uri()]
    subprocess.run(command, check=True, capture_output=True)
    return time.monotonic() - begun


def measure_size(folder: Path) -> int:
    """Return the KiB of all files in a folder; one that goes meanwhile counts for nothing."""
    total = 0
    for path in folder.rglob("*"):
        with contextlib.suppress(FileNotFoundError):
            total += path.stat().st_size if path.is_file() else 0
    return total // 1024


def measure_lags(server: RunningServer, replica: Path) -> list[float]:
    """Save now and then; return the seconds from the page that said "saved" to the piece that arrived."""
    moments, lags = random.Random(12), list[float]()
    pieces = replica / "ltx" / "0"
    known: set[str] = set()

    def wait_for_arrival() -> None:
        saved = time.monotonic()
        while not {path.name for path in pieces.glob("*.ltx")} - known:
            assert time.monotonic() - saved < SECONDS_TO_ARRIVE, "nothing arrived"
            time.sleep(0.01)
        lags.append(time.monotonic() - saved)
        if len(lags) == SINGLE_SAVES:
            raise EnoughError
        time.sleep(moments.uniform(2.0, 3.5))
        known.update(path.name for path in pieces.glob("*.ltx"))

    person = Person()
    person.begin(server.url)
    time.sleep(3)
    known.update(path.name for path in pieces.glob("*.ltx"))
    with contextlib.suppress(EnoughError):
        person.answer_one_by_one(server.url, "webcare", wait_for_arrival)
    return lags


class Saving:
    """People who save without a pause until the server is gone; of each the moments at which a page said "saved"."""

    def __init__(self, server: RunningServer) -> None:
        self._people = [Person() for _ in range(PEOPLE)]
        self._moments: list[list[float]] = [[] for _ in self._people]
        for person in self._people:
            person.begin(server.url)
        self._threads = [threading.Thread(target=self._save, args=(server.url, n)) for n in range(PEOPLE)]
        for thread in self._threads:
            thread.start()

    def wait(self) -> None:
        """Wait until everybody has noticed that the server is gone."""
        for thread in self._threads:
            thread.join()

    def count_lost(self, server: RunningServer, killed: float) -> Measured:
        """Return how many saves there were, how many another server lacks, and how old the oldest of those was."""
        lost, oldest = 0, 0.0
        for person, moments in zip(self._people, self._moments, strict=True):
            answers = json.loads(person.get(server.url, f"{person.link}/gegevens/zelfscan.json").text)["answers"]
            kept = max(int(answer["note"]) for answer in answers.values())  # notes are numbers that go up by one
            lost += max(0, len(moments) - kept)
            oldest = max(oldest, killed - moments[kept]) if kept < len(moments) else oldest
        return {"saves": sum(map(len, self._moments)), "saves lost": lost, "age of the oldest lost, s": oldest}

    def _save(self, server: str, number: int) -> None:
        def note_saved() -> None:
            self._moments[number].append(time.monotonic())

        with contextlib.suppress(OSError, http.client.HTTPException):
            self._people[number].answer_one_by_one(server, SECTIONS[number % 3], note_saved)


def delete(server: RunningServer, person: Person) -> None:
    """Delete a self-scan, as its own page does."""
    page = person.post(server.url, f"{person.link}/gegevens/verwijderen", {})
    assert page.status == 303, page.text


def write_what_will_be_deleted(server: RunningServer) -> Person:
    """Return somebody whose self-scan holds the words that are looked for after its deletion."""
    person = Person()
    person.begin(server.url)
    fields = person.get(server.url, f"{person.link}/vragen/webcare").fields
    note = next(name for name in fields if name.startswith("note."))
    page = person.post(server.url, f"{person.link}/vragen/webcare", fields | {note: [DELETED_WORDS], "go": ["stay"]})
    assert page.status == 303, page.text
    return person


def wait_until_forgotten(server: RunningServer) -> float:
    """Return the seconds until deleted words are in no file of the database; SECONDS_TO_FORGET when they stay."""
    begun = time.monotonic()
    files = [server.data_folder / (DATABASE + ending) for ending in ("", "-wal")]
    while any(DELETED_WORDS.encode() in path.read_bytes() for path in files):
        if time.monotonic() - begun > SECONDS_TO_FORGET:
            return SECONDS_TO_FORGET
        time.sleep(0.05)
    return time.monotonic() - begun


def kill_everything(server: RunningServer, copying: subprocess.Popen[bytes]) -> float:
    """Kill litestream and every process of the server, as a machine that fails; return the moment."""
    processes = server.list_processes()
    killed = time.monotonic()
    for process in [copying.pid, *processes]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    return killed


def fill_database(server: RunningServer) -> None:
    """Put whole self-scans in the database, through the site."""
    port = int(server.url.rpartition(":")[2])
    for seed, token in enumerate(add_assessments(server.data_folder, FILLED_IN)):
        fill_in(port, open_visit(port, token), seed)


def measure_loss(litestream: str, folder: Path, replica: Path) -> Measured:
    """Return lags and sizes of a live copy, and what it lacks when the machine fails under people who save."""
    measured: Measured = {}
    with run_server(folder / "first") as server:
        fill_database(server)
        with replicate(litestream, server, replica) as copying:
            lags = sorted(measure_lags(server, replica))
            measured |= {"lag p50, s": median(lags), "lag longest, s": lags[-1]}
            saving = Saving(server)
            time.sleep(SECONDS_OF_SAVING)
            killed = kill_everything(server, copying)
            saving.wait()
    measured |= {
        "database with its log, KiB": measure_size_of_database(folder / "first"),
        "litestream's folder beside it, KiB": measure_size(folder / "first" / f".{DATABASE}-litestream"),
        "the copy, KiB": measure_size(replica),
        "restore, s": restore(litestream, replica, folder / "second"),
    }
    kept_by = FILLED_IN + PEOPLE + 1
    measured["a self-scan in the database, KiB"] = measure_size_of_database(folder / "second") / kept_by
    with run_server(folder / "second") as server:
        measured |= saving.count_lost(server, killed)
    return measured


def measure_size_of_database(folder: Path) -> int:
    """Return the KiB of the database and its log."""
    return sum(path.stat().st_size for path in folder.glob(DATABASE + "*")) // 1024


def measure_forgetting(litestream: str, folder: Path, replica: Path) -> Measured:
    """Return how long deleted words stay, without and with litestream, and whether a pause of it does harm."""
    measured: Measured = {}
    with run_server(folder / "third") as server:
        person = write_what_will_be_deleted(server)
        delete(server, person)
        measured["deleted words stay, alone, s"] = wait_until_forgotten(server)
        with replicate(litestream, server, replica):
            time.sleep(3)
            longest = 0.0
            for moment in DELETIONS:
                person = write_what_will_be_deleted(server)
                time.sleep(moment)
                delete(server, person)
                longest = max(longest, wait_until_forgotten(server))
            measured["deleted words stay, with litestream, s"] = longest
            kept = write_what_will_be_deleted(server)
            time.sleep(3)
        later = write_what_will_be_deleted(server)
        delete(server, kept)  # empties the log while litestream is down
        with replicate(litestream, server, replica):
            time.sleep(6)
    restore(litestream, replica, folder / "fourth")
    with run_server(folder / "fourth") as server:
        statuses = [somebody.get(server.url, somebody.link).status for somebody in (kept, later)]
    assert statuses[0] == 404, statuses
    assert statuses[1] in {200, 302, 303}, statuses
    return measured


def measure(litestream: str) -> Measured:
    """Return what was measured, by name. Raises when a copy was not whole or not what it should be."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measured = measure_loss(litestream, folder, folder / "copy")
        return measured | measure_forgetting(litestream, folder, folder / "second-copy")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--litestream", default="litestream", help="where the program is")
    for what, value in measure(arguments.parse_args().litestream).items():
        sys.stdout.write(f"{what:42} {value:10.2f}\n")
