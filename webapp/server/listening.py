"""What only one server can hold: the port that it listens on, and the folder that it keeps its data in."""

from __future__ import annotations

import contextlib
import errno
import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.config import SettingsError
from webapp.server.process_lock import LockTimeoutError, ProcessLock

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableSequence
    from pathlib import Path

BACKLOG = 2048
"""Connections that the system keeps until a process takes them; it may allow fewer."""
LOCK_NAME = "server.lock"
TRIES = 5
SECONDS_BETWEEN_TRIES = 0.1


@dataclass(frozen=True)
class Post:
    """Where one process serves: the socket that all share, how many connections each has, and which one this is."""

    listener: socket.socket
    counts: MutableSequence[int]
    slot: int


@contextlib.contextmanager
def hold_folder(folder: Path) -> Iterator[ProcessLock]:
    """Keep the data folder for this process alone. Raises SettingsError when another server has it.

    The system lets go of it when the process ends, however that happens, and what it forked has closed the lock.
    """
    lock = ProcessLock(folder / LOCK_NAME)
    try:
        lock.acquire(0)
    except LockTimeoutError:
        raise SettingsError(
            f"Another Pleinwijzer is serving from the data folder {folder}. Stop that one, or choose another folder "
            "with --data-folder."
        ) from None
    except OSError as error:
        raise SettingsError(f"The data folder {folder} cannot be locked: {error.strerror}.") from error
    with lock:
        yield lock


def listen(host: str, port: int) -> socket.socket:
    """Return the one socket that every process takes connections from; port 0 takes a free one.

    Raises SettingsError when that is not possible, also when somebody else listens there: the port is never shared.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return _bind(family, (str(address[0]), int(address[1])))
    except OSError as error:
        raise SettingsError(
            f"Can't listen on {host}, port {port}: {error.strerror}. Choose another with --port."
        ) from error


def _bind(family: int, address: tuple[str, int]) -> socket.socket:
    """Bind, and look again for a moment: the processes of a server that was killed need one to notice."""
    for left in reversed(range(TRIES)):
        try:
            return socket.create_server(address, family=family, backlog=BACKLOG)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or not left:
                raise
            time.sleep(SECONDS_BETWEEN_TRIES)
    raise AssertionError


def write_address(listener: socket.socket) -> str:
    """Return the address to type into a browser, with the port that was really taken."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if listener.family == socket.AF_INET6 else f"http://{host}:{port}"
