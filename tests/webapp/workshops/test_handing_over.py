"""What a room agreed on becomes a self-scan, with what was said against it in counts that the gate lets through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from assessment.workshops.choices import mask_of
from assessment.workshops.stages import WrongStageError
from tests.newest import NEWEST
from tests.webapp.assessments import begin_assessment
from tests.webapp.store.writing import read, write
from tests.webapp.workshops.rooms import NEW, Room, make_room
from webapp.scan.fields import NOTE_LENGTH
from webapp.scan.operations import Begun
from webapp.scan.profile_form import Profile
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, SavedAnswer, get_answers, save_answers
from webapp.store.assessments import NewAssessment, finish_assessment, get_assessment
from webapp.store.links import NewLink, Scope, create_link
from webapp.store.rounds import agree
from webapp.store.workshops import Subject, delete_workshop
from webapp.web.once import make_form_value
from webapp.wording.municipalities import find_municipality
from webapp.workshops.handing_over import NoLinkError, OtherMunicipalityError, begin_from_room, bind_to_link

REPORTS, MANAGEMENT = "webcare.reports", "strategy.conditions/management"


@pytest.fixture(autouse=True)
def inside(shared_app: Flask) -> Iterator[None]:
    with shared_app.test_request_context():
        yield


@pytest.fixture
def agreed_room(shared_app: Flask) -> Room:
    """A room of seven that judged Gent and agreed on two things."""
    room = make_room(shared_app, replace(NEW, subject=Subject.ONE, municipality="44021"))
    settle(room, REPORTS, "regular", "De balie ziet het anders.")
    settle(room, MANAGEMENT, "rather")
    return room


def settle(room: Room, key: str, answer: str, dissent: str = "", people: int = 7) -> None:
    entry = room.ask(key)
    for seated in room.sit(people):
        room.vote(seated, entry, answer)
    room.reveal(entry)
    room.do(agree, entry.id, mask_of(room.item(key), answer), dissent)


def profile() -> Profile:
    gent = find_municipality("44021")
    assert gent is not None
    return Profile(gent, 272_000, "", "nl")


def begun_from(room: Room) -> Begun:
    return begin_from_room(room.record, profile(), make_form_value())


def answers(room: Room, number: int) -> dict[str, SavedAnswer]:
    return read(room.database, get_answers, number)


def existing(room: Room, municipality: str = "44021", version: str = NEWEST) -> tuple[int, str]:
    record, secret = begin_assessment(room.database, NewAssessment(municipality, 272_000, "", "nl", version))
    return record.id, secret


def test_what_was_agreed_is_answered_and_the_spread_stands_in_the_note(agreed_room: Room) -> None:
    begun = begun_from(agreed_room)
    found = answers(agreed_room, begun.assessment.id)
    assert found["webcare.reports"].plain == {"options": ["regular"]}
    assert found["strategy.conditions"].plain == {"rows": {"management": "rather"}}
    note = found["webcare.reports"].note
    assert "De balie ziet het anders." in note
    assert "7" in note
    assert agreed_room.record.assessment_id == begun.assessment.id


def test_a_form_that_is_sent_again_begins_no_second_self_scan(agreed_room: Room) -> None:
    secret = make_form_value()
    first, second = (begin_from_room(agreed_room.record, profile(), secret) for _ in range(2))
    assert first.assessment.id == second.assessment.id
    assert second.is_repeated


def test_what_was_shown_to_nobody_stands_in_no_note(shared_app: Flask) -> None:
    room = make_room(shared_app, replace(NEW, subject=Subject.ONE, municipality="44021"))
    settle(room, REPORTS, "always", people=4)
    note = answers(room, begun_from(room).assessment.id)["webcare.reports"].note
    assert "4" not in note.partition("\n")[2]


def test_a_room_of_many_subjects_hands_nothing_over(room: Room) -> None:
    with pytest.raises(WrongStageError):
        begun_from(room)
    with pytest.raises(WrongStageError):
        bind_to_link(room.record, existing(room)[1])


def test_a_self_scan_that_is_there_takes_what_it_does_not_say_and_keeps_what_it_says(agreed_room: Room) -> None:
    number, secret = existing(agreed_room)
    before = [
        AnswerChange("webcare.reports", {"options": ["never"]}, "Van ons."),
        AnswerChange("strategy.conditions", {"rows": {"training": "not"}}),
    ]
    write(agreed_room.database, save_answers, number, before, actor=PROGRAM)
    bound = bind_to_link(agreed_room.record, f"https://zelfscan.example.be/z/{secret}/vragen/webcare?x=1")
    assert (bound.answered, bound.noted) == (1, 1)
    found = answers(agreed_room, number)
    assert found["webcare.reports"].plain == {"options": ["never"]}
    assert found["webcare.reports"].note.startswith("Van ons.\n\n")
    assert found["strategy.conditions"].plain == {"rows": {"management": "rather", "training": "not"}}
    assert bind_to_link(agreed_room.record, secret).noted == 1
    assert answers(agreed_room, number)["webcare.reports"].note == found["webcare.reports"].note


def test_a_note_that_grows_too_long_is_kept_as_far_as_it_goes_and_shows_that(agreed_room: Room) -> None:
    number, secret = existing(agreed_room)
    said = "x" * (NOTE_LENGTH - 60)
    change = AnswerChange("webcare.reports", {"options": ["never"]}, said)
    write(agreed_room.database, save_answers, number, [change], actor=PROGRAM)
    for _ in range(2):
        bind_to_link(agreed_room.record, secret)
        note = answers(agreed_room, number)["webcare.reports"].note
        assert note.startswith(f"{said}\n\nWorkshop van")
        assert note.endswith(" …")
        assert len(note) == NOTE_LENGTH


def test_a_finished_self_scan_is_opened_again(agreed_room: Room) -> None:
    number, secret = existing(agreed_room)
    write(agreed_room.database, finish_assessment, number, PROGRAM)
    bind_to_link(agreed_room.record, secret)
    record = read(agreed_room.database, get_assessment, number)
    assert record is not None
    assert record.finished_at is None


def test_a_self_scan_of_an_earlier_version_takes_what_it_asks_too(agreed_room: Room) -> None:
    number, secret = existing(agreed_room, version="2026.1")
    bind_to_link(agreed_room.record, secret)
    assert answers(agreed_room, number)["webcare.reports"].plain == {"options": ["regular"]}


def test_only_a_link_that_fills_in_the_same_municipality_is_taken(agreed_room: Room) -> None:
    number, _ = existing(agreed_room)
    _, reading_only = write(agreed_room.database, create_link, number, NewLink(Scope.READ), PROGRAM)
    for wrong in ("", "x", "A" * 22, reading_only, agreed_room.trainer_secret):
        with pytest.raises(NoLinkError):
            bind_to_link(agreed_room.record, wrong)
    with pytest.raises(OtherMunicipalityError):
        bind_to_link(agreed_room.record, existing(agreed_room, "11002")[1])
    assert agreed_room.record.assessment_id is None


def test_the_self_scan_stays_when_the_workshop_goes(agreed_room: Room) -> None:
    begun, number = begun_from(agreed_room), agreed_room.id
    write(agreed_room.database, delete_workshop, number)
    assert read(agreed_room.database, get_assessment, begun.assessment.id) is not None
