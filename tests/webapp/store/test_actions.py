from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assessment.action_plan import Change, Event, Status
from webapp.store import actions as store
from webapp.store.actions import ActionMissingError, Fields, NewAction, PlanFullError
from webapp.store.assessments import (
    AssessmentMissingError,
    AssessmentRecord,
    NewAssessment,
    create_assessment,
    delete_assessment,
    get_assessment,
)
from webapp.store.database import Database, open_database


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_database(tmp_path / "plan.sqlite3")


@pytest.fixture
def begun(database: Database) -> tuple[AssessmentRecord, str]:
    return create_assessment(database, NewAssessment("44021", 20000, "", "nl", "2026.1"))


@pytest.fixture
def record(begun: tuple[AssessmentRecord, str]) -> AssessmentRecord:
    return begun[0]


def add(database: Database, record: AssessmentRecord, *titles: str) -> list[int]:
    return [one.id for one in store.add_actions(database, record.id, [NewAction(Fields(t)) for t in titles])]


def titles(database: Database, record: AssessmentRecord) -> list[str]:
    return [action.title for action in store.get_actions(database, record.id)]


def test_an_action_is_kept_as_it_was_given_and_touches_the_assessment(
    database: Database, begun: tuple[AssessmentRecord, str]
) -> None:
    record, token = begun
    fields = Fields("Meet every month", "Webcare", date(2027, 3, 1), Status.BUSY, "With \ud800 half a sign")
    store.add_actions(database, record.id, [NewAction(fields, "listening.owner")])
    (kept,) = store.get_actions(database, record.id)
    assert (kept.title, kept.who, kept.due, kept.status) == (
        fields.title, "Webcare", date(2027, 3, 1), Status.BUSY
    )  # fmt: skip
    assert "\ud800" not in kept.note
    assert [(event.change, event.value) for event in kept.history] == [
        (Change.ADDED, ""), (Change.STATUS, "busy")
    ]  # fmt: skip
    after = get_assessment(database, token)
    assert after is not None
    assert after.revision == record.revision + 1
    assert after.changed_at > record.changed_at


def test_a_recommendation_is_taken_on_once(database: Database, record: AssessmentRecord) -> None:
    twice = [NewAction(Fields("a"), "listening.owner"), NewAction(Fields("b"), "listening.owner")]
    assert len(store.add_actions(database, record.id, twice)) == 1
    assert store.add_actions(database, record.id, twice) == ()
    assert titles(database, record) == ["a"]


def test_what_changed_is_dated_without_names_and_texts(database: Database, record: AssessmentRecord) -> None:
    (number,) = add(database, record, "Meet")
    fields = Fields("Meet weekly", "An Peeters", date(2027, 3, 1), Status.DONE, "secret")
    outcome = store.change_action(database, record.id, number, fields, 1)
    assert not outcome.is_conflict
    events = [(event.change, event.value) for event in outcome.action.history[1:]]
    assert set(events) == {
        (Change.TITLE, ""), (Change.WHO, ""), (Change.DUE, "2027-03-01"), (Change.STATUS, "done"), (Change.NOTE, "")
    }  # fmt: skip
    assert store.change_action(database, record.id, number, fields, 1).action.revision == 2


def test_a_change_made_from_an_older_one_is_a_conflict_that_saves_nothing(
    database: Database, record: AssessmentRecord
) -> None:
    (number,) = add(database, record, "Meet")
    store.change_action(database, record.id, number, Fields("Theirs"), 1)
    outcome = store.change_action(database, record.id, number, Fields("Mine"), 1)
    assert outcome.is_conflict
    assert outcome.action.title == "Theirs"
    assert titles(database, record) == ["Theirs"]


def test_an_action_changes_places_with_its_neighbour_of_the_same_kind(
    database: Database, record: AssessmentRecord
) -> None:
    a, b, c = add(database, record, "a", "b", "c")
    store.change_action(database, record.id, b, Fields("b", status=Status.DONE), 1)
    store.move_action(database, record.id, c, up=True)
    assert titles(database, record) == ["c", "b", "a"]
    store.move_action(database, record.id, c, up=True)
    store.move_action(database, record.id, a, up=False)
    assert titles(database, record) == ["c", "b", "a"]


def test_there_is_room_for_so_many_and_no_more(database: Database, record: AssessmentRecord) -> None:
    add(database, record, *(f"{n}" for n in range(store.MOST_ACTIONS)))
    with pytest.raises(PlanFullError):
        add(database, record, "one more")
    assert len(titles(database, record)) == store.MOST_ACTIONS


def test_actions_of_another_assessment_cannot_be_touched(database: Database, record: AssessmentRecord) -> None:
    (number,) = add(database, record, "mine")
    other, _ = create_assessment(database, NewAssessment("44021", 20000, "", "nl", "2026.1"))
    with pytest.raises(ActionMissingError):
        store.change_action(database, other.id, number, Fields("stolen"), 1)
    with pytest.raises(ActionMissingError):
        store.remove_action(database, other.id, number)
    with pytest.raises(ActionMissingError):
        store.move_action(database, other.id, number, up=True)
    assert titles(database, record) == ["mine"]


def test_the_plan_goes_with_its_assessment(database: Database, record: AssessmentRecord) -> None:
    (number,) = add(database, record, "mine")
    delete_assessment(database, record.id)
    with database.read() as connection:
        counts = [connection[table].count for table in ("action", "action_event")]
    assert counts == [0, 0]
    with pytest.raises(AssessmentMissingError):
        store.remove_action(database, record.id, number)
    with pytest.raises(AssessmentMissingError):
        add(database, record, "after")


def test_an_imported_action_brings_its_history(database: Database, record: AssessmentRecord) -> None:
    past = (Event(datetime(2025, 1, 1, tzinfo=UTC), Change.ADDED),)
    store.add_actions(database, record.id, [NewAction(Fields("old"), history=past)])
    assert store.get_actions(database, record.id)[0].history == past


def test_marking_as_done_keeps_what_others_changed_meanwhile(database: Database, record: AssessmentRecord) -> None:
    (action,) = store.add_actions(database, record.id, [NewAction(Fields("Overleg", "Team"))])
    store.change_action(database, record.id, action.id, Fields("Overleg met de dienst", "Team"), action.revision)
    store.complete_action(database, record.id, action.id)
    store.complete_action(database, record.id, action.id)
    (found,) = store.get_actions(database, record.id)
    assert (found.title, found.status) == ("Overleg met de dienst", Status.DONE)
    assert [event.value for event in found.history if event.change is Change.STATUS] == [Status.DONE]
    assert found.done_at is not None
