"""A browser that takes no cookies and keeps nothing for a site: a whole self-scan works all the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error, expect

from tests.browser.chromium import find_chromium, launch_arguments
from tests.browser.conftest import watch
from tests.browser.slowness import be_patient
from tests.browser.test_scan import FORM_BUTTON, begin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.server import RunningServer

pytestmark = pytest.mark.browser

BLOCKED = {"profile": {"default_content_setting_values": {"cookies": 2}, "cookie_controls_mode": 1}}


@pytest.fixture
def closed_page(tmp_path: Path, live_server: RunningServer, chromium: Browser) -> Iterator[Page]:
    """A watched page in a browser whose owner blocks all cookies, which blocks storage too."""
    settings = tmp_path / "profile" / "Default"
    settings.mkdir(parents=True)
    (settings / "Preferences").write_text(json.dumps(BLOCKED), encoding="utf-8")
    complaints: list[str] = []
    context = chromium.browser_type.launch_persistent_context(
        tmp_path / "profile",
        executable_path=find_chromium(),
        args=launch_arguments(),
        base_url=live_server.url,
        locale="nl-BE",
        viewport={"width": 1280, "height": 800},
    )
    be_patient(context)
    page = context.pages[0]
    watch(page, live_server.url, complaints)
    yield page
    assert context.cookies() == []
    context.close()
    assert complaints == []


def test_a_whole_self_scan_works_with_cookies_blocked(closed_page: Page) -> None:
    page = closed_page
    link = begin(page, scripted=True)
    with pytest.raises(Error, match="SecurityError"):
        page.evaluate("localStorage.length")
    page.goto(f"{link}/vragen/barriers")
    page.fill("[name='answer.next.steps']", "Een reactieschema maken.")
    page.locator("#q-next-steps .is-saved").wait_for()
    page.click(FORM_BUTTON)
    page.wait_for_url("**/afronden*")
    page.goto(f"{link}/vragen/listening")
    page.locator(".question .choice input").nth(1).check()
    page.click(FORM_BUTTON)
    page.wait_for_url("**/vragen/webcare*")
    page.goto(f"{link}/profiel")
    page.fill("#inhabitants", "34.000")
    page.click(FORM_BUTTON)
    page.wait_for_url("**/z/*?melding=*")
    page.goto(f"{link}/afronden")
    page.click(FORM_BUTTON)
    page.wait_for_url("**/resultaat*")
    page.goto(f"{link}/actieplan/nieuw")
    page.fill("#title", "Overleg met de directies")
    page.click(FORM_BUTTON)
    page.wait_for_url("**/actieplan?*")
    assert "Overleg met de directies" in page.locator("main").inner_text()
    page.goto(f"{link}/vragen/barriers")
    assert "Een reactieschema maken." in page.locator("main").inner_text()
    page.goto(f"{link}/gegevens/verwijderen")
    page.locator("main form button").first.click()
    page.wait_for_url(lambda address: link not in address)


def test_another_language_is_read_with_cookies_blocked_and_it_is_said_how_to_keep_it(closed_page: Page) -> None:
    page = closed_page
    link = begin(page, scripted=True)
    page.goto(f"{link}/vragen/listening")
    page.click(".language button:not([aria-current])")
    page.wait_for_url("**/vragen/listening?taal=en*")
    assert page.get_attribute("html", "lang") == "en"
    assert "takes no cookies" in page.locator(".notice:not([hidden])").first.inner_text()
    page.locator("#q-listening-themes .choice input").nth(1).check()
    expect(page.locator("#q-listening-themes .is-saved")).to_contain_text("Saved at")
    page.goto(f"{link}/profiel")
    page.select_option("#language", "en")
    page.click(FORM_BUTTON)
    page.wait_for_url("**/z/*?melding=*")
    page.goto(f"{link}/vragen/listening")
    assert page.get_attribute("html", "lang") == "en"
