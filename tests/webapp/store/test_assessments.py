from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from tests.webapp.store.writing import read, write
from webapp.store.actors import PROGRAM, Actor, ActorKind
from webapp.store.answers import AnswerChange, get_answers, save_answers
from webapp.store.assessments import (
    AssessmentMissingError,
    AssessmentRecord,
    NewAssessment,
    change_language,
    change_profile,
    create_assessment,
    delete_assessment,
    finish_assessment,
    get_assessment,
    iterate_assessments,
    reopen_assessment,
    write_time,
)
from webapp.store.database import Database

LINK = Actor(ActorKind.LINK, 7)


def test_an_assessment_is_found_by_its_number_and_has_an_identifier_of_its_own(
    database: Database, new_assessment: NewAssessment
) -> None:
    record = write(database, create_assessment, new_assessment, LINK)
    other = write(database, create_assessment, new_assessment, PROGRAM)
    assert read(database, get_assessment, record.id) == record
    assert (record.municipality, record.inhabitants, record.revision) == ("44021", 272_000, 0)
    assert (record.created_by, record.changed_by) == (LINK, LINK)
    assert record.finished_at is None
    assert not record.invented
    assert len(record.uid) == 32
    assert record.uid != other.uid
    assert read(database, get_assessment, 99) is None


def test_an_assessment_tells_who_changed_it_last(database: Database, record: AssessmentRecord) -> None:
    assert write(database, change_language, record.id, "en", LINK).changed_by == LINK
    write(database, save_answers, record.id, [AnswerChange("a", {"text": "x"})], PROGRAM)
    found = read(database, get_assessment, record.id)
    assert found is not None
    assert (found.created_by, found.changed_by) == (PROGRAM, PROGRAM)


def test_every_change_raises_the_revision(database: Database, new_assessment: NewAssessment) -> None:
    record = write(database, create_assessment, new_assessment, actor=PROGRAM)
    states = [
        record,
        write(
            database, change_profile, record.id, municipality="11002", inhabitants=560_000, role="other", actor=PROGRAM
        ),
        write(database, change_language, record.id, "en", actor=PROGRAM),
        write(database, finish_assessment, record.id, actor=PROGRAM),
        write(database, reopen_assessment, record.id, actor=PROGRAM),
    ]
    assert [state.revision for state in states] == [0, 1, 2, 3, 4]
    assert all(earlier.changed_at <= later.changed_at for earlier, later in pairwise(states))
    assert (states[1].municipality, states[1].inhabitants, states[1].role) == ("11002", 560_000, "other")
    assert states[2].language == "en"
    assert states[3].finished_at is not None
    assert states[4].finished_at is None
    assert read(database, get_assessment, record.id) == states[-1]


def test_finishing_twice_keeps_the_first_time(database: Database, new_assessment: NewAssessment) -> None:
    record = write(database, create_assessment, new_assessment, actor=PROGRAM)
    first = write(database, finish_assessment, record.id, actor=PROGRAM)
    assert write(database, finish_assessment, record.id, actor=PROGRAM).finished_at == first.finished_at


def test_deleting_takes_the_answers_along_and_leaves_no_trace_in_the_files(
    database: Database, new_assessment: NewAssessment
) -> None:
    record = write(database, create_assessment, new_assessment, actor=PROGRAM)
    other = write(database, create_assessment, new_assessment, actor=PROGRAM)
    write(
        database,
        save_answers,
        record.id,
        [AnswerChange("notes", {"text": "a very recognisable sentence"})],
        actor=PROGRAM,
    )
    write(database, save_answers, other.id, [AnswerChange("notes", {"text": "another one"})], actor=PROGRAM)
    assert write(database, delete_assessment, record.id)
    assert read(database, get_assessment, record.id) is None
    assert read(database, get_answers, record.id) == {}
    assert set(read(database, get_answers, other.id)) == {"notes"}
    assert not write(database, delete_assessment, record.id)
    database.truncate_log()
    files = [path for path in database.path.parent.iterdir() if path.name.startswith(database.path.name)]
    assert all(b"recognisable" not in path.read_bytes() for path in files)


def test_a_deleted_assessment_cannot_be_changed(database: Database, new_assessment: NewAssessment) -> None:
    record = write(database, create_assessment, new_assessment, actor=PROGRAM)
    write(database, delete_assessment, record.id)
    with pytest.raises(AssessmentMissingError):
        write(database, finish_assessment, record.id, actor=PROGRAM)
    with pytest.raises(AssessmentMissingError):
        write(database, save_answers, record.id, [AnswerChange("a", {"options": ["yes"]})], actor=PROGRAM)


def test_a_number_is_not_given_again_after_deleting(database: Database, new_assessment: NewAssessment) -> None:
    record = write(database, create_assessment, new_assessment, actor=PROGRAM)
    write(database, delete_assessment, record.id)
    assert write(database, create_assessment, new_assessment, actor=PROGRAM).id > record.id


def test_all_assessments_are_walked_in_order(database: Database) -> None:
    with database.write() as connection:
        connection.executemany(
            "INSERT INTO assessment (uid, municipality, inhabitants, role, language, questionnaire_version,"
            " created_at, created_by, changed_at, changed_by)"
            " VALUES (?, '44021', 1, 'other', 'nl', '1', ?, 'program', ?, 'program')",
            [(str(number), *[write_time(datetime.now(UTC))] * 2) for number in range(450)],
        )
    numbers = [record.id for record in iterate_assessments(database)]
    assert len(numbers) == 450
    assert numbers == sorted(numbers)


def test_times_are_utc_and_order_as_text(database: Database, new_assessment: NewAssessment) -> None:
    record = write(database, create_assessment, new_assessment, actor=PROGRAM)
    assert record.created_at.utcoffset() == timedelta(0)
    moments = [datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(microseconds=step) for step in (0, 1, 999_999)]
    assert [write_time(moment) for moment in moments] == sorted(write_time(moment) for moment in moments)
    assert len({len(write_time(moment)) for moment in moments}) == 1


def test_no_column_can_hold_a_name_or_an_address(database: Database) -> None:
    with database.read() as connection:
        columns = {row["name"] for row in connection.execute("PRAGMA table_info(assessment)")}
    assert columns == {
        "id", "uid", "municipality", "inhabitants", "role", "language", "questionnaire_version",
        "revision", "created_at", "created_by", "changed_at", "changed_by", "finished_at", "invented", "earlier_id",
    }  # fmt: skip
