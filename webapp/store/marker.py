"""The mark beside a database that says: there is one here. A start that misses it says so, and makes no empty one."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from pathlib import Path

WORDS = "There is a database beside this file. Where it is gone, Pleinwijzer does not begin an empty one unasked.\n"

log = logging.getLogger("pleinwijzer")


def marker_path(path: Path) -> Path:
    """Return the file that says that there is a database."""
    return path.with_name(f"{path.name}.made")


def is_marked(path: Path) -> bool:
    """Tell whether there was a database at an earlier start."""
    return marker_path(path).exists()


def mark(path: Path) -> None:
    """Remember that there is a database. Where that fails the site works all the same."""
    marker = marker_path(path)
    if marker.exists():
        return
    try:
        descriptor = os.open(marker, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(WORDS)
    except OSError as error:
        log.warning("%s could not be written: %s", marker, error.strerror)


def forget(path: Path) -> tuple[Path, ...]:
    """Let the next start make an empty database. What is left of the old one is put aside; return where."""
    moved = []
    for ending in ("", "-wal", "-shm"):
        left = path.with_name(path.name + ending)
        if left.exists():
            moved.append(left.replace(left.with_name(f"{left.name}.left")))
    with suppress(FileNotFoundError):
        marker_path(path).unlink()
    return tuple(moved)


def explain_loss(path: Path) -> str:
    """Return what is wrong and what to do about it."""
    return (
        f"The database {path} is gone or empty, and there was one at an earlier start. Look whether the data folder is "
        "the right one and its disk is there. Put the file back, or a backup: `run.py restore FILE`. To begin with an "
        "empty one: `run.py new-database`."
    )
