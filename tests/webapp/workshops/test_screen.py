"""The beamer: the way in always, how many answered, and nothing that hangs on what they answered before it is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import Tag
from flask import Flask
from flask.testing import FlaskClient

from assessment.workshops.stages import WrongStageError
from tests.newest import newest_content
from tests.webapp.page_client import open_client
from tests.webapp.reading import read_page
from tests.webapp.workshops.rooms import NEW, Room, Seated, make_room
from tests.webapp.workshops.trainers import Trainer, without_clock
from webapp.store.rooms import end_room, shut_door
from webapp.store.rounds import RoundRecord, close_round, turn_screen

SCHEME = "webcare.scheme"
SPREADS = (["yes"] * 6, ["yes", "partly", "later", "no", "yes", "partly"], ["no"] * 6)


def screen_of(room: Room) -> str:
    return f"/scherm/{room.address}"


def open_screen(room: Room) -> Tag:
    client = open_client(room.app)
    body = client.page(screen_of(room)).find("body")
    assert isinstance(body, Tag)
    return body


def read_screen(room: Room) -> str:
    return open_screen(room).get_text(" ", strip=True)


def look(room: Room, path: str) -> tuple[str, str | None, str | None, int]:
    """Return all that somebody in the room can see of an answer."""
    refresh(room)
    response = FlaskClient(room.app).get(screen_of(room) + path)
    body = without_clock(response.get_data(as_text=True))
    return body, response.headers.get("ETag"), response.headers.get("Content-Type"), len(response.get_data())


def refresh(room: Room) -> None:
    """Let the next look at the room be a new one."""
    room.do(lambda connection, number: None)  # noqa: ARG005 (a command that does nothing)


def answer(room: Room, people: list[Seated], entry: RoundRecord, names: list[str], number: int) -> None:
    for person, name in zip(people, names, strict=True):
        room.vote(person, entry, name, number=number)


def test_the_way_in_stands_on_it_whatever_the_room_is_at(room: Room) -> None:
    people = room.sit(6)
    code = f"{room.record.code[:3]} {room.record.code[3:]}"
    seen = [open_screen(room)]
    entry = room.ask(SCHEME)
    seen.append(open_screen(room))
    answer(room, people, entry, SPREADS[0], 1)
    room.reveal(entry)
    seen.append(open_screen(room))
    for body in seen:
        assert code in body.get_text(" ")
        assert body.select_one(".way-in-qr svg") is not None
        assert "/doe-mee" in body.get_text(" ")


def test_before_the_reveal_nothing_of_it_hangs_on_what_was_answered(room: Room) -> None:
    people, entry = room.sit(6), room.ask(SCHEME)
    for is_closed in (False, True):
        seen = set()
        for number, names in enumerate(SPREADS, start=1):
            if not is_closed:
                answer(room, people, entry, names, number)
            seen.add((look(room, ""), look(room, "/stand")))
        assert len(seen) == 1
        if not is_closed:
            room.do(close_round, entry.id)


def test_the_count_moves_with_the_answers_and_says_of_how_many(room: Room) -> None:
    people, entry = room.sit(6), room.ask(SCHEME)
    before = look(room, "/stand")
    answer(room, people[:4], entry, SPREADS[1][:4], 1)
    after = look(room, "/stand")
    assert before[1] != after[1]
    assert '"answered":4' in after[0].replace(" ", "")
    assert "4 van 6 antwoordden" in read_screen(room)


def test_what_has_not_changed_is_not_sent_again(room: Room) -> None:
    client = FlaskClient(room.app)
    first = client.get(f"{screen_of(room)}/stand")
    again = client.get(f"{screen_of(room)}/stand", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.get_data()) == (200, 304, b"")


def test_a_revealed_round_stands_there_as_bars_with_numbers_and_as_a_sentence(room: Room) -> None:
    people = room.sit(12)
    entry = room.ask(SCHEME)
    answer(room, people, entry, [*SPREADS[0], *SPREADS[1]], 1)
    room.reveal(entry)
    body = open_screen(room)
    rows = [row.get_text(" ", strip=True) for row in body.select(".spread tbody tr")]
    assert [row.split(" (")[0].rsplit(" ", 1)[1] for row in rows] == ["8", "2", "1", "1"]
    assert len(body.select(".spread .bar-share")) == 4
    text = body.get_text(" ", strip=True)
    assert "12 mensen antwoordden" in text
    assert "Overeenstemming A = " in text
    assert "bij 12 antwoorden" in text
    assert "consensus" not in text.lower()
    assert "In 2019 (gemeenten)" in text


def test_under_ten_answers_no_measure_stands_there_and_under_five_nothing(room: Room) -> None:
    people = room.sit(6)
    entry = room.ask(SCHEME)
    answer(room, people, entry, SPREADS[1], 1)
    room.reveal(entry)
    assert "Overeenstemming" not in read_screen(room)
    entry = room.ask("webcare.reports")
    answer(room, people[:4], entry, ["always"] * 4, 1)
    room.reveal(entry)
    body = open_screen(room)
    assert body.select(".spread") == []
    assert "Minder dan 5 mensen" in body.get_text(" ")


def test_what_roles_answered_has_a_page_of_its_own_to_which_the_trainer_turns(shared_app: Flask) -> None:
    room = make_room(shared_app, replace(NEW, roles=("Onthaal", "Politie")))
    people = [*room.sit(5, "Onthaal"), *room.sit(5, "Politie")]
    entry = room.ask(SCHEME)
    answer(room, people, entry, [*["yes"] * 5, *["no"] * 5], 1)
    room.do(close_round, entry.id)
    trainer = Trainer(room)
    with pytest.raises(WrongStageError):
        room.do(turn_screen, entry.id, by_role=True)
    assert trainer.open().select("[value=rollen]") == []
    trainer.go_on()
    assert open_screen(room).select(".groups") == []
    assert trainer.press("[value=rollen]").status_code == 303
    turned = open_screen(room)
    rows = [row.get_text(" ", strip=True) for row in turned.select(".groups tbody tr")]
    assert rows == ["Ja, en we gebruiken het 5 0", *[f"{text} 0 0" for text in options_between()], "Nee 0 5"]
    assert turned.select(".spread") == []
    assert trainer.press("[value=zaal]").status_code == 303
    assert open_screen(room).select(".spread")


def test_after_the_talk_the_round_before_stands_there_in_the_place_of_the_municipalities(room: Room) -> None:
    people = room.sit(6)
    for no in (1, 2):
        entry = room.ask(SCHEME, no)
        answer(room, people, entry, SPREADS[no - 1], 1)
        room.reveal(entry)
        assert ("In 2019 (gemeenten)" in read_screen(room)) is (no == 1)
    assert "Voor het gesprek" in read_screen(room)
    assert "In 2019 (gemeenten)" in Trainer(room).read()


def options_between() -> list[str]:
    """Return the answers that nobody gave there."""
    question = newest_content().questionnaire.question_by_id[SCHEME]
    return [option.text.dutch for option in question.options[1:-1]]


def test_roles_of_which_one_is_too_small_have_no_page(shared_app: Flask) -> None:
    room = make_room(shared_app, replace(NEW, roles=("Onthaal", "Politie")))
    people = [*room.sit(6, "Onthaal"), *room.sit(4, "Politie")]
    entry = room.ask(SCHEME)
    answer(room, people, entry, ["yes"] * 10, 1)
    room.reveal(entry)
    trainer = Trainer(room)
    assert trainer.open().select("[value=rollen]") == []
    trainer.send("/ronde", doe="rollen")
    screen = open_screen(room)
    assert screen.select(".groups") == []
    assert screen.select(".spread")


def test_a_door_that_is_shut_and_a_session_that_is_over_are_told(room: Room) -> None:
    room.do(shut_door)
    assert "De deur is dicht" in read_screen(room)
    room.do(end_room)
    assert "Bedankt voor je deelname" in read_screen(room)


def test_no_code_is_shown_that_leads_nowhere_once_a_session_is_over(room: Room) -> None:
    drawn = ".way-in-qr svg, .way-in-code, .way-in-address"
    assert len(open_screen(room).select(drawn)) == 3
    room.do(end_room)
    assert open_screen(room).select(drawn) == []
    assert len(open_screen(room).select(".way-in")) == 1  # a wall that was open before puts the fresh one in its place


def test_a_beamer_that_was_opened_by_the_typed_code_stays_there_when_the_door_shuts(room: Room) -> None:
    client = FlaskClient(room.app)
    opened = client.get(f"/scherm/{room.record.code.lower()}?kleur=donker")
    assert opened.status_code == 303
    assert opened.location == f"{screen_of(room)}?kleur=donker"
    room.do(shut_door)
    assert client.get(opened.location).status_code == 200
    assert client.get(f"{screen_of(room)}/stand").status_code == 200
    refused = client.get(f"/scherm/{room.record.code}")
    assert refused.status_code == 404
    assert "Open het scherm dan vanaf je eigen pagina" in refused.text
    assert "zelfscan is gewist" not in refused.text


def test_without_scripts_the_page_reloads_by_itself_and_colours_can_be_chosen(room: Room) -> None:
    client = room.app.test_client()
    text = client.get(screen_of(room)).text
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in text
    dark = read_page(client.get(f"{screen_of(room)}?kleur=donker").text).find("html")
    assert isinstance(dark, Tag)
    assert dark["class"] == ["is-donker"]


def test_the_beamer_shows_nothing_that_opens_the_room_for_its_trainer_or_names_a_seat(room: Room) -> None:
    trainer, people = Trainer(room), room.sit(6)
    entry = room.ask(SCHEME)
    answer(room, people, entry, SPREADS[0], 1)
    text = FlaskClient(room.app).get(screen_of(room)).text
    for secret in (room.trainer_secret, room.recovery_code, room.token, room.record.uid, *(p.secret for p in people)):
        assert secret not in text
    assert not any(f">{person.record.sign}<" in text for person in people)
    assert trainer.url not in text
