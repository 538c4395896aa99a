"""The way of two colleagues and somebody from outside: asked, answered on a phone, sent in, settled by keyboard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.assessments import store_assessment
from tests.browser.conftest import PHONE
from tests.browser.looks import focus_on, wait_until
from tests.browser.test_faults import OFFLINE
from tests.browser.test_unsent import KEPT

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import CheckAccessibility, OpenPage
    from tests.server import RunningServer

pytestmark = pytest.mark.browser

THEMES = "#q-listening-themes"


def ask(page: Page, link: str, role: str) -> str:
    """Ask a role for the part on listening, and return the link that can be copied then."""
    page.goto(f"{link}/vragen/listening")
    page.get_by_role("link", name="Laat een collega dit onderdeel beantwoorden").click()
    page.fill("#role", role)
    page.get_by_role("button", name="Link maken").click()
    expect(page.locator("#share-url")).to_be_visible()
    return str(page.input_value("#share-url"))


def copy_in_three_taps(page: Page, link: str) -> str:
    """Ask for the part on listening with what is filled in already, and return what stands in the clipboard."""
    page.goto(f"{link}/vragen/listening")
    taps = (
        page.get_by_role("link", name="Laat een collega dit onderdeel beantwoorden"),
        page.get_by_role("button", name="Link maken"),
        page.locator("[data-copy='#share-url']"),
    )
    for tap in taps:
        tap.click()
    expect(taps[-1]).to_contain_text("Gekopieerd")
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert copied == page.input_value("#share-url")
    return copied


def choose(page: Page, place: int) -> Locator:
    """Choose an answer to the first question, and return the question."""
    question = page.locator(THEMES)
    question.locator(".scale input").nth(place).check()
    return question


def send_in(page: Page) -> None:
    """Send in what was answered, on the page that asks for it."""
    page.locator("main form button.is-primary").click()
    expect(page.get_by_text("Je antwoorden zijn ingestuurd")).to_be_visible()


def answer_on_a_phone(phone: Page, link: str, check_accessibility: CheckAccessibility) -> None:
    """Begin, answer one question, which is saved by itself, and send it in."""
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Gent")
    check_accessibility(phone)
    phone.locator(".page-header a.button").click()
    question = choose(phone, 0)
    expect(question.locator(".save-state.is-saved")).to_be_visible()
    check_accessibility(phone)
    phone.goto(f"{link}/bijdrage/insturen")
    check_accessibility(phone)
    send_in(phone)


def look_from_outside(observer: Page, link: str) -> None:
    """Answer one question as an observer, and send it in."""
    observer.goto(f"{link}/bijdrage/vragen/listening")
    choose(observer, 4)
    expect(observer.locator(f"{THEMES} .save-state.is-saved")).to_be_visible()
    observer.goto(f"{link}/bijdrage/insturen")
    send_in(observer)


def test_two_colleagues_and_an_observer_are_asked_answer_blind_and_are_settled(
    open_page: OpenPage, live_server: RunningServer, check_accessibility: CheckAccessibility
) -> None:
    link = store_assessment(live_server.data_folder, {})
    owner = open_page(permissions=["clipboard-read", "clipboard-write"])
    reception = copy_in_three_taps(owner, link)
    check_accessibility(owner)
    director = ask(owner, link, "Algemeen directeur")

    answer_on_a_phone(open_page(viewport=PHONE), reception, check_accessibility)

    plain = open_page(java_script_enabled=False)
    plain.goto(f"{director}/bijdrage/vragen/listening")
    choose(plain, 4)
    plain.get_by_role("button", name="Bewaar en stuur in").click()
    send_in(plain)
    expect(plain.get_by_text("communicatieteam", exact=True)).to_be_visible()

    owner.goto(f"{link}/inbreng/nieuw?van=buiten")
    check_accessibility(owner)
    owner.get_by_role("button", name="Link maken").click()
    look_from_outside(open_page(), owner.input_value("#share-url"))

    owner.goto(f"{link}/inbreng")
    check_accessibility(owner)
    owner.get_by_role("link", name="Bekijk waar antwoorden verschillen").click()
    check_accessibility(owner)
    difference = owner.locator("#v-listening-themes")
    expect(difference.locator(".positions li")).to_have_count(2)
    focus_on(difference)
    owner.keyboard.press("1")
    expect(owner).to_have_url(re.compile("melding=alles-beslist"))
    expect(owner.locator("#b-listening-themes")).to_contain_text("Algemeen directeur")
    owner.goto(f"{link}/vragen/listening")
    expect(owner.locator(f"{THEMES} .scale input:checked")).to_have_count(1)


def test_a_colleague_whose_link_is_withdrawn_keeps_what_was_typed(
    open_page: OpenPage, live_server: RunningServer, expected_complaints: list[str]
) -> None:
    expected_complaints.append("status of 4")
    link = store_assessment(live_server.data_folder, {})
    owner = open_page()
    reception = ask(owner, link, "Onthaal")
    phone = open_page(viewport=PHONE)
    phone.goto(f"{reception}/bijdrage/vragen/listening")
    owner.goto(f"{link}/inbreng")
    owner.get_by_role("link", name="Intrekken").click()
    owner.locator("main form button.is-danger").click()
    expect(owner.get_by_text("De link is ingetrokken")).to_be_visible()
    question = choose(phone, 0)
    expect(question.locator(".save-state.is-not-saved")).to_contain_text("op dit toestel")
    kept = phone.evaluate("Object.keys(localStorage).filter((one) => one.startsWith('pleinwijzer-answer:')).length")
    assert kept == 1
    phone.evaluate("document.querySelectorAll('[data-unsaved]').forEach((one) => delete one.dataset.unsaved)")


def test_what_a_colleague_answers_offline_is_kept_and_sent_again_and_comes_into_the_other_tab(
    open_page: OpenPage, live_server: RunningServer, expected_complaints: list[str]
) -> None:
    expected_complaints += OFFLINE
    link = store_assessment(live_server.data_folder, {})
    reception = ask(open_page(), link, "Onthaal")
    phone = open_page(viewport=PHONE)
    phone.goto(f"{reception}/bijdrage/vragen/listening")
    other = phone.context.new_page()
    other.goto(f"{reception}/bijdrage/vragen/listening")
    phone.context.set_offline(True)
    question = choose(phone, 0)
    expect(question.locator(".save-state.is-not-saved")).to_be_visible()
    phone.context.set_offline(False)
    expect(question.locator(".save-state.is-saved")).to_be_visible()
    wait_until(phone, f"{KEPT}.length === 0")
    other.bring_to_front()
    expect(other.locator(f"{THEMES} .scale input").nth(0)).to_be_checked()
    choose(other, 4)
    expect(other.locator(f"{THEMES} .save-state.is-saved")).to_be_visible()
    expect(other.locator(".is-conflict")).to_have_count(0)
