"""The server: a main process that prepares and watches, and beside it the processes that serve and their companions.

The main process holds the data folder and the port, starts everything and replaces what ends. It answers no request
itself, and keeps no connection to the database and no thread: where it can it loads the program and forks the others,
which share that with it. The program is named, not imported: this room knows nothing of what it serves.
"""

from __future__ import annotations

import contextlib
import gc
import math
import multiprocessing
import os
import pkgutil
import signal
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn

from webapp.config import SettingsError, prepare_data_folder
from webapp.server.addresses import read_proxy, read_site
from webapp.server.listening import Post, hold_folder, listen, write_address
from webapp.server.loading import keep_for_good, load
from webapp.server.processes import PRIVATE, SIGNALS, Companion, Processes, count_processes, signals_kept_back

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType

    from webapp.config import Settings

__all__ = ["Companion", "Program", "count_processes", "ignore_signals", "serve"]

FORKS = sys.platform == "linux"
"""Whether the other processes are forked: macOS has libraries that don't stand it."""
SERVE = "webapp.server.worker:serve_requests"


class _StopError(BaseException):
    """Ctrl-C or SIGTERM: not an error, and nothing on the way out may take it for one."""


@dataclass(frozen=True)
class Program:
    """What is served, each part named as `module:function`.

    `prepare` takes the settings and does what is done once, in the main process; `application` takes them and
    `prepared=True` and returns the WSGI application, with nothing open and no thread: others are forked from that
    process. `companions` run beside those that serve; `load` gives them the same application.
    """

    prepare: str
    application: str
    companions: Sequence[Companion] = ()


def serve(settings: Settings, program: Program, announce: Callable[[str], None]) -> None:
    """Serve on the settings' host and port until Ctrl-C or SIGTERM, and return when every process has ended.

    `announce` is called with the address once a visitor can come; port 0 takes a free one. Raises SettingsError when
    the folder or the port is taken or a setting cannot be used, and what the program's preparation raises.
    """
    gc.disable()  # what a start makes stays, so that there is nothing to collect
    read_site(settings.address), read_proxy(settings.trusted_proxy)
    os.umask(PRIVATE)
    with contextlib.suppress(_StopError), stopping_on_signals():
        prepare_data_folder(settings)
        with (
            hold_folder(settings.data_folder) as lock,
            contextlib.closing(listen(settings.host, settings.port)) as listener,
        ):
            processes = Processes(FORKS, [lock])
            try:
                start_serving(settings, program, listener, processes)
                keep_for_good()
                announce(write_address(listener))
                for companion in program.companions:
                    processes.start(companion, private=[listener])
                processes.watch(math.inf)
            finally:
                ignore_signals()
                processes.end()


def start_serving(settings: Settings, program: Program, listener: socket.socket, processes: Processes) -> None:
    """Prepare the site and start the serving processes, and return when a visitor can come.

    Where processes are forked the program is loaded here, once for all. Elsewhere each loads it, and the others come
    after the first one, so as not to take its processor.
    """
    pkgutil.resolve_name(program.prepare)(settings)
    first, *others = list_serving(settings, program, listener)
    if processes.forks:
        with signals_kept_back():  # within an import, what a signal raises can be lost
            pkgutil.resolve_name(SERVE)
            load(program.application, settings)
        processes.start(first)
    else:
        start_and_wait(first, processes)
    for companion in others:
        processes.start(companion)


def list_serving(settings: Settings, program: Program, listener: socket.socket) -> list[Companion]:
    """Return the processes that serve."""
    counts = multiprocessing.get_context("spawn").RawArray("i", count_processes(settings))
    posts = [Post(listener, counts, slot) for slot in range(len(counts))]
    given = settings, program.application
    return [Companion(f"Serving process {post.slot + 1}", SERVE, (*given, post)) for post in posts]


def start_and_wait(serving: Companion, processes: Processes) -> None:
    """Start a serving process that loads the program itself, and return when it has. Raises SettingsError."""
    ready, theirs = multiprocessing.Pipe(duplex=False)
    with ready:
        with theirs:  # only the other process has it from now on, so that its end is seen
            processes.start(replace(serving, args=(*serving.args, theirs)), serving)
        try:
            ready.recv()
        except EOFError:
            raise SettingsError(
                "The server could not start: a serving process ended; what it said stands above."
            ) from None


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
