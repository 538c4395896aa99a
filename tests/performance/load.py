"""A small closed-loop load: each client keeps one connection and sends its next request when the last is answered.

Written for this purpose alone: it must cost little beside the server, since both share the machine's cores. It only
ever talks to 127.0.0.1.
"""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median, quantiles

HOST = "127.0.0.1"
ANSWER_WITHIN_SECONDS = 60


@dataclass(frozen=True)
class Measured:
    """What a run gave: requests per second, and milliseconds until the whole answer was there."""

    rate: float
    p50: float
    p95: float
    statuses: Counter[int]

    def __str__(self) -> str:
        statuses = ", ".join(f"{count} x {status}" for status, count in sorted(self.statuses.items()))
        return f"{self.rate:.0f} requests/s, p50 {self.p50:.1f} ms, p95 {self.p95:.1f} ms ({statuses})"


class Connection:
    """One kept connection to a server on this machine."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection((HOST, port), timeout=ANSWER_WITHIN_SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""

    def send(self, request: bytes) -> tuple[int, bytes, bytes]:
        """Send a request; return status, head and body of the answer."""
        self._socket.sendall(request)
        while (end := self._rest.find(b"\r\n\r\n")) < 0:
            self._rest += self._receive()
        head, body = self._rest[:end], self._rest[end + 4 :]
        length = content_length(head)
        while len(body) < length:
            body += self._receive()
        self._rest = body[length:]
        return int(head[9:12]), head, body[:length]

    def _receive(self) -> bytes:
        received = self._socket.recv(65536)
        if not received:
            raise ConnectionError("the server closed the connection")
        return received

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()


def content_length(head: bytes) -> int:
    """The length of the body, as the answer's head says."""
    return int(read_header(head, b"content-length") or 0)


def read_header(head: bytes, wanted: bytes) -> bytes:
    """The value that an answer's head gives to a name in small letters; empty where it has none."""
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == wanted:
            return value.strip()
    return b""


def get(path: str) -> bytes:
    """A GET request."""
    return f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()


def post(path: str, form: str) -> bytes:
    """A POST of an encoded form, as htmx sends it from a page of ours."""
    return submit(path, form, "HX-Request: true\r\n")


def submit(path: str, form: str, more_lines: str = "") -> bytes:
    """A POST of an encoded form, as a browser without JavaScript sends it from a page of ours."""
    body = form.encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nSec-Fetch-Site: same-origin\r\n{more_lines}"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def drive(port: int, clients: list[Callable[[], Iterator[bytes]]], seconds: float) -> Measured:
    """Let all clients send at once for some seconds, or until their requests run out."""
    begin = threading.Barrier(len(clients) + 1)
    ends_at = [0.0]

    def work(client: Callable[[], Iterator[bytes]]) -> list[tuple[float, int]]:
        connection = Connection(port)
        begin.wait()
        done = []
        for request in client():
            started = time.perf_counter()
            status, _, _ = connection.send(request)
            now = time.perf_counter()
            done.append(((now - started) * 1000, status))
            if now > ends_at[0]:
                break
        connection.close()
        return done

    with ThreadPoolExecutor(len(clients)) as pool:
        running = [pool.submit(work, client) for client in clients]
        started = time.perf_counter()
        ends_at[0] = started + seconds
        begin.wait()
        requests = [request for future in running for request in future.result()]
    spent = time.perf_counter() - started
    times = [milliseconds for milliseconds, _ in requests]
    statuses = Counter(status for _, status in requests)
    return Measured(len(times) / spent, median(times), quantiles(times, n=20)[-1], statuses)
