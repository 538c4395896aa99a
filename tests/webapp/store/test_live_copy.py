"""A database that litestream copies has two small tables of litestream's beside ours: it stays one of ours."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from webapp.store.backup import backup_database, restore_database
from webapp.store.database import is_readable, open_database

TABLES = """
    CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER);
    CREATE TABLE _litestream_lock (id INTEGER);
    INSERT INTO _litestream_seq VALUES (1, 7);
"""


def make_live_copy(path: Path) -> Path:
    """Return a database as litestream restores it: ours, with its two tables."""
    open_database(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(TABLES)
    return path


def test_a_live_copy_is_opened_as_it_is(tmp_path: Path) -> None:
    database = open_database(make_live_copy(tmp_path / "copy.sqlite3"))
    assert is_readable(database)
    database.close()


def test_a_live_copy_can_be_restored_over_the_database(tmp_path: Path) -> None:
    path = tmp_path / "pleinwijzer.sqlite3"
    open_database(path).close()
    restore_database(make_live_copy(tmp_path / "copy.sqlite3"), path)
    database = open_database(path)
    assert is_readable(database)
    database.close()


def test_a_backup_of_a_database_with_a_live_copy_can_be_restored(tmp_path: Path) -> None:
    database = open_database(make_live_copy(tmp_path / "pleinwijzer.sqlite3"))
    backup_database(database, tmp_path / "backup.sqlite3")
    database.close()
    restore_database(tmp_path / "backup.sqlite3", tmp_path / "elsewhere.sqlite3")
    assert is_readable(open_database(tmp_path / "elsewhere.sqlite3"))
