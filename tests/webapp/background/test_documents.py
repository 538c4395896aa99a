"""Documents behind the pages: asked for, made once, kept with their row, and never without it."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.webapp.background.conftest import WRITTEN, Letters
from webapp.background import documents, files
from webapp.background.documents import (
    BusyError,
    UnmakeableError,
    ask_for,
    count_before,
    find_size,
    prepare_document,
    read_document,
    wait_for_document,
)
from webapp.background.registry import JobKind, get_background, register_job_kind
from webapp.background.wanted import want
from webapp.background.worker import MOST_MEMORY, Worker, make_next, work_off
from webapp.clock import today, utc_now
from webapp.store import jobs
from webapp.store.assessments import AssessmentMissingError, AssessmentRecord, delete_assessment
from webapp.store.backup import backup_database, restore_database
from webapp.store.database import Database
from webapp.store.jobs import Job, JobState


@pytest.fixture(autouse=True)
def _inside(app: Flask) -> Iterator[None]:
    """Ask as a page does."""
    with app.app_context():
        yield


@pytest.fixture
def supervised(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker makes the documents, when the test lets it."""
    monkeypatch.setattr(get_background(app), "is_supervised", True)


def state_of(database: Database, letters: Letters) -> JobState | None:
    with database.read() as connection:
        job = jobs.find_job(connection, letters.want())
    return job.state if job else None


def delete(database: Database, letters: Letters) -> None:
    """Delete the assessment as its page does."""
    with database.write() as connection:
        gone = jobs.delete_jobs_about(connection, letters.assessment_id)
        delete_assessment(connection, letters.assessment_id)
    documents.remove_documents(gone)


def test_a_document_is_made_once_and_kept_where_only_we_can_read_it(letters: Letters) -> None:
    assert read_document(letters.want()) is None
    assert wait_for_document(letters.want()) == wait_for_document(letters.want()) == WRITTEN
    assert len(letters.made) == 1
    assert find_size(letters.want()) == len(WRITTEN)
    (file,) = letters.files()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert wait_for_document(letters.want("en")) == WRITTEN
    assert len(letters.made) == 2


@pytest.mark.usefixtures("supervised")
def test_nobody_waits_long_and_two_who_ask_get_one_document(app: Flask, letters: Letters) -> None:
    assert wait_for_document(letters.want()) is None
    assert wait_for_document(letters.want()) is None
    assert count_before(letters.want()) == 0
    assert work_off(app) == 1
    assert count_before(letters.want()) is None
    assert read_document(letters.want()) == WRITTEN


@pytest.mark.usefixtures("supervised")
def test_it_says_how_many_come_first(app: Flask, letters: Letters) -> None:
    for language in ("nl", "en", "fr"):
        ask_for(letters.want(language))
    assert [count_before(letters.want(language)) for language in ("nl", "en", "fr")] == [0, 1, 2]
    make_next(app)
    assert [count_before(letters.want(language)) for language in ("nl", "en", "fr")] == [None, 0, 1]


@pytest.mark.usefixtures("supervised")
def test_one_that_is_about_to_be_wanted_is_asked_for_only_when_nothing_else_waits(letters: Letters) -> None:
    prepare_document(letters.want())
    prepare_document(letters.want("en"))
    assert count_before(letters.want()) == 0
    assert count_before(letters.want("en")) is None


@pytest.mark.usefixtures("supervised")
def test_too_much_work_is_refused(letters: Letters, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "LONGEST_QUEUE", 1)
    ask_for(letters.want())
    assert ask_for(letters.want()).state is JobState.WAITING
    with pytest.raises(BusyError):
        ask_for(letters.want("en"))


