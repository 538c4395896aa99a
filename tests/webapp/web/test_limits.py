"""Limits: on wrong links and on new self-scans. A right link is never refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from tests.newest import NEWEST
from tests.webapp.assessments import begin_assessment
from tests.webapp.conftest import start_app, stop_app
from tests.webapp.page_client import PageClient
from tests.webapp.reading import read_page
from tests.webapp.visitor import read_form, text_of
from webapp.config import Settings
from webapp.store.assessments import NewAssessment
from webapp.store.limits import Limits
from webapp.web.limits import set_up_limits
from webapp.web.state import get_state

WRONG = "/z/" + "A" * 22
NOON = 1_790_000_000 - 1_790_000_000 % 86_400 + 12 * 3600.0
PROFILE = {"municipality": "41018", "inhabitants": "33.970", "role": "webcare", "language": "nl"}


class Clock:
    """A clock that stands still until somebody moves it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(settings: Settings, clock: Clock) -> Iterator[Flask]:
    """The application with low limits, for a day at noon."""
    application = start_app(replace(settings, failed_links_per_minute=3, new_assessments_per_hour=2))
    set_up_limits(application, Limits(settings.data_folder / "limits.sqlite3", b"key", clock))
    yield application
    stop_app(application)


@pytest.fixture
def token(app: Flask) -> str:
    return begin_assessment(get_state(app).database, NewAssessment("44021", 272_000, "", "nl", NEWEST))[1]


def try_wrong_links(client: PageClient, count: int, address: str = "192.0.2.1") -> list[int]:
    return [client.get(WRONG, environ_overrides={"REMOTE_ADDR": address}).status_code for _ in range(count)]


def test_sixty_wrong_links_a_minute_are_answered_unless_the_settings_say_otherwise() -> None:
    assert Settings().failed_links_per_minute == 60
    assert Settings().new_assessments_per_hour == 300


def test_wrong_links_are_not_found_and_after_many_refused_for_a_while(client: PageClient, clock: Clock) -> None:
    clock.now = NOON + 20
    assert try_wrong_links(client, 4) == [404, 404, 404, 429]
    response = client.get(WRONG, environ_overrides={"REMOTE_ADDR": "192.0.2.1"})
    assert response.headers["Retry-After"] == "40"
    clock.now = NOON + 60
    assert try_wrong_links(client, 1) == [404]


def test_a_right_link_works_however_many_wrong_ones_were_tried(client: PageClient, token: str) -> None:
    assert try_wrong_links(client, 5)[-1] == 429
    assert client.get(f"/z/{token}", environ_overrides={"REMOTE_ADDR": "192.0.2.1"}).status_code == 200


def test_pages_without_a_link_can_be_opened_meanwhile(client: PageClient) -> None:
    try_wrong_links(client, 5)
    assert client.get("/", environ_overrides={"REMOTE_ADDR": "192.0.2.1"}).status_code == 200


def test_each_address_is_counted_by_itself_and_a_network_of_ipv6_as_one(client: PageClient) -> None:
    try_wrong_links(client, 4)
    assert try_wrong_links(client, 1, "192.0.2.2") == [404]
    for last in ("1", "2", "ffff"):
        try_wrong_links(client, 1, f"2001:db8:0:1::{last}")
    assert try_wrong_links(client, 1, "2001:db8:0:1:8000::9") == [429]
    assert try_wrong_links(client, 1, "2001:db8:0:2::1") == [404]


def test_wrong_addresses_that_are_no_links_are_counted_too_and_say_no_more(client: PageClient) -> None:
    here = {"REMOTE_ADDR": "192.0.2.1"}
    assert [client.get("/z/x", environ_overrides=here).status_code for _ in range(4)][-1] == 429


def test_one_new_self_scan_too_many_comes_back_with_all_that_was_typed(client: PageClient, clock: Clock) -> None:
    clock.now = NOON + 600
    assert [client.submit("/begin", PROFILE).status_code for _ in range(2)] == [303, 303]
    response = client.submit("/begin", PROFILE)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "3000"
    assert "50" in text_of(response)
    again = read_form(read_page(response.text))
    assert {name: again[name] for name in PROFILE} == {name: [value] for name, value in PROFILE.items()}
    clock.now = NOON + 3600
    assert client.submit("/begin", again).status_code == 303


def test_what_was_not_begun_is_not_counted(client: PageClient) -> None:
    for _ in range(5):
        assert client.submit("/begin", {**PROFILE, "inhabitants": "veel"}).status_code == 422
    assert client.submit("/begin", PROFILE).status_code == 303


def test_a_new_self_scan_from_an_earlier_one_and_from_a_file_is_counted_too(client: PageClient, token: str) -> None:
    file = client.get(f"/z/{token}/gegevens/zelfscan.json").text
    confirmed = {**PROFILE, "document": file, "confirmed": "1"}
    assert client.submit(f"/z/{token}/opnieuw").status_code == 303
    assert client.submit("/begin/importeren", confirmed).status_code == 303
    response = client.submit("/begin/importeren", confirmed)
    assert response.status_code == 429
    again = read_form(read_page(response.text))
    assert again["inhabitants"] == ["33.970"]
    assert "pleinwijzer-zelfscan" in again["document"][0]
    response = client.submit(f"/z/{token}/opnieuw")
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "3600"


@pytest.mark.parametrize("jump", [-400 * 86_400, -3600, 3600, 400 * 86_400])
def test_a_clock_that_jumps_keeps_nobody_out_for_longer(
    client: PageClient, token: str, clock: Clock, jump: float
) -> None:
    assert [client.submit("/begin", PROFILE).status_code for _ in range(3)] == [303, 303, 429]
    assert try_wrong_links(client, 4)[-1] == 429
    clock.now += jump
    assert client.submit("/begin", PROFILE).status_code == 303
    assert client.submit(f"/z/{token}/opnieuw").status_code == 303
    assert try_wrong_links(client, 1) == [404]


def test_every_refusal_says_when_to_come_back(client: PageClient, token: str) -> None:
    for _ in range(2):
        client.submit("/begin", PROFILE)
    file = client.get(f"/z/{token}/gegevens/zelfscan.json").text
    refused = [
        client.submit("/begin", PROFILE),
        client.submit("/begin/importeren", {**PROFILE, "document": file, "confirmed": "1"}),
        client.submit(f"/z/{token}/opnieuw"),
        [client.get(WRONG) for _ in range(4)][-1],
    ]
    assert [response.status_code for response in refused] == [429] * 4
    assert all(1 <= int(response.headers["Retry-After"]) <= 3600 for response in refused)


def test_nobody_is_refused_when_nothing_can_be_counted(app: Flask, client: PageClient, settings: Settings) -> None:
    unusable = settings.data_folder / "a-folder.sqlite3"
    unusable.mkdir()
    set_up_limits(app, Limits(unusable, b"key"))
    assert try_wrong_links(client, 5) == [404] * 5
    assert [client.submit("/begin", PROFILE).status_code for _ in range(3)] == [303] * 3
