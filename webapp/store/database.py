"""The database file: how it is opened, read and written, and what is said when that is not possible.

Only this package touches SQLite. A write takes the lock before it reads (BEGIN IMMEDIATE), so that two writers wait
for each other instead of failing; a commit is on disk before it returns (synchronous=FULL).
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from webapp.store.library import SqliteDatabase
from webapp.store.migrations import APPLICATION_ID, migrations

DEFAULT_BUSY_TIMEOUT_MS = 3000

_PRIMARY_CODE = 0xFF  # SQLite puts details in the higher bits of a result code
_UNAVAILABLE = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened",
    sqlite3.SQLITE_IOERR: "disk error",
    sqlite3.SQLITE_PERM: "no permission",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "not a database",
}


class StoreUnavailable(Exception):  # noqa: N818 (a state that passes, not somebody's mistake)
    """The database cannot be used now; nothing of the attempted change was saved. `reason` says why, for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The database cannot be used: {reason}.")
        self.reason = reason


class UnusableDatabaseError(Exception):
    """A file that this version of the program must not touch; the message says what to do."""


@dataclass
class Database:
    """One database file, with one connection for each thread that uses it."""

    path: Path
    busy_timeout_ms: int = DEFAULT_BUSY_TIMEOUT_MS
    _local: threading.local = field(default_factory=threading.local, repr=False)
    _connections: list[SqliteDatabase] = field(default_factory=list, repr=False)
    _guard: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @contextmanager
    def read(self) -> Iterator[SqliteDatabase]:
        """Give this thread's connection to read with. Raises StoreUnavailable when the database cannot be read."""
        with _explaining_failures():
            yield self._connection()

    @contextmanager
    def write(self) -> Iterator[SqliteDatabase]:
        """Give this thread's connection inside one transaction: all of it is saved on leaving, or nothing.

        Raises StoreUnavailable when nothing was saved because the database is locked, full or read-only.
        """
        with _explaining_failures():
            connection = self._connection()
            with self._taking_turns():
                connection.conn.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.conn.execute("COMMIT")
                finally:
                    if connection.conn.in_transaction:
                        connection.conn.execute("ROLLBACK")

    @contextmanager
    def _taking_turns(self) -> Iterator[None]:
        """Let the threads of this process write one after the other.

        SQLite makes a second writer sleep and look again, ever longer, also when its turn came long ago: on a busy
        machine somebody could be passed over until the time was up. A lock wakes the next one at once.
        """
        if not self._turn.acquire(timeout=self.busy_timeout_ms / 1000):
            raise StoreUnavailable("locked")
        try:
            yield
        finally:
            self._turn.release()

    def close(self) -> None:
        """Close the connections of all threads; a thread that comes back gets a new one."""
        with self._guard:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            self._local = threading.local()

    def _connection(self) -> SqliteDatabase:
        existing: SqliteDatabase | None = getattr(self._local, "connection", None)
        if existing is not None:
            return existing
        connection = connect(self.path, self.busy_timeout_ms)
        self._local.connection = connection
        with self._guard:
            self._connections.append(connection)
        return connection


def open_database(path: Path, busy_timeout_ms: int = DEFAULT_BUSY_TIMEOUT_MS) -> Database:
    """Open the file, make it when it is missing, and bring an older schema up to date.

    Raises UnusableDatabaseError when the file is newer than this program or is something else, and StoreUnavailable
    when it cannot be opened or written.
    """
    with _explaining_failures():
        connection = connect(path, busy_timeout_ms)
        try:
            _check_is_ours(connection, path)
            _switch_to_wal(connection, busy_timeout_ms)
            migrate(connection, path)
        finally:
            connection.close()
    return Database(path, busy_timeout_ms)


def connect(path: Path, busy_timeout_ms: int = DEFAULT_BUSY_TIMEOUT_MS) -> SqliteDatabase:
    """Return a new connection with our settings. The caller closes it."""
    raw = sqlite3.connect(path, timeout=busy_timeout_ms / 1000, isolation_level=None, check_same_thread=False)
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA secure_delete = ON")
    return SqliteDatabase(raw, execute_plugins=False)


def migrate(connection: SqliteDatabase, path: Path) -> None:
    """Apply the schema steps that the file does not have yet, all or none, one process at a time.

    Foreign keys are off meanwhile: rebuilding a table would otherwise delete the rows that refer to it.
    """
    _check_not_newer(connection, path)
    if not migrations.pending(connection):
        return
    connection.conn.execute("PRAGMA foreign_keys = OFF")
    connection.conn.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(connection)
        broken = connection.conn.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise UnusableDatabaseError(f"{path} was not brought up to date: {len(broken)} rows would be lost.")
        connection.conn.execute("COMMIT")
    finally:
        if connection.conn.in_transaction:
            connection.conn.execute("ROLLBACK")
        connection.conn.execute("PRAGMA foreign_keys = ON")


def _check_is_ours(connection: SqliteDatabase, path: Path) -> None:
    tables = connection.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    application = connection.conn.execute("PRAGMA application_id").fetchone()[0]
    if tables and application != APPLICATION_ID:
        raise UnusableDatabaseError(f"{path} is a database of another program. Choose another file.")


def _check_not_newer(connection: SqliteDatabase, path: Path) -> None:
    known = _step_names()
    unknown = sorted({step.name for step in migrations.applied(connection)} - known)
    if unknown:
        raise UnusableDatabaseError(
            f"{path} was made by a newer version of Pleinwijzer (it has {', '.join(unknown)}; this version knows "
            f"{len(known)} steps). Start that newer version, or restore an older backup."
        )


def _step_names() -> set[str]:
    empty = SqliteDatabase(memory=True)
    try:
        return {step.name for step in migrations.pending(empty)}
    finally:
        empty.close()


def _switch_to_wal(connection: SqliteDatabase, busy_timeout_ms: int) -> None:
    """Turn on the write-ahead log. SQLite may answer "locked" at once here, so the waiting is ours."""
    deadline = time.monotonic() + busy_timeout_ms / 1000
    while True:
        try:
            connection.conn.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY_CODE != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


@contextmanager
def _explaining_failures() -> Iterator[None]:
    """Turn SQLite's "not now" errors into StoreUnavailable; mistakes in our own SQL stay what they are."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", None)
        reason = _UNAVAILABLE.get(code & _PRIMARY_CODE) if code is not None else None
        if reason is None:
            raise
        raise StoreUnavailable(reason) from error
