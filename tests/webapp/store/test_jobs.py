"""Rows of documents: asked for, claimed, finished, and gone with their assessment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.webapp.store.writing import write
from webapp.store import jobs
from webapp.store.actors import PROGRAM
from webapp.store.assessments import AssessmentMissingError, NewAssessment, create_assessment, delete_assessment
from webapp.store.database import Database
from webapp.store.jobs import Job, JobState, NewJob

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAY = date(2026, 11, 24)


@pytest.fixture
def owner(database: Database, new_assessment: NewAssessment) -> int:
    return write(database, create_assessment, new_assessment, PROGRAM).id


def wish(owner: int, key: str = "a", kind: str = "pdf") -> NewJob:
    return NewJob(owner, kind, key, "nl", DAY, {"notes": True})


def ask(database: Database, *wishes: NewJob) -> None:
    with database.write() as connection:
        for number, one in enumerate(wishes):
            jobs.add_job(connection, one, NOW + timedelta(seconds=number))


def find(database: Database, wanted: NewJob) -> Job | None:
    with database.read() as connection:
        return jobs.find_job(connection, wanted)


def claim(database: Database) -> Job | None:
    with database.write() as connection:
        return jobs.claim_job(connection, NOW)


def finish(database: Database, wanted: NewJob, file: str) -> None:
    ask(database, wanted)
    job = claim(database)
    assert job is not None
    with database.write() as connection:
        assert jobs.finish_job(connection, job, file, 3, NOW)


def test_what_two_people_ask_for_is_one_row(database: Database, owner: int) -> None:
    ask(database, wish(owner), wish(owner), wish(owner, "b"), wish(owner, kind="docx"))
    with database.read() as connection:
        assert jobs.count_unmade(connection) == 3
    found = find(database, wish(owner))
    assert found is not None
    assert found.wanted == wish(owner)
    assert found.state is JobState.WAITING


def test_documents_are_taken_in_the_order_in_which_they_were_asked_for(database: Database, owner: int) -> None:
    wishes = [wish(owner, key) for key in "zay"]
    ask(database, *wishes)
    found = [find(database, one) for one in wishes]
    with database.read() as connection:
        assert [jobs.count_before(connection, job) for job in found if job] == [0, 1, 2]
    for one in wishes:
        job = claim(database)
        assert job is not None
        assert job.wanted == one
        assert job.state is JobState.MAKING
        with database.write() as connection:
            assert jobs.finish_job(connection, job, f"{one.key}.pdf", 3, NOW)
    assert claim(database) is None
    with database.read() as connection:
        assert not jobs.has_unmade(connection)
        assert jobs.list_files(connection) == {"z.pdf", "a.pdf", "y.pdf"}


def test_one_that_was_left_in_the_middle_is_taken_again_and_given_up_after_a_while(
    database: Database, owner: int
) -> None:
    ask(database, wish(owner))
    taken = [claim(database) for _ in range(jobs.MOST_ATTEMPTS)]
    assert None not in taken
    assert claim(database) is None
    found = find(database, wish(owner))
    assert found is not None
    assert found.state is JobState.FAILED
    assert "ended" in found.problem


def test_only_the_last_who_took_a_document_can_finish_it(database: Database, owner: int) -> None:
    ask(database, wish(owner))
    first, second = claim(database), claim(database)
    assert first is not None
    assert second is not None
    with database.write() as connection:
        assert not jobs.finish_job(connection, first, "first.pdf", 3, NOW)
        jobs.fail_job(connection, first, "late", NOW)
        assert jobs.finish_job(connection, second, "second.pdf", 3, NOW)


def test_one_that_failed_can_be_asked_for_again(database: Database, owner: int) -> None:
    ask(database, wish(owner))
    job = claim(database)
    assert job is not None
    with database.write() as connection:
        jobs.fail_job(connection, job, "x" * 1000, NOW)
    failed = find(database, wish(owner))
    assert failed is not None
    assert (failed.state, len(failed.problem), failed.ended_at) == (JobState.FAILED, jobs.PROBLEM_LENGTH, NOW)
    with database.write() as connection:
        jobs.ask_again(connection, failed, NOW)
    again = find(database, wish(owner))
    assert again is not None
    assert (again.state, again.problem, again.attempts) == (JobState.WAITING, "", 0)


def test_a_deleted_assessment_takes_its_rows_along_and_can_get_none(database: Database, owner: int) -> None:
    finish(database, wish(owner), "a.pdf")
    ask(database, wish(owner, "b"))
    job = claim(database)
    assert job is not None
    write(database, delete_assessment, owner)
    assert find(database, wish(owner)) is None
    with database.write() as connection:
        assert not jobs.finish_job(connection, job, "b.pdf", 3, NOW)
    with pytest.raises(AssessmentMissingError):
        ask(database, wish(owner))


def test_the_documents_that_tell_of_an_assessment_are_its_own_and_those_of_the_next_one(
    database: Database, owner: int, new_assessment: NewAssessment
) -> None:
    later = write(database, create_assessment, replace(new_assessment, earlier_id=owner), PROGRAM).id
    other = write(database, create_assessment, new_assessment, PROGRAM).id
    for number in (owner, later, other):
        finish(database, wish(number), f"{number}.pdf")
    ask(database, wish(later, "waits"))
    with database.write() as connection:
        assert set(jobs.delete_jobs_about(connection, owner)) == {f"{owner}.pdf", f"{later}.pdf"}
        assert jobs.list_files(connection) == {f"{other}.pdf"}
        assert not jobs.has_unmade(connection)


def test_documents_of_earlier_days_go(database: Database, owner: int) -> None:
    finish(database, wish(owner), "today.pdf")
    finish(database, replace(wish(owner, "b"), day=DAY - timedelta(days=1)), "yesterday.pdf")
    with database.write() as connection:
        assert jobs.delete_jobs_before(connection, DAY) == ("yesterday.pdf",)


def test_who_looks_for_work_hears_that_another_one_changed_something(database: Database, owner: int) -> None:
    other = Database(database.path)

    def look() -> int:
        with other.read() as connection:
            return jobs.read_change_count(connection)

    before = look()
    assert look() == before
    ask(database, wish(owner))
    assert look() != before
    other.close()
