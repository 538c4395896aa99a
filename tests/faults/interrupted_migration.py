"""Brings copies of a database up to date, each killed just before another SQL statement; prints how many there were.

Usage: python interrupted_migration.py FOLDER [OLD_DATABASE]. Leaves FOLDER/1.sqlite3, FOLDER/2.sqlite3, …
"""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import sys
from pathlib import Path
from unittest.mock import patch

from webapp.store import database
from webapp.store.connections import Connection

connect = database.connect


def open_and_die(path: Path, last: int) -> None:
    """Open the database as the server does, and die before statement number `last`."""
    numbers = itertools.count(1)

    def count(_statement: str) -> None:
        if next(numbers) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect_and_count(file: Path, busy_timeout_ms: int) -> Connection:
        connection = connect(file, busy_timeout_ms)
        connection.set_trace_callback(count)
        return connection

    with patch.object(database, "connect", connect_and_count):
        database.open_database(path).close()


def main(folder: Path, old: Path | None) -> None:
    """Die at each statement in turn, until the work is done before that."""
    for number in itertools.count(1):
        path = folder / f"{number}.sqlite3"
        if old:
            shutil.copyfile(old, path)
        child = os.fork()
        if child == 0:
            open_and_die(path, number)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            sys.stdout.write(f"{number - 1}\n")
            sys.exit(os.WEXITSTATUS(status))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
