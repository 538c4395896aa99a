"""Forms that another site makes a browser send are refused, and what was typed comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.conftest import start_app, stop_app
from tests.webapp.page_client import PageClient
from tests.webapp.reading import read_page
from tests.webapp.store.writing import write
from tests.webapp.visitor import Visitor, read_form
from tests.webapp.workshops.rooms import Room, make_room
from webapp.config import Settings
from webapp.store.actors import PROGRAM
from webapp.store.links import NewLink, Scope, create_link
from webapp.store.voices import NewVoice, create_voice
from webapp.web.forgery import before_forms
from webapp.workshops.policy import COOKIE_PATH, name_cookie

FORGED = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "something new"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Origin": "https://elders.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost.elders.example"},
    {"Origin": "http://localhost:8001"},
    {"Origin": "https://localhost"},
]
OURS = [
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://a-proxy-knows-it-by-another.name"},
    {"Origin": "http://localhost"},
]
PROFILE = {"municipality": "41018", "inhabitants": "33.970", "role": "webcare", "language": "nl"}


@pytest.mark.parametrize("headers", FORGED, ids=str)
def test_a_form_of_another_site_is_refused(client: PageClient, headers: dict[str, str]) -> None:
    response = client.post("/taal", data={"language": "en"}, headers=headers)
    assert response.status_code == 403
    assert not response.headers.getlist("Set-Cookie")


@pytest.mark.parametrize("headers", OURS, ids=str)
def test_a_form_of_ours_is_taken(client: PageClient, headers: dict[str, str]) -> None:
    response = client.post("/taal", data={"language": "en"}, headers=headers)
    assert response.status_code == 303
    assert response.headers.getlist("Set-Cookie")


@pytest.mark.parametrize("headers", FORGED, ids=str)
def test_a_page_can_be_opened_from_anywhere(client: PageClient, headers: dict[str, str]) -> None:
    assert client.get("/", headers=headers).status_code == 200
    assert client.head("/", headers=headers).status_code == 200


@pytest.fixture
def addressed_app(settings: Settings) -> Iterator[Flask]:
    application = start_app(replace(settings, address="https://wijzer.example.be/"))
    yield application
    stop_app(application)


def test_behind_a_proxy_the_address_of_the_settings_is_ours_too(addressed_app: Flask) -> None:
    client = addressed_app.test_client()
    ours = client.post("/taal", data={"language": "en"}, headers={"Origin": "https://wijzer.example.be"})
    other = client.post("/taal", data={"language": "en"}, headers={"Origin": "https://example.be"})
    assert (ours.status_code, other.status_code) == (303, 403)


def test_every_form_that_changes_something_is_protected(visitor: Visitor) -> None:
    app = visitor.client.application
    voice, asked = ask_colleague(visitor)
    before = visitor.record
    room = make_room(app)
    of_a_room = {
        "room_code": room.address,
        "seat_secret": room.sit()[0].secret,
        "workshop_uid": lead(visitor, room),
    }
    values = {"section": "barriers", "question": "next.steps", "action": 1, "link": 1, "voice": voice, **of_a_room}
    tried = 0
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()):
            continue
        is_asked = rule.endpoint.startswith("contribution.")
        known = {**values, "token": asked if is_asked else visitor.token}
        _, address = rule.build({name: known[name] for name in rule.arguments}) or ("", "")
        response = visitor.client.post(address, data={}, headers={"Sec-Fetch-Site": "cross-site"})
        expected = 422 if rule.endpoint in ("scan.save_answer", "contribution.save_answer") else 403
        assert response.status_code == expected, rule.endpoint
        tried += 1
    assert tried > 15
    assert visitor.record == before


def lead(visitor: Visitor, room: Room) -> str:
    """Let a visitor lead a room too, and return its uid."""
    name = name_cookie(room.record)
    cookie = room.trainer().get_cookie(name, path=COOKIE_PATH)
    assert cookie is not None
    visitor.client.set_cookie(name, cookie.value, path=COOKIE_PATH)
    return room.record.uid


def ask_colleague(visitor: Visitor) -> tuple[int, str]:
    """Return the voice of a colleague who was asked one question, and the secret of its link."""
    asked = NewVoice("Onthaal", ("next.steps",), visitor.record.questionnaire_version)
    voice = write(visitor.database, create_voice, visitor.record.id, asked, PROGRAM)
    link = NewLink(Scope.VOICE, label="Onthaal", voice_id=voice.id)
    return voice.id, write(visitor.database, create_link, visitor.record.id, link, PROGRAM)[1]


def test_the_beginning_comes_back_with_all_that_was_typed(client: PageClient) -> None:
    response = client.post("/begin", data=PROFILE, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    again = read_form(read_page(response.text))
    assert {name: again[name] for name in PROFILE} == {name: [value] for name, value in PROFILE.items()}
    assert client.submit("/begin", again).status_code == 303


def test_the_profile_and_an_action_come_back_with_all_that_was_typed(visitor: Visitor) -> None:
    fields = read_form(visitor.open("/profiel"))
    forged = {"Sec-Fetch-Site": "cross-site"}
    response = visitor.client.post(f"{visitor.url}/profiel", data={**fields, "inhabitants": "12.345"}, headers=forged)
    assert response.status_code == 403
    assert read_form(read_page(response.text))["inhabitants"] == ["12.345"]
    fields = read_form(visitor.open("/actieplan/nieuw"))
    response = visitor.client.post(
        f"{visitor.url}/actieplan/nieuw", data={**fields, "title": "Niet kwijtraken"}, headers=forged
    )
    assert response.status_code == 403
    assert read_form(read_page(response.text))["title"] == ["Niet kwijtraken"]


def test_pages_hold_no_token_against_forgery_and_set_no_cookie(visitor: Visitor) -> None:
    for path in ("", "/profiel", "/vragen/listening", "/actieplan/nieuw", "/gegevens", "/gegevens/verwijderen"):
        response = visitor.client.get(visitor.url + path)
        assert not re.search("csrf", response.text)
        assert not response.headers.getlist("Set-Cookie")


@pytest.mark.parametrize("path", ["/vragen/listening", "/links", "/gegevens/import", "/actieplan", "/profiel"])
def test_a_forged_form_with_a_field_without_a_name_is_refused(visitor: Visitor, path: str) -> None:
    body = b"--b\r\nContent-Disposition: form-data\r\n\r\nwords\r\n--b--\r\n"
    response = visitor.client.post(
        visitor.url + path,
        data=body,
        content_type="multipart/form-data; boundary=b",
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert 400 <= response.status_code < 500


def test_what_looks_at_forms_runs_in_the_order_in_which_it_was_told_and_only_for_forms() -> None:
    app, looked = Flask(__name__), []
    before_forms(app, lambda: looked.append(1), lambda: looked.append(2))
    before_forms(app, lambda: looked.append(3))
    app.add_url_rule("/", view_func=lambda: "seen", methods=["GET", "POST"])
    FlaskClient(app).get("/")
    assert looked == []
    FlaskClient(app).post("/")
    assert looked == [1, 2, 3]
