"""What is said when a database cannot be used."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import AbstractContextManager
from types import TracebackType

PRIMARY_CODE = 0xFF
"""SQLite puts details in the higher bits of a result code."""

_BY_RESULT = {
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
_BY_ERRNO = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read-only",
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
    errno.ENOENT: "cannot be opened",
}


class StoreUnavailable(Exception):  # noqa: N818 (a state that passes, not somebody's mistake)
    """The database cannot be used now; nothing of the attempted change was saved. `reason` says why, for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The database cannot be used: {reason}.")
        self.reason = reason


class UnusableDatabaseError(Exception):
    """A file that this version of the program must not touch; the message says what to do."""


class NestedWriteError(RuntimeError):
    """A mistake of ours: a write was begun, or something was written, inside a transaction that is already open."""


class _Explaining(AbstractContextManager[None]):
    """Holds nothing, so that one serves all: a page opens three of these."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, sqlite3.DatabaseError):
            code = getattr(error, "sqlite_errorcode", None)
            reason = _BY_RESULT.get(code & PRIMARY_CODE) if code is not None else None
            if reason is not None:
                raise StoreUnavailable(reason) from error


_EXPLAINING = _Explaining()


def explaining_failures() -> AbstractContextManager[None]:
    """Turn SQLite's "not now" errors into StoreUnavailable; mistakes in our own SQL stay what they are."""
    return _EXPLAINING


def explain_file_failure(error: OSError) -> StoreUnavailable:
    """Return what a file that cannot be opened or locked means for the database."""
    return StoreUnavailable(_BY_ERRNO.get(error.errno or 0, "disk error"))
