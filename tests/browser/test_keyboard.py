"""Without a mouse: the way through a section and through a result, and where the focus is at every step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.looks import FOCUS, wait_until
from tests.browser.test_scan import begin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

MOST_STOPS = 400
PAGES = ("/", "/begin", "/methode", "/toegankelijkheid")


def tab_through(page: Page, key: str = "Tab") -> Iterator[dict[str, Any]]:
    """Press Tab until the focus leaves the page, and tell what has it at each stop."""
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        found: dict[str, Any] | None = page.evaluate(FOCUS)
        if found is None:
            return
        yield found
    pytest.fail(f"The focus does not leave {page.url}.")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _ in tab_through(page):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} cannot be reached on {page.url}.")


@pytest.mark.parametrize("path", PAGES)
def test_the_focus_is_seen_at_every_stop(page: Page, path: str) -> None:
    page.goto(path)
    stops = list(tab_through(page))
    assert len(stops) > 5
    assert [stop["what"] for stop in stops if not (stop["ring"] and stop["inside"])] == []


@pytest.mark.parametrize("path", ["", "/vragen/strategy", "/afronden", "/resultaat", "/resultaat/webcare"])
def test_the_focus_is_seen_at_every_stop_of_an_assessment(page: Page, links: dict[str, str], path: str) -> None:
    page.goto(links["middle"] + path)
    stops = list(tab_through(page))
    assert [stop["what"] for stop in stops if not (stop["ring"] and stop["inside"])] == []


def test_the_first_stop_skips_to_the_content(page: Page) -> None:
    page.goto("/methode")
    page.keyboard.press("Tab")
    assert page.locator(".skip-link").bounding_box() == pytest.approx(page.locator(":focus").bounding_box())
    page.keyboard.press("Enter")
    wait_until(page, "document.activeElement.id === 'main'")
    page.keyboard.press("Tab")
    wait_until(page, "document.activeElement.closest('main') !== null && document.activeElement.id !== 'main'")


def test_a_section_is_filled_in_and_the_result_read_with_keys_alone(page: Page) -> None:
    link = begin(page, scripted=True)
    page.goto(f"{link}/vragen/strategy")
    tab_to(page, "input[type=checkbox]")
    page.keyboard.press("Space")
    page.locator("#q-strategy-documents .is-saved").wait_for()
    rows = page.locator("#q-strategy-conditions .grid-row").count()
    for _ in range(rows):
        tab_to(page, "#q-strategy-conditions input[type=radio]")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
    page.locator("#q-strategy-conditions .is-saved").wait_for()
    expect(page.locator("#q-strategy-conditions .grid-row label:nth-of-type(2) :checked")).to_have_count(rows)
    tab_to(page, "#q-strategy-resources .question-control input")
    page.keyboard.press("Space")
    tab_to(page, "#q-strategy-resources .why summary")
    page.keyboard.press("Enter")
    expect(page.locator("#q-strategy-resources .why[open]")).to_have_count(1)
    tab_to(page, "main form .form-end button.is-primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/vragen/presence*")
    page.goto(f"{link}/resultaat/strategy")
    tab_to(page, "#score-afleiding summary")
    page.keyboard.press("Enter")
    expect(page.locator("#score-afleiding .derivation-body")).to_be_visible()
    tab_to(page, "#score-afleiding a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/resultaat/antwoorden/strategy-*")
