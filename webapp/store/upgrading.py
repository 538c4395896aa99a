"""Bringing a database file up to today's schema, and telling a file of ours, of today or not, from any other."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from webapp.store.connections import DEFAULT_BUSY_TIMEOUT_MS, Connection, connect, roll_back, switch_to_wal
from webapp.store.failures import UnusableDatabaseError, explaining_failures
from webapp.store.marker import explain_loss, is_marked
from webapp.store.migrations import APPLICATION_ID, NAME, STEPS


def bring_up_to_date(path: Path, busy_timeout_ms: int = DEFAULT_BUSY_TIMEOUT_MS) -> None:
    """Give a file today's schema. Raises what `open_database` raises."""
    with explaining_failures(), closing(connect(path, busy_timeout_ms)) as connection:
        _check_not_of_others(connection, path)
        switch_to_wal(connection, busy_timeout_ms)
        migrate(connection, path)


def migrate(connection: Connection, path: Path) -> None:
    """Apply the schema steps that the file does not have yet, all or none, one process at a time.

    Foreign keys are off meanwhile: rebuilding a table would otherwise delete the rows that refer to it.
    """
    applied = _list_applied(connection)
    _check_not_newer(applied, path)
    if applied == step_names():
        return
    from webapp.store.library import SqliteDatabase, gather_steps  # noqa: PLC0415 (the usual start never imports this)

    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        gather_steps().apply(SqliteDatabase(connection, execute_plugins=False))
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise UnusableDatabaseError(f"{path} was not brought up to date: {len(broken)} rows would be lost.")
        connection.execute("COMMIT")
    finally:
        roll_back(connection)
        connection.execute("PRAGMA foreign_keys = ON")


def check_is_todays(connection: Connection, path: Path) -> None:
    """Raise UnusableDatabaseError unless it is a database of ours that has exactly the steps that we know."""
    check_is_ours(connection, path)
    applied = _list_applied(connection)
    _check_not_newer(applied, path)
    if applied != step_names():
        raise UnusableDatabaseError(f"{path} was made by an older version of Pleinwijzer. Start the server anew.")


def check_is_ours(connection: Connection, path: Path) -> None:
    """Raise UnusableDatabaseError unless it is a database of ours, of whatever version."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise UnusableDatabaseError(f"{path} is a database of another program, or an empty one.")


def step_names() -> frozenset[str]:
    """Return the names of all steps that lead to today's schema."""
    return frozenset(step.__name__ for step in STEPS)


def _list_applied(connection: Connection) -> set[str]:
    """Return the names of the steps that a database has."""
    try:
        found = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (NAME,))
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        return set()  # there is no such table
    return {row[0] for row in found}


def _check_not_of_others(connection: Connection, path: Path) -> None:
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if tables and application != APPLICATION_ID:
        raise UnusableDatabaseError(f"{path} is a database of another program. Choose another file.")
    if not tables and is_marked(path):
        raise UnusableDatabaseError(explain_loss(path))


def _check_not_newer(applied: set[str], path: Path) -> None:
    known = step_names()
    unknown = sorted(applied - known)
    if unknown:
        raise UnusableDatabaseError(
            f"{path} was made by a newer version of Pleinwijzer (it has {', '.join(unknown)}; this version knows "
            f"{len(known)} steps). Start that newer version, or restore an older backup."
        )
