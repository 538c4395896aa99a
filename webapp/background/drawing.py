"""The drawing process: matplotlib lives there and nowhere else, and pages never pay for its memory or its faults.

Whoever needs a picture connects, sends an order, and gets bytes, or a text that says what went wrong. Nothing that was
drawn is kept: a picture holds what somebody answered or typed.
"""

from __future__ import annotations

import atexit
import hashlib
import logging
import multiprocessing
import os
import queue
import signal
import sys
import tempfile
import threading
import time
from contextlib import suppress
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from webapp.background.limits import end_after, give_back_memory, keep_memory_low
from webapp.config import Settings, read_secret_key
from webapp.documents.charts.order import DrawingError, Order, draw_order, set_up_drawing

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

DRAW_SECONDS = 20.0
"""A drawing that takes longer hangs: its process ends, and another one is started."""
PATIENT_SECONDS = 60.0
"""How long a document waits for a picture: a new process may first have to list the machine's fonts."""
IDLE_SECONDS = 300.0
"""After so long without a drawing the process ends; the one that follows is light until it draws."""
LOOK_SECONDS = 5.0
"""How often an idle process looks whether it can still be reached."""
TRIM_AFTER = 50
"""After so many drawings, or when there is nothing to do, memory is given back."""
RETRY_SECONDS = 0.1
LONGEST_ADDRESS = 100
"""Bytes: systems allow 104 or 108 for the path of a socket."""
WAITING_CONNECTIONS = 128

log = logging.getLogger("pleinwijzer")


class LateError(Exception):
    """The picture was not there in time: asking again may help."""


class Drawing(Protocol):
    """What draws for an application."""

    def draw(self, order: Order, seconds: float = PATIENT_SECONDS) -> bytes:
        """Return a drawing within so many seconds. Raises LateError, and DrawingError when it can't be drawn."""
        ...


class SharedDrawing:
    """Draws by the process that the main process keeps for all."""

    def __init__(self, settings: Settings, name: str = "drawing") -> None:
        self.address = find_address(settings, name)
        self._key = make_key(settings)

    def draw(self, order: Order, seconds: float = PATIENT_SECONDS) -> bytes:
        """Return a drawing; a process that starts again is waited for. Raises LateError and DrawingError."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                answer = self._ask(order, deadline)
            except (OSError, EOFError) as error:
                if time.monotonic() + RETRY_SECONDS > deadline:
                    raise LateError from error
                time.sleep(RETRY_SECONDS)
                continue
            if isinstance(answer, bytes):
                return answer
            raise DrawingError(str(answer))

    def _ask(self, order: Order, deadline: float) -> object:
        with Client(self.address, authkey=self._key) as connection:
            seconds = deadline - time.monotonic()  # to begin with, a process that hangs answers nothing
            if seconds <= 0:
                raise LateError
            connection.send(order)
            if not connection.poll(seconds):
                raise LateError
            return connection.recv()


class OwnDrawing:
    """Draws by a process of its own, which starts with the first drawing: for commands and tests."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._name = f"drawing-{os.getpid()}-{id(self):x}"
        self._shared = SharedDrawing(settings, self._name)
        self._lock = threading.Lock()
        self._process: SpawnProcess | None = None

    @property
    def pid(self) -> int | None:
        """The process' id while it runs."""
        return self._process.pid if self._process and self._process.is_alive() else None

    def draw(self, order: Order, seconds: float = PATIENT_SECONDS) -> bytes:
        """Return a drawing. Raises LateError and DrawingError."""
        with self._lock:
            if self.pid is None:
                context = multiprocessing.get_context("spawn")
                self._process = context.Process(
                    target=run_for_parent, args=(self._settings, self._name), name="drawing", daemon=True
                )
                self._process.start()
                atexit.register(self.close)
        return self._shared.draw(order, seconds)

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None
            remove_socket(self._shared.address)


