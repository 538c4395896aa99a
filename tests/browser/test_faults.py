"""When saving does not work: the page says so, what was typed stays, and it works again afterwards."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_scan import FORM_BUTTON, begin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Dialog, Page

    from tests.server import RunningServer

pytestmark = pytest.mark.browser

QUESTION = "#q-next-steps"
FIELD = "[name='answer.next.steps']"
OFFLINE = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
ELSEWHERE = "http://elsewhere.test/"
TEXT = "Een reactieschema maken, samen met de diensten."


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
    page.goto(f"{link}/vragen/barriers")
    with locked(live_server):
        page.fill(FIELD, TEXT)
        page.locator(f"{QUESTION} .is-not-saved").wait_for()
        assert page.input_value(FIELD) == TEXT
    page.locator(f"{QUESTION} .save-status button").click()
    page.locator(f"{QUESTION} .is-saved").wait_for()
    page.goto(f"{link}/vragen/barriers")
    assert page.input_value(FIELD) == TEXT


def test_an_answer_given_without_a_connection_is_sent_by_itself_when_there_is_one_again(
    page: Page, expected_complaints: list[str]
) -> None:
    expected_complaints += OFFLINE
    link = begin(page, scripted=True)
    page.goto(f"{link}/vragen/barriers")
    page.context.set_offline(True)
    page.fill(FIELD, TEXT)
    page.locator(f"{QUESTION} .is-not-saved").wait_for()
    page.context.set_offline(False)
    page.locator(f"{QUESTION} .is-saved").wait_for()
    page.goto(f"{link}/vragen/barriers")
    assert page.input_value(FIELD) == TEXT


def test_whoever_leaves_with_an_unsaved_answer_is_asked_first(page: Page, expected_complaints: list[str]) -> None:
    expected_complaints += [*OFFLINE, "ERR_ABORTED"]
    questions: list[str] = []

    def leave(dialog: Dialog) -> None:
        questions.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    link = begin(page, scripted=True)
    page.goto(f"{link}/vragen/barriers")
    page.context.set_offline(True)
    page.fill(FIELD, TEXT)
    page.locator(f"{QUESTION} .is-not-saved").wait_for()
    with page.expect_event("dialog"):
        page.evaluate("location.assign('/methode')")
    assert questions == ["beforeunload"]


def test_a_section_saved_while_the_database_is_locked_comes_back_without_a_script(
    plain_page: Page, live_server: RunningServer, expected_complaints: list[str]
) -> None:
    expected_complaints.append("status of 503")
    link = begin(plain_page, scripted=False)
    plain_page.goto(f"{link}/vragen/barriers")
    plain_page.fill(FIELD, TEXT)
    with locked(live_server):
        plain_page.click(FORM_BUTTON)
        assert plain_page.locator(".notice[role=alert]").is_visible()
        assert plain_page.input_value(FIELD) == TEXT
    plain_page.click(FORM_BUTTON)
    plain_page.wait_for_url(lambda url: url.partition("?")[0] == f"{link}/afronden")
    plain_page.goto(f"{link}/vragen/barriers")
    assert plain_page.input_value(FIELD) == TEXT


def test_a_form_that_another_site_sends_comes_back_and_can_be_saved(
    plain_page: Page, expected_complaints: list[str]
) -> None:
    expected_complaints += ["status of 403", f"request to another host from .*: {ELSEWHERE}"]
    link = begin(plain_page, scripted=False)
    form = (
        f"<form method='post' action='{link}/vragen/barriers'>"
        f"<textarea name='answer.next.steps'>{TEXT}</textarea><input name='revision.next.steps' value='0'>"
        "<button>Send</button></form>"
    )
    plain_page.route(f"{ELSEWHERE}**", lambda route: route.fulfill(content_type="text/html", body=form))
    plain_page.goto(ELSEWHERE)
    plain_page.click("button")
    assert plain_page.locator(".notice[role=alert]").is_visible()
    assert plain_page.input_value(FIELD) == TEXT
    other = plain_page.context.new_page()
    other.goto(f"{link}/vragen/barriers")
    assert other.input_value(FIELD) == "", "nothing was saved"
    plain_page.click(FORM_BUTTON)
    plain_page.wait_for_url(lambda url: url.partition("?")[0] == f"{link}/afronden")
    plain_page.goto(f"{link}/vragen/barriers")
    assert plain_page.input_value(FIELD) == TEXT
