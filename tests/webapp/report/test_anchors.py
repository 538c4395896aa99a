"""Where a page of a self-scan leads to a place on a page, that place is there, however little is filled in."""

from __future__ import annotations

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assessment.content import Content
from tests.webapp.report.conftest import StoreAnswers, Stored, best_answer, middle_answer

ENOUGH = 2
"""So many pages of one kind are read: a hundred recommendations are built alike."""
LEADS, PLACES = re.compile(r'<a\b[^>]*? href="([^"]+)"'), re.compile(r'\bid="([^"]+)"')


@pytest.fixture(scope="module")
def begun(store_answers: StoreAnswers, content: Content) -> Stored:
    """One answer only."""
    first = content.questionnaire.question("webcare.questions")
    assert first is not None
    return store_answers({first.id: middle_answer(first)})


@pytest.fixture(scope="module")
def all_best(store_answers: StoreAnswers, content: Content) -> Stored:
    """Everything as well as can be: nothing is left to advise or to answer."""
    return store_answers({question.id: best_answer(question) for question in content.questionnaire.questions})


@pytest.mark.parametrize("kind", ["empty", "begun", "middle", "all_best"])
def test_every_place_that_a_page_leads_to_is_there(
    shared_app: Flask, request: pytest.FixtureRequest, kind: str
) -> None:
    stored: Stored = request.getfixturevalue(kind)
    pages = walk(shared_app, f"/z/{stored.token}")
    leads = {urldefrag(lead) for start, page in pages.items() for lead in list_leads(start, page)}
    wanted = {(address, place) for address, place in leads if place and address in pages}
    assert {(f"/z/{stored.token}/resultaat", "domeinen"), ("/methode", "advies")} <= wanted
    assert {(address, place) for address, place in wanted if place not in PLACES.findall(pages[address])} == set()


def list_leads(address: str, page: str) -> list[str]:
    """Return where a page leads to."""
    return [urljoin(address, unescape(lead)) for lead in LEADS.findall(page)]


def walk(app: Flask, start: str) -> dict[str, str]:
    """Return the pages that can be reached from the result of a self-scan, a few of each kind, by address."""
    client = FlaskClient(app, app.response_class)  # what else a page must be, other tests ask
    found: dict[str, str] = {}
    waiting, read = deque([f"{start}/resultaat", start]), Counter[str]()
    while waiting:
        address = waiting.popleft()
        if address in found or read[name_kind(address)] == ENOUGH:
            continue
        read[name_kind(address)] += 1
        answer = client.get(address)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            found[address] = answer.text
            leads = (urldefrag(lead).url for lead in list_leads(address, answer.text))
            pages = (lead for lead in leads if "." not in lead)  # what has a dot is a file
            waiting.extend(lead for lead in pages if lead.startswith((start, "/methode")))
    return found


def name_kind(address: str) -> str:
    """Return what pages that are built alike have in common: all but their own name, and which things are asked."""
    parts = urlsplit(address)
    above = parts.path.rpartition("/")[0] if parts.path.count("/") > 4 or "/werkbladen/" in parts.path else parts.path
    return f"{above}?{'&'.join(sorted({one.partition('=')[0] for one in parts.query.split('&')}))}"
