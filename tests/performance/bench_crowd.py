"""Measures a crowd: `python -m tests.performance.bench_crowd`. A hundred municipalities fill in everything at once.

Each one opens its sections one after the other, reads the page, and saves every question of it by itself, as a browser
with JavaScript does; nobody waits between two requests. Afterwards every answer that was called saved must be there.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from assessment.content import load_content
from assessment.model import Kind, Question
from tests.performance.bench_pages import Visitor, add_assessments, open_visit
from tests.performance.load import Connection, get, post
from tests.server import run_server
from tests.webapp.assessments import find_by_link
from tests.webapp.store.writing import read
from webapp.store.answers import get_answers
from webapp.store.database import open_database

MUNICIPALITIES = 100
QUESTIONNAIRE = load_content().questionnaire


@dataclass
class Timed:
    """Milliseconds of pages and of saves, and how requests were answered."""

    pages: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def send(self, connection: Connection, request: bytes, times: list[float]) -> None:
        """Send one request and remember how long it took."""
        started = time.perf_counter()
        status, _, _ = connection.send(request)
        times.append((time.perf_counter() - started) * 1000)
        self.statuses[status] += 1


def fill_in(port: int, visitor: Visitor, seed: int) -> Timed:
    """Fill in the whole questionnaire over one connection."""
    timed, connection, choose = Timed(), Connection(port), random.Random(seed)
    for section in QUESTIONNAIRE.sections:
        timed.send(connection, get(f"{visitor.path}/vragen/{section.id}"), timed.pages)
        for question in QUESTIONNAIRE.in_section(section.id):
            form = urlencode(answer_fields(question, choose))
            timed.send(connection, post(f"{visitor.path}/antwoord/{question.id}", form), timed.saves)
    connection.close()
    return timed


def answer_fields(question: Question, choose: random.Random) -> dict[str, str]:
    """Return some answer to a question, as its form sends it."""
    fields = {f"revision.{question.id}": "0", f"note.{question.id}": ""}
    match question.kind:
        case Kind.ONE | Kind.SEVERAL:
            fields[f"answer.{question.id}"] = choose.choice(question.options).id
        case Kind.GRID:
            fields |= {f"row.{question.id}.{row.id}": choose.choice(question.options).id for row in question.rows}
        case Kind.NUMBER if question.number is not None:
            fields[f"answer.{question.id}"] = str(question.number.minimum)
        case _:
            fields[f"answer.{question.id}"] = "Een antwoord in eigen woorden."
    return fields


def count_saved(data_folder: Path, tokens: list[str]) -> int:
    """Return how many answers are stored of these assessments."""
    database = open_database(next(data_folder.glob("*.sqlite3")))
    records = [record for token in tokens if (record := find_by_link(database, token))]
    saved = sum(
        entry.plain is not None for record in records for entry in read(database, get_answers, record.id).values()
    )
    database.close()
    return saved


def measure() -> dict[str, float]:
    """Return what the crowd saw. Raises RuntimeError when anything was lost or refused."""
    with tempfile.TemporaryDirectory() as folder, run_server(Path(folder)) as server:
        port = int(server.url.rpartition(":")[2])
        tokens = add_assessments(server.data_folder, MUNICIPALITIES)
        visitors = [open_visit(port, token) for token in tokens]
        started = time.perf_counter()
        with ThreadPoolExecutor(MUNICIPALITIES) as pool:
            each = list(pool.map(fill_in, [port] * MUNICIPALITIES, visitors, range(MUNICIPALITIES)))
        spent = time.perf_counter() - started
        saved = count_saved(server.data_folder, tokens)
    statuses = sum((timed.statuses for timed in each), Counter())
    asked = MUNICIPALITIES * len(QUESTIONNAIRE.questions)
    if set(statuses) != {200} or saved != asked:
        raise RuntimeError(f"{saved} of {asked} answers are stored; answers: {dict(statuses)}")
    pages = [entry for timed in each for entry in timed.pages]
    saves = [entry for timed in each for entry in timed.saves]
    return {
        "municipalities at once": MUNICIPALITIES,
        "answers saved": saved,
        "seconds for all": spent,
        "requests/s": sum(statuses.values()) / spent,
        "section page p50 ms": median(pages),
        "section page p95 ms": quantiles(pages, n=20)[-1],
        "saving p50 ms": median(saves),
        "saving p95 ms": quantiles(saves, n=20)[-1],
        "slowest request ms": max(*pages, *saves),
    }


if __name__ == "__main__":
    for name, value in measure().items():
        sys.stdout.write(f"{name:32} {value:10.1f}\n")
