"""Until a round is revealed nothing hangs on what anybody answers: no page, no file, no length, no step on the way."""

from __future__ import annotations

import io
import re
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assessment.workshops.choices import mask_of
from tests.webapp.workshops.rooms import Room, Seated, make_room
from tests.webapp.workshops.routes import ROUTES
from tests.webapp.workshops.test_workshop_policies import names, open_route
from webapp.store.rounds import RoundRecord, close_round
from webapp.web.policy import ANYONE
from webapp.workshops.live import forget
from webapp.workshops.policy import LEAD

PEOPLE = 6
TO_LOOK_AT = [key for key, row in ROUTES.items() if key[0] == "GET" and row.policy is not ANYONE]
A_SECOND = re.compile(r"\w{3}, \d{2} \w{3} \d{4} [\d:]{8} GMT")
DRAWN = re.compile(r'name="once" value="[^"]+"')
WRITTEN_WHEN = "docProps/core.xml"
"""In it stands the second at which a spreadsheet was written."""
DISTRIBUTIONS = (
    ("always",) * PEOPLE,
    ("never",) * PEOPLE,
    ("always", "always", "always", "never", "never", "never"),
    ("unknown",) * PEOPLE,
    ("always", "regular", "not_systematic", "seldom", "never", "not_applicable"),
)


class Answered:
    """A room in which six answer one question, and a seventh always the same."""

    def __init__(self, app: Flask) -> None:
        self.room: Room = make_room(app)
        *self.seats, self.onlooker = self.room.sit(PEOPLE + 1)
        self.round: RoundRecord = self.room.ask()
        self.number = 0

    def answer(self, distribution: tuple[str, ...]) -> None:
        """Let all answer once more."""
        self.number += 1
        for seated, name in zip(self.seats, distribution, strict=True):
            self.room.vote(seated, self.round, name, number=self.number)
        if self.number == 1:
            self.room.vote(self.onlooker, self.round, "always")

    def look(self, key: tuple[str, str]) -> tuple[int, list[tuple[str, str]], object]:
        """Return status, headers and body of a page, as everybody but the six may open it."""
        with self.room.app.test_request_context():
            forget(self.room.record.uid)
        ways = {
            "workshop_uid": self.room.record.uid,
            "trainer_secret": self.room.trainer_secret,
            "room_code": self.room.address,
            "seat_secret": self.onlooker.secret,
        }
        client = self.room.trainer() if ROUTES[key].policy is LEAD else None
        response = open_route(key, self.room, ways, client)
        headers = [(name, A_SECOND.sub("", value)) for name, value in response.headers]
        return response.status_code, headers, read_body(response)


def read_body(response: TestResponse) -> object:
    content = response.get_data()
    if content.startswith(b"PK"):
        with ZipFile(io.BytesIO(content)) as packed:
            return {name: packed.read(name) for name in packed.namelist() if name != WRITTEN_WHEN}
    return DRAWN.sub("", content.decode())


@pytest.mark.parametrize("key", TO_LOOK_AT, ids=names)
def test_no_page_hangs_on_what_is_answered_while_a_round_is_open_or_closed(
    shared_app: Flask, key: tuple[str, str]
) -> None:
    answered = Answered(shared_app)
    seen = []
    for distribution in DISTRIBUTIONS:
        answered.answer(distribution)
        seen.append(answered.look(key))
    assert all(page == seen[0] for page in seen)
    closed = []
    answered.room.do(close_round, answered.round.id)
    for distribution in DISTRIBUTIONS:
        change_behind_its_back(answered, distribution)
        closed.append(answered.look(key))
    assert all(page == closed[0] for page in closed)


def change_behind_its_back(answered: Answered, distribution: tuple[str, ...]) -> None:
    """Put other answers in the place of those of a closed round, as nobody can."""
    votable = answered.room.item(answered.round.item)
    with answered.room.database.write() as connection:
        for seated, name in zip(answered.seats, distribution, strict=True):
            connection.execute(
                "UPDATE vote SET answer = ? WHERE round_id = ? AND seat_id = ?",
                (mask_of(votable, name), answered.round.id, seated.record.id),
            )


def send(room: Room, seated: Seated, entry: RoundRecord, name: str, accept: str) -> tuple[int, TestResponse, list[str]]:
    """Send an answer; return how long the request is, the receipt, and what was done in the database for it."""
    form = {"round": str(entry.id), "number": "00000001", "mask": mask_of(room.item(entry.item), name)}
    done: list[str] = []
    connection = room.database._connections.get()
    connection.set_trace_callback(done.append)
    client = FlaskClient(room.app, room.app.response_class)
    response = client.post(f"{seated.url}/antwoord", data=form, headers={"Accept": accept})
    connection.set_trace_callback(None)
    return sum(len(key) + len(value) for key, value in form.items()), response, done


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_request_receipt_and_what_is_done_for_it_are_alike_for_every_option(shared_app: Flask, accept: str) -> None:
    room = make_room(shared_app)
    entry = room.ask()
    options = [option.id for option in room.item(entry.item).options] + ["unknown", "not_applicable"]
    lengths, steps = set(), set()
    for seated, name in zip(room.sit(len(options)), options, strict=True):
        sent, response, done = send(room, seated, entry, name, accept)
        assert response.status_code in {200, 303}
        received = (len(response.get_data()), sum(len(key) + len(value) for key, value in response.headers))
        lengths.add((sent, received))
        written = done[done.index("BEGIN IMMEDIATE") :]  # what is read before it hangs on the tick
        steps.add(tuple(re.sub(r"'[01]{5,}'|\b\d+\b", "?", one) for one in written))
    assert len(lengths) == 1
    assert len(steps) == 1


def test_the_own_page_is_as_long_whatever_was_answered(shared_app: Flask) -> None:
    room = make_room(shared_app)
    entry = room.ask()
    names_of_options = [option.id for option in room.item(entry.item).options]
    lengths = set()
    for seated, name in zip(room.sit(len(names_of_options)), names_of_options, strict=True):
        room.vote(seated, entry, name)
        client = FlaskClient(room.app, room.app.response_class)
        lengths.add(len(client.get(f"{seated.url}?toestel=mijn").get_data()))
    assert len(lengths) == 1


def test_after_the_reveal_it_does_hang_on_it(shared_app: Flask) -> None:
    """Else the tests above would hold of pages that show nothing at all."""
    pages = []
    for name in ("always", "never"):
        room = make_room(shared_app)
        seats = room.sit(PEOPLE)
        entry = room.ask()
        for seated in seats:
            room.vote(seated, entry, name)
        room.reveal(entry)
        response = open_route(("GET", "screen.show"), room, {"room_code": room.address})
        pages.append(response.text.replace(room.address, "").replace(room.record.code, ""))
    assert pages[0] != pages[1]
