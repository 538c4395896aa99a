"""What the privacy page and the accessibility statement say is true."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from tests.webapp.conftest import start_app, stop_app
from tests.webapp.page_client import PageClient
from tests.webapp.visitor import place_of
from tests.webapp.workshops.rooms import make_room
from webapp.config import Settings
from webapp.site.pages import PRIVACY_DATE, STATEMENT_DATE
from webapp.store.audit import Happening
from webapp.store.database import Database
from webapp.store.workshops import KEPT_DAYS
from webapp.web.language import COOKIE_DAYS, LANGUAGE_COOKIE
from webapp.web.limits import FAILED_LINKS
from webapp.workshops.devices import COOKIE as SEATS_COOKIE
from webapp.workshops.devices import SECONDS as SEATS_SECONDS


def test_the_statements_carry_the_day_on_which_they_were_checked(client: PageClient) -> None:
    assert (date(2026, 11, 24), date(2026, 11, 27)) == (STATEMENT_DATE, PRIVACY_DATE)
    assert "24 november 2026" in client.page("/toegankelijkheid").get_text()
    assert "27 november 2026" in client.page("/privacy").get_text()


@pytest.mark.parametrize(("days", "told"), [(123, "123 dagen"), (365, "1 jaar"), (3 * 365, "3 jaar")])
def test_the_expiry_that_is_told_is_the_one_in_force(settings: Settings, days: int, told: str) -> None:
    application = start_app(replace(settings, expiry_days=days))
    client = application.test_client()
    for url in ("/", "/privacy"):
        assert f"{told} lang niemand" in client.get(url).text
    stop_app(application)


def test_there_is_one_cookie_once_a_language_was_chosen_and_it_is_named(client: PageClient) -> None:
    for url in ("/", "/begin", "/privacy"):
        assert not client.get(url).headers.getlist("Set-Cookie")
    client.submit("/taal", {"language": "nl", "next": "/"})
    (cookie,) = client.submit("/taal", {"language": "en"}).headers.getlist("Set-Cookie")
    assert cookie.startswith(f"{LANGUAGE_COOKIE}=en;")
    assert f"Max-Age={COOKIE_DAYS * 24 * 3600};" in cookie
    client.submit("/taal", {"language": "nl"})
    assert f"“{LANGUAGE_COOKIE}”" in client.page("/privacy").get_text()
    assert f"{COOKIE_DAYS} " in client.page("/privacy").get_text()


def test_a_language_that_is_not_offered_is_not_remembered(client: PageClient) -> None:
    assert not client.submit("/taal", {"language": "xx"}).headers.getlist("Set-Cookie")


def test_choosing_a_language_leads_back_to_the_page_without_its_notice(client: PageClient) -> None:
    response = client.submit("/taal", {"language": "en", "next": "/methode?x=1&melding=bewaard&waarde=10:42&taal=nl"})
    assert client.get(response.location).location == "/methode?x=1"


def test_neither_addresses_nor_links_are_stored(client: PageClient, settings: Settings) -> None:
    form = {"municipality": "44021", "inhabitants": "272000", "language": "nl"}
    address = "198.51.100.77"
    response = client.submit("/begin", form, environ_overrides={"REMOTE_ADDR": address})
    link = place_of(response).rpartition("/")[2]
    assert client.get(f"/z/{link[::-1]}", environ_overrides={"REMOTE_ADDR": address}).status_code == 404
    files = [*Path(settings.data_folder).glob("*.sqlite3*")]
    assert {"pleinwijzer.sqlite3", "limits.sqlite3"} <= {path.name for path in files}
    stored = b"".join(path.read_bytes() for path in files)
    assert link.encode() not in stored
    assert address.encode() not in stored


def test_what_is_told_of_links_is_what_is_stored_of_them(client: PageClient, app_database: Database) -> None:
    with app_database.read() as connection:
        columns = {row["name"] for row in connection.execute("PRAGMA table_info(link)")}
    told = {
        "secret_hash": "een vingerafdruk (een SHA-256-hash)",
        "label": "hoe je hem noemt",
        "scope": "om alleen te lezen, met of zonder notities en wie wat zei, of om ook in te vullen",
        "made_at": "wanneer hij gemaakt is",
        "made_by": "telkens ook via welke link",
        "ends": "tot wanneer hij werkt",
        "last_used": "op welke dag hij het laatst gebruikt is",
        "revoked_at": "ingetrokken of vervangen",
        "voice_id": "welke link van hen is",
    }
    assert columns == {*told, "id", "assessment_id", "with_notes", "is_own"}
    text = " ".join(client.page("/privacy").get_text().split())
    for words in told.values():
        assert words in text


def test_each_thing_that_the_audit_remembers_is_told(client: PageClient) -> None:
    text = " ".join(client.page("/privacy").get_text().split())
    told = {
        Happening.BEGUN: "begonnen",
        Happening.IMPORTED: "een bestand is overgenomen",
        Happening.FINISHED: "afgerond",
        Happening.REOPENED: "weer geopend",
        Happening.MOVED: "naar een nieuwere vragenlijst overgestapt",
        Happening.PROFILE_CHANGED: "gewijzigd",
        Happening.LINK_MADE: "een link gemaakt",
        Happening.LINK_CHANGED: "gewijzigd",
        Happening.LINK_REVOKED: "ingetrokken",
        Happening.LINK_REPLACED: "vervangen",
        Happening.VOICE_ASKED: "wanneer ze vragen kregen",
        Happening.VOICE_SENT: "instuurden",
        Happening.VOICE_CHANGED: "wanneer dat veranderd",
        Happening.VOICE_WITHDRAWN: "ingetrokken of gewist",
        Happening.VOICE_DELETED: "ingetrokken of gewist",
    }
    assert set(told) == set(Happening)
    for words in told.values():
        assert words in text


def test_tries_are_counted_by_a_fingerprint_in_a_file_apart(client: PageClient, settings: Settings) -> None:
    assert "een vingerafdruk ervan, gemaakt met een sleutel van deze server" in client.page("/privacy").get_text()
    address = "198.51.100.78"
    client.get(f"/z/{'A' * 22}", environ_overrides={"REMOTE_ADDR": address})
    with closing(sqlite3.connect(settings.data_folder / "limits.sqlite3")) as limits:
        ((bucket, who),) = limits.execute("SELECT bucket, who FROM try").fetchall()
    assert bucket == FAILED_LINKS
    assert len(who) == 32
    assert address.encode() not in who


def test_the_start_page_has_one_thing_to_do(client: PageClient) -> None:
    buttons = client.page("/").select("main .button.is-primary")
    assert [button["href"] for button in buttons] == ["/begin"]


def test_a_browser_that_keeps_the_choice_is_led_to_the_page_as_it_was(client: PageClient) -> None:
    first = client.submit("/taal", {"language": "en", "next": "/methode?x=1"})
    assert client.get(first.location).location == "/methode?x=1"
    assert client.submit("/taal", {"language": "nl", "next": "/methode"}).location == "/methode"


def test_a_browser_without_cookies_reads_the_page_in_the_chosen_language_and_why_only_this_one(app: Flask) -> None:
    closed = app.test_client(use_cookies=False)
    first = closed.post("/taal", data={"language": "en", "next": "/methode?x=1"})
    second = closed.get(first.location)
    assert second.location == "/methode?x=1&taal=en&melding=taal-niet-bewaard"
    page = closed.get(second.location).text
    assert 'lang="en"' in page
    assert "takes no cookies" in page


@pytest.mark.parametrize("address", ["/taal", "/taal?taal=xx", "/taal?taal=en&next=https://example.org/"])
def test_the_way_over_the_language_leads_to_no_other_site(app: Flask, address: str) -> None:
    location = app.test_client(use_cookies=False).get(address).location
    assert location.partition("?")[0] == "/"


def test_the_cookies_of_a_workshop_are_named_with_how_long_they_stay(client: PageClient, app: Flask) -> None:
    room = make_room(app)
    trainer = app.test_client().get(f"/workshop/begeleider/{room.trainer_secret}")
    (of_trainer,) = trainer.headers.getlist("Set-Cookie")
    assert of_trainer.startswith("begeleider-")
    assert f"Max-Age={KEPT_DAYS * 24 * 3600};" in of_trainer
    text = " ".join(client.page("/privacy").get_text().split())
    assert f"hoogstens {KEPT_DAYS} dagen een cookie “begeleider-…”, die de workshop op dat toestel opent" in text
    assert f"“{SEATS_COOKIE}” met het eigen adres erin, hoogstens een dag" in text
    assert SEATS_SECONDS == 24 * 3600


def test_what_is_told_of_workshops_is_what_is_stored_of_them(client: PageClient, app_database: Database) -> None:
    text = " ".join(client.page("/privacy").get_text().split())
    told = {
        "secret_hash": "een vingerafdruk van hun eigen adres",
        "return_hash": "terugkeercode",
        "role": "hun rol als die gevraagd is",
        "sign": "een teken",
        "nonce": "een vingerafdruk van hun eigen adres",
        "origin": "hun antwoorden",
        "removed": "hun antwoorden",
    }
    with app_database.read() as connection:
        seat = {row["name"] for row in connection.execute("PRAGMA table_info(seat)")}
        vote = {row["name"] for row in connection.execute("PRAGMA table_info(vote)")}
    assert seat == {*told, "id", "workshop_id"}
    assert vote == {"round_id", "seat_id", "answer", "number"}
    for words in told.values():
        assert words in text
    assert f"{KEPT_DAYS} dagen na de dag zelf" in text
