from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.patience import SECONDS
from tests.webapp.store.writing import read, write
from webapp.store.actors import PROGRAM, Actor, ActorKind
from webapp.store.answers import AnswerChange, get_answers, save_answers
from webapp.store.assessments import (
    AssessmentRecord,
    NewAssessment,
    create_assessment,
    delete_assessment,
    get_assessment,
)
from webapp.store.database import (
    Database,
    NestedWriteError,
    StoreUnavailable,
    UnusableDatabaseError,
    attach_database,
    is_readable,
    open_database,
)

SAVE_OFTEN = """
import pathlib, sys
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.database import attach_database
database = attach_database(pathlib.Path(sys.argv[1]), 60000)
for number in range(50):
    with database.write() as connection:
        save_answers(connection, 1, [AnswerChange(f"{sys.argv[2]}-{number}", {"text": "x"})], PROGRAM)
"""
YES = AnswerChange("a", {"options": ["yes"]})


def test_two_processes_that_write_at_once_lose_nothing(database: Database, record: AssessmentRecord) -> None:
    command = [sys.executable, "-c", SAVE_OFTEN, str(database.path)]
    writers = [subprocess.Popen([*command, name]) for name in ("ann", "bob")]
    assert [writer.wait(timeout=SECONDS) for writer in writers] == [0, 0]
    revisions = sorted(answer.revision for answer in read(database, get_answers, record.id).values())
    assert revisions == list(range(1, 101))


def test_a_read_inside_a_write_sees_its_change_and_another_thread_does_not(
    database: Database, record: AssessmentRecord
) -> None:
    seen: list[int] = []
    with database.write() as connection:
        save_answers(connection, record.id, [YES], PROGRAM)
        with database.read() as inner:
            assert inner is connection
            assert set(get_answers(inner, record.id)) == {"a"}
        other = threading.Thread(target=lambda: seen.append(len(read(database, get_answers, record.id))))
        other.start()
        other.join(30)
    assert seen == [0]
    assert set(read(database, get_answers, record.id)) == {"a"}


def test_all_that_a_read_sees_is_of_one_moment(database: Database, record: AssessmentRecord) -> None:
    with database.read() as connection:
        assert get_answers(connection, record.id) == {}
        other = threading.Thread(target=lambda: write(database, save_answers, record.id, [YES], PROGRAM))
        other.start()
        other.join(30)
        with database.read() as inner:
            assert get_answers(inner, record.id) == {}
        assert get_answers(connection, record.id) == {}
    assert set(read(database, get_answers, record.id)) == {"a"}


def test_a_write_inside_a_write_or_a_read_is_refused_and_saves_nothing(
    database: Database, record: AssessmentRecord
) -> None:
    def nest_in_write() -> None:
        with database.write() as connection:
            save_answers(connection, record.id, [YES], PROGRAM)
            write(database, delete_assessment, record.id)

    with pytest.raises(NestedWriteError):
        nest_in_write()
    with pytest.raises(NestedWriteError), database.read():
        write(database, delete_assessment, record.id)
    with pytest.raises(NestedWriteError), database.write():
        database.truncate_log()
    assert read(database, get_answers, record.id) == {}
    write(database, save_answers, record.id, [YES], PROGRAM)


def test_what_is_written_inside_a_read_is_refused_and_not_saved(database: Database, record: AssessmentRecord) -> None:
    with pytest.raises(NestedWriteError, match="inside a read"):
        read(database, delete_assessment, record.id)
    assert read(database, get_assessment, record.id) == record


def test_several_changes_are_saved_together_or_not_at_all(
    database: Database, record: AssessmentRecord, new_assessment: NewAssessment
) -> None:
    def fail_halfway() -> None:
        with database.write() as connection:
            other = create_assessment(connection, new_assessment, PROGRAM)
            save_answers(connection, other.id, [YES], PROGRAM)
            save_answers(connection, record.id, [YES], PROGRAM)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert read(database, get_answers, record.id) == {}
    assert read(database, get_assessment, record.id + 1) is None


def test_an_answer_says_who_saved_it(database: Database, record: AssessmentRecord) -> None:
    link = Actor(ActorKind.LINK, 5)
    write(database, save_answers, record.id, [YES, AnswerChange("b", None, "note")], PROGRAM)
    write(database, save_answers, record.id, [YES, AnswerChange("b", None, "other", base_revision=1)], link)
    saved = read(database, get_answers, record.id)
    assert (saved["a"].saved_by, saved["b"].saved_by) == (PROGRAM, link)


def test_another_process_that_keeps_the_turn_is_waited_for_and_then_said(
    database: Database, record: AssessmentRecord
) -> None:
    hold = (
        "import pathlib, sys, webapp.store.database as d\n"
        "with d.attach_database(pathlib.Path(sys.argv[1])).exclude_writers():\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", hold, str(database.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(StoreUnavailable, match="locked"):
            write(database, save_answers, record.id, [YES], PROGRAM)
        assert read(database, get_answers, record.id) == {}
        other.kill()
    write(database, save_answers, record.id, [YES], PROGRAM)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes are forked here")
def test_a_forked_process_takes_no_connection_and_no_turn_along(database: Database, record: AssessmentRecord) -> None:
    read(database, get_assessment, record.id)
    mine = database._connections.get()
    with database._turns._own().threads:
        child = os.fork()
        if child == 0:
            try:
                is_fresh = database._connections.get() is not mine
                write(database, save_answers, record.id, [YES], PROGRAM)
                database.close()
                os._exit(0 if is_fresh else 1)
            except BaseException:  # noqa: BLE001 (a child must not go on with the parent's tests)
                os._exit(2)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert database._connections.get() is mine
    assert set(read(database, get_answers, record.id)) == {"a"}


def test_a_worker_opens_only_what_was_prepared(database: Database, record: AssessmentRecord, tmp_path: Path) -> None:
    worker = attach_database(database.path, 200)
    assert read(worker, get_assessment, record.id) == record
    worker.close()
    with pytest.raises(UnusableDatabaseError, match="no database"):
        attach_database(tmp_path / "nothing.sqlite3")
    assert not (tmp_path / "nothing.sqlite3").exists()
    (tmp_path / "empty.sqlite3").touch()
    with pytest.raises(UnusableDatabaseError, match="another program"):
        attach_database(tmp_path / "empty.sqlite3")
    assert (tmp_path / "empty.sqlite3").read_bytes() == b""


def test_a_database_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    database = open_database(tmp_path / "store.sqlite3")
    assert is_readable(database)
    database.close()
    database.path.write_bytes(b"not a database at all " * 200)
    assert not is_readable(database)
    database.close()
