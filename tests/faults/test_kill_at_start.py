"""`kill -9` during the first start, and in the middle of bringing a database up to date."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.people import Person
from tests.newest import NEWEST
from tests.patience import SECONDS
from tests.server import ROOT, run_server
from tests.webapp.assessments import begin_assessment, find_by_link
from tests.webapp.store.writing import read
from webapp.config import SECRET_KEY_BYTES
from webapp.store.answers import get_answers
from webapp.store.assessments import NewAssessment
from webapp.store.database import connect, open_database
from webapp.store.library import SqliteDatabase, gather_steps

EARLIER = sorted((ROOT / "tests/webapp/store/earlier").glob("*.sql"))
FINISHED_TOKEN = "AAAAAAAAAAAAAAAAAAAAAA"  # noqa: S105 (of the invented assessment in those dumps)
# In the order in which a first start makes them.
MADE_AT_START = ("pleinwijzer.sqlite3", "pleinwijzer.sqlite3-wal", "secret-key", "compiled-translations")
STEP = 4


def start_and_kill(data_folder: Path, made: str) -> None:
    """Start the real server and kill it as soon as a file or folder is there."""
    command = [sys.executable, "run.py", "serve", "--port", "0", "--data-folder", str(data_folder)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    gives_up = time.monotonic() + SECONDS
    while not (data_folder / made).exists() and time.monotonic() < gives_up:
        time.sleep(0.0005)
    process.kill()
    assert process.wait() < 0, f"The server ended by itself before {made} was there."


def test_a_start_that_was_killed_again_and_again_is_made_good_by_the_next(tmp_path: Path) -> None:
    for made in MADE_AT_START:
        start_and_kill(tmp_path, made)
        assert (tmp_path / made).exists()
    with run_server(tmp_path) as server:
        person = Person()
        person.begin(server.url)
        assert "Where does your municipality" not in person.get(server.url, "/").text, "half a catalogue"
    assert len((tmp_path / "secret-key").read_text()) == 2 * SECRET_KEY_BYTES


def interrupt(folder: Path, offset: int, old: Path | None) -> list[Path]:
    """Return databases that were left behind by a start that was killed before every fourth of its statements.

    They are counted from the last one back, so that the dumps of four versions with another `offset` each see to all
    statements that they have in common.
    """
    command = [sys.executable, "-m", "tests.faults.interrupted_migration", str(folder), str(STEP), str(offset)]
    done = subprocess.run(
        [*command, *([str(old)] if old else [])], check=True, cwd=ROOT, stdout=subprocess.PIPE, timeout=10 * SECONDS
    )
    return [folder / f"{int(number)}.sqlite3" for number in done.stdout.split()]


def is_migrated(path: Path) -> bool:
    with closing(connect(path)) as connection:
        return not gather_steps().pending(SqliteDatabase(connection, execute_plugins=False))


@pytest.mark.parametrize("offset", [0, 2])
def test_a_first_start_killed_before_a_statement_is_made_good_by_the_next(tmp_path: Path, offset: int) -> None:
    left = interrupt(tmp_path, offset, None)
    assert {is_migrated(path) for path in left} == {False, True}, "killed before and after the commit"
    for path in left:
        database = open_database(path)
        _, token = begin_assessment(database, NewAssessment("44021", 272_000, "", "nl", NEWEST))
        assert find_by_link(database, token) is not None
        database.close()


@pytest.mark.parametrize("dump", EARLIER, ids=lambda dump: dump.stem)
def test_an_update_killed_before_a_statement_keeps_all_data(dump: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(old)) as database:
        database.executescript(dump.read_text(encoding="utf-8"))
    left = interrupt(tmp_path, EARLIER.index(dump), old)
    assert left
    for path in left:
        opened = open_database(path)
        found = find_by_link(opened, FINISHED_TOKEN)
        assert found is not None
        assert read(opened, get_answers, found.id)["listening.themes"].plain == {"options": ["more_or_less"]}
        opened.close()
