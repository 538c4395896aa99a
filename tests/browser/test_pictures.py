"""The first look at a result: its pictures are drawn meanwhile, and appear without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.assessments import answers_of, store_assessment
from tests.patience import SECONDS

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage
    from tests.server import RunningServer

pytestmark = pytest.mark.browser

ALL_DRAWN = """() => [...document.querySelectorAll('figure.picture img')].every(
    (image) => !image.checkVisibility() || (image.complete && image.naturalHeight > 200))"""


@pytest.fixture
def fresh_link(live_server: RunningServer) -> str:
    """An assessment that was never looked at, with answers that nobody gave before."""
    best = answers_of("full")
    changed = ("presence.", "content.", "strategy.", "barriers.")
    swapped = {name: answer for name, answer in best.items() if name.startswith(changed)}
    return store_assessment(live_server.data_folder, answers_of("middle") | swapped)


@pytest.mark.parametrize("path", ["/resultaat/context", "/resultaat/strategy", "/resultaat"])
def test_every_picture_appears_by_itself_without_a_script(open_page: OpenPage, fresh_link: str, path: str) -> None:
    page = open_page(java_script_enabled=False, color_scheme="dark", viewport={"width": 390, "height": 844})
    page.goto(fresh_link + path)
    for figure in page.locator("figure.picture").all():
        figure.scroll_into_view_if_needed()
    wait_for_pictures(page)


def wait_for_pictures(page: Page) -> None:
    """Fail when a picture that can be seen is not there after a while; a sign in its place is lower."""
    for _ in range(SECONDS * 10):
        if page.evaluate(ALL_DRAWN):
            return
        page.wait_for_timeout(100)
    pytest.fail("There is a picture that did not appear.")
