"""Requests that are none, over real connections to the real server: `python -m tests.campaigns sockets`.

Meanwhile others are served, no process grows or ends, and nothing that was said in confidence is in the log.
"""

from __future__ import annotations

import contextlib
import random
import re
import socket
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.campaigns import hostile
from tests.campaigns.outcome import Outcome
from tests.faults.people import Person
from tests.performance.bench_pictures import resident
from tests.server import RunningServer, run_server

HOST = "127.0.0.1"
ANSWER_SECONDS = 1.0
"""So long an answer to something broken is waited for; a server that waits for the rest sends none."""
OTHERS_SECONDS = 5.0
LOOK_EACH = 50
MOST_GROWTH = 40.0
"""MiB that a process may grow after its first requests: the pages that it keeps."""
WARM_REQUESTS = 300
SLOW = 30
AT_ONCE = 10
MAY_SAY = {501, 505}
"""What a server may say above 500 to a request that it does not know."""
Maker = Callable[[random.Random, str], bytes]
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")
LINES = b"\r\n"


def make_random(chance: random.Random, _path: str) -> bytes:
    """Bytes by chance."""
    return chance.randbytes(chance.randrange(1, 2000))


def make_broken_head(chance: random.Random, path: str) -> bytes:
    """A request of which one byte is another, gone, or there again."""
    head = f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nAccept: text/html\r\nCookie: taal=nl\r\n\r\n".encode()
    for _ in range(chance.randrange(1, 4)):
        place = chance.randrange(len(head))
        head = head[:place] + chance.choice((b"", chance.randbytes(1), b"\x00", b"\r", b"\n")) + head[place + 1 :]
    return head


def make_flood(chance: random.Random, path: str) -> bytes:
    """Very many headers, or very long ones."""
    if chance.random() < 0.5:
        lines = b"".join(b"X-%d: %d\r\n" % (n, n) for n in range(chance.choice((100, 1000, 5000))))
    else:
        lines = b"X-Long: " + b"x" * chance.choice((8_000, 70_000, 1_000_000)) + LINES
    return f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n".encode() + lines + LINES


def make_wrong_length(chance: random.Random, path: str) -> bytes:
    """A body with a length that is wrong."""
    length = chance.choice(
        ("-1", "+5", "0x5", "5, 5", "5, 6", "9" * 30, "", " ", "5\t", "1e3", "٣", "5\r\nContent-Length: 6")
    )
    return f"POST {path}/afronden HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {length}\r\n\r\nhallo".encode()


def make_smuggled(chance: random.Random, path: str) -> bytes:
    """A request within another one, by two lengths that disagree."""
    inner = f"GET {path}/smokkel HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
    coding = chance.choice(("chunked", "Chunked", " chunked", "chunked, identity", "identity", "xchunked", "\tchunked"))
    name = chance.choice(("Transfer-Encoding", "Transfer-Encoding ", "transfer_encoding", "X: y\nTransfer-Encoding"))
    body = b"0\r\n\r\n" + inner
    # That header says nothing, so that only an honest length leaves nothing behind it.
    length = len(body) if "_" in name else chance.choice((len(body), 5, 6, 0))
    head = f"POST / HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {length}\r\n{name}: {coding}\r\n\r\n"
    return head.encode() + body


def make_half_body(chance: random.Random, path: str) -> bytes:
    """A form that stops half-way, or a chunk that is not what it says."""
    if chance.random() < 0.5:
        return f"POST {path}/profiel HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 5000\r\n\r\nhalf".encode()
    chunk = chance.choice(
        (b"5\r\nhal", b"zz\r\nhallo\r\n", b"-1\r\n", b"FFFFFFFFFFFFFFFFF\r\nx", b"5;x=" + b"y" * 9999, b"5\nhallo")
    )
    return f"POST {path}/profiel HTTP/1.1\r\nHost: {HOST}\r\nTransfer-Encoding: chunked\r\n\r\n".encode() + chunk


def make_target(chance: random.Random, path: str) -> bytes:
    """A target that is no path: absolute, of another host, with bytes that belong in none."""
    target = chance.choice(
        (
            f"http://elders.example{path}".encode(),
            f"http://{HOST}{path}".encode(),
            b"*",
            f"//{path}".encode(),
            f"{path}/%00%ff%zz".encode(),
            f"{path}/../../..".encode(),
            path.encode() + b"?" + chance.randbytes(20).replace(b"\n", b"").replace(b"\r", b"").replace(b" ", b""),
            path.encode() + b"/" + hostile.choose_bytes(chance),
            path.encode() + b"#deel",
            b"elders.example:443",
        )
    )
    host = chance.choice((HOST, "", "elders.example", "a b", "[::1", f"{HOST}\r\nHost: elders.example"))
    method = chance.choice(("GET", "POST", "CONNECT", "OPTIONS", "G@T", "get", "PRI", "M" * 300))
    return method.encode() + b" " + target + f" HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()


def make_other_version(chance: random.Random, path: str) -> bytes:
    """A request of another version, or of none."""
    version = chance.choice((" HTTP/0.9", "", " HTTP/1.0", " HTTP/2.0", " HTTP/9.9", " HTTP/1", " http/1.1", " ICY"))
    return f"GET {path}{version}\r\n\r\n".encode() + chance.choice((b"", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))


