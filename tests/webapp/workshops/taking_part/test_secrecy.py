"""What goes over the line tells nobody what was answered: not before the reveal, not by its size, not by its tag."""

from __future__ import annotations

import gzip

import pytest
from flask.testing import FlaskClient

from tests.webapp.workshops.participants import ORDERED, ROW, SEVERAL, Hall, Participant
from webapp.store.seats import find_seat

GZIP = {"Accept-Encoding": "gzip"}


def lengths(one: Participant) -> tuple[int, int]:
    """Return how long the own page is, plain and packed."""
    app, address = one.hall.app, f"{one.url}?toestel=mijn"
    browser = FlaskClient(app, app.response_class)
    plain, packed = browser.get(address).data, browser.get(address, headers=GZIP).data
    assert gzip.decompress(packed) == plain
    return len(plain), len(packed)


def lengths_of_each(one: Participant, names: list[str]) -> set[tuple[int, int]]:
    """Return how long the own page is for each answer that could stand under one number."""
    found = set()
    for name in names:
        with one.hall.database.write() as connection:
            seat = find_seat(connection, one.secret)
            assert seat is not None
            where = one.mask(name), one.hall.round.id, seat[0].id
            connection.execute("UPDATE vote SET answer = ? WHERE round_id = ? AND seat_id = ?", where)
        found.add(lengths(one))
    return found


@pytest.mark.parametrize("item", [ORDERED, ROW, SEVERAL])
def test_request_receipt_and_page_are_as_long_for_every_answer(hall: Hall, item: str) -> None:
    hall.ask(item)
    names = [*(option.id for option in hall.asked.options), "unknown"]
    one = hall.join()
    sent = [one.send(name, number=place) for place, name in enumerate(names, start=1)]
    assert all(response.json and response.json["receipt"] == "received" for response in sent)
    assert len({len(one.mask(name)) for name in names}) == 1
    assert len({(len(response.data), str(response.headers)) for response in sent}) == 1
    assert len(lengths_of_each(one, names)) == 1


def test_without_a_script_the_request_of_one_answer_is_as_long_as_that_of_another(hall: Hall) -> None:
    one = hall.join()
    hall.ask()
    boxes = one.open().find_all("input", attrs={"name": "mask"})
    assert len({len(str(box["value"])) for box in boxes}) == 1
    answers = [one.choose(option.id) for option in hall.asked.options]
    assert len({(len(answer.data), answer.location) for answer in answers}) == 1


def test_the_revealed_page_is_as_long_whatever_the_own_answer_was(hall: Hall) -> None:
    hall.ask()
    options = [option.id for option in hall.asked.options]
    one = hall.join()
    one.send(options[0])
    hall.fill(*options, "unknown")
    hall.show()
    assert "(jij)" in one.reads()
    assert len(lengths_of_each(one, [*options, "unknown"])) == 1


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
