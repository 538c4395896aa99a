"""The server as a whole: it starts once, ends whole, replaces what is killed, and nobody can make it wait for them."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import pytest

from tests.faults.people import Person
from tests.patience import SECONDS
from tests.server import ROOT, RunningServer, list_all, list_descendants, run_server

CHILDREN = 4
"""Two processes that serve, the one that makes documents, and the one that draws."""
MOMENTS = 5
SECRET = "/z/AAAAAAAAAAAAAAAAAAAAAA"  # noqa: S105 (nobody's link)


def wait_for(is_so: Callable[[], object]) -> None:
    gives_up = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < gives_up
        time.sleep(0.01)


def wait_until_gone(pids: list[int]) -> None:
    wait_for(lambda: not set(pids) & set(list_all()))


@contextlib.contextmanager
def start(data_folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], IO[str]]]:
    """Start a server and give it with what it prints, without waiting for it."""
    command = [sys.executable, "run.py", "serve", "--port", "0", "--data-folder", str(data_folder), *options]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as main:
        assert main.stdout
        yield main, main.stdout
        main.kill()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with run_server(tmp_path_factory.mktemp("server"), "--processes", "2") as running:
        wait_for(lambda: len(running.list_children()) == CHILDREN)
        yield running


@contextlib.contextmanager
def connect(server: RunningServer) -> Iterator[socket.socket]:
    host, port = urlsplit(server.url).netloc.split(":")
    with socket.create_connection((host, int(port)), timeout=SECONDS) as connection:
        yield connection


def read_all(connection: socket.socket) -> bytes:
    """Read until the server closes."""
    received = b""
    with contextlib.suppress(ConnectionResetError):
        while piece := connection.recv(65536):
            received += piece
    return received


def talk(server: RunningServer, request: bytes) -> bytes:
    """Send a request and return all that comes back until the server closes."""
    with connect(server) as connection:
        connection.sendall(request)
        return read_all(connection)


# --- starting and ending ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("moment", [0.0, 0.01, 0.05, 0.2])
def test_a_signal_right_after_the_address_ends_everything(tmp_path: Path, asked: signal.Signals, moment: float) -> None:
    with start(tmp_path) as (main, printed):
        assert "http://" in printed.readline()
        everybody = list_descendants(main.pid)
        time.sleep(moment)
        main.send_signal(asked)
        assert main.wait(SECONDS) == 0
        assert printed.read() == "Stopped.\n"
    wait_until_gone(everybody)


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_during_the_start_ends_everything(tmp_path: Path, asked: signal.Signals) -> None:
    with start(tmp_path / "data") as (main, printed):
        wait_for((tmp_path / "data" / "server.lock").exists)
        everybody = list_descendants(main.pid)
        main.send_signal(asked)
        assert main.wait(SECONDS) == 0
        assert printed.read() == "Stopped.\n"
    wait_until_gone(everybody)


def is_listening_to_signals(pid: int) -> bool:
    """Tell whether a process has come so far that a signal is its own to act upon: Python itself needs a moment."""
    status = Path(f"/proc/{pid}/status").read_text()
    masks = [int(mask, 16) for mask in re.findall(r"^(?:SigCgt|SigBlk):\s*(\w+)", status, re.MULTILINE)]
    return any(mask >> (signal.SIGTERM - 1) & 1 for mask in masks)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which signals a process hears")
@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_at_any_moment_before_the_address_is_no_error(tmp_path: Path, asked: signal.Signals) -> None:
    with start(tmp_path) as (main, printed):
        begun = time.monotonic()
        printed.readline()
        whole = time.monotonic() - begun
    for number in range(MOMENTS):
        with start(tmp_path) as (main, printed):
            wait_for(partial(is_listening_to_signals, main.pid))
            time.sleep(whole * number / MOMENTS)
            everybody = list_descendants(main.pid)
            main.send_signal(asked)
            assert main.wait(SECONDS) == 0, number
            assert printed.read().endswith("Stopped.\n")
        wait_until_gone(everybody)


def test_a_ctrl_c_that_reaches_every_process_is_quiet_with_people_connected(tmp_path: Path) -> None:
    with run_server(tmp_path) as server, contextlib.ExitStack() as idle:
        connections = [idle.enter_context(connect(server)) for _ in range(20)]
        connections[0].sendall(b"POST /begin HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf")
        everybody = server.list_processes()
        for pid in everybody:  # as a terminal does; Python's own helper ignores it
            os.kill(pid, signal.SIGINT)
        assert server.process.wait(SECONDS) == 0
        wait_until_gone(everybody)
        wait_for(lambda: "Stopped.\n" in server.printed)
        assert not any("Traceback" in line for line in list(server.printed)), list(server.printed)


def test_a_second_start_on_the_same_folder_fails_at_once(server: RunningServer) -> None:
    with start(server.data_folder) as (second, printed):
        assert second.wait(SECONDS) == 1
        said = printed.read()
    assert "Another Pleinwijzer is serving" in said
    assert "Traceback" not in said


def test_a_second_start_on_the_same_port_fails_at_once(server: RunningServer, tmp_path: Path) -> None:
    port = server.url.rpartition(":")[2]
    with start(tmp_path, "--port", port) as (second, printed):
        assert second.wait(SECONDS) == 1
        assert f"port {port}" in printed.read()
    assert not list(tmp_path.glob("*.sqlite3")), "it came no further"


# --- killing ---------------------------------------------------------------------------------------------------------


def test_a_killed_worker_is_replaced_and_the_other_serves_meanwhile(server: RunningServer) -> None:
    before = server.list_children()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
        for _ in range(5):
            assert Person().get(server.url, "/").status == 200
        wait_for(lambda: len(server.list_children()) == CHILDREN)
    assert not set(before) & set(server.list_children())
    assert server.process.poll() is None


def test_when_all_workers_are_killed_a_visitor_waits_and_is_answered(server: RunningServer) -> None:
    for pid in server.list_children():
        os.kill(pid, signal.SIGKILL)
    assert Person().get(server.url, "/").status == 200


def test_the_main_process_takes_all_with_it_and_its_port_is_free(tmp_path: Path) -> None:
    with run_server(tmp_path) as server:
        person = Person()
        person.begin(server.url)
        everybody = server.list_processes()
        port = server.url.rpartition(":")[2]
        server.process.kill()
        server.process.wait()
        with run_server(tmp_path, "--port", port) as again:
            assert person.get(again.url, person.link).status == 200
        wait_until_gone(everybody)


# --- what comes in ---------------------------------------------------------------------------------------------------


def test_a_chunked_body_is_refused_while_it_comes(server: RunningServer) -> None:
    with connect(server) as connection:
        connection.sendall(b"POST /begin HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
        assert read_all(connection).startswith(b"HTTP/1.1 411 ")


def test_a_body_that_is_too_long_is_refused_before_it_comes(server: RunningServer) -> None:
    answer = talk(server, b"POST /begin HTTP/1.1\r\nHost: a\r\nContent-Length: 300000000\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"</html>" in answer, "a page that says what to do"


def read_settled_kib(server: RunningServer) -> int:
    """Return what the processes hold once all are there: some still load when the first page can be read."""
    readings: list[int] = []
    while len(readings) < 4 or max(readings[-4:]) - min(readings[-4:]) > 256:
        time.sleep(0.25)
        readings.append(sum(map(read_resident_kib, server.list_children())))
    return readings[-1]


def test_a_long_body_that_comes_anyway_fills_neither_memory_nor_disk(server: RunningServer) -> None:
    before = read_settled_kib(server)
    with connect(server) as connection, contextlib.suppress(ConnectionError):
        connection.sendall(b"POST /begin HTTP/1.1\r\nHost: a\r\nContent-Length: 50000000\r\n\r\n")
        for _ in range(50):
            connection.sendall(b"x" * 1_000_000)
    assert sum(map(read_resident_kib, server.list_children())) - before < 20_000


def test_a_head_without_end_is_cut_off(server: RunningServer) -> None:
    with connect(server) as connection, contextlib.suppress(ConnectionError):
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX-Long: ")
        for _ in range(100):
            connection.sendall(b"x" * 10_000)
        assert b" 400 " in read_all(connection)[:20]


def test_half_a_form_is_never_handed_on(server: RunningServer) -> None:
    person = Person()
    person.begin(server.url)
    with connect(server) as connection:
        head = f"POST {person.link}/vragen/webcare HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nanswer"
        connection.sendall(head.encode())
    assert person.get(server.url, f"{person.link}/vragen/webcare").status == 200


def test_no_answer_says_what_serves_it(server: RunningServer) -> None:
    heads = [
        talk(server, request).partition(b"\r\n\r\n")[0].lower()
        for request in (
            b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            b"GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
            b"nonsense\r\n\r\n",
        )
    ]
    assert [head[9:12] for head in heads] == [b"200", b"404", b"400", b"400"]
    assert not any(re.search(rb"^server:|uvicorn|werkzeug", head, re.MULTILINE) for head in heads)


def test_the_log_holds_no_private_link_whatever_is_sent(server: RunningServer) -> None:
    for request in (
        f"GET {SECRET} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        f"GET {SECRET} HTTP/1.1\r\nHost: a b\r\n\r\n",
        f"GET {SECRET} HTTP/1.1\r\n\r\n",
        f"GET {SECRET} nonsense\r\n\r\n",
        f"GET {SECRET} HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX: \x01\r\n\r\n",
        f"POST {SECRET} HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999\r\n\r\n",
        f"POST {SECRET} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n",
        f"OPTIONS * HTTP/1.1\r\nHost: a\r\nReferer: http://a{SECRET}\r\nConnection: close\r\n\r\n",
        f"GET http://a:b:c{SECRET} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    ):
        talk(server, request.encode())
    assert not any(SECRET in line for line in list(server.printed)), list(server.printed)


# --- who makes others wait -------------------------------------------------------------------------------------------


def test_slow_bodies_slow_readers_and_idle_connections_let_others_through(server: RunningServer) -> None:
    with contextlib.ExitStack() as held:
        slow = [held.enter_context(connect(server)) for _ in range(50)]
        for body in slow:
            body.sendall(b"POST /begin HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nslow")
        for _ in range(50):
            reader = held.enter_context(connect(server))
            reader.sendall(b"GET /static/schema/zelfscan-1.json HTTP/1.1\r\nHost: a\r\n\r\n" * 50)
        for _ in range(300):
            held.enter_context(connect(server))
        for _ in range(20):
            assert Person().get(server.url, "/").status == 200
        assert all(map(is_kept_waiting, slow)), "the others were answered before these were given up"


def is_kept_waiting(connection: socket.socket) -> bool:
    """Tell whether a connection is open, and nothing came."""
    connection.setblocking(False)
    try:
        connection.recv(1)
    except BlockingIOError:
        return True
    return False


def read_resident_kib(pid: int) -> int:
    """Return the memory that a process has, in KiB."""
    command = [shutil.which("ps") or "ps", "-o", "rss=", "-p", str(pid)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
