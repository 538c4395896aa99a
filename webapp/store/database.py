"""The database file: how it is opened, and the transactions in which it is read and written.

A read sees one moment. A write takes the lock before it reads (BEGIN IMMEDIATE), so that two writers wait for each
other instead of failing. It is on disk before it returns; the disk is waited for when its turn is over, for others may
write meanwhile (SQLite's own synchronous=FULL waits inside it).
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path

from webapp.store.connections import (
    DEFAULT_BUSY_TIMEOUT_MS,
    Connection,
    ThreadConnections,
    Turns,
    connect,
    flush_log,
    roll_back,
    switch_to_wal,
)
from webapp.store.failures import (
    NestedWriteError,
    StoreUnavailable,
    UnusableDatabaseError,
    explain_file_failure,
    explaining_failures,
)
from webapp.store.marker import explain_loss, is_marked, mark
from webapp.store.upgrading import bring_up_to_date, check_is_todays

log = logging.getLogger("pleinwijzer")

__all__ = [
    "DEFAULT_BUSY_TIMEOUT_MS",
    "Connection",
    "Database",
    "NestedWriteError",
    "StoreUnavailable",
    "UnusableDatabaseError",
    "attach_database",
    "check_readable",
    "connect",
    "is_readable",
    "open_database",
]


class Database:
    """One database file, with one connection for each thread that uses it.

    Each transaction looks first whether the file that it has open is still the one that stands there: what is saved in
    a file that was removed or replaced would be gone. It opens a good one again by itself, and never makes one.
    """

    def __init__(self, path: Path, busy_timeout_ms: int = DEFAULT_BUSY_TIMEOUT_MS) -> None:
        self.path = path
        self.busy_timeout_ms = busy_timeout_ms
        self._connections = ThreadConnections(self._open, path)
        self._turns = Turns(path)

    @property
    def generation(self) -> int:
        """A number that grows when this process had to open the file anew."""
        return self._connections.generation

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection whose reads all see one moment: inside a write, that write's own.

        Raises StoreUnavailable when the database cannot be read, and NestedWriteError when something was written.
        """
        with explaining_failures():
            connection = self._take_connection(has_turn=False)
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            before = connection.total_changes
            try:
                yield connection
            finally:
                roll_back(connection)
            if connection.total_changes != before:
                raise NestedWriteError("Something was written inside a read; nothing of it was saved.")

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection inside one transaction: all of it is saved on leaving, or nothing.

        Raises StoreUnavailable when nothing was saved because the database is locked, full or read-only, and
        NestedWriteError at once where this thread already reads or writes.
        """
        with explaining_failures():
            if self._connections.get().in_transaction:
                raise NestedWriteError("A write cannot begin inside a transaction of the same thread.")
            with self._turns.taking(self.busy_timeout_ms):
                connection = self._take_connection(has_turn=True)
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                finally:
                    roll_back(connection)
            flush_log(self.path)  # also where nothing changed: what is there already may be another one's of just now
            if not self._connections.are_current():
                raise StoreUnavailable("its file was removed or replaced meanwhile")

    @contextmanager
    def exclude_writers(self) -> Iterator[None]:
        """Keep everybody else from writing meanwhile. Raises StoreUnavailable when they do not finish in time."""
        with self._turns.taking(self.busy_timeout_ms):
            yield

    def truncate_log(self) -> None:
        """Take deleted content out of the write-ahead log too; call it after the deletion was saved.

        Where a reader is busy, SQLite does it later by itself.
        """
        with suppress(StoreUnavailable), explaining_failures():
            connection = self._connections.get()
            if connection.in_transaction:
                raise NestedWriteError("The log cannot be emptied inside a transaction.")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def close(self) -> None:
        """Close the connections of all threads of this process; a thread that comes back gets a new one."""
        self._connections.close()

    def _take_connection(self, *, has_turn: bool) -> Connection:
        """Return this thread's connection, to the file that stands there now. Raises StoreUnavailable.

        Where only the log beside the database is gone, what stands in it is saved first: we still have it open.
        `has_turn`: whether it is this thread's turn to write already.
        """
        connection = self._connections.get()
        if connection.in_transaction or self._connections.are_current():
            return connection
        log.warning("%s, or its log, was removed or replaced while it was in use", self.path)
        if self._connections.has_same_database():
            with nullcontext() if has_turn else self._turns.taking(self.busy_timeout_ms), suppress(sqlite3.Error):
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        self._connections.drop()
        connection = self._connections.get()
        log.warning("%s is open again", self.path)
        return connection

    def _open(self) -> Connection:
        if not self.path.exists():
            raise StoreUnavailable("its file is gone")
        connection = connect(self.path, self.busy_timeout_ms, must_exist=True)
        try:
            check_is_todays(connection, self.path)
            connection.execute("PRAGMA synchronous = NORMAL")  # `write` waits for the disk itself
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                switch_to_wal(connection, self.busy_timeout_ms)
                check_readable(connection)  # which makes its log, and so what it is known by
        except UnusableDatabaseError as error:
            connection.close()
            log.error("%s", error)  # noqa: TRY400 (the message says it all)
            raise StoreUnavailable("its file is not one that this version can use") from error
        except BaseException:
            connection.close()
            raise
        return connection


def check_readable(connection: Connection) -> None:
    """Read something. Raises StoreUnavailable, inside `Database.read`, where the database cannot be read."""
    connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()


def is_readable(db: Database) -> bool:
    """Tell whether the database can be read now."""
    try:
        with db.read() as connection:
            check_readable(connection)
    except StoreUnavailable:
        return False
    return True


def open_database(path: Path, busy_timeout_ms: int = DEFAULT_BUSY_TIMEOUT_MS) -> Database:
    """Open the file, make it when there never was one, and bring an older schema up to date.

    Raises UnusableDatabaseError when the file is newer than this program, is something else, or is gone though there
    was one, and StoreUnavailable when it cannot be opened or written.
    """
    if is_marked(path) and not path.exists():
        raise UnusableDatabaseError(explain_loss(path))
    _make_private(path)
    bring_up_to_date(path, busy_timeout_ms)
    mark(path)
    return Database(path, busy_timeout_ms)


def attach_database(path: Path, busy_timeout_ms: int = DEFAULT_BUSY_TIMEOUT_MS) -> Database:
    """Open a file that `open_database` prepared, and change nothing about it: for the processes that it is shared with.

    Raises UnusableDatabaseError when the file is missing, is something else or has another schema than today's, and
    StoreUnavailable when it cannot be read.
    """
    if not path.is_file():
        raise UnusableDatabaseError(f"There is no database {path}.")
    with explaining_failures(), closing(connect(path, busy_timeout_ms, must_exist=True)) as connection:
        check_is_todays(connection, path)
    return Database(path, busy_timeout_ms)


def _make_private(path: Path) -> None:
    """Make an empty file that only its owner reads, where there is none; SQLite's own would follow the umask."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    except OSError as error:
        if not path.exists():
            raise explain_file_failure(error) from error