def make_pipeline(chance: random.Random, path: str) -> bytes:
    """Many requests at once, the last one broken."""
    one = f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
    return one * chance.randrange(2, 30) + chance.randbytes(30)


KINDS: tuple[Maker, ...] = (
    make_random,
    make_broken_head,
    make_flood,
    make_wrong_length,
    make_smuggled,
    make_half_body,
    make_target,
    make_other_version,
    make_pipeline,
)
ONE_ANSWER = {make_smuggled, make_wrong_length}
"""Two answers to one of these would mean that something inside it was taken for a request."""


def send(port: int, content: bytes) -> bytes:
    """Send something and return what came back in a short time."""
    received = b""
    with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=ANSWER_SECONDS) as connection:
        with contextlib.suppress(OSError):
            connection.sendall(content)
        while piece := connection.recv(65536):
            received += piece
    return received


class Watch:
    """What is looked at again and again: others are served, processes stay as they are, the log is discreet."""

    def __init__(self, server: RunningServer, person: Person, outcome: Outcome) -> None:
        self.server, self.person, self.outcome = server, person, outcome
        self.children = server.list_children()
        self.memory: dict[int, float] = {}
        self.secret = person.link.rpartition("/")[2]

    def look(self, last: bytes) -> None:
        """Look once."""
        started = time.monotonic()
        try:
            status = self.person.get(self.server.url, self.person.link).status
        except OSError as error:
            self.outcome.report(f"others were not served: {type(error).__name__}", last)
            return
        self.outcome.require(status == 200, f"others got {status}", last)
        seconds = time.monotonic() - started
        self.outcome.require(seconds < OTHERS_SECONDS, "others waited for long", f"{seconds:.1f} s")
        self.outcome.figures["pages that others opened meanwhile"] += 1
        self.look_at_log()

    def look_at_log(self) -> None:
        """Look at what was printed since the last time."""
        lines = [self.server.printed.popleft() for _ in range(len(self.server.printed))]
        self.outcome.figures["lines in the log"] += len(lines)
        for line in lines:
            self.outcome.require(self.secret not in line, "a token in the log", line)
            self.outcome.require("Traceback" not in line, "a traceback in the log", "".join(lines)[-1500:])

    def remember_memory(self) -> None:
        """Remember how large each process is now."""
        self.memory = {pid: resident(pid) for pid in self.children}

    def finish(self) -> None:
        """Hold the processes to how they were."""
        self.outcome.require(
            set(self.server.list_children()) <= set(self.children), "a process ended", self.server.list_children()
        )
        for pid, before in self.memory.items():
            grown = resident(pid) - before
            self.outcome.figures["MiB that the process that grew most did"] = max(
                round(grown), self.outcome.figures["MiB that the process that grew most did"]
            )
            self.outcome.require(grown < MOST_GROWTH, "a process grew", f"{grown:.0f} MiB")


def hold_slow(port: int, path: str) -> list[socket.socket]:
    """Return connections that began a request and never end it."""
    connections = [socket.create_connection((HOST, port)) for _ in range(SLOW)]
    for number, connection in enumerate(connections):
        head = f"POST {path}/profiel HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 100\r\n\r\n".encode()
        connection.sendall(head[: 10 + number * 3])
    return connections


def check(make: Maker, content: bytes, received: bytes, outcome: Outcome) -> None:
    """Hold what came back to what may come back."""
    statuses = [int(status) for status in STATUS.findall(received)]
    outcome.figures["broken requests"] += 1
    outcome.figures["closed without an answer, or waited for more"] += not statuses
    for status in statuses:
        outcome.figures[f"answered with {status}"] += 1
        outcome.require(status < 500 or status in MAY_SAY, f"{status} to {make.__name__}", content[:300])
    if make in ONE_ANSWER:
        outcome.require(len(statuses) <= 1, f"{len(statuses)} answers to {make.__name__}", content)
    elif not statuses:
        outcome.require(not received, f"something else than HTTP to {make.__name__}", received[:200])


def run(count: int, seed: int) -> Outcome:
    """Send so many broken requests, and return what was found."""
    chance, outcome = random.Random(seed), Outcome()
    with tempfile.TemporaryDirectory() as folder, run_server(Path(folder), "--processes", "2") as server:
        person = Person()
        person.begin(server.url)
        time.sleep(2)
        port = int(server.url.rpartition(":")[2])
        watch = Watch(server, person, outcome)
        slow = hold_slow(port, person.link)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for first in range(0, count, LOOK_EACH):
                if first >= min(WARM_REQUESTS, count // 2) and not watch.memory:
                    watch.remember_memory()
                kinds = [chance.choice(KINDS) for _ in range(min(LOOK_EACH, count - first))]
                contents = [make(chance, person.link) for make in kinds]
                for make, content, received in zip(
                    kinds, contents, pool.map(partial(send, port), contents), strict=True
                ):
                    check(make, content, received, outcome)
                watch.look(contents[-1][:300])
        for connection in slow:
            connection.close()
        watch.look(b"")
        watch.finish()
    return outcome
