"""A participant's phone in a workshop: what is new, an answer that was not sent, and what comes late.

Sleep and a lost network are in `test_workshop_room.py`, with everybody else in the room.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.looks import find_overflow, focus_on, wait_until
from tests.patience import MILLISECONDS
from tests.webapp.conftest import start_app, stop_app
from tests.webapp.workshops.participants import ORDERED, SEVERAL, Hall, make_hall
from webapp.config import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page, Route

    from tests.browser.conftest import CheckAccessibility, OpenPage
    from tests.server import RunningServer

pytestmark = pytest.mark.browser

RECEIPT = "#receipt"
ON_A_PHONE: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


@pytest.fixture
def hall(live_server: RunningServer) -> Iterator[Hall]:
    """A room in the server's own database, led from here."""
    app = start_app(Settings(data_folder=live_server.data_folder, busy_timeout_ms=60_000, testing=True))
    yield make_hall(app)
    stop_app(app)


def sees(page: Page, hall: Hall) -> None:
    """Wait until the page shows what is asked now."""
    title = hall.asked.title.dutch
    expect(page.get_by_role("heading", name=title)).to_be_visible(timeout=MILLISECONDS)


def says(page: Page, text: str) -> None:
    expect(page.locator(RECEIPT)).to_contain_text(text, timeout=MILLISECONDS)


def test_news_of_the_room_never_replaces_a_form_that_is_open(
    hall: Hall, open_page: OpenPage, check_accessibility: CheckAccessibility
) -> None:
    page = open_page(**ON_A_PHONE)
    page.goto(hall.door)
    check_accessibility(page)
    page.get_by_role("button", name="Doe mee").click()
    expect(page.get_by_role("heading", name="Je doet mee")).to_be_visible()
    check_accessibility(page)

    hall.ask(ORDERED, timer=3000)
    sees(page, hall)
    clock = page.get_by_role("timer")
    expect(clock).to_contain_text("Nog 2")
    expect(clock).not_to_have_text(clock.inner_text())
    check_accessibility(page)
    assert find_overflow(page) <= 0
    page.emulate_media(color_scheme="dark")
    check_accessibility(page, only_looks=True)
    page.emulate_media(color_scheme="light")
    page.locator("#choice-02").check()
    page.get_by_role("button", name="Verstuur mijn antwoord").click()
    says(page, "Ontvangen")
    assert hall.answered == 1

    page.get_by_text("Wijzig mijn antwoord").click()
    focus_on(page.locator("#choice-03"))
    hall.fill(*[option.id for option in hall.asked.options])
    hall.show()
    news = page.locator("#news").get_by_role("link")
    expect(news).to_be_visible(timeout=MILLISECONDS)
    assert page.evaluate("document.activeElement.id") == "choice-03"
    expect(page.locator("#vote")).to_be_visible()
    check_accessibility(page)
    news.click()
    expect(page.get_by_role("table").first).to_contain_text("(jij)")
    check_accessibility(page)
    page.emulate_media(color_scheme="dark")
    check_accessibility(page, only_looks=True)


def test_an_answer_that_could_not_be_sent_is_sent_when_the_page_is_opened_again(
    hall: Hall, open_page: OpenPage, expected_complaints: list[str]
) -> None:
    expected_complaints.append("ERR_FAILED")
    page = open_page(**ON_A_PHONE)
    page.goto(hall.door)
    page.get_by_role("button", name="Doe mee").click()
    hall.ask(SEVERAL)
    sees(page, hall)
    page.route("**/antwoord", lambda route: route.abort())
    none = page.get_by_role("checkbox", name=next(one.text.dutch for one in hall.asked.options if one.exclusive))
    none.check()
    page.locator("#choice-01").check()
    expect(none).not_to_be_checked()
    page.locator("#choice-03").check()
    page.get_by_role("button", name="Verstuur mijn antwoord").click()
    says(page, "Nog niet verstuurd")
    page.unroute("**/antwoord")
    page.reload()
    says(page, "Ontvangen")
    assert hall.answered == 1
    page.get_by_text("Wijzig mijn antwoord").click()
    kept = [box.is_checked() for box in page.get_by_role("checkbox").all()]
    assert kept == [place in (0, 2) for place in range(len(kept))]
    wait_until(page, "() => !Object.keys(localStorage).some((one) => one.endsWith(':draft'))")


def test_a_phone_passes_over_what_is_older_than_what_it_shows(hall: Hall, open_page: OpenPage) -> None:
    page = open_page(**ON_A_PHONE)
    page.goto(hall.door)
    page.get_by_role("button", name="Doe mee").click()
    hall.ask(ORDERED)
    sees(page, hall)
    asked: list[Route] = []
    state = {"revision": hall.record.revision - 1, "stage": "revealed", "text": "Oud", "link": "Oud", "removed": False}

    def answer(route: Route) -> None:
        route.fulfill(json=state)
        asked.append(route)

    page.route("**/stand", answer)
    for _ in range(MILLISECONDS // 50):
        if len(asked) > 1:
            break
        page.wait_for_timeout(50)
    assert len(asked) > 1
    expect(page.locator("#vote")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Oud")
    page.unroute("**/stand")
    hall.show()
    expect(page.locator("#news").get_by_role("link")).to_be_visible(timeout=MILLISECONDS)


def test_a_phone_asks_again_where_its_page_comes_from_a_process_that_is_behind(hall: Hall, open_page: OpenPage) -> None:
    page = open_page(**ON_A_PHONE)
    page.goto(hall.door)
    page.get_by_role("button", name="Doe mee").click()
    expect(page.get_by_role("heading", name="Je doet mee")).to_be_visible()
    behind = page.content()
    served: list[Route] = []

    def answer(route: Route) -> None:
        served.append(route)
        if len(served) == 1:
            route.fulfill(body=behind, content_type="text/html")
        else:
            route.continue_()

    page.route(re.compile(r"/deelname/[^/]+$"), answer)
    hall.ask(ORDERED)
    sees(page, hall)
    assert len(served) == 2
