"""What a revealed round says in words and numbers, and what it keeps."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from assessment.model import UNKNOWN
from assessment.workshops.measures import Measured, Scale
from tests.webapp.workshops.rooms import Room
from webapp.language.locale import speaking
from webapp.store.rounds import RoundRecord, get_round
from webapp.web.state import get_state, keep_state
from webapp.workshops.spread import Spread, shape_spread, tell_agreement

SCHEME = "webcare.scheme"


def shape(room: Room, entry: RoundRecord, earlier: RoundRecord | None = None) -> Spread:
    """Return how a round is shown, in Dutch."""
    with room.database.read() as connection:
        shown = get_round(connection, entry.id)
    assert shown is not None
    with room.app.test_request_context(), speaking("nl"):
        return shape_spread(room.item(entry.item), shown, earlier, get_state(room.app).edition)


def ask_and_show(room: Room, names: list[str], item: str = SCHEME) -> RoundRecord:
    """Let as many people answer as there are names, and show it."""
    people, entry = room.sit(len(names)), room.ask(item)
    for person, name in zip(people, names, strict=True):
        room.vote(person, entry, name)
    return room.reveal(entry)


def test_a_spread_counts_people_and_keeps_who_does_not_know_apart(room: Room) -> None:
    shown = shape(room, ask_and_show(room, ["yes"] * 3 + ["partly"] * 2 + [UNKNOWN]))
    assert [(line.option, line.count) for line in shown.lines] == [("yes", 3), ("partly", 2), ("later", 0), ("no", 0)]
    assert shown.lines[0].share_text == "60%"
    assert shown.beside == "Weet ik niet: 1"
    assert shown.summary.startswith("5 mensen antwoordden. Meest gegeven: “")
    assert shown.agreement == ""


def test_of_four_answers_nothing_is_told_but_that_they_are_too_few(room: Room) -> None:
    shown = shape(room, ask_and_show(room, ["yes"] * 4 + [UNKNOWN] * 3))
    assert shown.is_hidden
    assert (shown.lines, shown.beside, shown.groups, shown.agreement, shown.real) == ((), "", (), "", 0)
    assert "Minder dan 5 mensen" in shown.summary


def test_an_installation_that_asks_for_more_answers_hides_what_was_kept_before(room: Room) -> None:
    entry = ask_and_show(room, ["yes"] * 6)
    app = room.app
    state = get_state(app)
    keep_state(app, replace(state, settings=replace(state.settings, workshop_least_votes=7)))
    try:
        assert shape(room, entry).is_hidden
    finally:
        keep_state(app, state)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1.0, "Alle antwoorden staan op één trede."),
        (0.81, "De antwoorden liggen dicht bij elkaar."),
        (0.61, "De meeste antwoorden liggen in elkaars buurt."),
        (0.31, "De antwoorden liggen verspreid."),
        (0.0, "op elke trede staat ongeveer evenveel"),
        (-0.6, "er zijn twee kampen"),
    ],
)
def test_agreement_is_told_with_its_number_how_many_answered_and_one_sentence(
    shared_app: Flask, value: float, words: str
) -> None:
    with shared_app.test_request_context(), speaking("nl"):
        told = tell_agreement(Measured(Scale.ORDERED, value, 24))
        assert words in told
        assert "24 antwoorden" in told
        assert "consensus" not in told.lower()
        assert tell_agreement(None) == ""


def test_the_municipalities_of_then_stand_beside_it_apart_and_are_said_to_be_others(room: Room) -> None:
    then = shape(room, ask_and_show(room, ["yes"] * 5)).then
    assert then is not None
    assert [row[2] for row in then.rows] == ["15%", "27%", "25%"]
    assert "tellen we mensen" in then.caveat


def test_after_the_talk_the_round_before_stands_beside_it(room: Room) -> None:
    people, first = room.sit(6), room.ask(SCHEME)
    for person in people:
        room.vote(person, first, "yes")
    first = room.reveal(first)
    second = room.ask(SCHEME, no=2)
    for person in people:
        room.vote(person, second, "no")
    shown = shape(room, room.reveal(second), first)
    assert [(line.earlier, line.count) for line in shown.lines] == [(6, 0), (0, 0), (0, 0), (0, 6)]
    assert shown.movement == ""
