"""The real application in a process of its own, started as a person starts it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import threading
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tests.patience import SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = re.compile(r"http://\S+")


@dataclass(frozen=True)
class RunningServer:
    """Where the application answers, where it keeps its data, its process, and the last lines that it printed."""

    url: str
    data_folder: Path
    process: subprocess.Popen[str]
    printed: deque[str]

    def list_processes(self) -> list[int]:
        """Return the process ids of the main process, and of all that came from it."""
        return list_descendants(self.process.pid)

    def list_children(self) -> list[int]:
        """Return the process ids of those that the main process watches: all that serve, and their companions."""
        return list_children(self.process.pid)


@contextlib.contextmanager
def run_server(
    data_folder: Path, *options: str, variables: Mapping[str, str] | None = None, through: Sequence[str] = ()
) -> Iterator[RunningServer]:
    """Serve on a free port until the block ends; a process that is still there then is asked to stop.

    `variables` are set in its environment, beside those that are there; modules are kept compiled, as they are on
    somebody's own machine. `through`: a command that starts it.

    Raises AssertionError with what the process printed when it ends before it has said its address.
    """
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "run.py", "serve", "--port", "0", "--data-folder", str(data_folder), *options]
    process = subprocess.Popen(
        [*through, *command],
        cwd=ROOT,
        env={**surroundings, **(variables or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    printed: deque[str] = deque(maxlen=500)
    starting = threading.Timer(SECONDS, process.kill)
    starting.start()
    reader = threading.Thread(target=printed.extend, args=(process.stdout,), daemon=True)
    try:
        url = read_address(process.stdout, printed)
        starting.cancel()
        reader.start()
        yield RunningServer(url, data_folder, process, printed)
    finally:
        starting.cancel()
        stop(process)
        if reader.is_alive():
            reader.join()
        process.stdout.close()


def read_address(output: IO[str], printed: deque[str]) -> str:
    """Return the address from the first line that has one, keeping what was printed up to there."""
    for line in output:
        printed.append(line)
        if found := ADDRESS.search(line):
            return found.group().rstrip("/")
    raise AssertionError("The server ended before it said its address:\n" + "".join(printed))


def list_descendants(root: int) -> list[int]:
    """Return a process and all that it and its children started, in that order."""
    parents = {pid: parent for pid, (parent, _) in list_all().items()}
    found = [root]
    for known in found:
        found += sorted(pid for pid, parent in parents.items() if parent == known)
    return found


def list_children(root: int) -> list[int]:
    """Return the processes that a main process watches, without Python's own helper beside them."""
    running = list_all().items()
    return sorted(pid for pid, (parent, command) in running if parent == root and "resource_tracker" not in command)


def list_all() -> dict[int, tuple[int, str]]:
    """Return the parent and the command of every process of this machine that has not ended."""
    command = [shutil.which("ps") or "ps", "-A", "-ww", "-o", "pid=,ppid=,stat=,args="]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    split = [line.split(None, 3) for line in lines]
    return {int(pid): (int(parent), command) for pid, parent, state, command in split if not state.startswith("Z")}


def stop(process: subprocess.Popen[str]) -> None:
    """Ask the process to stop, and end it when it doesn't."""
    process.terminate()
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
