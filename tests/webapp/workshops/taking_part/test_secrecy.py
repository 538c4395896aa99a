"""What goes over the line tells nobody what was answered: not before the reveal, not by its size, not by its tag."""

from __future__ import annotations

import gzip
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assessment.model import Kind
from assessment.workshops.choices import mask_of
from tests.newest import newest_content
from tests.webapp.workshops.participants import ORDERED, ROW, SEVERAL, Hall, Participant, make_hall
from webapp.store.rounds import list_rounds
from webapp.store.seats import find_seat

GZIP = {"Accept-Encoding": "gzip"}


def lengths(one: Participant, path: str = "") -> tuple[int, int]:
    """Return how long an own page is, plain and packed."""
    app, address = one.hall.app, f"{one.url}{path}?toestel=mijn"
    browser = FlaskClient(app, app.response_class)
    plain, packed = browser.get(address).data, browser.get(address, headers=GZIP).data
    assert gzip.decompress(packed) == plain
    return len(plain), len(packed)


def list_answers(hall: Hall) -> list[tuple[str, ...]]:
    """Return each option alone, don't know, and where several go together each number of them."""
    alone = [(option.id,) for option in hall.asked.options] + [("unknown",)]
    together = [option.id for option in hall.asked.options if not option.exclusive]
    several = range(2, len(together) + 1) if hall.asked.is_several else ()
    return alone + [tuple(together[:count]) for count in several] + [tuple(together[-count:]) for count in several]


def lengths_of_each(one: Participant, answers: list[tuple[str, ...]], path: str = "") -> set[tuple[int, int]]:
    """Return how long an own page is for each answer that could stand under one number."""
    found = set()
    for names in answers:
        with one.hall.database.write() as connection:
            seat = find_seat(connection, one.secret)
            assert seat is not None
            where = one.mask(*names), one.hall.round.id, seat[0].id
            connection.execute("UPDATE vote SET answer = ? WHERE round_id = ? AND seat_id = ?", where)
        found.add(lengths(one, path))
    return found


@pytest.mark.parametrize("item", [ORDERED, ROW, SEVERAL])
def test_request_receipt_and_page_are_as_long_for_every_answer(hall: Hall, item: str) -> None:
    hall.ask(item)
    answers = list_answers(hall)
    one = hall.join()
    sent = [one.send(*names, number=place) for place, names in enumerate(answers, start=1)]
    assert all(response.json and response.json["receipt"] == "received" for response in sent)
    assert len({len(one.mask(*names)) for names in answers}) == 1
    assert len({(len(response.data), str(response.headers)) for response in sent}) == 1
    assert len(lengths_of_each(one, answers)) == 1
    assert len(lengths_of_each(one, answers, "/mijn-antwoorden")) == 1
    hall.close()
    assert len(lengths_of_each(one, answers)) == 1


@pytest.mark.parametrize("item", [ORDERED, ROW, SEVERAL])
def test_without_a_script_request_and_receipt_are_as_long_for_every_answer(hall: Hall, item: str) -> None:
    one = hall.join()
    hall.ask(item)
    answers = list_answers(hall)
    for names in answers:
        offered = {
            (box["name"], box["value"]) for box in one.open().select("#vote [type=radio], #vote [type=checkbox]")
        }
        assert {(name, *values) for name, values in one.ticked(*names).items()} <= offered, "a browser can send it"
    sent = [urlencode({**one.form(), **one.ticked(*names)}, doseq=True) for names in answers]
    assert len({len(body) for body in sent}) == 1
    received = [one.choose(*names) for names in answers]
    assert [response.status_code for response in received] == [303] * len(answers)
    assert one.stored == (one.mask(*answers[-1]), len(answers))
    assert len({(len(response.data), response.location) for response in received}) == 1


@pytest.mark.parametrize("item", [ORDERED, SEVERAL])
def test_the_revealed_page_is_as_long_whatever_the_own_answer_was(hall: Hall, item: str) -> None:
    hall.ask(item)
    options = [option.id for option in hall.asked.options]
    one = hall.join()
    one.send(options[0])
    hall.fill(*options, "unknown")
    hall.show()
    assert "(jij)" in one.reads()
    assert len(lengths_of_each(one, list_answers(hall))) == 1


def test_what_is_taken_home_is_as_long_whatever_was_answered_also_with_a_growth_phase(shared_app: Flask) -> None:
    scored = newest_content().questionnaire.scored["listening"]
    hall = make_hall(shared_app, items=tuple(question.id for question in scored if question.kind is Kind.ONE))
    one = hall.join()
    for item in hall.record.items:
        hall.ask(item)
        one.send(hall.asked.options[0].id)
        hall.show()
    found = set()
    for place in (0, 1, -1):
        with hall.database.write() as connection:
            for entry in list_rounds(connection, hall.id):
                votable = hall.item(entry.item)
                mask = mask_of(votable, votable.options[place].id)
                connection.execute("UPDATE vote SET answer = ? WHERE round_id = ?", (mask, entry.id))
        assert "Waar je antwoorden op wijzen" in one.reads("/mijn-antwoorden")
        found.add(lengths(one, "/mijn-antwoorden"))
    assert len(found) == 1


def test_where_the_room_is_says_the_same_whatever_was_answered(hall: Hall) -> None:
    hall.ask()
    names = [option.id for option in hall.asked.options][:2]
    people = [hall.join() for _ in range(6)]
    for one in people[:3]:
        one.send(names[0])
    hall.tick()
    seen = [one.stand() for one in people[:3]]
    hall.close()
    closed = [one.stand() for one in people]
    assert len({(answer.data, answer.headers["ETag"]) for answer in seen}) == 1
    assert len({len(answer.data) for answer in closed}) == 1
    assert all("counts" not in answer.text and "options" not in answer.text for answer in [*seen, *closed])


def test_nothing_of_others_is_on_a_phone_before_the_reveal(hall: Hall) -> None:
    hall.ask()
    first = hall.asked.options[0].id
    one = hall.join()
    before = one.phone.get(one.url).text
    hall.fill(first, first, first, first, first)
    assert one.phone.get(one.url).text == before
    hall.close()
    closed = one.phone.get(one.url).text
    assert "progress" not in closed
    assert "%" not in one.reads()


def test_who_asks_where_the_room_is_gets_a_body_only_when_it_moved(hall: Hall) -> None:
    one, other = hall.join(), hall.join()
    hall.ask()
    first = one.stand()
    assert first.json is not None
    assert first.json["stage"] == "open"
    tag = first.headers["ETag"]
    assert one.stand(tag).status_code == 304
    other.send(hall.asked.options[0].id)
    hall.tick()
    assert one.stand(tag).status_code == 304, "what others do is no news"
    hall.close()
    moved = one.stand(tag)
    assert moved.status_code == 200
    assert moved.json is not None
    assert moved.json["revision"] > first.json["revision"]


def test_own_pages_are_kept_by_no_cache_and_listed_nowhere(hall: Hall) -> None:
    one = hall.join()
    for path in ("", "/stand", "/mijn-antwoorden", "/wissen"):
        headers = one.phone.get(one.url + path).headers
        assert headers["Cache-Control"] == "no-store"
        assert "noindex" in headers["X-Robots-Tag"]
    assert "noindex" in hall.phone().get(hall.door).headers["X-Robots-Tag"]


def test_no_page_of_a_participant_names_another_seat(hall: Hall) -> None:
    one, other = hall.join(), hall.join()
    for path in ("", "/mijn-antwoorden", "/wissen", "/stand"):
        text = one.phone.get(one.url + path).text
        assert other.secret not in text
        assert other.sign not in text
