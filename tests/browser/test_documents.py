"""A document that takes a while: the page tells how far it is, and hands it over, with JavaScript and without."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.browser.assessments import answers_of, store_assessment
from tests.patience import MILLISECONDS
from tests.server import run_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import CheckAccessibility
    from tests.server import RunningServer

pytestmark = pytest.mark.browser

LONG = 3 * MILLISECONDS
"""On a slow machine a document takes a while."""


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server of our own, on which a document never comes as fast as who asks for it."""
    variables = {"PLEINWIJZER_BUSY_TIMEOUT_MS": "60000", "PLEINWIJZER_DOCUMENT_WAIT_MS": "1"}
    with run_server(tmp_path_factory.mktemp("hasty") / "data", variables=variables) as server:
        yield server


@pytest.fixture
def link(live_server: RunningServer) -> str:
    """The private link of a self-scan of which no document was made yet."""
    return store_assessment(live_server.data_folder, answers_of("middle"))


def test_who_waits_sees_how_far_it_is_and_gets_the_document_by_itself(
    page: Page, link: str, check_accessibility: CheckAccessibility
) -> None:
    page.goto(f"{link}/documenten")
    with page.expect_download(timeout=LONG) as download:
        page.click("a[href*='rapport.pptx']")
        page.get_by_text("Jullie document wordt gemaakt.").wait_for()
        check_accessibility(page)
        page.get_by_text("Jullie document is klaar.").wait_for(timeout=LONG)
    assert download.value.suggested_filename.endswith(".pptx")
    check_accessibility(page)


def test_without_a_script_a_link_looks_again(plain_page: Page, link: str) -> None:
    plain_page.goto(f"{link}/documenten")
    plain_page.click("a[href*='rapport.pptx']")
    plain_page.get_by_text("Jullie document wordt gemaakt.").wait_for()
    downloads: list[str] = []
    plain_page.on("download", lambda download: downloads.append(download.suggested_filename))
    deadline = time.monotonic() + LONG / 1000
    while not downloads and time.monotonic() < deadline:
        plain_page.get_by_role("link", name="Kijk opnieuw").click()
        plain_page.wait_for_timeout(1000)
    assert downloads
