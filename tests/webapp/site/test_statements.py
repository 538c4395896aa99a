"""What the privacy page and the accessibility statement say is true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from tests.webapp.conftest import start_app, stop_app
from tests.webapp.page_client import PageClient
from webapp.config import Settings
from webapp.site.pages import PRIVACY_DATE, STATEMENT_DATE


def test_the_statements_carry_the_day_on_which_they_were_checked(client: PageClient) -> None:
    assert date(2026, 11, 24) == STATEMENT_DATE == PRIVACY_DATE
    assert "24 november 2026" in client.page("/toegankelijkheid").get_text()
    assert "24 november 2026" in client.page("/privacy").get_text()


@pytest.mark.parametrize(("days", "told"), [(123, "123 dagen"), (365, "1 jaar"), (3 * 365, "3 jaar")])
def test_the_expiry_that_is_told_is_the_one_in_force(settings: Settings, days: int, told: str) -> None:
    application = start_app(replace(settings, expiry_days=days))
    client = application.test_client()
    for url in ("/", "/privacy"):
        assert f"{told} lang niemand" in client.get(url).text
    stop_app(application)


def test_there_is_one_cookie_and_it_is_named(app: Flask, client: PageClient) -> None:
    client.submit("/taal", {"language": "nl", "next": "/"})
    cookies = [
        header.partition("=")[0] for header in client.submit("/taal", {"language": "en"}).headers.getlist("Set-Cookie")
    ]
    assert cookies == ["pleinwijzer"]
    assert "pleinwijzer" in client.page("/privacy").get_text()
    assert str(app.permanent_session_lifetime.days) in client.page("/privacy").get_text()


def test_neither_addresses_nor_links_are_stored(client: PageClient, settings: Settings) -> None:
    token = client.csrf_token("/begin")
    form = {"csrf_token": token, "municipality": "44021", "inhabitants": "272000", "language": "nl"}
    address = "198.51.100.77"
    response = client.post("/begin", data=form, environ_overrides={"REMOTE_ADDR": address})
    link = response.location.rpartition("/")[2]
    stored = b"".join(path.read_bytes() for path in Path(settings.data_folder).glob("*.sqlite3*"))
    assert link.encode() not in stored
    assert address.encode() not in stored


def test_the_start_page_has_one_thing_to_do(client: PageClient) -> None:
    buttons = client.page("/").select("main .button.is-primary")
    assert [button["href"] for button in buttons] == ["/begin"]
