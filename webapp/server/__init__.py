"""The server: a main process that prepares and watches, and beside it the processes that serve and their companions.

The main process holds the data folder and the port, starts everything, replaces what ends, and does once a day what
is to be done once. It answers no request itself and keeps no connection to the database.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import time
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, NoReturn

from webapp.config import SettingsError, prepare_data_folder
from webapp.server.addresses import read_proxy, read_site
from webapp.server.listening import hold_folder, listen, write_address
from webapp.server.processes import SIGNALS, Companion, Processes
from webapp.server.worker import Post, serve_requests

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType

    from webapp.config import Settings

__all__ = ["Companion", "count_processes", "serve"]

MOST_PROCESSES = 4
"""As many serving processes start by themselves at most, however many cores there are."""
SECONDS_BETWEEN_EXPIRIES = 24 * 60 * 60.0
GO = "go"


class _StopError(BaseException):
    """Ctrl-C or SIGTERM: not an error, and nothing on the way out may take it for one."""


def serve(settings: Settings, announce: Callable[[str], None], *, companions: Sequence[Companion] = ()) -> None:
    """Serve on the settings' host and port until Ctrl-C or SIGTERM, and return when every process has ended.

    `announce` is called with the address once a visitor can come; port 0 takes a free one. `companions` run beside
    the serving processes from then on. Raises SettingsError when the folder or the port is taken or a setting cannot
    be used, and what `prepare_site` raises.
    """
    read_site(settings.address), read_proxy(settings.trusted_proxy)
    with contextlib.suppress(_StopError), stopping_on_signals():
        prepare_data_folder(settings)
        with hold_folder(settings.data_folder), contextlib.closing(listen(settings.host, settings.port)) as listener:
            processes = Processes()
            try:
                start_serving(settings, listener, processes)
                announce(write_address(listener))
                for companion in companions:
                    processes.start(companion)
                watch_and_expire(settings, processes)
            finally:
                ignore_signals()
                processes.end()


def count_processes(settings: Settings) -> int:
    """Return how many processes serve: what the settings say, else one for each core, at most four."""
    return settings.processes or min(count_cores(), MOST_PROCESSES)


def count_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def start_serving(settings: Settings, listener: socket.socket, processes: Processes) -> None:
    """Start the serving processes, and return when the first one is ready.

    That one loads the program while the site is prepared here, and touches nothing of it before that is done; the
    others come after it, so as not to take its processor.
    """
    counts = multiprocessing.get_context("spawn").RawArray("i", count_processes(settings))
    posts = [Post(listener, counts, slot) for slot in range(len(counts))]
    workers = [Companion(f"Serving process {post.slot + 1}", serve_requests, (settings, post)) for post in posts]
    gate, theirs = multiprocessing.Pipe()
    with gate:
        first = Companion(workers[0].name, serve_requests, (settings, posts[0], theirs))
        sentinel = processes.start(first, workers[0])
        from webapp.preparation import prepare_site  # noqa: PLC0415 (meanwhile, the other process loads too)

        prepare_site(settings)
        with contextlib.suppress(OSError):  # it has ended already, which is seen next
            gate.send(GO)
        if sentinel in wait([gate, sentinel]):
            raise SettingsError("The server could not start: a serving process ended; what it said stands above.")
    for worker in workers[1:]:
        processes.start(worker)


def watch_and_expire(settings: Settings, processes: Processes) -> NoReturn:
    """Replace processes that end, and delete once a day what is too old, until a signal comes."""
    from webapp.preparation import expire  # noqa: PLC0415 (loaded by now)

    while True:
        processes.watch(time.monotonic() + SECONDS_BETWEEN_EXPIRIES)
        expire(settings)


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
