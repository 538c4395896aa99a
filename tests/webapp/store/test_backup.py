from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.patience import SECONDS
from tests.webapp.store.writing import read, write
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, get_answers, save_answers
from webapp.store.assessments import NewAssessment, create_assessment, get_assessment
from webapp.store.backup import Restored, backup_database, restore_database
from webapp.store.database import Database, UnusableDatabaseError, open_database


def test_a_backup_brings_back_what_was_there(database: Database, new_assessment: NewAssessment, tmp_path: Path) -> None:
    record = write(database, create_assessment, new_assessment, actor=PROGRAM)
    write(database, save_answers, record.id, [AnswerChange("a", {"text": "kept"})], actor=PROGRAM)
    backup_database(database, tmp_path / "copy.sqlite3")
    write(database, save_answers, record.id, [AnswerChange("a", {"text": "later"}, base_revision=1)], actor=PROGRAM)
    restore_database(tmp_path / "copy.sqlite3", database.path)
    assert read(database, get_answers, record.id)["a"].plain == {"text": "kept"}
    assert read(database, get_assessment, record.id) is not None


def test_a_backup_is_one_file_that_only_its_owner_reads(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    backup_database(database, folder / "copy.sqlite3")
    assert [path.name for path in folder.iterdir()] == ["copy.sqlite3"]
    assert (folder / "copy.sqlite3").stat().st_mode & 0o777 == 0o600


def test_a_backup_made_while_somebody_writes_is_whole(
    patient: Database, new_assessment: NewAssessment, tmp_path: Path
) -> None:
    record = write(patient, create_assessment, new_assessment, actor=PROGRAM)
    stop = threading.Event()

    def keep_writing() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            write(
                patient,
                save_answers,
                record.id,
                [AnswerChange(f"{number}-{part}", {"text": "x"}) for part in "ab"],
                actor=PROGRAM,
            )

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        for number in range(5):
            backup_database(patient, tmp_path / f"{number}.sqlite3")
    finally:
        stop.set()
        writer.join(timeout=SECONDS)
    for number in range(5):
        copy = open_database(tmp_path / f"{number}.sqlite3")
        assert len(read(copy, get_answers, record.id)) % 2 == 0
        copy.close()


def test_restoring_to_a_new_place_works(database: Database, new_assessment: NewAssessment, tmp_path: Path) -> None:
    record = write(database, create_assessment, new_assessment, actor=PROGRAM)
    backup_database(database, tmp_path / "copy.sqlite3")
    restore_database(tmp_path / "copy.sqlite3", tmp_path / "elsewhere" / "pleinwijzer.sqlite3")
    restored = open_database(tmp_path / "elsewhere" / "pleinwijzer.sqlite3")
    assert read(restored, get_assessment, record.id) is not None
    restored.close()


def test_a_damaged_database_is_replaced_by_the_backup(
    database: Database, new_assessment: NewAssessment, tmp_path: Path
) -> None:
    record = write(database, create_assessment, new_assessment, actor=PROGRAM)
    backup_database(database, tmp_path / "copy.sqlite3")
    database.close()
    database.path.write_bytes(b"not a database at all " * 200)
    restore_database(tmp_path / "copy.sqlite3", database.path)
    assert read(database, get_assessment, record.id) is not None


@pytest.mark.parametrize("content", [b"", b"a letter " * 500, b"SQLite format 3\x00" + b"\x00" * 5000])
def test_what_is_no_backup_is_refused_and_nothing_changes(
    database: Database, new_assessment: NewAssessment, tmp_path: Path, content: bytes
) -> None:
    record = write(database, create_assessment, new_assessment, actor=PROGRAM)
    (tmp_path / "bad.sqlite3").write_bytes(content)
    with pytest.raises(UnusableDatabaseError):
        restore_database(tmp_path / "bad.sqlite3", database.path)
    assert read(database, get_assessment, record.id) is not None
    assert not list(tmp_path.glob(".*"))


def test_a_missing_backup_is_refused(database: Database, tmp_path: Path) -> None:
    with pytest.raises(UnusableDatabaseError, match="no file"):
        restore_database(tmp_path / "nothing.sqlite3", database.path)


def test_a_backup_with_a_damaged_page_is_refused(
    database: Database, new_assessment: NewAssessment, tmp_path: Path
) -> None:
    record = write(database, create_assessment, new_assessment, actor=PROGRAM)
    write(
        database,
        save_answers,
        record.id,
        [AnswerChange(f"{number}", {"text": "x" * 900}) for number in range(100)],
        actor=PROGRAM,
    )
    backup_database(database, tmp_path / "copy.sqlite3")
    content = bytearray((tmp_path / "copy.sqlite3").read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = b"\xff" * 4096
    (tmp_path / "copy.sqlite3").write_bytes(content)
    with pytest.raises(UnusableDatabaseError):
        restore_database(tmp_path / "copy.sqlite3", database.path)
    assert len(read(database, get_answers, record.id)) == 100


def test_a_database_of_another_program_is_no_backup(database: Database, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.sqlite3")) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    with pytest.raises(UnusableDatabaseError, match="another program"):
        restore_database(tmp_path / "other.sqlite3", database.path)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("DROP TABLE audit", "the table audit is missing"),
        ("DROP TABLE job", "the table job is missing"),
        ("another COLUMN", "the table link is another one"),
        ("DROP INDEX link_own", "the table link is another one"),
    ],
)
def test_a_backup_of_ours_that_lacks_something_is_refused(
    database: Database, new_assessment: NewAssessment, tmp_path: Path, harm: str, said: str
) -> None:
    record = write(database, create_assessment, new_assessment, actor=PROGRAM)
    copy = tmp_path / "copy.sqlite3"
    backup_database(database, copy)
    with closing(sqlite3.connect(copy)) as connection:
        if "COLUMN" in harm:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'label TEXT', 'lost TEXT')")
            connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'length(label)', 'length(lost)')")
        else:
            connection.execute(harm)
        connection.commit()
    with pytest.raises(UnusableDatabaseError, match=said):
        restore_database(copy, database.path)
    assert read(database, get_assessment, record.id) is not None


