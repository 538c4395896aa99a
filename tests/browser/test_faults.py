"""When saving does not work: the page says so, what was typed stays, and it works again afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_scan import FORM_BUTTON, begin

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

pytestmark = pytest.mark.browser

QUESTION = "#q-next-steps"
FIELD = "[name='answer.next.steps']"
OFFLINE = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
ELSEWHERE = "http://elsewhere.test/"
TEXT = "Een reactieschema maken, samen met de diensten."


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
    expect(plain_page.locator(".notice[role=alert]")).to_be_visible()
    assert plain_page.input_value(FIELD) == TEXT
    other = plain_page.context.new_page()
    other.goto(f"{link}/vragen/barriers")
    assert other.input_value(FIELD) == "", "nothing was saved"
    plain_page.click(FORM_BUTTON)
    plain_page.wait_for_url(lambda url: url.partition("?")[0] == f"{link}/afronden")
    plain_page.goto(f"{link}/vragen/barriers")
    assert plain_page.input_value(FIELD) == TEXT
