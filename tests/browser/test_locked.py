"""When another program holds the database: the page says so, what was typed stays, and it works again afterwards."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_elsewhere import stop_clock
from tests.browser.test_faults import FIELD, QUESTION, TEXT
from tests.browser.test_scan import FORM_BUTTON, begin
from tests.server import run_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.server import RunningServer

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server that does not wait long for a locked database; the one of the other tests is patient."""
    with run_server(
        tmp_path_factory.mktemp("locked") / "data", variables={"PLEINWIJZER_BUSY_TIMEOUT_MS": "1000"}
    ) as it:
        yield it


@contextmanager
def locked(server: RunningServer) -> Iterator[None]:
    """Another program holds the database."""
    with closing(sqlite3.connect(server.data_folder / "pleinwijzer.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


def test_an_answer_given_while_the_database_is_locked_can_be_tried_again(
    page: Page, live_server: RunningServer, expected_complaints: list[str]
) -> None:
    expected_complaints += ["status of 503", "Status Error Code 503"]
    link = begin(page, scripted=True)
    page.clock.install()
    page.goto(f"{link}/vragen/barriers")
    stop_clock(page)  # so that the page does not try again by itself
    with locked(live_server):
        page.fill(FIELD, TEXT)
        page.clock.run_for(2000)
        page.locator(f"{QUESTION} .is-not-saved").wait_for()
        assert page.input_value(FIELD) == TEXT
    page.locator(f"{QUESTION} .save-status button").click()
    page.locator(f"{QUESTION} .is-saved").wait_for()
    page.goto(f"{link}/vragen/barriers")
    assert page.input_value(FIELD) == TEXT


def test_a_section_saved_while_the_database_is_locked_comes_back_without_a_script(
    plain_page: Page, live_server: RunningServer, expected_complaints: list[str]
) -> None:
    expected_complaints.append("status of 503")
    link = begin(plain_page, scripted=False)
    plain_page.goto(f"{link}/vragen/barriers")
    plain_page.fill(FIELD, TEXT)
    with locked(live_server):
        plain_page.click(FORM_BUTTON)
        expect(plain_page.locator(".notice[role=alert]")).to_be_visible()
        assert plain_page.input_value(FIELD) == TEXT
    plain_page.click(FORM_BUTTON)
    plain_page.wait_for_url(lambda url: url.partition("?")[0] == f"{link}/afronden")
    plain_page.goto(f"{link}/vragen/barriers")
    assert plain_page.input_value(FIELD) == TEXT
