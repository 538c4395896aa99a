from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from assessment.action_plan import Change, Event, Status
from tests.newest import NEWEST
from tests.webapp.store.writing import read, write
from webapp.store import action_plan as store
from webapp.store.action_plan import ActionMissingError, Fields, NewAction, PlanFullError
from webapp.store.actors import PROGRAM, Actor, ActorKind
from webapp.store.assessments import (
    AssessmentMissingError,
    AssessmentRecord,
    NewAssessment,
    create_assessment,
    delete_assessment,
    get_assessment,
)
from webapp.store.database import Database


def add(database: Database, record: AssessmentRecord, *titles: str) -> list[int]:
    return [
        one.id
        for one in write(database, store.add_actions, record.id, [NewAction(Fields(t)) for t in titles], actor=PROGRAM)
    ]


def titles(database: Database, record: AssessmentRecord) -> list[str]:
    return [action.title for action in read(database, store.get_actions, record.id)]


def test_an_action_is_kept_as_it_was_given_and_touches_the_assessment(
    database: Database, record: AssessmentRecord
) -> None:
    fields = Fields("Meet every month", "Webcare", date(2027, 3, 1), Status.BUSY, "With \ud800 half a sign")
    write(database, store.add_actions, record.id, [NewAction(fields, "listening.owner")], actor=PROGRAM)
    (kept,) = read(database, store.get_actions, record.id)
    assert (kept.title, kept.who, kept.due, kept.status) == (
        fields.title, "Webcare", date(2027, 3, 1), Status.BUSY
    )  # fmt: skip
    assert "\ud800" not in kept.note
    assert [(event.change, event.value) for event in kept.history] == [
        (Change.ADDED, ""), (Change.STATUS, "busy")
    ]  # fmt: skip
    after = read(database, get_assessment, record.id)
    assert after is not None
    assert after.revision == record.revision + 1
    assert after.changed_at > record.changed_at


def test_a_recommendation_is_taken_on_once(database: Database, record: AssessmentRecord) -> None:
    twice = [NewAction(Fields("a"), "listening.owner"), NewAction(Fields("b"), "listening.owner")]
    assert len(write(database, store.add_actions, record.id, twice, actor=PROGRAM)) == 1
    assert write(database, store.add_actions, record.id, twice, actor=PROGRAM) == ()
    assert titles(database, record) == ["a"]


def test_what_changed_is_dated_without_names_and_texts(database: Database, record: AssessmentRecord) -> None:
    (number,) = add(database, record, "Meet")
    fields = Fields("Meet weekly", "An Peeters", date(2027, 3, 1), Status.DONE, "secret")
    outcome = write(database, store.change_action, record.id, number, fields, base_revision=1, actor=PROGRAM)
    assert not outcome.is_conflict
    events = [(event.change, event.value) for event in outcome.action.history[1:]]
    assert set(events) == {
        (Change.TITLE, ""), (Change.WHO, ""), (Change.DUE, "2027-03-01"), (Change.STATUS, "done"), (Change.NOTE, "")
    }  # fmt: skip
    assert (
        write(database, store.change_action, record.id, number, fields, base_revision=1, actor=PROGRAM).action.revision
        == 2
    )


def test_a_change_made_from_an_older_one_is_a_conflict_that_saves_nothing(
    database: Database, record: AssessmentRecord
) -> None:
    (number,) = add(database, record, "Meet")
    write(database, store.change_action, record.id, number, Fields("Theirs"), base_revision=1, actor=PROGRAM)
    outcome = write(database, store.change_action, record.id, number, Fields("Mine"), base_revision=1, actor=PROGRAM)
    assert outcome.is_conflict
    assert outcome.action.title == "Theirs"
    assert titles(database, record) == ["Theirs"]


def test_an_action_changes_places_with_its_neighbour_of_the_same_kind(
    database: Database, record: AssessmentRecord
) -> None:
    a, b, c = add(database, record, "a", "b", "c")
    write(database, store.change_action, record.id, b, Fields("b", status=Status.DONE), base_revision=1, actor=PROGRAM)
    write(database, store.move_action, record.id, c, up=True, actor=PROGRAM)
    assert titles(database, record) == ["c", "b", "a"]
    write(database, store.move_action, record.id, c, up=True, actor=PROGRAM)
    write(database, store.move_action, record.id, a, up=False, actor=PROGRAM)
    assert titles(database, record) == ["c", "b", "a"]


def test_there_is_room_for_so_many_and_no_more(database: Database, record: AssessmentRecord) -> None:
    add(database, record, *(f"{n}" for n in range(store.MOST_ACTIONS)))
    with pytest.raises(PlanFullError):
        add(database, record, "one more")
    assert len(titles(database, record)) == store.MOST_ACTIONS


def test_actions_of_another_assessment_cannot_be_touched(database: Database, record: AssessmentRecord) -> None:
    (number,) = add(database, record, "mine")
    other = write(database, create_assessment, NewAssessment("44021", 20000, "", "nl", NEWEST), actor=PROGRAM)
    with pytest.raises(ActionMissingError):
        write(database, store.change_action, other.id, number, Fields("stolen"), base_revision=1, actor=PROGRAM)
    with pytest.raises(ActionMissingError):
        write(database, store.remove_action, other.id, number, actor=PROGRAM)
    with pytest.raises(ActionMissingError):
        write(database, store.move_action, other.id, number, up=True, actor=PROGRAM)
    assert titles(database, record) == ["mine"]


def test_the_plan_goes_with_its_assessment(database: Database, record: AssessmentRecord) -> None:
    (number,) = add(database, record, "mine")
    write(database, delete_assessment, record.id)
    with database.read() as connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in ("action", "action_event")
        ]
    assert counts == [0, 0]
    with pytest.raises(AssessmentMissingError):
        write(database, store.remove_action, record.id, number, actor=PROGRAM)
    with pytest.raises(AssessmentMissingError):
        add(database, record, "after")


def test_an_imported_action_brings_its_history(database: Database, record: AssessmentRecord) -> None:
    past = (Event(datetime(2025, 1, 1, tzinfo=UTC), Change.ADDED),)
    write(database, store.add_actions, record.id, [NewAction(Fields("old"), history=past)], actor=PROGRAM)
    assert read(database, store.get_actions, record.id)[0].history == past


def test_marking_as_done_keeps_what_others_changed_meanwhile(database: Database, record: AssessmentRecord) -> None:
    (action,) = write(database, store.add_actions, record.id, [NewAction(Fields("Overleg", "Team"))], actor=PROGRAM)
    write(
        database,
        store.change_action,
        record.id,
        action.id,
        Fields("Overleg met de dienst", "Team"),
        base_revision=action.revision,
        actor=PROGRAM,
    )
    write(database, store.complete_action, record.id, action.id, actor=PROGRAM)
    write(database, store.complete_action, record.id, action.id, actor=PROGRAM)
    (found,) = read(database, store.get_actions, record.id)
    assert (found.title, found.status) == ("Overleg met de dienst", Status.DONE)
    assert [event.value for event in found.history if event.change is Change.STATUS] == [Status.DONE]
    assert found.done_at is not None


def test_each_line_of_the_history_says_by_whom(database: Database, record: AssessmentRecord) -> None:
    link = Actor(ActorKind.LINK, 4)
    (number,) = add(database, record, "Meet")
    write(database, store.complete_action, record.id, number, link)
    assert read(database, store.list_action_actors, record.id) == {number: (PROGRAM, link)}
