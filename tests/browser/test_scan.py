"""A whole self-scan in a real browser, with JavaScript and without, on a laptop and on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

SECTIONS = ("listening", "webcare", "participation", "strategy", "presence", "barriers")
FORM_BUTTON = "main form button.is-primary"


def begin(page: Page, *, scripted: bool) -> str:
    """Begin for Geraardsbergen and return the private link."""
    page.goto("/begin")
    if scripted:
        page.fill("#municipality", "geraards")
        page.locator(".autocomplete__option").first.click()
    else:
        page.select_option("#municipality", "41018")
    page.fill("#inhabitants", "33.970")
    page.click(FORM_BUTTON)
    page.wait_for_url("**/z/*")
    return page.url.partition("?")[0]


def answer(question: Locator) -> None:
    """Give the second answer, or fill in something that fits."""
    rows = question.locator(".grid-row")
    if rows.count():
        for row in rows.all():
            folded = row.locator("[aria-expanded=false]")  # on a phone, where one row stands open
            if folded.count():
                folded.click()
            row.locator("input").nth(1).check()
            expect(row.locator("[aria-expanded=true]")).to_have_count(0)
    elif question.locator("input.is-number").count():
        question.locator("input.is-number").fill("1")
    elif question.locator(".question-control textarea").count():
        question.locator(".question-control textarea").fill("Een reactieschema maken.")
    else:
        question.locator(".choice input").nth(1).check()


@pytest.mark.parametrize(("scripted", "width"), [(True, 390), (False, 1280)])
def test_a_whole_self_scan_can_be_filled_in(open_page: OpenPage, scripted: bool, width: int) -> None:
    page = open_page(java_script_enabled=scripted, viewport={"width": width, "height": 844})
    link = begin(page, scripted=scripted)
    page.click(".page-header a.button")
    for section in SECTIONS:
        page.wait_for_url(f"{link}/vragen/{section}*")  # a click returns before a busy server has sent the next page
        questions = page.locator(".question").all()
        for question in questions:
            answer(question)
        if scripted:
            page.locator(".save-state.is-saved").nth(len(questions) - 1).wait_for()
        page.click(FORM_BUTTON)
    page.wait_for_url(f"{link}/afronden*")
    assert page.locator(".way-list a").count() == 0
    page.goto(f"{link}/vragen/listening")
    assert page.locator(".question:has(input:checked)").count() == page.locator(".question").count()
    page.goto(f"{link}/afronden")
    page.click(FORM_BUTTON)
    page.wait_for_url("**/resultaat")
    assert page.locator(".opening .dial").count() == 1
    assert page.locator(".advice .advice-number").first.inner_text() == "1"


def test_a_conflict_is_shown_and_decided_on_the_spot(
    page: Page, phone_page: Page, expected_complaints: list[str]
) -> None:
    expected_complaints.append("status of 409")
    link = begin(page, scripted=True)
    question = "#q-webcare-questions"
    for window in (page, phone_page):
        window.route("**/nieuw?*", lambda route: route.fulfill(status=304))  # neither hears in time of the other
        window.goto(f"{link}/vragen/webcare")
    page.locator(f"{question} .choice input").nth(0).check()
    page.locator(f"{question} .is-saved").wait_for()
    phone_page.locator(f"{question} .choice input").nth(3).check()
    phone_page.locator(f"{question} .is-conflict").wait_for()
    phone_page.click(f"{question} button[name=keep]")
    phone_page.locator(f"{question} .is-saved").wait_for()
    page.goto(f"{link}/vragen/webcare")
    assert page.locator(f"{question} .choice input").nth(3).is_checked()


def test_a_typed_number_that_is_none_says_so_and_stays(page: Page, expected_complaints: list[str]) -> None:
    expected_complaints.append("status of 422")
    link = begin(page, scripted=True)
    page.goto(f"{link}/vragen/webcare")
    page.fill("[name='answer.webcare.staff']", "veel")
    page.locator("#q-webcare-staff .is-not-saved").wait_for()
    assert page.input_value("[name='answer.webcare.staff']") == "veel"
    page.click(FORM_BUTTON)
    page.locator(".error-summary").wait_for()
    assert page.input_value("[name='answer.webcare.staff']") == "veel"


def test_typing_an_answer_takes_dont_know_away(page: Page) -> None:
    link = begin(page, scripted=True)
    page.goto(f"{link}/vragen/webcare")
    number, unknown = page.locator("[name='answer.webcare.staff']"), page.locator("[name='state.webcare.staff']").first
    unknown.check()
    page.locator("#q-webcare-staff .is-saved").wait_for()
    number.fill("2,5")
    expect(unknown).not_to_be_checked()
    number.blur()
    expect(page.locator("[data-unsaved]")).to_have_count(0)
    page.goto(f"{link}/vragen/webcare")
    expect(number).to_have_value("2,5")
    expect(unknown).not_to_be_checked()


def test_a_press_is_a_click_though_the_answer_above_it_is_saved_before_the_release(phone_page: Page) -> None:
    link = begin(phone_page, scripted=True)
    phone_page.goto(f"{link}/vragen/participation")
    typed, next_one = (phone_page.locator(f"#q-participation-{name}") for name in ("platform_name", "leading"))
    choice = next_one.locator(".choice").first
    typed.locator(".input").first.fill("Hallo Geraardsbergen")
    choice.scroll_into_view_if_needed()
    place = choice.bounding_box()
    assert place is not None
    phone_page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    phone_page.mouse.down()  # leaves the field, which saves it
    typed.locator(".is-saved").wait_for()
    phone_page.mouse.up()
    expect(choice.locator("input")).to_be_checked()
