"""A whole round: the trainer's laptop led by keys, the beamer, a phone, and the laptop of whoever helps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.looks import find_cut_text, find_overflow, wait_until
from tests.patience import MILLISECONDS
from tests.webapp.conftest import start_app, stop_app
from tests.webapp.workshops.rooms import NEW, Room, make_room
from webapp.config import Settings
from webapp.store.rounds import list_rounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import CheckAccessibility, OpenPage
    from tests.server import RunningServer

pytestmark = pytest.mark.browser

BEAMER: dict[str, Any] = {"viewport": {"width": 1024, "height": 768}}
ON_A_PHONE: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


@pytest.fixture
def room(live_server: RunningServer) -> Iterator[Room]:
    """A room that is not open yet, in the server's own database."""
    app = start_app(Settings(data_folder=live_server.data_folder, busy_timeout_ms=60_000, testing=True))
    yield make_room(app, NEW, is_open=False)
    stop_app(app)


def shows(page: Page, text: str) -> None:
    expect(page.locator("main")).to_contain_text(text, timeout=MILLISECONDS)


def fits(page: Page) -> None:
    """Hold that everything stands on the wall, whole."""
    assert find_overflow(page) <= 0
    assert find_cut_text(page) == []
    wait_until(page, "document.documentElement.scrollHeight <= innerHeight")


def press(page: Page, key: str = "Enter") -> None:
    """Press a key once the button that comes next has the focus, and wait for what it does."""
    wait_until(page, "document.activeElement?.matches('[data-next]')")
    before = page.get_attribute("[data-lead]", "data-revision")
    page.keyboard.press(key)
    expect(page.locator("[data-lead]")).not_to_have_attribute("data-revision", before or "", timeout=MILLISECONDS)


def join(page: Page, room: Room) -> Page:
    """Take part with a phone, and return it."""
    page.goto(f"/doe-mee/{room.address}")
    page.get_by_role("button", name="Doe mee").click()
    return page


def answer(page: Page) -> None:
    """Give the first answer, once it is asked."""
    page.locator("#choice-01").check(timeout=MILLISECONDS)
    page.get_by_role("button", name="Verstuur mijn antwoord").click()


def test_a_room_is_led_by_keys_while_beamer_phone_and_a_second_laptop_follow(
    room: Room, open_page: OpenPage, check_accessibility: CheckAccessibility
) -> None:
    trainer = open_page()
    trainer.goto(f"/workshop/begeleider/{room.trainer_secret}")
    assert room.trainer_secret not in trainer.url
    check_accessibility(trainer)
    press(trainer)
    beamer, helper = open_page(**BEAMER), trainer.context.new_page()
    beamer.goto(f"/scherm/{room.address}")
    helper.goto(trainer.url)
    check_accessibility(beamer)
    fits(beamer)

    phone, plain = join(open_page(**ON_A_PHONE), room), join(open_page(java_script_enabled=False), room)
    people = room.sit(3)
    shows(beamer, "5 in de zaal")

    press(trainer)
    shows(beamer, "Lees de vraag.")
    press(trainer)
    shows(beamer, "0 van 5 antwoordden")
    check_accessibility(beamer)
    answer(phone)
    shows(beamer, "1 van 5 antwoordden")
    plain.reload()
    answer(plain)
    shows(beamer, "2 van 5 antwoordden")
    with room.database.read() as connection:
        (entry,) = list_rounds(connection, room.id)
    for person in people:
        room.vote(person, entry, "always")
    shows(beamer, "5 van 5 antwoordden")
    shows(trainer, "5 van 5 antwoordden")
    check_accessibility(trainer)
    press(trainer)
    press(trainer)
    shows(beamer, "5 mensen antwoordden")
    check_accessibility(beamer)
    fits(beamer)
    beamer.emulate_media(color_scheme="dark")
    check_accessibility(beamer, only_looks=True)
    shows(helper, "5 mensen antwoordden")
    check_accessibility(trainer)

    trainer.get_by_text("Tel ook handen of briefjes").click()
    trainer.locator(".hands input[type=text]").first.fill("2")
    trainer.locator("[data-next]").click()
    expect(trainer.get_by_text("is nog niet bewaard")).to_be_visible()  # and the next press goes on
    trainer.get_by_label("Met een afstandsbediening").check()
    trainer.keyboard.press("PageDown")
    shows(beamer, "Vraag 2 van 4")
    shows(helper, "Vraag 2 van 4")
    for path in ("/verslag", "/deur", "/kaart", "/einde", "/wissen"):
        trainer.goto(room.lead_url + path)
        check_accessibility(trainer)
        assert find_overflow(trainer) <= 0


def test_the_pages_on_which_a_workshop_is_made_and_found_again_are_for_everybody(
    open_page: OpenPage, check_accessibility: CheckAccessibility, expected_complaints: list[str]
) -> None:
    expected_complaints.append("status of 422")
    page = open_page(viewport=PHONE)
    page.goto("/workshop/terug")
    check_accessibility(page)
    page.goto("/workshop")
    check_accessibility(page)
    page.get_by_role("button", name="Maak de workshop").click()
    expect(page.locator(".error-summary")).to_be_focused()
    check_accessibility(page)
    page.fill("#title", "Studiedag")
    page.get_by_label("Ieder de eigen gemeente").check()
    page.get_by_role("button", name="Maak de workshop").click()
    expect(page.locator("#share-url")).to_be_visible()
    check_accessibility(page)
    assert find_overflow(page) <= 0
    page.get_by_role("link", name="Ik heb beide bewaard").click()
    expect(page.get_by_role("button", name="Open de deur")).to_be_focused()
