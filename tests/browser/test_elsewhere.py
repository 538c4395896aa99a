"""Two browsers with one self-scan: what one saves comes to the other, and nobody's work is written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.looks import focus_on
from tests.browser.test_scan import begin
from tests.newest import newest_content

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

    from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

NUMBER = newest_content().questionnaire.number_by_id["webcare.questions"]


@pytest.fixture
def windows(page: Page, phone_page: Page) -> tuple[Page, Page]:
    """The same section in two browsers."""
    link = begin(page, scripted=True)
    for window in (page, phone_page):
        window.goto(f"{link}/vragen/webcare")
    return page, phone_page


def test_what_another_saves_appears_is_told_and_leaves_the_focus(windows: tuple[Page, Page]) -> None:
    here, there = windows
    focus_on(here.locator("#q-webcare-live .note summary"))
    focused = here.evaluate_handle("document.activeElement")
    there.locator("#q-webcare-questions .choice").nth(1).tap()
    here.locator("#q-webcare-questions .elsewhere").wait_for()
    assert here.locator("#q-webcare-questions input").nth(1).is_checked()
    assert here.locator("#elsewhere[role=status]").inner_text() == f"Zojuist elders ingevuld: vraag {NUMBER}."
    assert here.evaluate("element => element === document.activeElement", focused)
    assert here.locator(".section-count strong").text_content() == "1 van 10"
    here.locator("#q-webcare-questions .choice").nth(2).click()  # built on what came: no conflict
    here.locator("#q-webcare-questions .elsewhere").wait_for(state="detached")
    expect(here.locator("#q-webcare-questions .is-saved")).to_be_visible()
    expect(here.locator(".is-conflict")).to_have_count(0)


def test_what_is_being_filled_in_here_is_never_written_over(
    windows: tuple[Page, Page], expected_complaints: list[str]
) -> None:
    expected_complaints.append("status of 409")
    here, there = windows
    note = "#note-webcare-questions"
    for window in windows:
        window.locator("#q-webcare-questions .note summary").click()
    focus_on(here.locator(note))
    with here.expect_response(lambda answer: is_asking(answer.url) and answer.status == 200):
        there.locator(note).fill("Van daar")
        there.locator("#q-webcare-questions .is-saved").wait_for()
    here.wait_for_event("request", lambda request: is_asking(request.url))  # by then it has looked at that answer
    assert here.locator(note).input_value() == ""
    here.locator(note).fill("Van hier")
    here.locator("#q-webcare-questions .is-conflict").wait_for()
    assert here.locator(note).input_value() == "Van hier"


def test_a_page_asks_once_in_five_seconds_and_not_when_it_is_hidden(open_page: OpenPage) -> None:
    page = open_page()
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if is_asking(request.url) else None)
    page.clock.install()
    page.goto(f"{begin(page, scripted=True)}/vragen/webcare")
    stop_clock(page)
    seconds = [count_seconds(page, asked) for _ in range(5)][2:]  # the clock was stopped on the way to the first two
    assert all(5 <= passed <= 6 for passed in seconds), seconds
    page.evaluate("""() => {
        Object.defineProperty(document, "hidden", { value: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }""")
    asked.clear()
    page.clock.run_for(60_000)
    page.wait_for_load_state("networkidle")
    assert not asked


def count_seconds(page: Page, asked: list[Request]) -> int:
    """Return how many seconds of the page's own clock pass until it asks, and wait until it has its answer."""
    for passed in range(1, 20):
        page.clock.run_for(1000)
        page.wait_for_timeout(100)  # what was asked for is on its way
        if asked:
            assert asked.pop().response() is not None
            page.wait_for_timeout(100)
            return passed
    pytest.fail("The page does not ask.")


def is_asking(url: str) -> bool:
    """Tell whether a page asks what is new."""
    return url.partition("?")[0].endswith("/nieuw")


def stop_clock(page: Page) -> None:
    """Let a page's timers run when a test says so, and no sooner."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 60)
