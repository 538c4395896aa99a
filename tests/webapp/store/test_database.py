from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.patience import SECONDS
from tests.webapp.store.writing import read, write
from webapp.server.process_lock import ProcessLock
from webapp.store import connections
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, get_answers, save_answers
from webapp.store.assessments import NewAssessment, create_assessment, get_assessment
from webapp.store.connections import lock_path
from webapp.store.database import Database, StoreUnavailable, UnusableDatabaseError, open_database


@pytest.fixture
def locked(database: Database) -> Iterator[sqlite3.Connection]:
    """Somebody else who holds the database and does not let go."""
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield other


def test_a_locked_database_says_so_and_works_again_afterwards(
    database: Database, locked: sqlite3.Connection, new_assessment: NewAssessment
) -> None:
    with pytest.raises(StoreUnavailable, match="locked"):
        write(database, create_assessment, new_assessment, actor=PROGRAM)
    locked.execute("ROLLBACK")
    record = write(database, create_assessment, new_assessment, actor=PROGRAM)
    assert read(database, get_assessment, record.id) is not None


def test_a_full_disk_saves_nothing_says_so_and_works_again_afterwards(
    database: Database, new_assessment: NewAssessment
) -> None:
    record = write(database, create_assessment, new_assessment, actor=PROGRAM)
    with database.read() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    huge = [AnswerChange(f"question-{number}", {"text": "x" * 2000}) for number in range(50)]
    with pytest.raises(StoreUnavailable, match="full"):
        write(database, save_answers, record.id, huge, actor=PROGRAM)
    assert read(database, get_answers, record.id) == {}
    with database.read() as connection:
        connection.execute("PRAGMA max_page_count = 100000")
    assert len(write(database, save_answers, record.id, huge, actor=PROGRAM).saved) == 50


def test_a_read_only_file_says_so(database: Database, new_assessment: NewAssessment) -> None:
    with database.read() as connection:
        connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreUnavailable, match="read-only"):
        write(database, create_assessment, new_assessment, actor=PROGRAM)


def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="cannot be opened"):
        open_database(tmp_path / "nowhere" / "store.sqlite3")


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.sqlite3"
    path.write_text("Dear reader, this is a letter. " * 100)
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable, match="not a database"):
        open_database(path)
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    with pytest.raises(UnusableDatabaseError, match="another program"):
        open_database(path)


def test_a_mistake_in_our_own_sql_is_not_called_unavailable(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), database.write() as connection:
        connection.execute("SELECT * FROM nonsense")


def test_the_log_is_kept_in_order_and_relations_are_checked(database: Database) -> None:
    with database.read() as connection:
        settings = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "secure_delete": 1}


@dataclass
class Flushes:
    """What was told to be on disk, and what another connection and another writer found at that moment."""

    database: Database
    files: list[int] = field(default_factory=list)
    found: list[bool] = field(default_factory=list)

    def flush(self, file: int) -> None:
        other = Database(self.database.path)
        with ProcessLock(lock_path(self.database.path)).acquire(0), closing(other), other.read() as connection:
            self.found.append(get_assessment(connection, 1) is not None)
        self.files.append(os.fstat(file).st_ino)


def test_a_write_is_on_disk_when_it_returns_and_others_may_write_while_it_waits_for_that(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushes = Flushes(database)
    monkeypatch.setattr(connections, "_wait_for_disk", flushes.flush)
    write(database, create_assessment, NewAssessment("44021", 1, "other", "nl", "2026.2"), PROGRAM)
    assert flushes.files == [Path(f"{database.path}-wal").stat().st_ino]
    assert flushes.found == [True]
    read(database, get_assessment, 1)
    assert len(flushes.files) == 1
    write(database, get_assessment, 1)  # what it finds may be what somebody else wrote a moment ago
    assert len(flushes.files) == 2
    with pytest.raises(ZeroDivisionError), database.write():
        _ = 1 / 0
    assert len(flushes.files) == 2


def test_what_the_disk_refuses_is_not_called_saved(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_file: int) -> None:
        raise OSError(errno.EIO, "the disk is broken")

    monkeypatch.setattr(connections, "_wait_for_disk", refuse)
    with pytest.raises(StoreUnavailable, match="disk error"):
        write(database, create_assessment, NewAssessment("44021", 1, "other", "nl", "2026.2"), PROGRAM)
    monkeypatch.undo()
    write(database, create_assessment, NewAssessment("44021", 1, "other", "nl", "2026.2"), PROGRAM)


def test_each_thread_has_its_own_connection(database: Database) -> None:
    seen = []

    def look() -> None:
        with database.read() as connection:
            seen.append(connection)

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    look()
    look()
    assert len({id(connection) for connection in seen}) == 4
    assert seen[-1] is seen[-2]


def test_an_error_inside_a_write_saves_nothing(database: Database, new_assessment: NewAssessment) -> None:
    record = write(database, create_assessment, new_assessment, actor=PROGRAM)

    def fail_halfway() -> None:
        with database.write() as connection:
            connection.execute("DELETE FROM assessment WHERE id = ?", (record.id,))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert read(database, get_assessment, record.id) == record


def test_processes_that_start_at_once_make_one_schema(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    command = (
        "import pathlib, sys, webapp.store.database as d; d.open_database(pathlib.Path(sys.argv[1]), 60000).close()"
    )
    starts = [subprocess.Popen([sys.executable, "-c", command, str(path)]) for _ in range(4)]
    assert [start.wait(timeout=SECONDS) for start in starts] == [0, 0, 0, 0]
    open_database(path).close()


def test_sqlite_utils_does_not_pull_numpy_in() -> None:
    command = "import sys, webapp.store.library; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", command], check=False, timeout=SECONDS).returncode == 0