def run(settings: Settings, name: str = "drawing") -> None:
    """Draw what is asked for until nothing was for a while. The main process starts this, and starts it again.

    It does not step back as the worker does: somebody looks at a page and waits for what it draws, a few milliseconds.
    """
    keep_memory_low()
    address, orders = find_address(settings, name), queue.SimpleQueue[tuple[Connection, Order]]()
    remove_socket(address)
    listener = Listener(address, backlog=WAITING_CONNECTIONS, authkey=make_key(settings))
    try:
        threading.Thread(target=_accept_orders, args=(listener, orders), name="orders", daemon=True).start()
        _draw_orders(orders, settings.data_folder / "matplotlib", address)
    finally:
        with suppress(OSError):  # the socket may be gone
            listener.close()


def run_for_parent(settings: Settings, name: str) -> None:
    """Do the same, and end at once when the process that started this is gone."""
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C in the terminal is for that process to act upon
    threading.Thread(target=follow, name="parent", daemon=True).start()
    run(settings, name)


def find_address(settings: Settings, name: str) -> str:
    """Return where a drawing process of this data folder is reached; systems differ in what that is."""
    folder = settings.data_folder.resolve()
    short = f"pleinwijzer-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]}-{name}"
    if os.name == "nt":
        return rf"\\.\pipe\{short}"
    path = folder / f"{name}.socket"
    fits = len(os.fsencode(path)) <= LONGEST_ADDRESS
    return str(path if fits else Path(tempfile.gettempdir()) / f"{short}.socket")


def make_key(settings: Settings) -> bytes:
    """Return what both sides of a connection must know: only the program's own processes may send orders."""
    return hashlib.sha256(f"drawing {read_secret_key(settings)}".encode()).digest()


def remove_socket(address: str) -> None:
    """Remove what a process that was killed left behind."""
    if os.name != "nt":
        with suppress(OSError):
            Path(address).unlink(missing_ok=True)


def _accept_orders(listener: Listener, orders: queue.SimpleQueue[tuple[Connection, Order]]) -> None:
    """Put what is asked for in a row, first come, first served. One that asks badly gets no answer."""
    while True:
        try:
            connection = listener.accept()
        except multiprocessing.AuthenticationError:
            log.warning("Somebody asked the drawing process for a picture without its key")
            continue
        except (OSError, EOFError):
            time.sleep(0.01)  # whoever came is gone; where that is the listener, the process ends soon
            continue
        try:
            if connection.poll(LOOK_SECONDS):
                orders.put((connection, connection.recv()))
            else:
                connection.close()
        except Exception as error:  # noqa: BLE001 (whatever was sent, others must be heard)
            connection.close()
            if not isinstance(error, EOFError | OSError):
                log.warning("The drawing process was asked something that it can't read: %r", error)


def _draw_orders(orders: queue.SimpleQueue[tuple[Connection, Order]], folder: Path, address: str) -> None:
    own, idle_since, drawn = _identify(address), time.monotonic(), 0
    while time.monotonic() < idle_since + IDLE_SECONDS or not _is_set_up():
        try:
            connection, order = orders.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            if _identify(address) != own:
                return
            if drawn:
                give_back_memory()
                drawn = 0
            continue
        with connection, suppress(OSError):
            if not connection.poll():  # who waited in vain has hung up
                connection.send(_answer(order, folder))
        drawn += 1
        if drawn >= TRIM_AFTER:
            give_back_memory()
            drawn = 0
        idle_since = time.monotonic()


def _answer(order: Order, folder: Path) -> bytes | str:
    try:
        with end_after(PATIENT_SECONDS if not _is_set_up() else DRAW_SECONDS):
            set_up_drawing(folder)
            return draw_order(order)
    except Exception as error:  # noqa: BLE001 (whatever goes wrong with one drawing, the next may succeed)
        log.warning("The picture “%s” could not be drawn: %s", order.chart.title, error)
        return f"{type(error).__name__}: {error}"


def _is_set_up() -> bool:
    """Tell whether this process has become heavy."""
    return "matplotlib" in sys.modules


def _identify(address: str) -> object:
    """Return what tells our socket from another one in its place; nothing where addresses are no files."""
    try:
        return None if os.name == "nt" else os.stat(address).st_ino  # noqa: PTH116 (an address, not a path)
    except OSError:
        return "gone"
