"""The plan in a browser: a row saves where it stands, cards on a phone, many long titles, the keyboard alone."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from assessment.action_plan import Status
from tests.browser.assessments import answers_of, store_assessment
from tests.browser.looks import find_cut_text, find_overflow, focus_on, wait_until
from tests.browser.test_keyboard import tab_to
from webapp.store.action_plan import Fields, NewAction, add_actions
from webapp.store.actors import PROGRAM
from webapp.store.database import open_database

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import CheckAccessibility, OpenPage
    from tests.server import RunningServer

pytestmark = pytest.mark.browser

SAVE_DAN = re.compile("Bewaren ?: Dan")
LONG = "Overleg over meldingen en participatieplatformbeheerovereenkomsten met alle diensten en de politiezone, nummer "
THREE = [NewAction(Fields("Eerst", due=date(2020, 3, 1))), NewAction(Fields("Dan")), NewAction(Fields("Later"))]
FORTY = [NewAction(Fields(LONG + str(number), "Communicatiedienst", status=Status.DONE if number > 33 else Status.TODO))
         for number in range(40)]  # fmt: skip
SMALL = """() => [...document.querySelectorAll('.plan button, .plan a, .plan input:not([type=hidden]), .plan select,\
 .plan summary')].map((one) => one.closest('.plan-pick label') ?? one).filter((one) => one.checkVisibility())
  .filter((one) => one.getBoundingClientRect().height < 43.5).map((one) => one.outerHTML.slice(0, 120))"""


def store_plan(server: RunningServer, plan: list[NewAction]) -> str:
    """Store an assessment with this plan, and return the path of the page of the plan."""
    path = store_assessment(server.data_folder, answers_of("empty"))
    database = open_database(server.data_folder / "pleinwijzer.sqlite3")
    with database.write() as connection:
        newest = connection.execute("SELECT max(id) AS id FROM assessment").fetchone()["id"]
        add_actions(connection, newest, plan, PROGRAM)
    database.close()
    return f"{path}/actieplan"


def test_a_row_saves_with_enter_without_reloading_and_says_so(page: Page, live_server: RunningServer) -> None:
    page.goto(store_plan(live_server, THREE), wait_until="domcontentloaded")
    page.evaluate("document.body.dataset.same = 'page'")
    who = page.get_by_label("Wie: Dan")
    page.get_by_label("Wie: Later").fill("Nog niet bewaard")
    tab_to(page, "input[id^=due]")
    focus_on(who)
    page.keyboard.type("Directie")
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="Bewaard: Dan.").wait_for(state="attached")
    assert page.evaluate("document.body.dataset.same") == "page"
    wait_until(page, "document.activeElement.name?.startsWith('who-')")
    assert page.get_by_label("Wie: Later").input_value() == "Nog niet bewaard"
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    assert [page.get_by_label(f"Wie: {title}").input_value() for title in ("Dan", "Later")] == ["Directie", ""]


def test_a_suggested_day_is_taken_and_the_focus_stays_in_the_row(page: Page, live_server: RunningServer) -> None:
    page.goto(store_plan(live_server, THREE), wait_until="domcontentloaded")
    button = page.get_by_role("button", name="invullen en bewaren voor Dan")
    button.click()
    button.wait_for(state="detached")
    assert page.get_by_label("Tegen wanneer: Dan").input_value() > date(2020, 1, 1).isoformat()
    wait_until(page, "() => document.activeElement.name === 'bewaar'")
    expect(page.locator("#plan-calendar")).to_contain_text("nu 2 van de 3")


def test_what_cannot_be_sent_stays_in_the_row_and_is_said(
    page: Page, live_server: RunningServer, expected_complaints: list[str]
) -> None:
    expected_complaints += ["ERR_INTERNET_DISCONNECTED", "htmx:"]
    page.goto(store_plan(live_server, THREE), wait_until="domcontentloaded")
    page.context.set_offline(True)
    page.get_by_label("Wie: Dan").fill("Directie")
    page.get_by_role("button", name=SAVE_DAN).click()
    page.get_by_role("status").filter(has_text="NIET bewaard").wait_for()
    assert page.get_by_label("Wie: Dan").input_value() == "Directie"
    page.context.set_offline(False)
    page.get_by_role("button", name=SAVE_DAN).click()
    page.get_by_role("status").filter(has_text="Bewaard: Dan.").wait_for(state="attached")


def test_several_are_filled_in_without_javascript(plain_page: Page, live_server: RunningServer) -> None:
    plain_page.goto(store_plan(live_server, THREE), wait_until="domcontentloaded")
    plain_page.get_by_label("Wie: Eerst").fill("Webcare")
    for title in ("Dan", "Later"):
        plain_page.get_by_label(f"Aanvinken: {title}").check()
    plain_page.get_by_text("Meerdere tegelijk invullen").click()
    plain_page.locator("#status-samen").select_option("busy")
    plain_page.get_by_role("button", name="Wijzig de aangevinkte acties").click()
    expect(plain_page.locator(".notice").first).to_contain_text("3 acties zijn bewaard")
    statuses = [plain_page.get_by_label(f"Status: {title}").input_value() for title in ("Eerst", "Dan", "Later")]
    assert statuses == ["todo", "busy", "busy"]
    assert plain_page.get_by_label("Wie: Eerst").input_value() == "Webcare"


@pytest.mark.parametrize("plan", [THREE, FORTY], ids=["three", "forty"])
def test_on_a_phone_the_rows_are_cards_that_fit(
    open_page: OpenPage, live_server: RunningServer, check_accessibility: CheckAccessibility, plan: list[NewAction]
) -> None:
    phone = open_page(viewport={"width": 390, "height": 664}, has_touch=True, is_mobile=True, bypass_csp=True)
    phone.goto(store_plan(live_server, plan))
    phone.locator(".plan-details summary").first.click()
    phone.locator("[name=kies]").first.check()
    phone.get_by_text("Meerdere tegelijk invullen").click()
    assert find_overflow(phone) == 0
    assert find_cut_text(phone) == []
    assert phone.evaluate(SMALL) == []
    check_accessibility(phone)


def test_forty_actions_with_long_titles_take_five_screens_of_a_laptop(
    open_page: OpenPage, live_server: RunningServer, check_accessibility: CheckAccessibility
) -> None:
    laptop = open_page(bypass_csp=True)
    laptop.goto(store_plan(live_server, FORTY))
    assert laptop.evaluate("document.documentElement.scrollHeight") <= 5 * 800
    assert find_overflow(laptop) == 0
    check_accessibility(laptop)


def test_the_first_action_is_in_a_calendar_three_clicks_after_finishing(page: Page, live_server: RunningServer) -> None:
    page.goto(store_assessment(live_server.data_folder, answers_of("middle")) + "/resultaat")
    page.get_by_role("link", name="Zet deze stappen in jullie actieplan").click()
    page.get_by_role("button", name="Zet in het actieplan").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="(.ics)").click()
    assert "DTSTART" in download.value.path().read_text(encoding="utf-8")


def test_who_does_it_is_printed_whole_also_where_the_field_is_too_short(page: Page, live_server: RunningServer) -> None:
    page.goto(store_plan(live_server, [NewAction(Fields("Eerst", who=LONG))]))
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(".plan-who .printed-text")).to_have_text(LONG.strip())
    expect(page.locator(".plan-who .printed-text")).to_be_visible()
    expect(page.get_by_label("Wie: Eerst")).not_to_be_visible()
