"""Companions for the tests: each leaves a line in a file when it starts, and then does something."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import sys
import time
from pathlib import Path

FOREVER = 600


def note_start(path: Path) -> None:
    """Add a line with this process' id."""
    with path.open("a") as file:
        file.write(f"{os.getpid()}\n")


def run(path: Path) -> None:
    """Run until asked to end."""
    note_start(path)
    time.sleep(FOREVER)


def end(path: Path, code: int) -> None:
    """End at once."""
    note_start(path)
    sys.exit(code)


def refuse_to_end(path: Path) -> None:
    """Run, whoever asks."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    note_start(path)
    time.sleep(FOREVER)


def hang(path: Path) -> None:
    """Do what no other thread of Python can interrupt."""
    note_start(path)
    ctypes.PyDLL(None).sleep(FOREVER)


def say_goodbye(path: Path) -> None:
    """Run until asked to end, and then tidy up."""
    try:
        note_start(path)  # from here on it may be asked to end
        time.sleep(FOREVER)
    finally:
        path.write_text("tidied up\n")


def fail_with(path: Path, message: str) -> None:
    """Say something, and end with an error that says it too."""
    note_start(path)
    logging.getLogger("toys").error("About %s", message)
    raise RuntimeError(message)
