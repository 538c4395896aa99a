"""What Linux tells of processes: the processor's seconds that they used, and the memory that is theirs."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.server import RunningServer

TICKS = os.sysconf("SC_CLK_TCK")
LISTENING = "0A"
KIB = 1024


@dataclass(frozen=True)
class Account:
    """Seconds: of the wall clock, and of the processor by whom they were used.

    `foreign` is what neither the server nor this process used: a machine that is quiet has hardly any.
    """

    wall: float
    server: float
    driver: float
    foreign: float


def read_account(server: RunningServer) -> Account:
    """Return what was used up to now; only differences mean something."""
    used = sum(map(processor_seconds, server.list_processes()))
    own = time.process_time()
    return Account(time.perf_counter(), used, own, machine_seconds() - used - own)


def settle(before: Account, after: Account) -> Account:
    """Return what was used between two moments."""
    return Account(
        after.wall - before.wall,
        after.server - before.server,
        after.driver - before.driver,
        max(0.0, after.foreign - before.foreign),
    )


def processor_seconds(pid: int) -> float:
    """Return what a process used so far, with its children that have ended; 0 when it is gone."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", errors="replace").rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / TICKS
    return 0.0


def machine_seconds() -> float:
    """Return how long the machine's processors were busy so far."""
    first = Path("/proc/stat").read_text("ascii").partition("\n")[0]
    user, nice, system, _idle, _waiting, *others = map(int, first.split()[1:9])
    return (user + nice + system + sum(others)) / TICKS


def proportional(pids: Iterable[int]) -> float:
    """Return the MiB of processes together, what they share counted once."""
    return sum(map(_read_proportional, pids)) / KIB


def _read_proportional(pid: int) -> int:
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return 0


def find_serving(pids: Iterable[int], port: int) -> list[int]:
    """Return those that hold the socket which listens on a port."""
    sockets = set()
    for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]:
        fields = line.split()
        if fields[1].endswith(f":{port:04X}") and fields[3] == LISTENING:
            sockets.add(f"socket:[{fields[9]}]")
    return [pid for pid in pids if sockets & set(_list_open(pid))]


def _list_open(pid: int) -> list[str]:
    found = []
    with contextlib.suppress(OSError):
        for entry in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):  # closed meanwhile
                found.append(str(entry.readlink()))
    return found
