"""By keyboard: a question put aside with one key, and differences settled with at most three keys each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from assessment.answers import plain_answer
from assessment.model import Answer, Kind
from tests.browser.assessments import store_assessment
from tests.browser.looks import focus_on
from tests.browser.test_faults import OFFLINE
from tests.newest import newest_content
from webapp.clock import today
from webapp.store.answers import AnswerChange
from webapp.store.database import open_database
from webapp.store.links import find_link
from webapp.store.voice_answers import save_voice_answers
from webapp.store.voices import NewVoice, create_voice, send_voice

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page, Route

    from tests.browser.conftest import CheckAccessibility, OpenPage
    from tests.server import RunningServer

pytestmark = pytest.mark.browser

EIGHT = [one for one in newest_content().questionnaire.questions if one.kind is Kind.ONE and one.scores][:8]


@dataclass
class Keyboard:
    """The keys of a page, counted."""

    page: Page
    pressed: list[str] = field(default_factory=list)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed.append(key)


def dispute(data_folder: Path, link: str) -> None:
    """Let a colleague say something else on eight questions, straight in the database."""
    database = open_database(data_folder / "pleinwijzer.sqlite3")
    changes = [
        AnswerChange(one.id, plain_answer(Answer(options=(one.options[-1].id,))), "Zo zien wij het") for one in EIGHT
    ]
    with database.write() as connection:
        found = find_link(connection, link.split("/")[2], today())
        assert found is not None
        record, actor = found[1], found[0].actor
        new = NewVoice("Onthaal", tuple(one.id for one in EIGHT), record.questionnaire_version)
        voice = create_voice(connection, record.id, new, actor)
        save_voice_answers(connection, voice, changes, actor)
        send_voice(connection, record.id, voice.id)
    database.close()


def test_one_key_puts_a_question_aside_and_takes_it_back_and_never_while_somebody_types(
    open_page: OpenPage,
    live_server: RunningServer,
    check_accessibility: CheckAccessibility,
    expected_complaints: list[str],
) -> None:
    expected_complaints += OFFLINE
    page = open_page()
    page.goto(f"{store_assessment(live_server.data_folder, {})}/vragen/strategy")
    question = page.locator(".question:has(input[type=radio])").first
    aside = question.locator(".asked-of")
    note = question.locator("details.note")
    note.locator("summary").click()
    note.locator("textarea").press("c")
    expect(note.locator("textarea")).to_have_value("c")
    page.locator("h1").click()
    page.keyboard.press("c")
    focus_on(question.locator("input[type=radio]").first)
    page.keyboard.press("c")
    expect(aside).to_contain_text("Opzijgelegd voor: algemeen directeur")
    expect(page.locator(".asked-of")).to_have_count(1)
    expect(page.locator("#elsewhere")).to_have_text("Opzijgelegd voor: algemeen directeur")
    check_accessibility(page)
    aside.get_by_role("link").click()
    expect(page.locator(".link-list button[name=role]")).to_have_count(1)
    check_accessibility(page)
    page.go_back()
    page.reload()
    expect(aside).to_contain_text("Opzijgelegd voor: algemeen directeur")
    focus_on(question.locator("input[type=radio]").first)
    page.keyboard.press("c")
    expect(aside).to_have_text("Niet meer opzijgelegd")
    page.context.set_offline(True)
    page.keyboard.press("c")
    expect(aside).to_contain_text("dat lukt nu niet")
    page.context.set_offline(False)
    page.keyboard.press("c")
    expect(aside).to_have_text("Opzijgelegd voor: algemeen directeur Wijzig: voor wie dit opzijgelegd is")


def test_the_key_in_a_tab_that_shows_nothing_aside_puts_aside_whatever_another_tab_did(
    open_page: OpenPage, live_server: RunningServer
) -> None:
    address = f"{store_assessment(live_server.data_folder, {})}/vragen/strategy"
    tabs = [open_page(), open_page()]
    for tab in tabs:
        tab.goto(address)
    for tab in tabs:
        focus_on(tab.locator(".question input[type=radio]").first)
        tab.keyboard.press("c")
        expect(tab.locator(".asked-of")).to_contain_text("Opzijgelegd voor: algemeen directeur")


def test_a_role_is_typed_on_the_page_of_a_question_whose_own_address_is_asked_for_before(
    open_page: OpenPage, live_server: RunningServer
) -> None:
    link = store_assessment(live_server.data_folder, {})
    page = open_page()  # which holds that no request was refused
    page.goto(f"{link}/inbreng/opzij?vraag={EIGHT[0].id}")
    page.fill("#role", "Jeugddienst")
    page.get_by_role("button", name="Leg opzij", exact=True).click()
    expect(page.locator(".asked-of")).to_contain_text("Opzijgelegd voor: Jeugddienst")


def test_eight_differences_are_settled_with_three_keys_for_the_first_and_one_for_each_other(
    open_page: OpenPage, live_server: RunningServer
) -> None:
    link = store_assessment(live_server.data_folder, {one.id: Answer(options=(one.options[0].id,)) for one in EIGHT})
    dispute(live_server.data_folder, link)
    page = open_page()
    page.goto(f"{link}/inbreng/verschillen")
    expect(page.locator(".difference")).to_have_count(len(EIGHT))
    keyboard = Keyboard(page)
    keyboard.press("Tab", "Enter")
    for left in range(len(EIGHT), 0, -1):
        expect(page.locator(".difference").first).to_be_focused()
        keyboard.press("2")
        expect(page.locator(".difference")).to_have_count(left - 1)
    assert keyboard.pressed == ["Tab", "Enter", *["2"] * len(EIGHT)]
    expect(page.locator("#beslist li.link-entry")).to_have_count(len(EIGHT))
    expect(page.locator("#beslist")).to_contain_text("Onthaal")


def test_a_key_pressed_twice_on_a_slow_line_settles_once(open_page: OpenPage, live_server: RunningServer) -> None:
    link = store_assessment(live_server.data_folder, {one.id: Answer(options=(one.options[0].id,)) for one in EIGHT})
    dispute(live_server.data_folder, link)
    page = open_page()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method) if request.method in {"HEAD", "POST"} else None)
    page.goto(f"{link}/inbreng/verschillen")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/healthz", hold)
    focus_on(page.locator(".difference").first)
    with page.expect_request(lambda request: request.method == "HEAD"):
        page.keyboard.press("2")
    page.keyboard.press("2")
    expect(page.locator("[aria-busy=true]")).to_have_count(1)
    expect(page.locator("#one-moment")).to_contain_text("Even geduld")
    for route in held:
        route.continue_()
    page.unroute("**/healthz")
    expect(page.locator(".difference")).to_have_count(len(EIGHT) - 1)
    assert sent == ["HEAD", "POST"]
