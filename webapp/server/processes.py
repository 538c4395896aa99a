"""Processes beside the main one: started, watched, started again when one ends, and all ended with it.

Each is spawned, so that it inherits nothing but what it is given: no connection, no lock, no thread of the main
process. Each watches the main process too, and ends when that is gone, however it went.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import pkgutil
import signal
import threading
import time
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from webapp.server.logs import keep_links_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.context import SpawnProcess
    from types import FrameType

    from webapp.config import Settings

MOST_PROCESSES = 4
"""As many serving processes start by themselves at most, however many cores there are."""
STEADY_SECONDS = 5.0
"""A process that lived so long did not fail at its start."""
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 5.0
LONGEST_WAIT_SECONDS = 3600.0
LEAVE_SECONDS = 4.0
"""How long a process may take to end by itself; then it is killed."""
KILL_SECONDS = 1.0
PRIVATE = 0o077
"""The umask of all processes: what they make is nobody else's to read."""
SIGNALS = (signal.SIGINT, signal.SIGTERM)

log = logging.getLogger("pleinwijzer")
_spawn = multiprocessing.get_context("spawn")


def count_processes(settings: Settings) -> int:
    """Return how many processes serve: what the settings say, else one for each core, at most four."""
    return settings.processes or min(count_cores(), MOST_PROCESSES)


def count_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class Companion:
    """A process that runs beside the serving ones: its name for the log, and the function that it runs.

    The function stands at the top of a module, is given itself or named as `module:function` where the main process
    need not import it, and takes picklable arguments. It gets a SystemExit in its main thread
    when the server stops, and may end by itself whenever it likes: it is then started again.
    """

    name: str
    target: Callable[..., None] | str
    args: tuple[Any, ...] = ()


@dataclass
class _Child:
    """One companion's process as it is now, and what is started when it ends."""

    companion: Companion
    replacement: Companion
    process: SpawnProcess | None = None
    started: float = 0.0
    failures: int = 0
    due: float = 0.0


@dataclass
class Processes:
    """All companions of one main process. For its main thread."""

    _children: list[_Child] = field(default_factory=list)

    def start(self, companion: Companion, replacement: Companion | None = None) -> int:
        """Start a companion, and while `watch` runs replace it when it ends, by itself or by another one.

        Returns the sentinel of its process.
        """
        child = _Child(companion, replacement or companion)
        self._children.append(child)
        return _start(child)

    def watch(self, until: float) -> None:
        """Replace processes that end, up to a moment of the monotonic clock.

        The first time at once; one that goes on failing at its start waits longer and longer, at most five seconds.
        """
        while (now := time.monotonic()) < until:
            for child in self._children:
                if child.process is None and child.due <= now:
                    _start(child)
            waiting = [child.due for child in self._children if child.process is None]
            sentinels = [child.process.sentinel for child in self._children if child.process is not None]
            ended = wait(sentinels, max(0.0, min([until, now + LONGEST_WAIT_SECONDS, *waiting]) - now))
            for child in self._children:
                if child.process is not None and child.process.sentinel in ended:
                    _note_end(child)

    def end(self) -> None:
        """Ask all to end, and kill who does not within seconds."""
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + LEAVE_SECONDS
        for process in running:
            process.join(max(0.0, deadline - time.monotonic()))
        for process in running:
            if process.is_alive():
                process.kill()
                process.join(KILL_SECONDS)
        self._children.clear()


def _start(child: _Child) -> int:
    companion = child.companion
    process = _spawn.Process(target=run_companion, args=(companion,), name=companion.name)
    resource_tracker.ensure_running()  # which lets signals through: `start` would do it in the middle of its work
    with signals_kept_back():
        process.start()
        child.process, child.started = process, time.monotonic()  # or nobody would end it
    return process.sentinel


def _note_end(child: _Child) -> None:
    """Plan the next start of a process that has ended."""
    process = child.process
    if process is None:
        return
    process.join()
    now, code = time.monotonic(), process.exitcode
    child.failures = 0 if now - child.started > STEADY_SECONDS else child.failures + 1
    pause = min(FIRST_PAUSE_SECONDS * 2 ** (child.failures - 2), LONGEST_PAUSE_SECONDS) if child.failures > 1 else 0.0
    child.companion, child.process, child.due = child.replacement, None, now + pause
    process.close()  # last: a signal may come at any line, and what is closed can't be asked to end
    if code:
        log.warning("%s ended (exit code %d); another one starts", child.replacement.name, code)


def run_companion(companion: Companion) -> None:
    """Run a companion in its own process, until it is done, is asked to end, or the main process is gone."""
    keep_links_out()
    os.umask(PRIVATE)
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is the main process' to act upon
    signal.signal(signal.SIGTERM, leave)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    target = companion.target
    (pkgutil.resolve_name(target) if isinstance(target, str) else target)(*companion.args)


def _end_with_parent() -> None:
    """End this process when the main one is gone: its end of a pipe is closed, even by kill -9."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def leave(_signal: int, _frame: FrameType | None) -> None:
    """End this process in good order."""
    raise SystemExit(0)


@contextlib.contextmanager
def signals_kept_back() -> Iterator[None]:
    """Let signals wait: a start is done and noted whole, and what starts can't be hit before it is ready for that."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
