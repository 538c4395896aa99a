"""A whole round: the trainer's laptop led by keys, the beamer, the laptop of whoever helps, and three phones.

One of them has no JavaScript, one sleeps, one loses its network in the middle of an answer and comes back by another.
PLEINWIJZER_RECORDING=FOLDER keeps pictures and a trace of each (`recording.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.looks import find_cut_text, find_overflow, wait_until
from tests.browser.recording import Recording, begin_recording
from tests.patience import MILLISECONDS
from tests.webapp.conftest import start_app, stop_app
from tests.webapp.workshops.rooms import NEW, Room, make_room
from webapp.clock import utc_now
from webapp.config import Settings
from webapp.store.rooms import open_room
from webapp.store.rounds import list_rounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page, Request

    from tests.browser.conftest import CheckAccessibility, OpenPage
    from tests.server import RunningServer

    Phones = tuple[Page, Page, Page]

pytestmark = pytest.mark.browser

BEAMER: dict[str, Any] = {"viewport": {"width": 1024, "height": 768}}
ON_A_PHONE: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
WIFI, MOBILE = {"X-Forwarded-For": "192.0.2.10"}, {"X-Forwarded-For": "198.51.100.7"}
"""From where the proxy, which the server of these tests trusts, says that somebody comes."""


@pytest.fixture
def room(live_server: RunningServer) -> Iterator[Room]:
    """A room that is not open yet, in the server's own database."""
    app = start_app(Settings(data_folder=live_server.data_folder, busy_timeout_ms=60_000, testing=True))
    yield make_room(app, NEW, is_open=False)
    stop_app(app)


@pytest.fixture
def recording(open_page: OpenPage) -> Iterator[Recording]:
    """What the browsers do, kept where that was asked for. They are closed after it."""
    del open_page
    kept = begin_recording()
    yield kept
    kept.keep()


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
    """Take part with a phone that scanned the code, and return it."""
    page.goto(f"/doe-mee/{room.address}")
    page.get_by_role("button", name="Doe mee").click()
    return page


def type_code(page: Page, beamer: Page) -> Page:
    """Take part with a phone that types the code off the wall, and return it."""
    page.goto("/doe-mee")
    page.fill("#code", beamer.locator(".way-in-code [translate=no]").inner_text())
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Doe mee").click()
    return page


def answer(page: Page, number: int) -> None:
    """Choose an answer, once it is asked, and send it."""
    page.locator(f"#choice-0{number}").check(timeout=MILLISECONDS)
    page.get_by_role("button", name="Verstuur mijn antwoord").click()


def receives(page: Page, text: str) -> None:
    expect(page.locator("#receipt")).to_contain_text(text, timeout=MILLISECONDS)