def test_a_thread_that_waits_too_long_for_its_turn_is_told_and_the_next_one_can_write(
    database: Database, new_assessment: NewAssessment
) -> None:
    begun, let_go = threading.Event(), threading.Event()

    def keep_writing() -> None:
        with database.write():
            begun.set()
            let_go.wait(10)

    busy = threading.Thread(target=keep_writing)
    busy.start()
    assert begun.wait(10)
    quick = Database(database.path, busy_timeout_ms=20)
    with pytest.raises(StoreUnavailable, match="locked"):
        write(quick, create_assessment, new_assessment, actor=PROGRAM)
    let_go.set()
    busy.join(10)
    write(database, create_assessment, new_assessment, actor=PROGRAM)


def test_a_write_that_fails_gives_its_turn_back(database: Database, new_assessment: NewAssessment) -> None:
    with pytest.raises(ZeroDivisionError), database.write():
        raise ZeroDivisionError
    write(database, create_assessment, new_assessment, actor=PROGRAM)


def put_away(path: Path) -> Path:
    """Move a database away, whole, from under whoever has it open."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return path.rename(path.with_name("away"))


def test_a_database_that_is_gone_saves_nothing_and_is_never_made_anew(
    database: Database, new_assessment: NewAssessment
) -> None:
    record = write(database, create_assessment, new_assessment, actor=PROGRAM)
    away = put_away(database.path)
    for _ in range(3):
        with pytest.raises(StoreUnavailable, match="gone"):
            write(database, create_assessment, new_assessment, actor=PROGRAM)
        with pytest.raises(StoreUnavailable, match="gone"):
            read(database, get_assessment, record.id)
    assert not database.path.exists()
    generation = database.generation
    away.rename(database.path)
    assert read(database, get_assessment, record.id) == record
    assert database.generation >= generation > 0
    assert read(database, get_assessment, record.id + 1) is None


def test_what_was_saved_into_a_file_that_is_removed_before_it_ends_is_not_called_saved(
    database: Database, new_assessment: NewAssessment
) -> None:
    def save_and_lose() -> None:
        with database.write() as connection:
            create_assessment(connection, new_assessment, PROGRAM)
            database.path.unlink()

    with pytest.raises(StoreUnavailable, match="removed or replaced"):
        save_and_lose()


def test_another_database_in_its_place_is_read_by_every_thread_at_once(
    database: Database, new_assessment: NewAssessment, tmp_path: Path
) -> None:
    other = open_database(tmp_path / "other.sqlite3")
    record = write(other, create_assessment, new_assessment, actor=PROGRAM)
    other.close()
    asked, answers = threading.Barrier(3), []

    def look() -> None:
        read(database, get_assessment, record.id)
        asked.wait(10)
        asked.wait(10)
        answers.append(read(database, get_assessment, record.id))

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    asked.wait(10)
    put_away(database.path)
    other.path.rename(database.path)
    asked.wait(10)
    for thread in threads:
        thread.join()
    assert answers == [record, record]


def test_only_its_owner_reads_a_new_database_and_all_that_is_beside_it(
    database: Database, new_assessment: NewAssessment
) -> None:
    write(database, create_assessment, new_assessment, actor=PROGRAM)
    modes = {path.name: path.stat().st_mode & 0o777 for path in database.path.parent.glob("store.sqlite3*")}
    assert set(modes.values()) == {0o600}
    assert len(modes) == 5
