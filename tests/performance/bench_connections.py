"""Measures who makes others wait: `python -m tests.performance.bench_connections`.

A few visitors read the first page, and a section of their self-scan, again and again: alone, beside 50 people whose
forms come in a byte at a time, beside 50 who take a long file a little at a time, and beside 1,100 connections on
which nothing happens. All of it on a server as `run.py` starts it.
"""

from __future__ import annotations

import contextlib
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from tests.performance.bench_pages import add_assessments, open_visit
from tests.performance.load import HOST, Measured, drive, get
from tests.server import RunningServer, run_server
from webapp.server.worker import raise_file_limit

VISITORS = 4
SECONDS = 2.0
SECONDS_TO_COME = 1.0
ROUNDS = 3
SLOW = 50
IDLE = 1100
LONG_FILE = "/static/fonts/atkinson-hyperlegible-next-plain-zero-latin-wght-normal.woff2"
FILES_EACH = 40
SMALL_BUFFER = 4096

OthersCome = Callable[[int], contextlib.AbstractContextManager[None]]
"""Lets others connect to a port, for as long as the block runs."""


def connect(port: int) -> socket.socket:
    """Return a connection whose system takes as little ahead as it can."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
    connection.connect((HOST, port))
    return connection


@contextlib.contextmanager
def hold(connections: list[socket.socket], *, sending: bool = False, taking: bool = False) -> Iterator[None]:
    """Keep connections open, and let each send or take a few bytes ten times a second."""
    over = threading.Event()

    def trickle() -> None:
        while not over.wait(0.1):
            for connection in connections:
                with contextlib.suppress(OSError):
                    if sending:
                        connection.send(b"x")
                    if taking:
                        connection.recv(1024)

    thread = threading.Thread(target=trickle)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        for connection in connections:
            connection.close()


def slow_bodies(port: int) -> contextlib.AbstractContextManager[None]:
    """Begin fifty forms that never come to an end."""
    connections = [connect(port) for _ in range(SLOW)]
    for connection in connections:
        connection.sendall(f"POST /begin HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 100000\r\n\r\n".encode())
    return hold(connections, sending=True)


def slow_readers(port: int) -> contextlib.AbstractContextManager[None]:
    """Ask fifty times for forty long files, and hardly take them."""
    connections = [connect(port) for _ in range(SLOW)]
    for connection in connections:
        connection.sendall(get(LONG_FILE) * FILES_EACH)
    return hold(connections, taking=True)


def idle_connections(port: int) -> contextlib.AbstractContextManager[None]:
    """Connect and say nothing."""
    return hold([connect(port) for _ in range(IDLE)])


def measure() -> dict[str, float]:
    """Return milliseconds and requests per second of everybody else, by who was there."""
    raise_file_limit()
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, run_server(Path(folder)) as server:
        port = int(server.url.rpartition(":")[2])
        visitor = open_visit(port, add_assessments(server.data_folder, 1)[0])
        section = get(f"{visitor.path}/vragen/webcare")
        wait_until_warm(server)
        others: dict[str, OthersCome] = {
            "alone": lambda _port: contextlib.nullcontext(),
            f"beside {SLOW} slow bodies": slow_bodies,
            f"beside {SLOW} slow readers": slow_readers,
            f"beside {IDLE} idle connections": idle_connections,
        }
        rounds = [
            {name: measure_beside(others_come, port, section) for name, others_come in others.items()}
            for _ in range(ROUNDS)
        ]
    for name in others:
        found[f"{name}, requests/s"] = median(measured[name].rate for measured in rounds)
        found[f"{name}, p50 ms"] = median(measured[name].p50 for measured in rounds)
        found[f"{name}, p95 ms"] = median(measured[name].p95 for measured in rounds)
    return found


def measure_beside(others_come: OthersCome, port: int, request: bytes) -> Measured:
    """Return what visitors get while others are there. Raises RuntimeError when it is not all pages."""
    with others_come(port):
        time.sleep(SECONDS_TO_COME)
        measured = drive(port, [lambda: iter(lambda: request, b"")] * VISITORS, SECONDS)
    if set(measured.statuses) != {200}:
        raise RuntimeError(f"not only pages: {measured}")
    return measured


def wait_until_warm(server: RunningServer) -> None:
    """Wait until every process serves, each with its pages made once."""
    time.sleep(2)
    drive(int(server.url.rpartition(":")[2]), [lambda: iter(lambda: get("/"), b"")] * VISITORS, 1)


if __name__ == "__main__":
    for name, value in measure().items():
        sys.stdout.write(f"{name:46} {value:10.2f}\n")
