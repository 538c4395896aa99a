"""Two browsers with one self-scan: what one saves comes to the other, and nobody's work is written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_scan import begin

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

    from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

SOON = 5000 + 2500
"""Five seconds, and what a busy machine needs."""


@pytest.fixture
def windows(page: Page, phone_page: Page) -> tuple[Page, Page]:
    """The same section in two browsers."""
    link = begin(page, scripted=True)
    for window in (page, phone_page):
        window.goto(f"{link}/vragen/webcare")
    return page, phone_page


def test_what_another_saves_appears_is_told_and_leaves_the_focus(windows: tuple[Page, Page]) -> None:
    here, there = windows
    here.locator("#q-webcare-live .note summary").focus()
    focused = here.evaluate_handle("document.activeElement")
    there.locator("#q-webcare-questions .choice").nth(1).tap()
    here.locator("#q-webcare-questions .elsewhere").wait_for(timeout=SOON)
    assert here.locator("#q-webcare-questions input").nth(1).is_checked()
    assert here.locator("#elsewhere[role=status]").inner_text() == "Zojuist elders ingevuld: vraag 15."
    assert here.evaluate("element => element === document.activeElement", focused)
    assert here.locator(".section-count strong").text_content() == "1 van 10"
    here.locator("#q-webcare-questions .choice").nth(2).click()  # built on what came: no conflict
    here.locator("#q-webcare-questions .elsewhere").wait_for(state="detached")
    assert here.locator(".is-conflict").count() == 0


def test_what_is_being_filled_in_here_is_never_written_over(
    windows: tuple[Page, Page], expected_complaints: list[str]
) -> None:
    expected_complaints.append("status of 409")
    here, there = windows
    note = "#note-webcare-questions"
    for window in windows:
        window.locator("#q-webcare-questions .note summary").click()
    here.locator(note).focus()
    there.locator(note).fill("Van daar")
    there.locator("#q-webcare-questions .is-saved").wait_for()
    here.wait_for_timeout(SOON)
    assert here.locator(note).input_value() == ""
    here.locator(note).fill("Van hier")
    here.locator("#q-webcare-questions .is-conflict").wait_for()
    assert here.locator(note).input_value() == "Van hier"


def test_a_page_asks_once_in_five_seconds_and_not_when_it_is_hidden(open_page: OpenPage) -> None:
    page = open_page()
    asked: list[str] = []

    def note_request(request: Request) -> None:
        if request.url.partition("?")[0].endswith("/nieuw"):
            asked.append(request.url)

    page.goto(f"{begin(page, scripted=True)}/vragen/webcare")
    page.on("request", note_request)
    page.wait_for_timeout(11_000)
    assert len(asked) in (1, 2)
    page.evaluate("""() => {
        Object.defineProperty(document, "hidden", { value: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }""")
    asked.clear()
    page.wait_for_timeout(6_000)
    assert not asked