class Sleep:
    """A phone in a pocket from now on: the browser says that it is hidden, and no script of it runs. It is woken up.

    `polls` counts what it asks meanwhile. Chromium without a window neither hides nor freezes a page by itself.
    """

    HIDE = """(hidden) => {
        Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""

    def __init__(self, page: Page) -> None:
        self.polls = 0
        self._page = page
        self._debugger = page.context.new_cdp_session(page)
        page.evaluate(self.HIDE, True)
        self._debugger.send("Debugger.enable")
        self._debugger.send("Debugger.pause")
        page.on("request", self._count)

    def _count(self, request: Request) -> None:
        self.polls += "/stand" in request.url

    def end(self) -> None:
        self._debugger.send("Debugger.disable")
        self._page.evaluate(self.HIDE, False)


def let_all_answer(room: Room, trainer: Page, beamer: Page, phones: Phones) -> None:
    """Ask the first question while one phone sleeps, one moves to another network, and one has no JavaScript."""
    plain, sleeper, mover = phones
    people = room.sit(2)
    shows(beamer, "5 in de zaal")
    sleep = Sleep(sleeper)
    press(trainer)
    shows(beamer, "Lees de vraag.")
    press(trainer)
    shows(beamer, "0 van 5 antwoordden")
    mover.locator("#choice-02").check(timeout=MILLISECONDS)
    mover.context.set_offline(True)
    mover.get_by_role("button", name="Verstuur mijn antwoord").click()
    receives(mover, "Nog niet verstuurd")
    plain.reload()
    answer(plain, 1)
    receives(plain, "Ontvangen")
    shows(beamer, "1 van 5 antwoordden")
    mover.context.set_extra_http_headers(MOBILE)
    mover.context.set_offline(False)
    receives(mover, "Ontvangen")
    shows(beamer, "2 van 5 antwoordden")
    assert sleep.polls == 0
    sleep.end()
    answer(sleeper, 2)
    receives(sleeper, "Ontvangen")
    with room.database.read() as connection:
        (entry,) = list_rounds(connection, room.id)
    for person in people:
        room.vote(person, entry, "never")
    shows(beamer, "5 van 5 antwoordden")
    shows(trainer, "5 van 5 antwoordden")


def test_everybody_answers_once_and_sees_it_without_javascript_after_sleep_and_from_another_network(
    room: Room,
    open_page: OpenPage,
    recording: Recording,
    check_accessibility: CheckAccessibility,
    expected_complaints: list[str],
) -> None:
    expected_complaints.append("ERR_INTERNET_DISCONNECTED")
    trainer = recording.follow(open_page(), "trainer")
    trainer.goto(f"/workshop/begeleider/{room.trainer_secret}")
    assert room.trainer_secret not in trainer.url
    check_accessibility(trainer)
    press(trainer)
    beamer = recording.follow(open_page(**BEAMER), "beamer")
    beamer.goto(f"/scherm/{room.address}")
    check_accessibility(beamer)
    fits(beamer)
    code = beamer.locator(".way-in-code [translate=no]")
    drawn = code.inner_text()
    code.evaluate("(one) => { one.textContent = 'WMW MWM'; }")  # the widest that can be drawn
    assert code.evaluate("(one) => one.offsetWidth <= one.closest('.way-in').clientWidth")
    code.evaluate("(one, drawn) => { one.textContent = drawn; }", drawn)
    plain = type_code(recording.follow(open_page(viewport=PHONE, java_script_enabled=False), "phone-plain"), beamer)
    sleeper = join(recording.follow(open_page(**ON_A_PHONE), "phone-sleeps"), room)
    mover = join(recording.follow(open_page(**ON_A_PHONE, extra_http_headers=WIFI), "phone-moves"), room)
    recording.show("1-in", without_colours="beamer")

    let_all_answer(room, trainer, beamer, (plain, sleeper, mover))
    recording.show("2-answered", without_colours="beamer")
    check_accessibility(beamer)
    check_accessibility(trainer)
    press(trainer)
    press(trainer)
    shows(beamer, "5 mensen antwoordden")
    assert beamer.locator(".spread tbody .is-number strong").all_inner_texts() == ["1", "2", "0", "0", "2"]
    check_accessibility(beamer)
    fits(beamer)
    plain.reload()
    for phone in (plain, sleeper, mover):
        expect(phone.get_by_role("table").first).to_contain_text("(jij)", timeout=MILLISECONDS)
    recording.show("3-shown", without_colours="beamer")
    beamer.emulate_media(color_scheme="dark")
    check_accessibility(beamer, only_looks=True)
    check_accessibility(trainer)


def test_a_laptop_beside_follows_and_what_is_typed_is_not_lost_to_a_remote_control(
    room: Room, open_page: OpenPage, check_accessibility: CheckAccessibility
) -> None:
    room.do(open_room, utc_now(), "")
    entry = room.ask()
    for person in room.sit(5):
        room.vote(person, entry, "never")
    room.reveal(entry)
    trainer = open_page()
    trainer.goto(f"/workshop/begeleider/{room.trainer_secret}")
    helper = trainer.context.new_page()
    helper.goto(trainer.url)
    trainer.get_by_text("Tel ook handen of briefjes").click()
    trainer.locator(".hands input[type=text]").first.fill("2")
    trainer.locator("[data-next]").click()
    expect(trainer.get_by_text("is nog niet bewaard")).to_be_visible()  # and the next press goes on
    trainer.get_by_label("Met een afstandsbediening").check()
    trainer.keyboard.press("PageDown")
    shows(trainer, "Vraag 2 van 4")
    shows(helper, "Vraag 2 van 4")
    for path in ("/verslag", "/deur", "/kaart", "/einde", "/wissen"):
        trainer.goto(room.lead_url + path)
        check_accessibility(trainer)
        assert find_overflow(trainer) <= 0


def test_a_clock_runs_out_for_the_room_and_for_whoever_leads_and_closes_nothing(
    room: Room, open_page: OpenPage
) -> None:
    room.do(open_room, utc_now(), "")
    beamer, trainer = open_page(**BEAMER), open_page()
    beamer.goto(f"/scherm/{room.address}")
    trainer.goto(f"/workshop/begeleider/{room.trainer_secret}")
    entry = room.ask(timer=2)
    for page in (beamer, trainer):  # to which the question, and its clock, comes by itself
        expect(page.locator("[data-clock]")).to_have_text("de tijd is om", timeout=MILLISECONDS)
    room.vote(room.sit()[0], entry, "never")
    shows(beamer, "1 van 1 antwoordden")


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
