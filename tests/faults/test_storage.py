"""A locked database and a disk that is really full, under the real server: nothing is called saved that is not."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from tests.faults.people import Page, Person
from tests.server import RunningServer, run_server
from tests.webapp.reading import read_page

DATABASE = "pleinwijzer.sqlite3"
QUICK = {"PLEINWIJZER_BUSY_TIMEOUT_MS": "300"}
HTMX = {"HX-Request": "true"}
TEXT = "Niet kwijtraken:" + " één reactieschema," * 90
SMALL_DISK = "size=2m"


Fault = Callable[[RunningServer], AbstractContextManager[None]]


@contextmanager
def locked(server: RunningServer) -> Iterator[None]:
    """Another program holds the database."""
    with closing(sqlite3.connect(server.data_folder / DATABASE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def out_of_quota(server: RunningServer) -> Iterator[None]:
    """The system lets the server write no byte more to any file."""
    if sys.platform != "linux":
        pytest.skip("only Linux changes the limits of a process that runs")
    limits = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in server.list_processes()}
    for pid in limits:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    yield
    for pid, before in limits.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def full(server: RunningServer) -> Iterator[None]:
    """Something else fills the disk to the last byte."""
    filler = server.data_folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (4096, 1):
            write_until_full(file.write, b"x" * size)
    yield
    filler.unlink()


def write_until_full(write: Callable[[bytes], int | None], block: bytes) -> None:
    try:
        while True:
            write(block)
    except OSError:
        return


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with run_server(tmp_path_factory.mktemp("storage"), variables=QUICK) as running:
        yield running


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes, in memory."""
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if not (mount and unmount and os.geteuid() == 0):
        pytest.skip("only root can mount a disk, and only where there is a mount command")
    if subprocess.run([mount, "-t", "tmpfs", "-o", SMALL_DISK, "tmpfs", str(tmp_path)], check=False).returncode:
        pytest.skip("this system lets nobody mount a disk, as most containers do")
    yield tmp_path
    subprocess.run([unmount, str(tmp_path)], check=True)


@pytest.mark.parametrize("fault", [locked, out_of_quota])
def test_nothing_is_lost_and_nothing_is_called_saved(server: RunningServer, fault: Fault) -> None:
    check_answers_survive(server, fault)


def test_a_full_disk_loses_nothing_and_is_not_called_saved(small_disk: Path) -> None:
    with run_server(small_disk, variables=QUICK) as server:
        check_answers_survive(server, full)


def check_answers_survive(server: RunningServer, fault: Fault) -> None:
    """Save as a page does with JavaScript and without, during a fault and after it."""
    person = Person()
    person.begin(server.url)
    section, alone = f"{person.link}/vragen/barriers", f"{person.link}/antwoord/next.steps"
    fields = person.get(server.url, section).fields
    early = fields | {"answer.next.steps": ["Eerder bewaard"]}
    assert "is-saved" in person.post(server.url, alone, early, HTMX).text
    fields = person.get(server.url, section).fields | {"answer.next.steps": [TEXT]}
    with fault(server):
        one = person.post(server.url, alone, fields, HTMX)
        whole = person.post(server.url, section, fields)
        assert person.get(server.url, section).fields["answer.next.steps"] == ["Eerder bewaard"]
    assert one.status == whole.status == 503
    assert "is-saved" not in one.text
    assert "NIET bewaard" in read_words(whole)
    assert whole.fields["answer.next.steps"] == [TEXT]
    assert person.post(server.url, section, whole.fields).status == 303
    assert person.get(server.url, section).fields["answer.next.steps"] == [TEXT]


def read_words(page: Page) -> str:
    return read_page(page.text).get_text(" ", strip=True)
