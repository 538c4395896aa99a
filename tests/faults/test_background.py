"""The worker and the drawing process, killed in the middle: what was asked for is there in the end, whole, once."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest
from flask import Flask

from assessment.answers import plain_answer
from assessment.content import load_content
from tests.faults.test_server import wait_for
from tests.newest import NEWEST
from tests.patience import SECONDS
from tests.webapp.assessments import begin_assessment, find_by_link
from tests.webapp.report.conftest import middle_answers
from tests.webapp.store.writing import read, write
from webapp.assembly import create_app
from webapp.background import drawing, worker
from webapp.background.documents import ask_for, read_document, remove_documents
from webapp.background.drawing import find_address
from webapp.background.registry import get_background
from webapp.clock import utc_now
from webapp.config import Settings
from webapp.report.documents.kinds import want_documents
from webapp.store import jobs
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import AssessmentRecord, NewAssessment, delete_assessment, get_assessment, write_time
from webapp.store.expiry import mark_unchanged
from webapp.store.jobs import JobState, NewJob
from webapp.web.state import get_state
from webapp.web.visit import Visit

APPLICATION = "webapp.assembly:create_app"
LONGEST = 5 * SECONDS
"""Documents are made by a process that lets all others go first."""


class House:
    """One data folder: an application that asks, and the processes that work behind it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        create_app(settings)
        self.app: Flask = create_app(settings, prepared=True)
        self.processes: list[SpawnProcess] = []

    def start_worker(self) -> SpawnProcess:
        return self._start(worker.run, APPLICATION, self.settings)

    def start_drawing(self) -> SpawnProcess:
        return self._start(drawing.run, self.settings)

    def start_stopped_drawing(self) -> SpawnProcess:
        """Start one that can be reached and draws nothing until it goes on: documents stay in the making."""
        process = self.start_drawing()
        while not Path(find_address(self.settings, "drawing")).exists():
            assert process.is_alive()
            time.sleep(0.01)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGSTOP)
        return process

    def _start(self, target: Callable[..., None], *given: object) -> SpawnProcess:
        process = multiprocessing.get_context("spawn").Process(target=target, args=given, daemon=True)
        process.start()
        self.processes.append(process)
        return process

    def add_assessment(self) -> AssessmentRecord:
        database = get_state(self.app).database
        new = NewAssessment("44021", 24_600, "communication_officer", "nl", NEWEST)
        record, token = begin_assessment(database, new)
        changes = [AnswerChange(name, plain_answer(one)) for name, one in middle_answers(load_content()).items()]
        write(database, save_answers, record.id, changes, PROGRAM)
        found = find_by_link(database, token)
        assert found is not None
        return found

    def ask(self, record: AssessmentRecord, kind: str) -> NewJob:
        with self.app.test_request_context("/?taal=nl"):
            visit = Visit(record, PROGRAM, {}, may_write=True, sees_notes=True)
            wanted = want_documents(visit)[kind]
            ask_for(wanted)
        return wanted

    def wait(self, wanted: NewJob, *states: JobState) -> None:
        deadline = time.monotonic() + LONGEST
        while self.state(wanted) not in states:
            assert time.monotonic() < deadline, self.state(wanted)
            time.sleep(0.01)

    def state(self, wanted: NewJob) -> JobState | None:
        with get_state(self.app).database.read() as connection:
            job = jobs.find_job(connection, wanted)
        return job.state if job else None

    def files(self) -> list[Path]:
        return list(get_background(self.app).folder.iterdir())


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    built = House(Settings(data_folder=tmp_path, testing=True, secret_key="only-for-tests-and-long-enough"))  # noqa: S106
    yield built
    for process in built.processes:
        process.kill()
        process.join()
    get_state(built.app).database.close()


def test_a_document_outlives_the_processes_that_were_making_it(house: House) -> None:
    wanted = house.ask(house.add_assessment(), "docx")
    first_drawing, first_worker = house.start_stopped_drawing(), house.start_worker()
    house.wait(wanted, JobState.MAKING)
    first_drawing.kill()
    first_worker.kill()
    first_drawing.join()
    first_worker.join()
    assert house.state(wanted) is JobState.MAKING
    house.start_worker()
    house.start_drawing()
    house.wait(wanted, JobState.READY, JobState.FAILED)
    with house.app.app_context():
        written = read_document(wanted)
    assert written is not None
    assert written.startswith(b"PK")
    assert len(house.files()) == 1


def test_a_drawing_process_that_is_killed_keeps_no_document_from_being_made(house: House) -> None:
    first = house.start_stopped_drawing()
    house.start_worker()
    wanted = house.ask(house.add_assessment(), "pdf")
    house.wait(wanted, JobState.MAKING)
    first.kill()
    first.join()
    house.start_drawing()
    house.wait(wanted, JobState.READY, JobState.FAILED)
    assert house.state(wanted) is JobState.READY


def test_what_is_too_old_goes_as_soon_as_the_worker_starts(house: House) -> None:
    database, now = get_state(house.app).database, utc_now()
    old, kept = house.add_assessment(), house.add_assessment()
    with database.write() as connection:
        long_ago = write_time(now - timedelta(days=house.settings.expiry_days + 30))
        connection.execute("UPDATE assessment SET changed_at = ? WHERE id = ?", (long_ago, old.id))
        mark_unchanged(connection, now - timedelta(days=house.settings.expiry_days), now - timedelta(days=8))
    house.start_worker()
    wait_for(lambda: read(database, get_assessment, old.id) is None)
    assert read(database, get_assessment, kept.id) is not None


def test_what_is_deleted_while_the_worker_makes_it_leaves_nothing(house: House) -> None:
    drawing = house.start_stopped_drawing()
    house.start_worker()
    record = house.add_assessment()
    gone, kept = house.ask(record, "pdf"), house.ask(house.add_assessment(), "xlsx")
    house.wait(gone, JobState.MAKING)
    database = get_state(house.app).database
    with database.write() as connection:
        files = jobs.delete_jobs_about(connection, record.id)
        delete_assessment(connection, record.id)
    with house.app.app_context():
        remove_documents(files)
    assert drawing.pid is not None
    os.kill(drawing.pid, signal.SIGCONT)
    house.wait(kept, JobState.READY)
    assert [path.suffix for path in house.files()] == [".xlsx"]
