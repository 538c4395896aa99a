"""The files of documents: readable by their owner only, and none without a row that names it."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from webapp.config import Settings
from webapp.store.database import Database
from webapp.store.jobs import list_files

DRAFT = ".part"
DRAFT_SECONDS = 600
"""After so long a draft was left behind by a process that ended; the longest document takes less than a tenth."""


def get_folder(settings: Settings) -> Path:
    """Return where documents are kept."""
    return settings.data_folder / "documents"


@contextmanager
def open_draft(folder: Path, content: bytes) -> Iterator[Path]:
    """Give a file with this content, on the disk; it is gone at the end, unless it was moved. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{secrets.token_hex(16)}{DRAFT}"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield path
    finally:
        path.unlink(missing_ok=True)


def make_name(kind: str) -> str:
    """Return a name for a file that nobody can guess."""
    return f"{secrets.token_hex(16)}.{kind}"


def read_file(folder: Path, name: str, size: int | None) -> bytes | None:
    """Return a document; None when its file is gone, or is not as long as it was."""
    try:
        content = (folder / name).read_bytes()
    except OSError:
        return None
    return content if len(content) == size else None


def has_file(folder: Path, name: str, size: int | None) -> bool:
    """Tell whether a document's file is there, and as long as it was."""
    try:
        return (folder / name).stat().st_size == size
    except OSError:
        return False


def remove_files(folder: Path, names: Iterable[str]) -> None:
    """Remove files. One that can't be removed now has no row any more, and goes with the next sweep."""
    for name in names:
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def sweep(database: Database, folder: Path, draft_seconds: float = DRAFT_SECONDS) -> int:
    """Remove what no row names, and drafts that were left behind; return how many. Raises StoreUnavailable.

    A document gets its file inside the write that marks it as ready. So what has no row while we write has none.
    """
    if not _find_stray(database, folder, draft_seconds):
        return 0
    with database.write() as connection:
        named = list_files(connection)
        stray = [path for path in _list(folder, draft_seconds) if path.name not in named]
        for path in stray:
            _remove(path)
    return len(stray)


def _find_stray(database: Database, folder: Path, draft_seconds: float) -> bool:
    found = list(_list(folder, draft_seconds))
    if not found:
        return False
    with database.read() as connection:
        named = list_files(connection)
    return any(path.name not in named for path in found)


def _list(folder: Path, draft_seconds: float) -> Iterator[Path]:
    with suppress(OSError):
        for path in folder.iterdir():
            with suppress(OSError):
                if path.suffix != DRAFT or abs(time.time() - path.stat().st_mtime) > draft_seconds:
                    yield path


def _remove(path: Path) -> None:
    """Remove a file, or a folder of documents as earlier versions of the program kept them."""
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
