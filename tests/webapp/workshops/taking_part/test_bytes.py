"""What a phone loads: little the first time, and hardly anything after that. Counted as it goes over the line."""

from __future__ import annotations

import re

from flask import Flask

from assessment.workshops.items import Votable, list_votable
from tests.newest import newest_content
from tests.webapp.page_client import PageClient
from tests.webapp.workshops.participants import Hall, make_hall
from webapp.server.compression import compress_answer

FIRST, AFTERWARDS = 30_000, 5_000
HEADERS = 600
"""What the lines around an answer take, rounded up."""


def count(phone: PageClient, address: str) -> int:
    """Return how many bytes an answer takes as our server sends it."""
    response = phone.get(address)
    headers = [(name.lower().encode(), value.encode()) for name, value in response.headers]
    _, body = compress_answer(headers, response.data, "gzip, br")
    response.close()
    return len(body) + HEADERS


def files_of(phone: PageClient, address: str) -> list[str]:
    return re.findall(r'(?:href|src)="(/static/[^"]+)"', phone.get(address).text)


def words_of(votable: Votable) -> int:
    texts = [votable.title, votable.question.help, *(option.text for option in votable.options)]
    return sum(len(text.dutch) for text in texts)


def test_the_first_page_and_all_that_it_needs_are_under_thirty_kilobytes(hall: Hall) -> None:
    phone = hall.phone()
    files = files_of(phone, hall.door)
    assert {name.split("?")[0].rpartition("/")[2] for name in files} == {"favicon.svg", "phone.css", "phone.js"}
    assert sum(count(phone, address) for address in [hall.door, *files]) < FIRST


def test_what_comes_afterwards_is_under_five_kilobytes(shared_app: Flask) -> None:
    longest = sorted(list_votable(newest_content().questionnaire), key=words_of)[-3:]
    hall = make_hall(shared_app, items=tuple(one.key for one in longest), roles=("Politie", "Communicatie"))
    people = [hall.join(role=("Politie", "Communicatie")[place % 2]) for place in range(10)]
    one = people[0]
    assert count(one.phone, one.url) < AFTERWARDS
    for votable in longest:
        hall.ask(votable.key)
        assert count(one.phone, one.url) < AFTERWARDS
        for place, other in enumerate(people):
            other.send(votable.options[place % len(votable.options)].id)
        assert count(one.phone, one.url) < AFTERWARDS
        hall.show()
        assert count(one.phone, one.url) < AFTERWARDS, votable.key
    for path in ("/stand", "/mijn-antwoorden", "/wissen"):
        assert count(one.phone, one.url + path) < AFTERWARDS


def test_a_phone_loads_no_typeface_and_nothing_of_the_other_pages(hall: Hall) -> None:
    one = hall.join()
    text = one.phone.get(one.url).text
    for foreign in ("htmx", "woff2", "site.css", "site.js"):
        assert foreign not in text
