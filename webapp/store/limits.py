"""Counts of tries, such as guesses at a link, in a small file of their own that may be lost.

Who tried, and what, is kept as a keyed hash that is another one every day, and only until the window has passed. When
the file cannot be used, nobody is refused: a limit is a precaution, and the tool must work without it.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from webapp.server.process_lock import LockTimeoutError, ProcessLock
from webapp.store.connections import Connection, ThreadConnections, lock_path
from webapp.store.failures import PRIMARY_CODE

DAY_SECONDS = 86_400

_BUSY_SECONDS = 0.5
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS try (bucket TEXT NOT NULL, who BLOB NOT NULL, starts INTEGER NOT NULL,"
    " ends INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (bucket, who, starts, ends)) STRICT, WITHOUT ROWID"
)
_ADD = (
    "INSERT INTO try (bucket, who, starts, ends, count) VALUES (?, ?, ?, ?, 1)"
    " ON CONFLICT DO UPDATE SET count = count + 1 RETURNING count"
)
_log = logging.getLogger(__name__)


class Limits:
    """Counts how often somebody tried something, in windows that all begin anew at midnight UTC.

    A window is known by its beginning and its end on the clock, so that a clock which jumps, forward or back, lands in
    another window: no count holds for longer than one.
    """

    def __init__(self, path: Path, key: bytes, clock: Callable[[], float] = time.time) -> None:
        self.path = path
        self._key = key
        self._clock = clock
        self._connections = ThreadConnections(self._open)

    def hit(self, bucket: str, who: str, per_seconds: int, tried: str = "") -> int:
        """Count one try and return how many there are in this window; 0 when nothing can be counted.

        `tried`: what was tried, where `give_back` may have to know how many of the tries were on that.
        """
        starts, ends = self._window(per_seconds)
        hidden = self._hide(bucket, who, starts)

        def add(connection: Connection) -> int:
            connection.execute("BEGIN IMMEDIATE")
            if tried:
                connection.execute(_ADD, (self._part(bucket, tried, starts), hidden, starts, ends)).fetchall()
            row = connection.execute(_ADD, (bucket, hidden, starts, ends)).fetchall()[0]
            if row["count"] == 1:
                now = int(self._clock())
                connection.execute("DELETE FROM try WHERE ends <= ? OR starts > ?", (now, now))
            connection.execute("COMMIT")
            return int(row["count"])

        return self._ask(add)

    def give_back(self, bucket: str, tried: str, per_seconds: int) -> int:
        """Forget all tries on one thing in this window, whoever made them; return how many visitors had."""
        starts, ends = self._window(per_seconds)
        part = self._part(bucket, tried, starts)

        def take_off(connection: Connection) -> int:
            connection.execute("BEGIN IMMEDIATE")
            rows = connection.execute(
                "DELETE FROM try WHERE bucket = ? AND starts = ? AND ends = ? RETURNING who, count",
                (part, starts, ends),
            ).fetchall()
            connection.executemany(
                "UPDATE try SET count = count - ? WHERE bucket = ? AND who = ? AND starts = ? AND ends = ?",
                [(row["count"], bucket, row["who"], starts, ends) for row in rows],
            )
            connection.execute("COMMIT")
            return len(rows)

        return self._ask(take_off)

    def count(self, bucket: str, who: str, per_seconds: int) -> int:
        """Return how many tries there are in this window; 0 when that cannot be told."""
        starts, ends = self._window(per_seconds)

        def look(connection: Connection) -> int:
            row = connection.execute(
                "SELECT count FROM try WHERE bucket = ? AND who = ? AND starts = ? AND ends = ?",
                (bucket, self._hide(bucket, who, starts), starts, ends),
            ).fetchone()
            return 0 if row is None else int(row["count"])

        return self._ask(look)

    def seconds_left(self, per_seconds: int) -> int:
        """Return in how many seconds the window ends: at least 1, at most its length. For Retry-After."""
        _, ends = self._window(per_seconds)
        return max(1, ends - int(self._clock()))

    def close(self) -> None:
        """Close the connections of all threads of this process."""
        self._connections.close()

    def _window(self, per_seconds: int) -> tuple[int, int]:
        """Return when the window of now begins and ends; the last one of a day ends with the day."""
        if not 1 <= per_seconds <= DAY_SECONDS:
            raise ValueError("A window lasts from a second to a day.")
        now = int(self._clock())
        midnight = now - now % DAY_SECONDS
        starts = now - (now - midnight) % per_seconds
        return starts, min(starts + per_seconds, midnight + DAY_SECONDS)

    def _part(self, bucket: str, tried: str, moment: int) -> str:
        """Return the bucket of the tries on one thing."""
        return f"{bucket}/{self._hide(bucket, tried, moment).hex()}"

    def _hide(self, bucket: str, who: str, moment: int) -> bytes:
        told = f"{moment // DAY_SECONDS}\n{bucket}\n{who}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, told, hashlib.sha256)

    def _ask(self, question: Callable[[Connection], int]) -> int:
        try:
            try:
                return self._answer(question)
            except sqlite3.DatabaseError as error:
                if getattr(error, "sqlite_errorcode", 0) & PRIMARY_CODE not in _DAMAGED:
                    raise
                _log.warning("The file with counts of tries is damaged and is made anew.")
                self._make_anew()
                return self._answer(question)
        except (sqlite3.Error, OSError, LockTimeoutError):
            _log.warning("Tries cannot be counted now.", exc_info=True)
            return 0

    def _answer(self, question: Callable[[Connection], int]) -> int:
        connection = self._connections.get()
        try:
            return question(connection)
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    def _open(self) -> Connection:
        """Open the file, one process at a time: SQLite does not wait while another one turns its log on."""
        with ProcessLock(lock_path(self.path)).acquire(_BUSY_SECONDS):
            return self._prepare()

    def _prepare(self) -> Connection:
        os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600))  # its log gets the same rights
        connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute(_SCHEMA)
        except BaseException:
            connection.close()
            raise
        return connection

    def _make_anew(self) -> None:
        """Throw the file away, unless another process already did: of those that see the damage one may do it."""
        self._connections.close()
        with ProcessLock(lock_path(self.path)).acquire(_BUSY_SECONDS):
            if _is_whole(self.path):
                return
            for ending in ("", "-wal", "-shm"):
                self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
            self._prepare().close()


def _is_whole(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path, timeout=_BUSY_SECONDS)) as connection:
            return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False