def test_what_another_tool_keeps_in_a_database_is_no_reason_to_refuse_it(database: Database, tmp_path: Path) -> None:
    with database.write() as connection:
        connection.execute("CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)")
    backup_database(database, tmp_path / "copy.sqlite3")
    assert restore_database(tmp_path / "copy.sqlite3", database.path).after == 0


def test_a_restore_says_what_it_did(database: Database, new_assessment: NewAssessment, tmp_path: Path) -> None:
    write(database, create_assessment, new_assessment, actor=PROGRAM)
    copy = tmp_path / "copy.sqlite3"
    assert backup_database(database, copy) == 1
    write(database, create_assessment, new_assessment, actor=PROGRAM)
    assert restore_database(copy, database.path) == Restored(before=2, after=1, replaced=False)
    database.close()
    database.path.write_bytes(b"damaged" * 1000)
    assert restore_database(copy, database.path) == Restored(before=None, after=1, replaced=True)
    assert database.path.stat().st_mode & 0o777 == 0o600


@pytest.fixture
def no_room() -> Iterator[None]:
    """A system that lets nobody write a file of more than 40 KiB."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40 * 1024, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_backup_without_room_blames_the_disk_and_leaves_nothing(
    database: Database, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("no_room")
    folder = tmp_path / "backups"
    folder.mkdir()
    with pytest.raises(OSError, match="no room"):
        backup_database(database, folder / "copy.sqlite3")
    assert list(folder.iterdir()) == []


def test_a_restore_without_room_blames_the_disk_and_changes_nothing(
    database: Database, new_assessment: NewAssessment, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    record = write(database, create_assessment, new_assessment, actor=PROGRAM)
    backup_database(database, tmp_path / "copy.sqlite3")
    before = sorted(tmp_path.iterdir())
    request.getfixturevalue("no_room")
    with pytest.raises(OSError, match="no room"):
        restore_database(tmp_path / "copy.sqlite3", database.path)
    assert read(database, get_assessment, record.id) is not None
    assert sorted(tmp_path.iterdir()) == before


def test_what_a_killed_backup_left_behind_goes_with_the_next(database: Database, tmp_path: Path) -> None:
    left, running = tmp_path / ".copy.sqlite3.0123456789abcdef", tmp_path / ".copy.sqlite3.fedcba9876543210"
    for path in (left, running):
        path.touch()
    os.utime(left, (1_000_000_000, 1_000_000_000))
    backup_database(database, tmp_path / "copy.sqlite3")
    assert not left.exists()
    assert running.exists()
