"""Measures pages against bare ones: `python -m tests.performance.bench_pages`.

Two servers of the same kind run side by side, ours and a bare one, and take turns: the section page against a bare
Flask view that renders as many bytes, saving an answer against one that commits a row to the same kind of database and
answers with as many bytes. Only the ratio of medians means something: the machine's speed does not stay the same.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, cycle, repeat
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from assessment.content import load_content
from tests.performance.load import Connection, Measured, drive, get, post
from tests.performance.processes import find_serving, processor_seconds
from tests.server import ROOT, read_address, run_server, stop
from tests.webapp.assessments import begin_assessment
from webapp.store.assessments import NewAssessment
from webapp.store.database import open_database

CLIENTS = 8
SECONDS = 3.0
ROUNDS = 5
SECTION = "webcare"
QUESTION = "webcare.questions"
OPTIONS = ("yes", "mostly", "sometimes")

Client = Callable[[], Iterator[bytes]]


@dataclass(frozen=True)
class Visitor:
    """One assessment that is being filled in: its address, and what is saved there."""

    path: str
    saves: Iterator[tuple[int, str]] = field(default_factory=lambda: zip(count(), cycle(OPTIONS), strict=False))

    def read(self) -> Iterator[bytes]:
        """Ask for the section page, over and over."""
        return repeat(get(f"{self.path}/vragen/{SECTION}"))

    def save(self) -> Iterator[bytes]:
        """Save another answer to the same question each time, as htmx does."""
        for revision, option in self.saves:
            yield self.write_save(QUESTION, option, revision)

    def write_save(self, question: str, option: str, revision: int) -> bytes:
        """Write the request that saves one answer; the revision is the one that the page knows."""
        fields = {
            f"answer.{question}": option,
            f"note.{question}": "",
            f"revision.{question}": str(revision),
        }
        form = urlencode(fields)
        return post(f"{self.path}/antwoord/{question}", form)


@dataclass(frozen=True)
class Side:
    """One of the two servers: where it listens, who asks it, and its processes."""

    port: int
    clients: list[Client]
    processes: list[int]

    def drive(self) -> tuple[Measured, float]:
        """Return what a round gave, and the milliseconds of the server's processor for each request."""
        before = sum(map(processor_seconds, self.processes))
        measured = drive(self.port, self.clients, SECONDS)
        spent = sum(map(processor_seconds, self.processes)) - before
        return measured, 1000 * spent / measured.statuses.total()


@dataclass(frozen=True)
class Comparison:
    """Rounds of ours and of the bare one, taken in turns: what each gave, and the processor's time for a request."""

    ours: list[tuple[Measured, float]]
    bare: list[tuple[Measured, float]]

    @property
    def ratio(self) -> float:
        """Our requests per second as a part of the bare one's: the median over the rounds."""
        return median(one.rate / other.rate for (one, _), (other, _) in zip(self.ours, self.bare, strict=True))

    @property
    def work_ratio(self) -> float:
        """The bare one's processor time for a request as a part of ours: it hangs less on what else a machine does."""
        return median(other / one for (_, one), (_, other) in zip(self.ours, self.bare, strict=True))


def compare_pages() -> tuple[Comparison, Comparison]:
    """Return the comparisons of the section page and of saving an answer."""
    with tempfile.TemporaryDirectory() as folder, run_server(Path(folder) / "ours") as server:
        port = int(server.url.rpartition(":")[2])
        visitors = [open_visit(port, token) for token in add_assessments(server.data_folder, CLIENTS)]
        page, saved = measure_bytes(port, visitors[0])
        with run_bare(Path(folder) / "bare", page, saved) as (bare, pid):
            own = find_serving(server.list_processes(), port)
            read, save = [visitor.read for visitor in visitors], [visitor.save for visitor in visitors]
            pages = take_turns(Side(port, read, own), Side(bare, [read_bare] * CLIENTS, [pid]))
            saves = take_turns(Side(port, save, own), Side(bare, [save_bare] * CLIENTS, [pid]))
    return pages, saves


def take_turns(ours: Side, bare: Side) -> Comparison:
    """Drive both servers round after round, after one round that nobody counts."""
    found = Comparison([], [])
    for turn in range(ROUNDS + 1):
        measured = ours.drive(), bare.drive()
        if turn:
            found.ours.append(measured[0])
            found.bare.append(measured[1])
    return found


def add_assessments(data_folder: Path, how_many: int) -> list[str]:
    """Put assessments in the running server's database and return their tokens: the form allows so many an hour."""
    database = open_database(next(data_folder.glob("*.sqlite3")))
    version = load_content().questionnaire.version
    new = NewAssessment("44021", 272_000, "other", "nl", version)
    tokens = [begin_assessment(database, new)[1] for _ in range(how_many)]
    database.close()
    return tokens


def open_visit(port: int, token: str) -> Visitor:
    """Open the section page once, as whoever fills it in does first. Raises RuntimeError when it has no form."""
    connection, visitor = Connection(port), Visitor(f"/z/{token}")
    status, _, body = connection.send(next(visitor.read()))
    connection.close()
    if status != 200 or f'name="revision.{QUESTION}"'.encode() not in body:
        raise RuntimeError(f"the section page answered {status}, or gave no form")
    return visitor


def measure_bytes(port: int, visitor: Visitor) -> tuple[int, int]:
    """Return how many bytes the section page and the answer to a saved answer have."""
    connection = Connection(port)
    page = connection.send(next(visitor.read()))
    saved = connection.send(next(visitor.save()))
    connection.close()
    if (page[0], saved[0]) != (200, 200):
        raise RuntimeError(f"the section page answered {page[0]}, saving {saved[0]}")
    return len(page[2]), len(saved[2])


def read_bare() -> Iterator[bytes]:
    """Ask for the bare page, over and over."""
    return repeat(get("/page"))


def save_bare() -> Iterator[bytes]:
    """Have the bare view commit a row of an answer's length, over and over."""
    return repeat(post("/commit", "value=" + "x" * 60))


@contextlib.contextmanager
def run_bare(folder: Path, page_bytes: int, answer_bytes: int) -> Iterator[tuple[int, int]]:
    """Run the bare application and give its port and its process."""
    folder.mkdir()
    command = [sys.executable, "-m", "tests.performance.baseline", str(folder), str(page_bytes), str(answer_bytes)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    try:
        yield int(read_address(process.stdout, deque()).rpartition(":")[2]), process.pid
    finally:
        stop(process)


def measure() -> dict[str, float]:
    """Return requests/s and milliseconds of the median round, and our part of the bare one's requests/s."""
    found: dict[str, float] = {}
    for name, comparison in zip(("section page", "saving an answer"), compare_pages(), strict=True):
        found[f"{name}, % of the bare view's requests/s"] = 100 * comparison.ratio
        found[f"{name}, % by processor time"] = 100 * comparison.work_ratio
        for label, rounds in (("ours", comparison.ours), ("bare", comparison.bare)):
            middle, _ = sorted(rounds, key=lambda one: one[0].rate)[len(rounds) // 2]
            if set(middle.statuses) != {200}:
                raise RuntimeError(f"{name}, {label}: {middle}")
            found[f"{name}, {label}, requests/s"] = middle.rate
            found[f"{name}, {label}, p50 ms"] = middle.p50
            found[f"{name}, {label}, p95 ms"] = middle.p95
            found[f"{name}, {label}, processor ms a request"] = median(spent for _, spent in rounds)
    return found


if __name__ == "__main__":
    for title, value in measure().items():
        sys.stdout.write(f"{title:46} {value:8.1f}\n")
