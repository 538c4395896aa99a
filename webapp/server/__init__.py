"""The server: a main process that prepares and watches, and beside it the processes that serve and their companions.

The main process holds the data folder and the port, starts everything and replaces what ends. It answers no request
itself and keeps no connection to the database. What it starts is named, not imported: it stays small, and this room
knows nothing of the program that it serves.
"""

from __future__ import annotations

import contextlib
import math
import multiprocessing
import os
import pkgutil
import signal
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, NoReturn

from webapp.config import SettingsError, prepare_data_folder
from webapp.server.addresses import read_proxy, read_site
from webapp.server.listening import hold_folder, listen, write_address
from webapp.server.processes import PRIVATE, SIGNALS, Companion, Processes, count_processes
from webapp.server.worker import Post, serve_requests

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType

    from webapp.config import Settings

__all__ = ["Companion", "Program", "count_processes", "ignore_signals", "serve"]

GO = "go"


class _StopError(BaseException):
    """Ctrl-C or SIGTERM: not an error, and nothing on the way out may take it for one."""


@dataclass(frozen=True)
class Program:
    """What is served, each part named as `module:function`.

    `prepare` takes the settings and does what is done once, in the main process; `application` takes them and
    `prepared=True` and returns the WSGI application, in each serving process. `companions` run beside those.
    """

    prepare: str
    application: str
    companions: Sequence[Companion] = ()


def serve(settings: Settings, program: Program, announce: Callable[[str], None]) -> None:
    """Serve on the settings' host and port until Ctrl-C or SIGTERM, and return when every process has ended.

    `announce` is called with the address once a visitor can come; port 0 takes a free one. Raises SettingsError when
    the folder or the port is taken or a setting cannot be used, and what the program's preparation raises.
    """
    read_site(settings.address), read_proxy(settings.trusted_proxy)
    os.umask(PRIVATE)
    with contextlib.suppress(_StopError), stopping_on_signals():
        prepare_data_folder(settings)
        with hold_folder(settings.data_folder), contextlib.closing(listen(settings.host, settings.port)) as listener:
            processes = Processes()
            try:
                start_serving(settings, program, listener, processes)
                announce(write_address(listener))
                for companion in program.companions:
                    processes.start(companion)
                processes.watch(math.inf)
            finally:
                ignore_signals()
                processes.end()


def start_serving(settings: Settings, program: Program, listener: socket.socket, processes: Processes) -> None:
    """Start the serving processes, and return when the first one is ready.

    That one loads the program while the site is prepared here, and touches nothing of it before that is done; the
    others come after it, so as not to take its processor.
    """
    counts = multiprocessing.get_context("spawn").RawArray("i", count_processes(settings))
    posts = [Post(program.application, listener, counts, slot) for slot in range(len(counts))]
    workers = [Companion(f"Serving process {post.slot + 1}", serve_requests, (settings, post)) for post in posts]
    gate, theirs = multiprocessing.Pipe()
    with gate:
        first = Companion(workers[0].name, serve_requests, (settings, posts[0], theirs))
        sentinel = processes.start(first, workers[0])
        pkgutil.resolve_name(program.prepare)(settings)  # meanwhile, the other process loads too
        with contextlib.suppress(OSError):  # it has ended already, which is seen next
            gate.send(GO)
        if sentinel in wait([gate, sentinel]):
            raise SettingsError("The server could not start: a serving process ended; what it said stands above.")
    for worker in workers[1:]:
        processes.start(worker)


@contextlib.contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the block, wherever it is."""
    before = {number: signal.signal(number, _stop) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def ignore_signals() -> None:
    """Ignore further signals: all is ending already, and within seconds."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise _StopError
