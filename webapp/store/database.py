"""The database file: how it is opened, and the transactions in which it is read and written.

A read sees one moment. A write takes the lock before it reads (BEGIN IMMEDIATE), so that two writers wait for each
other instead of failing; a commit is on disk before it returns (synchronous=FULL).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from webapp.store.connections import DEFAULT_BUSY_TIMEOUT_MS, Connection, ThreadConnections, Turns, connect
from webapp.store.failures import (
    PRIMARY_CODE,
    NestedWriteError,
    StoreUnavailable,
    UnusableDatabaseError,
    explaining_failures,
)
from webapp.store.library import SqliteDatabase
from webapp.store.migrations import APPLICATION_ID, migrations

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
    """One database file, with one connection for each thread that uses it."""

    def __init__(self, path: Path, busy_timeout_ms: int = DEFAULT_BUSY_TIMEOUT_MS) -> None:
        self.path = path
        self.busy_timeout_ms = busy_timeout_ms
        self._connections = ThreadConnections(lambda: connect(path, busy_timeout_ms))
        self._turns = Turns(path)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection whose reads all see one moment: inside a write, that write's own.

        Raises StoreUnavailable when the database cannot be read, and NestedWriteError when something was written.
        """
        with explaining_failures():
            connection = self._connections.get()
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            before = connection.total_changes
            try:
                yield connection
            finally:
                _roll_back(connection)
            if connection.total_changes != before:
                raise NestedWriteError("Something was written inside a read; nothing of it was saved.")

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection inside one transaction: all of it is saved on leaving, or nothing.

        Raises StoreUnavailable when nothing was saved because the database is locked, full or read-only, and
        NestedWriteError at once where this thread already reads or writes.
        """
        with explaining_failures():
            connection = self._connections.get()
            if connection.in_transaction:
                raise NestedWriteError("A write cannot begin inside a transaction of the same thread.")
            with self._turns.taking(self.busy_timeout_ms):
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                finally:
                    _roll_back(connection)

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
    """Open the file, make it when it is missing, and bring an older schema up to date.

    Raises UnusableDatabaseError when the file is newer than this program or is something else, and StoreUnavailable
    when it cannot be opened or written.
    """
    with explaining_failures(), closing(connect(path, busy_timeout_ms)) as connection:
        _check_is_ours(connection, path)
        _switch_to_wal(connection, busy_timeout_ms)
        migrate(connection, path)
    return Database(path, busy_timeout_ms)


def attach_database(path: Path, busy_timeout_ms: int = DEFAULT_BUSY_TIMEOUT_MS) -> Database:
    """Open a file that `open_database` prepared, and change nothing about it: for the processes that it is shared with.

    Raises UnusableDatabaseError when the file is missing, is something else or has another schema than today's, and
    StoreUnavailable when it cannot be read.
    """
    if not path.is_file():
        raise UnusableDatabaseError(f"There is no database {path}.")
    with explaining_failures(), closing(connect(path, busy_timeout_ms)) as connection:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise UnusableDatabaseError(f"{path} is a database of another program, or an empty one.")
        schema = SqliteDatabase(connection, execute_plugins=False)
        _check_not_newer(schema, path)
        if migrations.pending(schema):
            raise UnusableDatabaseError(f"{path} was made by an older version of Pleinwijzer. Start the server anew.")
    return Database(path, busy_timeout_ms)


def migrate(connection: Connection, path: Path) -> None:
    """Apply the schema steps that the file does not have yet, all or none, one process at a time.

    Foreign keys are off meanwhile: rebuilding a table would otherwise delete the rows that refer to it.
    """
    schema = SqliteDatabase(connection, execute_plugins=False)
    _check_not_newer(schema, path)
    if not migrations.pending(schema):
        return
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(schema)
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise UnusableDatabaseError(f"{path} was not brought up to date: {len(broken)} rows would be lost.")
        connection.execute("COMMIT")
    finally:
        _roll_back(connection)
        connection.execute("PRAGMA foreign_keys = ON")


def _roll_back(connection: Connection) -> None:
    """Undo what is not committed. After some errors SQLite has already done so."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _check_is_ours(connection: Connection, path: Path) -> None:
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if tables and application != APPLICATION_ID:
        raise UnusableDatabaseError(f"{path} is a database of another program. Choose another file.")


def _check_not_newer(schema: SqliteDatabase, path: Path) -> None:
    known = _step_names()
    unknown = sorted({step.name for step in migrations.applied(schema)} - known)
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


def _switch_to_wal(connection: Connection, busy_timeout_ms: int) -> None:
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
