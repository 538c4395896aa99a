"""Brings copies of a database up to date, each killed just before another SQL statement; prints before which.

Usage: python interrupted_migration.py FOLDER STEP OFFSET [OLD_DATABASE]. Leaves FOLDER/<number>.sqlite3 for every so
many statements, counted from the last one back, and for the last three, the commit among them.
"""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import sys
from pathlib import Path
from unittest.mock import patch

from webapp.store import database, upgrading
from webapp.store.connections import Connection, connect

LAST = 3


def open_and_die(path: Path, last: int) -> int:
    """Open the database as the server does, and die before statement number `last`; return how many there were."""
    numbers = itertools.count(1)

    def count(_statement: str) -> None:
        if next(numbers) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect_and_count(file: Path, busy_timeout_ms: int) -> Connection:
        connection = connect(file, busy_timeout_ms)
        connection.set_trace_callback(count)
        return connection

    with patch.object(upgrading, "connect", connect_and_count):
        database.open_database(path).close()
    return next(numbers) - 1


def main(folder: Path, step: int, offset: int, old: Path | None) -> None:
    """Die before one statement after another, each time with a copy of its own."""

    def copy(name: str) -> Path:
        path = folder / f"{name}.sqlite3"
        if old:
            shutil.copyfile(old, path)
        return path

    total = open_and_die(copy("whole"), 0)
    for number in range(1, total + 1):
        back = total - number
        if back >= LAST and back % step != offset % step:
            continue
        path = copy(str(number))
        child = os.fork()
        if child == 0:
            open_and_die(path, number)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            sys.exit(f"It ended by itself before statement {number}.")
        sys.stdout.write(f"{number}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]) if len(sys.argv) > 4 else None)
