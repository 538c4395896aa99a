"""Measures documents under the real server: `python -m tests.performance.bench_documents`.

The first report (its process starts), the next ones, one that is kept; then, three times in turn, what a section page
takes others while nobody asks for documents, and while twenty municipalities ask for theirs at once.
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles

from assessment.answers import plain_answer
from assessment.content import load_content
from tests.performance.bench_domain import make_answers
from tests.performance.bench_pages import add_assessments, open_visit
from tests.performance.bench_pictures import resident
from tests.performance.load import Connection, get
from tests.server import run_server
from tests.webapp.assessments import find_by_link
from tests.webapp.store.writing import write
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.database import open_database

AT_ONCE = 20
ROUNDS = 3
NEXT = 5
READS = 60
ASK_EVERY = 2.0
READY = 286


def fill(data_folder: Path, tokens: list[str]) -> None:
    """Give each assessment answers by chance."""
    database, content = open_database(next(data_folder.glob("*.sqlite3"))), load_content()
    for seed, token in enumerate(tokens):
        record = find_by_link(database, token)
        if record is None:
            raise RuntimeError("an assessment is gone")
        answers = make_answers(content, random.Random(seed))
        changes = [AnswerChange(q, plain_answer(a)) for q, a in answers.items()]
        write(database, save_answers, record.id, changes, PROGRAM)
    database.close()


def fetch(port: int, token: str, kind: str = "pdf") -> tuple[float, int]:
    """Return the milliseconds until a document was there and its bytes, asking as the waiting page does."""
    connection, started = Connection(port), time.perf_counter()
    address = f"/z/{token}/documenten/rapport.{kind}"
    while True:
        status, _, body = connection.send(get(address))
        if status == 200:
            connection.close()
            return (time.perf_counter() - started) * 1000, len(body)
        if status != 202:
            raise RuntimeError(f"the document answered {status}")
        while status != READY:
            time.sleep(ASK_EVERY)
            status, _, _ = connection.send(get(f"{address}/stand"))


def read_pages(port: int, token: str, stop: threading.Event | None = None) -> list[float]:
    """Return the milliseconds of section pages, one after the other, until it is enough or somebody says stop."""
    visitor, connection = open_visit(port, token), Connection(port)
    times: list[float] = []
    while not stop.is_set() if stop else len(times) < READS:
        started = time.perf_counter()
        connection.send(next(visitor.read()))
        times.append((time.perf_counter() - started) * 1000)
        time.sleep(0.02)
    connection.close()
    return times


def children_of(pid: int) -> list[int]:
    """Return the processes that a process started; none where the system does not tell."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        fields = path.read_text("ascii", errors="replace").rpartition(")")[2].split()
        if int(fields[1]) == pid:
            found.append(int(path.parent.name))
    return found


def ask_all(port: int, tokens: list[str], reader: str) -> tuple[list[float], float]:
    """Return the milliseconds of a section page while all ask for their report, and the seconds until they have it."""
    stop = threading.Event()
    with ThreadPoolExecutor(len(tokens) + 1) as pool:
        reading = pool.submit(read_pages, port, reader, stop)
        started = time.perf_counter()
        list(pool.map(lambda token: fetch(port, token), tokens))
        spent = time.perf_counter() - started
        stop.set()
        return reading.result(), spent


def measure_others(port: int, tokens: list[str], reader: str) -> dict[str, float]:
    """Return what a section page takes alone and beside documents, taking turns: medians of the rounds."""
    alone, beside, spent = [], [], []
    for start in range(0, len(tokens), AT_ONCE):
        alone.append(read_pages(port, reader))
        during, seconds = ask_all(port, tokens[start : start + AT_ONCE], reader)
        beside.append(during)
        spent.append(seconds)
    return {
        f"PDFs a minute with {AT_ONCE} at once": 60 * AT_ONCE / median(spent),
        "section page alone, median ms": median(map(median, alone)),
        "section page alone, p95 ms": median(quantiles(times, n=20)[-1] for times in alone),
        "section page beside them, median ms": median(map(median, beside)),
        "section page beside them, p95 ms": median(quantiles(times, n=20)[-1] for times in beside),
    }


def measure() -> dict[str, float]:
    """Return milliseconds, kB and MiB, by what was measured."""
    with tempfile.TemporaryDirectory() as folder, run_server(Path(folder)) as server:
        port = int(server.url.rpartition(":")[2])
        tokens = add_assessments(server.data_folder, ROUNDS * AT_ONCE + NEXT + 2)
        fill(server.data_folder, tokens)
        first, size = fetch(port, tokens[0])
        following = [fetch(port, token)[0] for token in tokens[1 : NEXT + 1]]
        kept = median(fetch(port, tokens[0])[0] for _ in range(NEXT))
        memory = [resident(pid) for pid in children_of(server.process.pid)]
        word, word_size = fetch(port, tokens[0], "docx")
        sheet, sheet_size = fetch(port, tokens[0], "xlsx")
        others = measure_others(port, tokens[NEXT + 1 : -1], tokens[-1])
    return {
        "first PDF, process starts, ms": first,
        "next PDFs, median ms": median(following),
        "kept PDF, median ms": kept,
        "PDF, kB": size / 1000,
        "largest process behind the pages, resident MiB": max(memory, default=0.0),
        "Word, ms": word,
        "Word, kB": word_size / 1000,
        "spreadsheet, ms": sheet,
        "spreadsheet, kB": sheet_size / 1000,
        **others,
    }


if __name__ == "__main__":
    for title, value in measure().items():
        sys.stdout.write(f"{title:38} {value:9.1f}\n")
