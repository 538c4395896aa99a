"""Processes beside the main one: started, watched, started again when one ends, and all ended with it.

Each watches the main process too, and ends when that is gone, however it went. On Linux they are forked: they share
what was loaded before and are there at once. Elsewhere they are spawned, and load it themselves.
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
from typing import TYPE_CHECKING, Any, Protocol

from webapp.server.logs import keep_links_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
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


def count_processes(settings: Settings) -> int:
    """Return how many processes serve: what the settings say, else one for each core, at most four."""
    return settings.processes or min(count_cores(), MOST_PROCESSES)


def count_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Closeable(Protocol):
    """A file, a socket, an end of a pipe."""

    def close(self) -> object:
        """Close it here, and nowhere else."""
        ...


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
    """One companion's process as it is now, what is started when it ends, and what it must not keep open."""

    companion: Companion
    replacement: Companion
    private: Sequence[Closeable] = ()
    process: BaseProcess | None = None
    started: float = 0.0
    failures: int = 0
    due: float = 0.0


@dataclass
class Processes:
    """All companions of one main process. For its main thread; where it forks it has no other thread.

    `forks`: whether they share what is loaded, and what is open, when they start. `private`: what is the main process'
    own, and is closed in those that it forks.
    """

    forks: bool
    private: Sequence[Closeable] = ()
    _children: list[_Child] = field(default_factory=list)
    _life: tuple[Connection, Connection] = field(default_factory=lambda: multiprocessing.Pipe(duplex=False))
    """A pipe: only the main process keeps the end that writes, so that the others see by theirs when it is gone."""

    def start(
        self, companion: Companion, replacement: Companion | None = None, private: Sequence[Closeable] = ()
    ) -> None:
        """Start a companion, and while `watch` runs replace it when it ends, by itself or by another one.

        `private`: what is not this one's either.
        """
        child = _Child(companion, replacement or companion, private)
        self._children.append(child)
        self._start(child)

    def watch(self, until: float) -> None:
        """Replace processes that end, up to a moment of the monotonic clock.

        The first time at once; one that goes on failing at its start waits longer and longer, at most five seconds.
        """
        while (now := time.monotonic()) < until:
            for child in self._children:
                if child.process is None and child.due <= now:
                    self._start_again(child)
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

    def _start_again(self, child: _Child) -> None:
        """Start what ended; where the system has no room for another process, later."""
        try:
            self._start(child)
        except OSError as error:
            log.warning("%s could not be started: %s", child.companion.name, error.strerror)
            _plan(child, failed=True)

    def _start(self, child: _Child) -> None:
        theirs, ours = self._life
        name, given = child.companion.name, tuple[Any, ...]((child.companion, theirs))
        if self.forks:
            given += ((ours, *self.private, *child.private),)
            process: BaseProcess = multiprocessing.get_context("fork").Process(None, run_companion, name, given)
        else:
            process = multiprocessing.get_context("spawn").Process(None, run_companion, name, given)
            resource_tracker.ensure_running()  # lets signals through: `start` would do it in the middle of its work
        with signals_kept_back():
            process.start()
            child.process, child.started = process, time.monotonic()  # or nobody would end it


def _note_end(child: _Child) -> None:
    """Plan the next start of a process that has ended."""
    process = child.process
    if process is None:
        return
    process.join()
    code = process.exitcode
    child.companion, child.process = child.replacement, None
    _plan(child, failed=time.monotonic() - child.started <= STEADY_SECONDS)
    process.close()  # last: a signal may come at any line, and what is closed can't be asked to end
    if code:
        log.warning("%s ended (exit code %d); another one starts", child.replacement.name, code)


def _plan(child: _Child, *, failed: bool) -> None:
    """Set when a process that isn't there starts again: at once, and later each time that it fails at its start."""
    child.failures = child.failures + 1 if failed else 0
    pause = min(FIRST_PAUSE_SECONDS * 2 ** (child.failures - 2), LONGEST_PAUSE_SECONDS) if child.failures > 1 else 0.0
    child.due = time.monotonic() + pause


def run_companion(companion: Companion, life: Connection, private: Sequence[Closeable] = ()) -> None:
    """Run a companion in its own process, until it is done, is asked to end, or the main process is gone."""
    for own in private:
        own.close()
    keep_links_out()
    os.umask(PRIVATE)
    threading.Thread(target=_end_with_main, args=(life,), name="main", daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is the main process' to act upon
    signal.signal(signal.SIGTERM, leave)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    target = companion.target
    (pkgutil.resolve_name(target) if isinstance(target, str) else target)(*companion.args)


def _end_with_main(life: Connection) -> None:
    """End this process when the main one is gone: its end of a pipe is closed, even by kill -9."""
    wait([life])
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
