"""Answers that could not be sent: kept in this browser, sent again by themselves, and never over somebody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.looks import wait_until
from tests.browser.test_faults import FIELD, OFFLINE, QUESTION, TEXT
from tests.browser.test_scan import FORM_BUTTON, begin

if TYPE_CHECKING:
    from playwright.sync_api import APIResponse, Page, Route

    from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

KEPT = "Object.entries(localStorage).filter(([name]) => name.startsWith('pleinwijzer-answer:'))"
SCHEME = "#q-webcare-questions"


def kept(page: Page) -> list[list[str]]:
    """Return what the browser keeps, by name."""
    found: list[list[str]] = page.evaluate(KEPT)
    return found


def open_questions(page: Page, link: str, section: str = "barriers") -> None:
    page.goto(f"{link}/vragen/{section}")


def test_save_and_go_on_stops_without_a_connection_and_says_so(page: Page, expected_complaints: list[str]) -> None:
    expected_complaints += OFFLINE
    link = begin(page, scripted=True)
    open_questions(page, link)
    page.context.set_offline(True)
    page.fill(FIELD, TEXT)
    page.locator(f"{QUESTION} .is-not-saved").wait_for()
    page.click(FORM_BUTTON)
    page.locator("[data-offline]").wait_for()
    assert page.input_value(FIELD) == TEXT
    assert page.url.partition("?")[0] == f"{link}/vragen/barriers"
    page.context.set_offline(False)
    page.locator(f"{QUESTION} .is-saved").wait_for()
    page.click(FORM_BUTTON)
    page.wait_for_url("**/afronden*")
    wait_until(page, f"{KEPT}.length === 0")


def test_save_and_go_on_stays_on_the_page_while_the_server_is_down(page: Page, expected_complaints: list[str]) -> None:
    expected_complaints += [*OFFLINE, "ERR_NETWORK_CHANGED", "ERR_ABORTED"]
    link = begin(page, scripted=True)
    open_questions(page, link)
    take_the_server_away(page)
    page.fill(FIELD, TEXT)
    page.click(FORM_BUTTON)
    expect(page.locator("[data-offline]")).to_be_visible()  # before it is, it stands there hidden, with its words
    expect(page.locator("[data-offline]")).to_contain_text("niet bereikbaar")
    assert page.input_value(FIELD) == TEXT
    page.context.set_offline(False)
    expect(page.locator("[data-offline]")).to_be_hidden()
    expect(page.locator(FIELD)).to_have_value(TEXT)


def test_other_forms_too_stay_while_the_server_is_down(page: Page, expected_complaints: list[str]) -> None:
    expected_complaints += [*OFFLINE, "ERR_NETWORK_CHANGED", "ERR_ABORTED"]
    link = begin(page, scripted=True)
    page.goto(f"{link}/actieplan/nieuw")
    take_the_server_away(page)
    field = page.locator("main input[type=text]:visible").first
    field.fill("Iets bijzonders")
    page.click(FORM_BUTTON)
    expect(page.locator("main [data-offline]")).to_be_visible()
    expect(page.locator("main [data-offline]")).to_contain_text("niet bereikbaar")
    expect(field).to_have_value("Iets bijzonders")
    page.context.set_offline(False)
    expect(page.locator("main [data-offline]")).to_be_hidden()


def take_the_server_away(page: Page) -> None:
    """Let nothing through, while the browser goes on believing that it is online."""
    page.evaluate("Object.defineProperty(navigator, 'onLine', { get: () => true })")
    page.context.set_offline(True)


def test_going_on_while_an_answer_is_on_its_way_is_no_conflict_with_oneself(page: Page) -> None:
    link = begin(page, scripted=True)
    open_questions(page, link)
    slow: list[tuple[Route, APIResponse]] = []
    page.route("**/antwoord/**", lambda route: slow.append((route, route.fetch())), times=1)
    page.fill(FIELD, "Een reactie")
    while not slow:
        page.wait_for_timeout(20)
    page.fill(FIELD, TEXT)
    page.click(FORM_BUTTON)
    for route, saved in slow:
        route.fulfill(response=saved)
    page.wait_for_url("**/afronden*")
    open_questions(page, link)
    assert page.input_value(FIELD) == TEXT


def test_leaving_by_a_link_while_an_answer_is_on_its_way_is_no_conflict_with_oneself(page: Page) -> None:
    link = begin(page, scripted=True)
    open_questions(page, link)
    slow: list[tuple[Route, APIResponse]] = []
    page.route("**/antwoord/**", lambda route: slow.append((route, route.fetch())), times=1)
    page.fill(FIELD, "Een reactie")
    while not slow:
        page.wait_for_timeout(20)
    page.fill(FIELD, TEXT)
    page.get_by_role("link", name="Overzicht").click()
    for route, saved in slow:
        route.fulfill(response=saved)
    page.wait_for_url(link)
    wait_until(page, f"{KEPT}.length === 0")
    open_questions(page, link)
    expect(page.locator(FIELD)).to_have_value(TEXT)
    expect(page.locator(".is-conflict")).to_have_count(0)


def test_an_unsent_answer_comes_back_after_a_reload_and_is_sent(page: Page, expected_complaints: list[str]) -> None:
    expected_complaints += ["status of 500", "Status Error Code 500", "ERR_ABORTED"]
    page.on("dialog", lambda dialog: dialog.accept())
    link = begin(page, scripted=True)
    open_questions(page, link)
    page.route("**/antwoord/**", lambda route: route.fulfill(status=500))
    page.fill(FIELD, TEXT)
    page.locator(f"{QUESTION} .is-not-saved").wait_for()
    secret = link.rpartition("/")[2]
    assert kept(page)
    assert all(secret not in "".join(entry) for entry in kept(page)), "the private link is not kept in clear"
    page.unroute("**/antwoord/**")
    page.reload()
    page.locator(f"{QUESTION} .is-saved").wait_for()
    expect(page.locator(FIELD)).to_have_value(TEXT)
    wait_until(page, f"{KEPT}.length === 0")


def test_text_typed_just_before_leaving_is_not_lost(page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    link = begin(page, scripted=True)
    open_questions(page, link)
    page.locator(FIELD).press_sequentially("Net nog dit")
    page.reload()
    page.locator(f"{QUESTION} .is-saved, {QUESTION} .save-state").first.wait_for()
    assert page.input_value(FIELD) == "Net nog dit"
    page.goto(link)
    open_questions(page, link)
    assert page.input_value(FIELD) == "Net nog dit"


def test_an_unsent_answer_is_sent_from_another_page_of_the_self_scan(
    page: Page, expected_complaints: list[str]
) -> None:
    expected_complaints += ["status of 500", "Status Error Code 500", "ERR_ABORTED"]
    page.on("dialog", lambda dialog: dialog.accept())
    link = begin(page, scripted=True)
    open_questions(page, link)
    page.route("**/antwoord/**", lambda route: route.fulfill(status=500))
    page.fill(FIELD, TEXT)
    page.locator(f"{QUESTION} .is-not-saved").wait_for()
    page.goto(link)
    page.locator("#unsent").wait_for()
    page.unroute("**/antwoord/**")
    page.reload()
    wait_until(page, f"{KEPT}.length === 0")
    open_questions(page, link)
    assert page.input_value(FIELD) == TEXT


def test_an_unsent_answer_does_not_overwrite_what_somebody_saved_meanwhile(
    page: Page, open_page: OpenPage, expected_complaints: list[str]
) -> None:
    expected_complaints += [*OFFLINE, "status of 409"]
    link = begin(page, scripted=True)
    colleague = open_page()
    open_questions(page, link, "webcare")
    page.context.set_offline(True)
    page.locator(f"{SCHEME} .choice input").nth(0).check()
    page.locator(f"{SCHEME} .is-not-saved").wait_for()
    open_questions(colleague, link, "webcare")
    colleague.locator(f"{SCHEME} .choice input").nth(3).check()
    colleague.locator(f"{SCHEME} .is-saved").wait_for()
    page.context.set_offline(False)
    page.locator(f"{SCHEME} .is-conflict").wait_for()
    assert page.locator(f"{SCHEME} .choice input").nth(0).is_checked()
    colleague.reload()
    assert colleague.locator(f"{SCHEME} .choice input").nth(3).is_checked()
    page.click(f"{SCHEME} button[name=keep]")
    page.locator(f"{SCHEME} .is-saved").wait_for()
    wait_until(page, f"{KEPT}.length === 0")


def test_what_is_kept_goes_when_the_link_works_no_longer(
    page: Page, open_page: OpenPage, expected_complaints: list[str]
) -> None:
    expected_complaints += ["status of 500", "Status Error Code 500", "status of 404", "ERR_ABORTED"]
    page.on("dialog", lambda dialog: dialog.accept())
    link = begin(page, scripted=True)
    open_questions(page, link)
    page.route("**/antwoord/**", lambda route: route.fulfill(status=500))
    page.fill(FIELD, TEXT)
    page.locator(f"{QUESTION} .is-not-saved").wait_for()
    other = open_page()
    other.goto(f"{link}/gegevens/verwijderen")
    other.click("main form button.is-danger")
    other.wait_for_url("**/?melding=*")
    page.goto(f"{link}/vragen/barriers")
    wait_until(page, f"{KEPT}.length === 0")


def test_an_open_tab_on_a_finished_self_scan_offers_to_open_it_again(
    page: Page, open_page: OpenPage, expected_complaints: list[str]
) -> None:
    expected_complaints += ["status of 409"]
    link = begin(page, scripted=True)
    open_questions(page, link)
    colleague = open_page()
    colleague.goto(f"{link}/afronden")
    colleague.click(FORM_BUTTON)
    colleague.wait_for_url("**/resultaat*")
    page.fill(FIELD, TEXT)
    page.locator(f"{QUESTION} button[name=reopen]").wait_for()
    assert page.input_value(FIELD) == TEXT
    page.click(f"{QUESTION} button[name=reopen]")
    page.locator(f"{QUESTION} .is-saved").wait_for()
    colleague.goto(f"{link}/vragen/barriers")
    assert colleague.input_value(FIELD) == TEXT


@pytest.mark.parametrize("scripted", [True, False])
def test_choosing_a_language_takes_along_what_was_ticked_and_typed(open_page: OpenPage, scripted: bool) -> None:
    page = open_page(java_script_enabled=scripted)
    link = begin(page, scripted=scripted)
    open_questions(page, link, "webcare")
    page.locator(f"{SCHEME} .choice input").nth(1).check()
    page.fill("[name='answer.webcare.staff']", "7,5")
    page.click("header button[value=en]")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(f"{SCHEME} .choice input").nth(1)).to_be_checked()
    expect(page.locator("[name='answer.webcare.staff']")).to_have_value("7.5")


def test_choosing_a_language_asks_first_where_it_would_lose_what_was_chosen(page: Page) -> None:
    link = begin(page, scripted=True)
    page.goto(f"{link}/resultaat/webcare/wat-als")
    page.locator("main select").first.select_option(index=1)
    with page.expect_event("dialog") as asked:
        page.click("header button[value=en]", no_wait_after=True)
    asked.value.dismiss()
    expect(page.locator("html")).to_have_attribute("lang", "nl")


def test_a_text_that_is_too_long_is_kept_whole_and_counted(page: Page, expected_complaints: list[str]) -> None:
    expected_complaints += ["status of 422"]
    link = begin(page, scripted=True)
    open_questions(page, link)
    most = int(page.get_attribute(FIELD, "data-most") or "0")
    page.fill(FIELD, "x" * (most + 7))
    expect(page.locator(f"{QUESTION} .question-control .counter.is-over")).to_contain_text(": 7.")
    page.locator(f"{QUESTION} .is-not-saved").wait_for()
    assert len(page.input_value(FIELD)) == most + 7


def test_a_printed_section_has_all_that_was_typed_and_no_empty_note(page: Page) -> None:
    link = begin(page, scripted=True)
    open_questions(page, link)
    text = "\n".join(f"regel {number}" for number in range(60))
    page.fill(FIELD, text)
    page.locator(f"{QUESTION} .is-saved").wait_for()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    printed = page.locator(f"{QUESTION} .printed-text")
    assert printed.inner_text().split("\n")[-1] == "regel 59"
    assert not page.locator(FIELD).is_visible()
    assert page.locator(".note:visible").count() == 0


def test_no_field_is_smaller_than_a_phone_takes_without_zooming(phone_page: Page) -> None:
    link = begin(phone_page, scripted=True)
    for path in ("/begin", f"{link}/vragen/webcare", f"{link}/actieplan/nieuw", f"{link}/links/nieuw"):
        phone_page.goto(path)
        phone_page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        sizes = phone_page.evaluate(
            "Array.from(document.querySelectorAll('textarea, select, input:not([type=hidden])'),"
            " (field) => parseFloat(getComputedStyle(field).fontSize))"
        )
        assert min(sizes) >= 16, path


def test_an_answer_given_before_the_scripts_are_there_is_saved_too(page: Page) -> None:
    link = begin(page, scripted=True)
    waiting: list[Route] = []
    page.route("**/js/**", lambda route: waiting.append(route))  # noqa: PLW0108 (Playwright writes on what it is given)
    page.goto(f"{link}/vragen/webcare", wait_until="commit")
    choice = page.locator(f"{SCHEME} .choice input").nth(1)
    choice.check()
    while not waiting:
        page.wait_for_timeout(20)
    assert page.locator("[data-unsaved]").count() == 0, "the script is not there yet"
    for route in waiting:
        route.continue_()
    page.unroute("**/js/**")
    page.locator(f"{SCHEME} .is-saved").wait_for()
    expect(page.locator("[data-unsaved]")).to_have_count(0)
    wait_until(page, f"{KEPT}.length === 0")
    page.reload()
    expect(choice).to_be_checked()
