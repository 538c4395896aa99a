"""The database file removed, replaced, damaged and restored under the real server: nothing is saved into nothing."""

from __future__ import annotations

import http.client
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.faults.people import Person
from tests.patience import SECONDS
from tests.server import ROOT, RunningServer, run_server

DATABASE = "pleinwijzer.sqlite3"
ROUNDS = 20
NOTE = "note.webcare.questions"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with run_server(tmp_path_factory.mktemp("lost"), "--processes", "2") as running:
        yield running


@pytest.fixture
def person(server: RunningServer) -> Person:
    somebody = Person()
    somebody.begin(server.url)
    return somebody


def save(server: RunningServer, person: Person, note: str) -> int:
    """Save a note and return the status."""
    page = person.get(server.url, f"{person.link}/vragen/webcare")
    fields = page.fields if page.status == 200 else {}
    return person.post(
        server.url,
        f"{person.link}/vragen/webcare",
        fields | {NOTE: [note], "go": ["stay"], "keep": ["webcare.questions"]},
    ).status


def read_note(server: RunningServer, person: Person) -> str:
    return person.get(server.url, f"{person.link}/vragen/webcare").fields[NOTE][0]


def run_command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "run.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=SECONDS
    )


def wait_for(is_so: Callable[[], object]) -> None:
    gives_up = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < gives_up
        time.sleep(0.05)


def ask_everybody(server: RunningServer) -> set[int]:
    """Return how all serving processes say that they are; each answers some of so many connections."""
    return {Person().get(server.url, "/healthz").status for _ in range(ROUNDS)}


def remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def test_a_removed_database_saves_nothing_is_said_to_be_gone_and_works_when_it_is_back(
    server: RunningServer, person: Person
) -> None:
    path, folder = server.data_folder / DATABASE, server.data_folder
    assert save(server, person, "before") == 303
    kept = folder / "kept.sqlite3"
    assert run_command("backup", str(kept), "--data-folder", str(folder)).returncode == 0
    remove(path)
    assert {save(server, person, str(number)) for number in range(ROUNDS)} == {503}
    assert ask_everybody(server) == {503}
    assert not path.exists()
    wait_for(lambda: any("its file is gone" in line for line in list(server.printed)))
    kept.replace(path)
    assert ask_everybody(server) == {200}
    assert read_note(server, person) == "before"
    assert save(server, person, "after") == 303
    assert read_note(server, person) == "after"


def test_a_process_that_starts_while_the_database_is_gone_serves_what_it_can(
    server: RunningServer, person: Person
) -> None:
    path = server.data_folder / DATABASE
    kept = server.data_folder / "kept.sqlite3"
    run_command("backup", str(kept), "--data-folder", str(server.data_folder))
    remove(path)
    before = server.list_children()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: not set(before) & set(server.list_children()) and len(server.list_children()) == len(before))
    assert Person().get(server.url, "/").status == 200
    assert ask_everybody(server) == {503}
    kept.replace(path)
    assert ask_everybody(server) == {200}
    assert save(server, person, "after") == 303


def test_another_file_in_its_place_is_taken_at_once_and_one_that_is_not_ours_is_refused(
    server: RunningServer, person: Person
) -> None:
    path, folder = server.data_folder / DATABASE, server.data_folder
    assert save(server, person, "first") == 303
    first = folder / "first.sqlite3"
    run_command("backup", str(first), "--data-folder", str(folder))
    other = folder / "other.sqlite3"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    assert save(server, person, "second") == 303
    remove(path)
    other.replace(path)
    assert ask_everybody(server) == {503}
    wait_for(lambda: any("another program" in line for line in list(server.printed)))
    first.replace(path)
    assert ask_everybody(server) == {200}
    assert read_note(server, person) == "first"


def test_a_log_that_was_removed_costs_nothing_that_was_called_saved(server: RunningServer, person: Person) -> None:
    path = server.data_folder / DATABASE
    for number in range(5):
        assert save(server, person, str(number)) == 303
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink()
        assert ask_everybody(server) == {200}
        assert read_note(server, person) == str(number)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_after_a_restore_over_a_damaged_database_the_running_server_works_by_itself(
    server: RunningServer, person: Person
) -> None:
    path, folder = server.data_folder / DATABASE, server.data_folder
    assert save(server, person, "kept") == 303
    copy = folder / "copy.sqlite3"
    run_command("backup", str(copy), "--data-folder", str(folder))
    with path.open("r+b") as file:
        file.write(b"not a database at all " * 4000)
    remove_log = path.with_name(path.name + "-wal")
    remove_log.unlink(missing_ok=True)
    done = run_command("restore", str(copy), "--force", "--data-folder", str(folder))
    assert done.returncode == 0, done.stderr
    assert "or it was damaged" in done.stdout
    assert ask_everybody(server) == {200}
    assert read_note(server, person) == "kept"
    assert save(server, person, "after") == 303


def test_a_self_scan_that_was_deleted_and_restored_gets_its_documents(server: RunningServer, person: Person) -> None:
    folder = server.data_folder
    alone = f"{person.link}/antwoord/next.steps"
    fields = person.get(server.url, f"{person.link}/vragen/barriers").fields | {"answer.next.steps": ["Ja"]}
    assert person.post(server.url, alone, fields, {"HX-Request": "true"}).status == 200
    assert download(server, person) == 200
    copy = folder / "before-deletion.sqlite3"
    run_command("backup", str(copy), "--data-folder", str(folder))
    deletion = f"{person.link}/gegevens/verwijderen"
    assert person.post(server.url, deletion, person.get(server.url, deletion).fields).status == 303
    assert person.get(server.url, person.link).status == 404
    assert run_command("restore", str(copy), "--force", "--data-folder", str(folder)).returncode == 0
    assert download(server, person) == 200


def download(server: RunningServer, person: Person) -> int:
    """Ask for the spreadsheet until it is there, and return the status."""

    def ask() -> int:
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=SECONDS)
        with closing(connection):
            connection.request("GET", f"{person.link}/documenten/rapport.xlsx")
            return connection.getresponse().status

    wait_for(lambda: ask() != http.HTTPStatus.ACCEPTED)
    return ask()


def test_a_start_without_the_database_that_was_there_says_so_and_makes_none(tmp_path: Path) -> None:
    person = Person()
    with run_server(tmp_path) as server:
        person.begin(server.url)
    path = tmp_path / DATABASE
    kept = path.rename(tmp_path / "kept")
    done = run_command("serve", "--port", "0", "--data-folder", str(tmp_path))
    assert done.returncode == 1
    assert "gone or empty" in done.stderr
    assert "Traceback" not in done.stderr
    assert not path.exists()
    kept.rename(path)
    with run_server(tmp_path) as server:
        assert person.get(server.url, person.link).status == 200