def test_one_that_fails_says_so_leaves_nothing_and_can_be_tried_again_after_a_minute(
    letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise LookupError("no words")

    letters.while_composing = fail
    for _ in range(2):
        with pytest.raises(UnmakeableError, match="no words"):
            wait_for_document(letters.want())
    assert len(letters.made) == 1
    assert letters.files() == []
    letters.while_composing = lambda: None
    later = utc_now() + timedelta(seconds=documents.RETRY_SECONDS + 1)
    monkeypatch.setattr(documents, "utc_now", lambda: later)
    assert wait_for_document(letters.want()) == WRITTEN


def test_an_empty_document_and_a_kind_that_nobody_knows_are_failures(letters: Letters) -> None:
    letters.written = b""
    with pytest.raises(UnmakeableError, match="empty"):
        wait_for_document(letters.want())
    unknown = want(letters.assessment_id, "scroll", 1, language="nl", day=today())
    with pytest.raises(UnmakeableError, match="scroll"):
        wait_for_document(unknown)
    assert letters.files() == []


@pytest.mark.parametrize("moment", ["while_composing", "while_writing"])
def test_what_is_deleted_while_it_is_made_never_leaves_a_file(
    app_database: Database, letters: Letters, moment: str
) -> None:
    assert wait_for_document(letters.want("en")) == WRITTEN
    setattr(letters, moment, lambda: delete(app_database, letters))
    assert wait_for_document(letters.want()) is None
    assert len(letters.made) == 2
    assert letters.files() == []
    with pytest.raises(AssessmentMissingError):
        ask_for(letters.want())


def test_what_is_deleted_between_its_last_byte_and_its_place_never_leaves_a_file(
    app_database: Database, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = os.fsync

    def delete_first(descriptor: int) -> None:
        synced(descriptor)
        monkeypatch.undo()
        delete(app_database, letters)

    written = letters.write
    letters.while_writing = lambda: monkeypatch.setattr(os, "fsync", delete_first)
    assert written is not None
    assert wait_for_document(letters.want()) is None
    assert letters.files() == []


def test_one_whose_answers_change_while_it_is_made_is_not_kept(letters: Letters) -> None:
    asked = letters.want()

    def change() -> None:
        letters.source = 2

    letters.while_composing = change
    assert wait_for_document(asked) is None
    assert letters.files() == []
    letters.while_composing = lambda: None
    assert wait_for_document(letters.want()) == WRITTEN
    letters.source = 1
    assert read_document(asked) is None


def test_after_a_restore_documents_are_made_anew_and_others_are_swept_away(
    app_database: Database, letters: Letters, tmp_path: Path
) -> None:
    wait_for_document(letters.want())
    backup_database(app_database, tmp_path / "backup")
    delete(app_database, letters)
    assert letters.files() == []
    restore_database(tmp_path / "backup", app_database.path)
    assert state_of(app_database, letters) is JobState.READY
    assert read_document(letters.want()) is None
    assert find_size(letters.want()) is None
    assert wait_for_document(letters.want()) == WRITTEN
    assert wait_for_document(letters.want("en")) == WRITTEN
    restore_database(tmp_path / "backup", app_database.path)
    assert files.sweep(app_database, letters.folder) == 2
    assert wait_for_document(letters.want()) == WRITTEN
    assert len(letters.files()) == 1


def test_a_file_that_was_cut_short_is_not_sent(letters: Letters) -> None:
    wait_for_document(letters.want())
    letters.files()[0].write_bytes(b"%PDF")
    assert read_document(letters.want()) is None
    assert wait_for_document(letters.want()) == WRITTEN


def test_one_that_was_left_in_the_middle_is_made_by_the_next_worker(
    app: Flask, app_database: Database, letters: Letters
) -> None:
    class Killed(BaseException):
        pass

    def end() -> None:
        raise Killed

    letters.while_writing = end
    get_background(app).is_supervised = True
    ask_for(letters.want())
    with pytest.raises(Killed):
        make_next(app)
    assert state_of(app_database, letters) is JobState.MAKING
    letters.while_writing = lambda: None
    assert work_off(app) == 1
    assert state_of(app_database, letters) is JobState.READY


def test_a_full_disk_leaves_no_draft_behind(letters: Letters, monkeypatch: pytest.MonkeyPatch) -> None:
    def be_full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", be_full)
    with pytest.raises(UnmakeableError, match="No space left"):
        wait_for_document(letters.want())
    assert letters.files() == []


def test_a_commit_that_fails_takes_the_file_back(letters: Letters, monkeypatch: pytest.MonkeyPatch) -> None:
    finish = jobs.finish_job

    def fail_after(*given: object) -> bool:
        finish(*given)  # type: ignore[arg-type]  # what the worker gives
        raise OSError("gone")

    monkeypatch.setattr(jobs, "finish_job", fail_after)
    with pytest.raises(UnmakeableError):
        wait_for_document(letters.want())
    assert letters.files() == []


def test_a_sweep_leaves_a_draft_that_is_being_written(app_database: Database, letters: Letters) -> None:
    wait_for_document(letters.want())
    with files.open_draft(letters.folder, b"half") as draft:
        (letters.folder / "12").mkdir()
        (letters.folder / "12" / "of-an-earlier-version.pdf").write_bytes(b"x")
        assert files.sweep(app_database, letters.folder) == 1
        assert draft.exists()
        os.utime(draft, (0, 0))
        assert files.sweep(app_database, letters.folder) == 1
        assert not draft.exists()
    assert len(letters.files()) == 1


def test_two_kinds_of_one_name_are_a_mistake(app: Flask, letters: Letters) -> None:
    with pytest.raises(ValueError, match="letter"):
        register_job_kind(app, "letter", JobKind(letters.compose, letters.follow))


def test_a_worker_ends_after_its_last_document_and_goes_on_where_nothing_was_made(
    app: Flask, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    get_background(app).is_supervised = True
    for language in ("nl", "en", "fr"):
        ask_for(letters.want(language))
    monkeypatch.setattr("webapp.background.worker.MOST_DOCUMENTS", 2)
    monkeypatch.setattr("webapp.background.worker.read_memory", lambda: 60.0)
    worker = Worker(app)
    assert not worker.is_used_up()
    worker.work()
    assert worker.made == 2
    assert count_before(letters.want("fr")) == 0


def test_a_worker_that_grew_or_has_nothing_to_do_ends(
    app: Flask, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    del letters
    monkeypatch.setattr("webapp.background.worker.read_memory", lambda: MOST_MEMORY - 1)
    worker = Worker(app, made=1)
    assert not worker.is_used_up()
    worker.busy_at -= 1000
    assert worker.is_used_up()
    worker = Worker(app, made=1)
    monkeypatch.setattr("webapp.background.worker.read_memory", lambda: MOST_MEMORY + 1)
    assert worker.is_used_up()


def test_the_details_of_a_wish_reach_whoever_composes(
    app: Flask, letters: Letters, assessment: tuple[AssessmentRecord, str]
) -> None:
    wanted = want(assessment[0].id, "letter", 1, language="en", day=today(), details={"notes": False})
    other = want(assessment[0].id, "letter", 1, language="en", day=today(), details={"notes": True})
    assert wanted.key != other.key
    ask_for(wanted)
    work_off(app)
    assert letters.made == [wanted]


def test_a_job_says_whether_it_is_still_to_be_made(letters: Letters) -> None:
    job: Job = ask_for(letters.want())
    assert job.is_unmade
