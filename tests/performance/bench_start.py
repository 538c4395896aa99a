"""Measures the start: `python -m tests.performance.bench_start`.

From the command to the first page that a visitor got, with a new data folder and with one that is there already, and
the memory of the server after one page and after every page of a whole assessment: the proportional set, in which what
processes share counts once.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from assessment.content import load_content
from tests.performance.bench_crowd import fill_in
from tests.performance.bench_pages import add_assessments, open_visit
from tests.performance.load import Connection, get
from tests.performance.processes import proportional
from tests.server import run_server

TIMES = 7


def start_once(folder: Path) -> float:
    """Return the seconds from the command to the first page."""
    started = time.perf_counter()
    with run_server(folder) as server:
        read_page(int(server.url.rpartition(":")[2]), "/")
        return time.perf_counter() - started


def read_page(port: int, path: str) -> bytes:
    """Return a page. Raises RuntimeError when it is not there."""
    connection = Connection(port)
    status, _, body = connection.send(get(path))
    connection.close()
    if status != 200:
        raise RuntimeError(f"{path} answered {status}")
    return body


def measure() -> dict[str, float]:
    """Return seconds, and MiB, by what was measured."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        found["start with a new data folder, seconds"] = start_once(Path(folder) / "data")
        found["start, median seconds"] = median(start_once(Path(folder) / "data") for _ in range(TIMES))
        with run_server(Path(folder) / "data") as server:
            port = int(server.url.rpartition(":")[2])
            read_page(port, "/")
            found["main process, MiB"] = proportional([server.process.pid])
            found["all processes after the first page, MiB"] = proportional(server.list_processes())
            token = add_assessments(server.data_folder, 1)[0]
            fill_in(port, open_visit(port, token), seed=1)
            dimensions = load_content().growth_path.dimensions
            for page in ("", *(f"/{name}" for name in dimensions), "/aanbevelingen"):
                read_page(port, f"/z/{token}/resultaat{page}")
            found["all processes after a whole assessment, MiB"] = proportional(server.list_processes())
    return found


if __name__ == "__main__":
    for name, value in measure().items():
        sys.stdout.write(f"{name:42} {value:8.2f}\n")
