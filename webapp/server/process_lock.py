"""A lock between processes: on a file that the kernel lets go of when a process ends, however that happens.

The lock is the operating system's own (`flock`), asked for directly, because each save takes it: the library that
locks files everywhere took 80 microseconds for what takes 7. Where there is no `flock` (Windows), that library does it.
"""

from __future__ import annotations

import importlib.util
import os
import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from filelock import FileLock

fcntl: Any = importlib.import_module("fcntl") if importlib.util.find_spec("fcntl") else None
"""None on Windows."""

SHORTEST_POLL_SECONDS, LONGEST_POLL_SECONDS = 0.0002, 0.001
"""How long a process sleeps before it looks again whether another one has let go: ever longer, for most have soon."""


class LockTimeoutError(Exception):
    """Another process did not let go in time."""


class ProcessLock:
    """One process's way to a lock; one thread at a time. The file is empty and stays where it is.

    It is opened for each turn: somebody may have put another file in its place. A process that forks gets a lock of
    its own only by making another object.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = -1
        self._elsewhere = _make_lock_elsewhere(path) if fcntl is None else None

    def acquire(self, timeout: float) -> Self:
        """Take the lock, within so many seconds. Raises LockTimeoutError and OSError."""
        if self._elsewhere is not None:
            self._acquire_elsewhere(self._elsewhere, timeout)
            return self
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            _wait_for(file, time.monotonic() + timeout)
        except BaseException:
            os.close(file)
            raise
        self._file = file
        return self

    def release(self) -> None:
        """Let go."""
        if self._elsewhere is not None:
            self._elsewhere.release()
            return
        file, self._file = self._file, -1
        os.close(file)  # which lets go: nobody else has this opening of the file

    def close(self) -> None:
        """Let go of it in a process that was forked; whoever else has it open keeps it."""
        self.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    @staticmethod
    def _acquire_elsewhere(lock: FileLock, timeout: float) -> None:
        from filelock import Timeout  # noqa: PLC0415 (as below)

        try:
            lock.acquire(timeout=timeout)
        except Timeout as error:
            raise LockTimeoutError from error


def _make_lock_elsewhere(path: Path) -> FileLock:
    from filelock import FileLock  # noqa: PLC0415 (a hundredth of a second that no start waits for where it isn't used)

    return FileLock(path, mode=0o600, poll_interval=LONGEST_POLL_SECONDS)


def _wait_for(file: int, deadline: float) -> None:
    pause = SHORTEST_POLL_SECONDS
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise LockTimeoutError from None
            time.sleep(pause)
            pause = min(1.5 * pause, LONGEST_POLL_SECONDS)
        else:
            return
