from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from webapp.store.answers import AnswerChange, get_answers, save_answers
from webapp.store.assessments import (
    AssessmentMissingError,
    NewAssessment,
    change_language,
    change_profile,
    create_assessment,
    delete_assessment,
    expire_assessments,
    finish_assessment,
    get_assessment,
    iterate_assessments,
    reopen_assessment,
    write_time,
)
from webapp.store.database import Database


def test_an_assessment_is_found_by_its_token_only(database: Database, new_assessment: NewAssessment) -> None:
    record, token = create_assessment(database, new_assessment)
    assert get_assessment(database, token) == record
    assert (record.municipality, record.inhabitants, record.revision) == ("44021", 272_000, 0)
    assert record.finished_at is None
    assert not record.invented
    for wrong in (token[:-1], token + "x", token[::-1], "", "x" * 22, "é" * 22, "\udc80", "a\x00b", "' OR 1=1 --"):
        assert get_assessment(database, wrong) is None


def test_a_token_is_long_and_random_and_only_its_hash_is_kept(
    database: Database, new_assessment: NewAssessment
) -> None:
    tokens = {create_assessment(database, new_assessment)[1] for _ in range(50)}
    assert len(tokens) == 50
    assert {len(token) for token in tokens} == {22}
    content = database.path.read_bytes() + database.path.with_name(database.path.name + "-wal").read_bytes()
    assert all(token.encode() not in content for token in tokens)
    assert all(hashlib.sha256(token.encode()).digest() in content for token in tokens)


def test_every_change_raises_the_revision(database: Database, new_assessment: NewAssessment) -> None:
    record, token = create_assessment(database, new_assessment)
    states = [
        record,
        change_profile(database, record.id, municipality="11002", inhabitants=560_000, role="other"),
        change_language(database, record.id, "en"),
        finish_assessment(database, record.id),
        reopen_assessment(database, record.id),
    ]
    assert [state.revision for state in states] == [0, 1, 2, 3, 4]
    assert all(earlier.changed_at <= later.changed_at for earlier, later in pairwise(states))
    assert (states[1].municipality, states[1].inhabitants, states[1].role) == ("11002", 560_000, "other")
    assert states[2].language == "en"
    assert states[3].finished_at is not None
    assert states[4].finished_at is None
    assert get_assessment(database, token) == states[-1]


def test_finishing_twice_keeps_the_first_time(database: Database, new_assessment: NewAssessment) -> None:
    record, _ = create_assessment(database, new_assessment)
    first = finish_assessment(database, record.id)
    assert finish_assessment(database, record.id).finished_at == first.finished_at


def test_deleting_takes_the_answers_along_and_leaves_no_trace_in_the_files(
    database: Database, new_assessment: NewAssessment
) -> None:
    record, token = create_assessment(database, new_assessment)
    other, _ = create_assessment(database, new_assessment)
    save_answers(database, record.id, [AnswerChange("notes", {"text": "a very recognisable sentence"})])
    save_answers(database, other.id, [AnswerChange("notes", {"text": "another one"})])
    assert delete_assessment(database, record.id)
    assert get_assessment(database, token) is None
    assert get_answers(database, record.id) == {}
    assert set(get_answers(database, other.id)) == {"notes"}
    assert not delete_assessment(database, record.id)
    files = [path for path in database.path.parent.iterdir() if path.name.startswith(database.path.name)]
    assert all(b"recognisable" not in path.read_bytes() for path in files)


def test_a_deleted_assessment_cannot_be_changed(database: Database, new_assessment: NewAssessment) -> None:
    record, _ = create_assessment(database, new_assessment)
    delete_assessment(database, record.id)
    with pytest.raises(AssessmentMissingError):
        finish_assessment(database, record.id)
    with pytest.raises(AssessmentMissingError):
        save_answers(database, record.id, [AnswerChange("a", {"options": ["yes"]})])


def test_a_number_is_not_given_again_after_deleting(database: Database, new_assessment: NewAssessment) -> None:
    record, _ = create_assessment(database, new_assessment)
    delete_assessment(database, record.id)
    assert create_assessment(database, new_assessment)[0].id > record.id


def test_only_untouched_assessments_expire(database: Database, new_assessment: NewAssessment) -> None:
    old, old_token = create_assessment(database, new_assessment)
    _, new_token = create_assessment(database, new_assessment)
    with database.write() as connection:
        before = write_time(datetime.now(UTC) - timedelta(days=1096))
        connection.conn.execute("UPDATE assessment SET changed_at = ? WHERE id = ?", (before, old.id))
    assert expire_assessments(database, datetime.now(UTC) - timedelta(days=1095)) == 1
    assert get_assessment(database, old_token) is None
    assert get_assessment(database, new_token) is not None
    assert expire_assessments(database, datetime.now(UTC) - timedelta(days=1095)) == 0


def test_all_assessments_are_walked_in_order(database: Database) -> None:
    with database.write() as connection:
        connection.conn.executemany(
            "INSERT INTO assessment (token_hash, municipality, inhabitants, role, language, questionnaire_version,"
            " created_at, changed_at) VALUES (?, '44021', 1, 'other', 'nl', '1', ?, ?)",
            [(bytes([number // 256, number % 256]), *[write_time(datetime.now(UTC))] * 2) for number in range(450)],
        )
    numbers = [record.id for record in iterate_assessments(database)]
    assert len(numbers) == 450
    assert numbers == sorted(numbers)


def test_times_are_utc_and_order_as_text(database: Database, new_assessment: NewAssessment) -> None:
    record, _ = create_assessment(database, new_assessment)
    assert record.created_at.utcoffset() == timedelta(0)
    moments = [datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(microseconds=step) for step in (0, 1, 999_999)]
    assert [write_time(moment) for moment in moments] == sorted(write_time(moment) for moment in moments)
    assert len({len(write_time(moment)) for moment in moments}) == 1


def test_no_column_can_hold_a_name_or_an_address(database: Database) -> None:
    with database.read() as connection:
        columns = {column.name for column in connection["assessment"].columns}
    assert columns == {
        "id", "token_hash", "municipality", "inhabitants", "role", "language", "questionnaire_version",
        "revision", "created_at", "changed_at", "finished_at", "invented", "earlier_id",
    }  # fmt: skip
