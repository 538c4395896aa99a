"""Copies of the database, made and put back while the server may be running."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

from webapp.store.database import Database, UnusableDatabaseError, connect, open_database
from webapp.store.migrations import APPLICATION_ID


def backup_database(db: Database, target: Path) -> None:
    """Write a whole, checked copy to a file of its own, replacing what is there only when the copy is good.

    Raises OSError when the file cannot be written, StoreUnavailable, and UnusableDatabaseError on a damaged copy.
    """
    draft = _draft_beside(target)
    try:
        with db.read() as source:
            _copy(source, draft)
        _check_whole(draft, target)
        os.replace(draft, target)  # noqa: PTH105 (the same call, named for what it does: all or nothing)
    finally:
        _remove(draft)


def restore_database(source: Path, path: Path) -> None:
    """Make `path` say what the backup says.

    A healthy database is overwritten in one transaction, so that a server that is reading it sees the old or the new
    one; a damaged or missing one is replaced as a file.

    Raises UnusableDatabaseError when the backup is missing, damaged, newer than this program, or not ours, OSError and
    StoreUnavailable; the database is then unchanged.
    """
    if not source.is_file():
        raise UnusableDatabaseError(f"There is no file {source}.")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = _draft_beside(path)
    try:
        _copy_file(source, draft)
        _check_whole(draft, source)
        _check_is_backup(draft, source)
        open_database(draft).close()  # brings an older backup up to date, refuses a newer one
        with Database(path).exclude_writers():
            if _is_healthy(path):
                with closing(connect(draft)) as prepared:
                    _copy(prepared, path)
            else:
                _replace_file(draft, path)
    finally:
        _remove(draft)


def _copy(source: sqlite3.Connection, target: Path) -> None:
    """Copy all pages in one step: small steps never end while somebody writes."""
    if not target.exists():
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def _copy_file(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as backup:
        try:
            _copy(backup, target)
        except sqlite3.DatabaseError as error:
            raise UnusableDatabaseError(f"{source} is not a backup of Pleinwijzer, or it is damaged.") from error


def _check_whole(path: Path, name: Path) -> None:
    """Check a copy page by page; `name` is the file that a message is about. A backup is one file: no log beside it."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as copy:
            copy.execute("PRAGMA journal_mode = DELETE")
            problems = [row[0] for row in copy.execute("PRAGMA integrity_check")]
            dangling = copy.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        raise UnusableDatabaseError(f"{name} is not a backup of Pleinwijzer, or it is damaged.") from error
    if problems != ["ok"] or dangling:
        raise UnusableDatabaseError(f"{name} is damaged: {[*problems, 'rows without an owner'][0]}.")


def _check_is_backup(draft: Path, name: Path) -> None:
    with closing(sqlite3.connect(draft)) as copy:
        application = copy.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        raise UnusableDatabaseError(f"{name} is a database of another program, or an empty one.")


def _is_healthy(path: Path) -> bool:
    if not path.exists() or path.stat().st_size == 0:
        return False
    try:
        connection = connect(path)
    except sqlite3.DatabaseError:
        return False
    with closing(connection):
        try:
            return bool(connection.execute("PRAGMA quick_check").fetchone()[0] == "ok")
        except sqlite3.DatabaseError:
            return False


def _replace_file(draft: Path, path: Path) -> None:
    for leftover in ("-wal", "-shm"):
        path.with_name(path.name + leftover).unlink(missing_ok=True)
    os.replace(draft, path)  # noqa: PTH105 (same)


def _draft_beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.{secrets.token_hex(8)}")


def _remove(draft: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal", ".lock"):
        draft.with_name(draft.name + ending).unlink(missing_ok=True)
