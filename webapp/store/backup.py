"""Copies of the database, made and put back while the server may be running."""

from __future__ import annotations

import errno
import os
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from webapp.store.database import Database, UnusableDatabaseError, connect
from webapp.store.failures import PRIMARY_CODE, explaining_failures
from webapp.store.marker import mark
from webapp.store.schema import find_faults
from webapp.store.upgrading import bring_up_to_date, check_is_ours

LEFT_BEHIND_SECONDS = 3600
"""A draft that is older belongs to nobody any more: its process was killed."""

_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


class Restored(NamedTuple):
    """What a restore did: how many assessments there were (None where that could not be read) and are now.

    `replaced`: whether the file itself was replaced, because there was none or it was damaged.
    """

    before: int | None
    after: int
    replaced: bool


def backup_database(db: Database, target: Path) -> int:
    """Write a whole, checked copy to a file of its own, and return how many assessments it holds.

    What is there is replaced only when the copy is good.

    Raises OSError when the file cannot be written, StoreUnavailable, and UnusableDatabaseError on a damaged copy.
    """
    with _draft_beside(target) as draft:
        with db.read() as source:
            check_is_ours(source, db.path)
            _copy(source, draft)
        _check_whole(draft, target)
        count = _count(draft)
        os.replace(draft, target)  # noqa: PTH105 (the same call, named for what it does: all or nothing)
        _flush_folder(target.parent)
    return count


def find_database(path: Path, busy_timeout_ms: int) -> Database:
    """Return the database that stands there, of whatever version, to copy it. Raises UnusableDatabaseError."""
    if not path.is_file():
        raise UnusableDatabaseError(f"There is no database {path}. Is --data-folder the right one?")
    return AnyVersion(path, busy_timeout_ms)


class AnyVersion(Database):
    """A database that may be of an earlier version: before an upgrade it is copied as it is."""

    def _open(self) -> sqlite3.Connection:
        return connect(self.path, self.busy_timeout_ms, must_exist=True)


def restore_database(source: Path, path: Path) -> Restored:
    """Make `path` say what the backup says, and return what was done.

    A healthy database is overwritten in one transaction, so that a server that is reading it sees the old or the new
    one; a damaged or missing one is replaced as a file, which a running server notices too.

    Raises UnusableDatabaseError when the backup is missing, damaged, not whole, newer than this program, or not ours,
    OSError and StoreUnavailable; the database is then unchanged.
    """
    if not source.is_file():
        raise UnusableDatabaseError(f"There is no file {source}.")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with explaining_failures(), _draft_beside(path) as draft:
        _copy_file(source, draft)
        _check_whole(draft, source)
        with closing(sqlite3.connect(draft)) as copy:
            check_is_ours(copy, source)
        bring_up_to_date(draft)  # an older backup; a newer one is refused
        _check_schema(draft, source)
        after = _count(draft)
        with Database(path).exclude_writers():
            healthy = _is_healthy(path)
            before = _count(path) if healthy else None
            if healthy:
                with closing(connect(draft)) as prepared:
                    _copy(prepared, path)
            else:
                _replace_file(draft, path)
        mark(path)
    return Restored(before, after, not healthy)


def _copy(source: sqlite3.Connection, target: Path) -> None:
    """Copy all pages in one step: small steps never end while somebody writes."""
    if not target.exists():
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with _explaining_no_room(target), closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def _copy_file(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as backup:
        try:
            _copy(backup, target)
        except sqlite3.DatabaseError as error:
            raise UnusableDatabaseError(f"{source} is not a backup of Pleinwijzer, or it is damaged.") from error


@contextmanager
def _explaining_no_room(target: Path) -> Iterator[None]:
    """Blame the disk, and not what was copied, where it is the disk."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & PRIMARY_CODE not in _NO_ROOM:
            raise
        raise OSError(errno.ENOSPC, "There is no room for the copy, or the disk fails", str(target.parent)) from error


def _check_whole(path: Path, name: Path) -> None:
    """Check a copy page by page; `name` is the file that a message is about. A backup is one file: no log beside it."""
    try:
        with _explaining_no_room(path), closing(sqlite3.connect(path, isolation_level=None)) as copy:
            copy.execute("PRAGMA journal_mode = DELETE")
            problems = [row[0] for row in copy.execute("PRAGMA integrity_check")]
            dangling = copy.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        raise UnusableDatabaseError(f"{name} is not a backup of Pleinwijzer, or it is damaged.") from error
    if problems != ["ok"] or dangling:
        raise UnusableDatabaseError(f"{name} is damaged: {[*problems, 'rows without an owner'][0]}.")


def _check_schema(draft: Path, name: Path) -> None:
    with closing(connect(draft)) as connection:
        faults = find_faults(connection)
    if faults:
        raise UnusableDatabaseError(f"{name} is no whole backup of Pleinwijzer: {', '.join(faults)}.")


def _count(path: Path) -> int:
    """Return how many assessments a healthy database of ours holds."""
    with closing(connect(path, must_exist=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM assessment").fetchone()[0])


def _is_healthy(path: Path) -> bool:
    if not path.exists() or path.stat().st_size == 0:
        return False
    try:
        with closing(connect(path, must_exist=True)) as connection:
            connection.execute("SELECT count(*) FROM assessment").fetchone()
            return bool(connection.execute("PRAGMA quick_check").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def _replace_file(draft: Path, path: Path) -> None:
    for leftover in ("-wal", "-shm"):
        path.with_name(path.name + leftover).unlink(missing_ok=True)
    _flush_file(draft)
    os.replace(draft, path)  # noqa: PTH105 (same)
    _flush_folder(path.parent)


def _flush_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _flush_folder(folder: Path) -> None:
    """Have a new name on the disk too; not every system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _draft_beside(target: Path) -> Iterator[Path]:
    """Give a name beside a file; whatever is made there is gone at the end, and what a killed process left too."""
    for left in target.parent.glob(f".{target.name}.*"):
        with suppress(OSError):
            if left.stat().st_mtime < time.time() - LEFT_BEHIND_SECONDS:
                left.unlink()
    draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        yield draft
    finally:
        for ending in ("", "-wal", "-shm", "-journal", ".lock"):
            draft.with_name(draft.name + ending).unlink(missing_ok=True)
