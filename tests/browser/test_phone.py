"""Filling in on a phone: what stays in sight, rows that open and fold, and why we ask after the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.looks import focus_on, wait_until
from tests.browser.test_scan import begin
from tests.newest import newest_content

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.browser.conftest import CheckAccessibility, OpenPage

pytestmark = pytest.mark.browser

SHORT = {"width": 390, "height": 664}
CHANNELS = "#q-presence-channel_use"
# `fonts.ready` is fulfilled as well before the first one is asked for.
TYPEFACES_ARE_THERE = "document.fonts.status === 'loaded' && [...document.fonts].some((one) => one.status === 'loaded')"


def test_nothing_jumps_when_the_scripts_arrive(phone_page: Page, links: dict[str, str]) -> None:
    held: list[Route] = []
    phone_page.route("**/js/site*", lambda route: held.append(route))  # noqa: PLW0108 (Playwright writes on what it is given)
    phone_page.goto(f"{links['middle']}/resultaat/aanbevelingen", wait_until="commit")
    below = phone_page.locator(".filters")
    below.wait_for()
    while not held:
        phone_page.wait_for_timeout(20)
    button = phone_page.locator("[data-print]")
    expect(button).to_be_hidden()
    wait_until(phone_page, TYPEFACES_ARE_THERE)
    before = below.evaluate("one => one.offsetTop")
    held[0].continue_()
    expect(button).to_be_visible()
    assert below.evaluate("one => one.offsetTop") == before


def test_a_row_opens_to_big_buttons_and_folds_to_its_answer(
    phone_page: Page, check_accessibility: CheckAccessibility
) -> None:
    page = phone_page
    page.goto(f"{begin(page, scripted=True)}/vragen/presence")
    grid = page.locator(CHANNELS)
    first, second = grid.locator(".grid-row").nth(0), grid.locator(".grid-row").nth(1)
    assert grid.locator("[aria-expanded=true]").count() == 1
    assert all(choice.bounding_box()["height"] >= 44 for choice in first.locator(".grid-choice").all())  # type: ignore[index]
    first.locator(".grid-choice").nth(2).tap()
    grid.locator(".is-saved").wait_for()
    expect(first.locator(".grid-choice:visible")).to_have_count(0)
    expect(second.locator(".grid-choice:visible")).to_have_count(4)
    assert first.locator(".grid-toggle").inner_text().split("\n") == ["Facebook", "Actief account"]
    check_accessibility(page)
    first.locator(".grid-toggle").tap()
    expect(first.locator(".grid-choice:visible")).to_have_count(4)
    page.reload()
    expect(second.locator("[aria-expanded=true]")).to_have_count(1)


@pytest.mark.parametrize("where", [".grid-choice", ".grid-choice input"])
def test_a_row_folds_within_the_tap_so_that_nothing_is_undone_later(phone_page: Page, where: str) -> None:
    page = phone_page
    page.goto(f"{begin(page, scripted=True)}/vragen/presence")
    opened = page.locator(CHANNELS).evaluate(
        """(grid, where) => {
            const tap = new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 });
            grid.querySelector(where).dispatchEvent(tap);
            return Array.from(grid.querySelectorAll(".grid-toggle"), (one) => one.getAttribute("aria-expanded"));
        }""",
        where,
    )
    assert opened[:3] == ["false", "true", "false"]
    page.locator(f"{CHANNELS} .is-saved").wait_for()


def test_arrow_keys_go_through_the_answers_of_a_row_that_stays_open(open_page: OpenPage) -> None:
    page = open_page(viewport=SHORT)
    page.goto(f"{begin(page, scripted=True)}/vragen/presence")
    row = page.locator(f"{CHANNELS} .grid-row").nth(0)
    focus_on(row.locator(".grid-toggle"))
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.locator(f"{CHANNELS} .is-saved").wait_for()
    assert row.locator("[aria-expanded=true]").count() == 1
    assert row.locator("input").nth(2).evaluate("input => input.checked && input === document.activeElement")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.locator(f"{CHANNELS} .grid-head").wait_for()
    expect(page.locator(f"{CHANNELS} .grid-toggle")).to_have_count(0)
    question = newest_content().questionnaire.question("presence.channel_use")
    choices = len(question.rows) * (len(question.options) + 1)
    expect(page.locator(f"{CHANNELS} .grid-row input:visible")).to_have_count(choices)


@pytest.mark.parametrize("scripted", [True, False])
def test_how_far_a_section_is_stays_in_sight(open_page: OpenPage, scripted: bool) -> None:
    page = open_page(viewport=SHORT, java_script_enabled=scripted)
    link = begin(page, scripted=scripted)
    page.goto(f"{link}/vragen/strategy")
    assert page.locator(".grid-row").first.locator(".grid-choice:visible").count() > 1
    page.locator("#q-strategy-resources input").first.check()
    if scripted:
        page.locator("#q-strategy-resources .is-saved").wait_for()
    else:
        assert page.locator(".grid-row .grid-choice:not(:visible)").count() == 0
        page.click("main .form-end button.is-primary")
        page.wait_for_url("**/vragen/presence*")
        page.goto(f"{link}/vragen/strategy")
        page.locator("main .form-end").scroll_into_view_if_needed()
    count = page.locator(".section-count")
    expect(count).to_contain_text("1 van 3")
    assert count.inner_text().split("\n") == ["Strategie", "1 van 3"]
    box = count.bounding_box()
    assert box is not None
    assert -1 <= box["y"] < 40


def test_why_we_ask_comes_after_the_answer_and_moves_nothing(open_page: OpenPage) -> None:
    page = open_page(viewport=SHORT)
    page.goto(f"{begin(page, scripted=True)}/vragen/webcare")
    question = page.locator("#q-webcare-questions")
    assert not question.locator(".why summary").is_visible()
    before = page.evaluate("document.documentElement.scrollHeight")
    question.locator(".choice").nth(1).click()
    expect(question.locator(".why summary")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") - before <= 40  # the line that says that it is saved
    page.goto(page.url.replace("webcare", "presence"))
    number = page.locator("#q-presence-followers_facebook")
    assert not number.locator(".why summary").is_visible()
    number.locator("input.is-number").fill("3")
    expect(number.locator(".why summary")).to_be_visible()


def test_the_steps_of_the_shortest_way_have_the_whole_width(phone_page: Page, links: dict[str, str]) -> None:
    page = phone_page
    page.goto(f"{links['middle']}/resultaat/plan")
    step = page.locator("article.step").first
    expect(step).to_be_visible()
    parts = "(step) => Array.from(step.children, (part) => part.getBoundingClientRect().width / step.clientWidth)"
    assert min(step.evaluate(parts)) > 0.95


def test_the_numbered_parts_of_the_questionnaire_have_no_lines_of_another_list(
    phone_page: Page, links: dict[str, str]
) -> None:
    page = phone_page
    page.goto(f"{links['middle']}/vragen/listening")
    part = page.locator(".progress li").first
    expect(part).to_be_visible()
    assert part.evaluate("(part) => getComputedStyle(part).borderBlockStartWidth") == "0px"
