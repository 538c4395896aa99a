"""One connection for each thread of each process, and the turns that writers take."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from webapp.server.process_lock import LockTimeoutError, ProcessLock
from webapp.store.failures import PRIMARY_CODE, StoreUnavailable, explain_file_failure

Connection = sqlite3.Connection
Row = sqlite3.Row

DEFAULT_BUSY_TIMEOUT_MS = 3000
ENDINGS = ("", "-wal", "-shm")
"""A database in use is three files: itself, its log, and the index of that."""


_wait_for_disk = getattr(os, "fdatasync", os.fsync)  # macOS and Windows have no fdatasync
_CLOSED_IN_CHILDREN = getattr(os, "O_CLOEXEC", 0)


@dataclass
class _Process:
    """The connections of one process."""

    local: threading.local = field(default_factory=threading.local)
    opened: list[Connection] = field(default_factory=list)
    generation: int = 0


class ThreadConnections:
    """Connections to one file, kept for as long as the thread goes on.

    SQLite forbids taking a connection across a fork: a child opens its own. What it inherited stays referred to and is
    never closed there, for closing would undo the parent's locks.
    """

    def __init__(self, connect: Callable[[], Connection], path: Path | None = None) -> None:
        self._connect = connect
        self._names = () if path is None else tuple(f"{path}{ending}" for ending in ENDINGS)
        self._processes: dict[int, _Process] = {}

    @property
    def generation(self) -> int:
        """How often a connection of this process was let go because its file was another one."""
        return self._own().generation

    def get(self) -> Connection:
        """Return this thread's connection; the first call opens it. Raises sqlite3.Error."""
        process = self._own()
        existing: Connection | None = getattr(process.local, "connection", None)
        if existing is not None:
            return existing
        connection = self._connect()
        process.local.connection, process.local.files = connection, identify_files(self._names)
        process.opened.append(connection)
        return connection

    def are_current(self) -> bool:
        """Tell whether this thread's connection still has the files open that stand there by name."""
        return bool(self._own().local.files == identify_files(self._names))

    def has_same_database(self) -> bool:
        """Tell whether the database itself is still the same file, whatever became of those beside it."""
        return bool(self._own().local.files[:1] == identify_files(self._names[:1]))

    def drop(self) -> None:
        """Let go of this thread's connection; the next call of `get` opens another one."""
        process = self._own()
        connection: Connection | None = getattr(process.local, "connection", None)
        if connection is not None:
            process.generation += 1
            process.local.connection = None
            process.opened.remove(connection)
            connection.close()

    def close(self) -> None:
        """Close the connections of all threads of this process; a thread that comes back gets a new one."""
        process = self._own()
        process.local = threading.local()
        while process.opened:
            process.opened.pop().close()

    def _own(self) -> _Process:
        number = os.getpid()
        found = self._processes.get(number)
        return found if found is not None else self._processes.setdefault(number, _Process())


class Turns:
    """The turns that writers of one database take: threads by a lock, processes by a locked file beside the database.

    SQLite makes a second writer sleep and look again, ever longer, also when its turn came long ago: on a busy machine
    somebody could be passed over until the time was up.
    """

    def __init__(self, path: Path) -> None:
        self._path = lock_path(path)
        self._processes: dict[int, _Locks] = {}

    @contextmanager
    def taking(self, busy_timeout_ms: int) -> Iterator[None]:
        """Wait for the turn and keep it. Raises StoreUnavailable when it does not come in time."""
        deadline = time.monotonic() + busy_timeout_ms / 1000
        locks = self._own()
        if not locks.threads.acquire(timeout=busy_timeout_ms / 1000):
            raise StoreUnavailable("locked")
        try:
            _lock_file(locks.processes, max(0.0, deadline - time.monotonic()))
            try:
                yield
            finally:
                locks.processes.release()
        finally:
            locks.threads.release()

    def _own(self) -> _Locks:
        """Return this process's locks: what another thread held while the process forked is never let go there."""
        number = os.getpid()
        found = self._processes.get(number)
        return found or self._processes.setdefault(number, _Locks(ProcessLock(self._path)))


@dataclass(frozen=True)
class _Locks:
    """What the threads of one process take turns by, and what it takes turns by with other processes."""

    processes: ProcessLock
    threads: threading.Lock = field(default_factory=threading.Lock)


def _lock_file(lock: ProcessLock, seconds: float) -> None:
    try:
        lock.acquire(seconds)
    except LockTimeoutError as error:
        raise StoreUnavailable("locked") from error
    except OSError as error:
        raise explain_file_failure(error) from error


def lock_path(path: Path) -> Path:
    """Return the file that processes lock while they write to a database. It is empty and stays where it is."""
    return path.with_name(path.name + ".lock")


def identify_files(names: tuple[str, ...]) -> tuple[tuple[int, int] | None, ...]:
    """Return which files stand there by these names now; None for one that does not. Takes microseconds."""
    return tuple(map(_identify, names))


def _identify(name: str) -> tuple[int, int] | None:
    try:
        found = os.stat(name)  # noqa: PTH116 (a Path would cost more than the question itself)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def connect(path: Path, busy_timeout_ms: int = DEFAULT_BUSY_TIMEOUT_MS, *, must_exist: bool = False) -> Connection:
    """Return a new connection with our settings, whose rows are read by name. The caller closes it.

    `must_exist`: whether a file that is missing is an error, instead of being made.
    """
    name = f"{path.absolute().as_uri()}?mode=rw" if must_exist else path
    raw = sqlite3.connect(
        name, timeout=busy_timeout_ms / 1000, isolation_level=None, check_same_thread=False, uri=must_exist
    )
    raw.row_factory = sqlite3.Row
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA secure_delete = ON")
    return raw


def flush_log(path: Path) -> None:
    """Return when all that was written to a database's log is on disk. Raises OSError, and StoreUnavailable.

    With `synchronous=NORMAL` the log is consistent at any moment, and a checkpoint waits for the disk by itself.
    """
    try:
        file = os.open(f"{path}-wal", os.O_RDWR | _CLOSED_IN_CHILDREN)
        try:
            _wait_for_disk(file)
        finally:
            os.close(file)
    except OSError as error:
        raise explain_file_failure(error) from error


def roll_back(connection: Connection) -> None:
    """Undo what is not committed. After some errors SQLite has already done so."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def switch_to_wal(connection: Connection, busy_timeout_ms: int) -> None:
    """Turn on the write-ahead log. SQLite may answer "locked" at once here, so the waiting is ours."""
    deadline = time.monotonic() + busy_timeout_ms / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & PRIMARY_CODE != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return
