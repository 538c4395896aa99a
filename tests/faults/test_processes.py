"""The processes of a running server: what they share, and what is only one's own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.people import Person
from tests.faults.test_server import CHILDREN, wait_for, wait_until_gone
from tests.patience import SECONDS
from tests.performance.processes import find_serving
from tests.server import ROOT, RunningServer, list_children, list_descendants, read_address, run_server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with run_server(tmp_path_factory.mktemp("processes"), "--processes", "2") as running:
        wait_for(lambda: len(running.list_children()) == CHILDREN)
        yield running


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only there processes are forked")


def list_open(pid: int) -> set[str]:
    """Return what a process has open, by the names that Linux has for it."""
    return {str(entry.readlink()) for entry in Path(f"/proc/{pid}/fd").iterdir()}


@on_linux
def test_the_main_process_that_others_are_forked_from_has_no_thread_and_no_database(server: RunningServer) -> None:
    main = server.process.pid
    assert len(list(Path(f"/proc/{main}/task").iterdir())) == 1
    assert not [name for name in list_open(main) if "sqlite" in name]


@on_linux
def test_what_was_loaded_is_in_memory_once(server: RunningServer) -> None:
    for pid in server.list_children():
        kib = dict(re.findall(r"^(\w+): +(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE))
        assert int(kib["Shared_Dirty"]) > 20 * 1024, "of the 55 MiB that the main process made"


@on_linux
def test_only_those_that_serve_hold_the_port_and_only_the_main_process_the_folder(server: RunningServer) -> None:
    port = int(server.url.rpartition(":")[2])
    assert len(find_serving(server.list_children(), port)) == CHILDREN - 2
    lock = str(server.data_folder / "server.lock")
    assert [pid for pid in server.list_processes() if lock in list_open(pid)] == [server.process.pid]


SPAWNED = """
import sys
import webapp.server
webapp.server.FORKS = False
from webapp.cli import main
main(["serve", "--port", "0", "--processes", "1", "--data-folder", sys.argv[1]])
"""


def test_where_processes_are_not_forked_they_load_the_program_themselves(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SPAWNED, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as main:
        try:
            assert main.stdout
            url = read_address(main.stdout, deque())
            person = Person()
            person.begin(url)
            wait_for(lambda: len(list_children(main.pid)) == CHILDREN - 1)
            for killed in list_children(main.pid):
                os.kill(killed, signal.SIGKILL)
            assert person.get(url, person.link).status == 200
            everybody = list_descendants(main.pid)
            main.terminate()
            assert main.wait(SECONDS) == 0
        finally:
            main.kill()
    wait_until_gone(everybody)
