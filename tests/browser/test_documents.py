"""A document that takes a while: the page tells how far it is, and hands it over, with JavaScript and without."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from tests.patience import MILLISECONDS, SECONDS

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import CheckAccessibility
    from tests.server import RunningServer

pytestmark = pytest.mark.browser

LONG = 3 * MILLISECONDS
"""On a slow machine the documents that come first take a while."""


@pytest.fixture
def queue_documents(live_server: RunningServer) -> QueueDocuments:
    return QueueDocuments(live_server.url)


class QueueDocuments:
    """Asks for two long documents, so that the next one must wait, and does not wait for them."""

    def __init__(self, home: str) -> None:
        self._home = home

    def __call__(self, link: str) -> None:
        address = f"{self._home}{link}/documenten/rapport.docx"
        for language in ("nl", "en"):
            threading.Thread(target=self._get, args=(f"{address}?taal={language}",), daemon=True).start()
        gives_up = time.monotonic() + SECONDS
        while time.monotonic() < gives_up:
            if any(f'value="{state}"' in self._get(f"{address}/stand?taal=en") for state in ("0", "1")):
                return
            time.sleep(0.02)
        raise AssertionError("the long documents were not asked for")

    def _get(self, address: str) -> str:
        with urlopen(address) as answer:  # noqa: S310 (our own server)
            return str(answer.read().decode("latin-1"))


def test_who_waits_sees_how_far_it_is_and_gets_the_document_by_itself(
    page: Page, links: dict[str, str], queue_documents: QueueDocuments, check_accessibility: CheckAccessibility
) -> None:
    page.goto(f"{links['middle']}/documenten")
    queue_documents(links["middle"])
    with page.expect_download(timeout=LONG) as download:
        page.click("a[href*='rapport.pptx']")
    assert download.value.suggested_filename.endswith(".pptx")
    check_accessibility(page)


def test_without_a_script_a_link_looks_again(
    plain_page: Page, links: dict[str, str], queue_documents: QueueDocuments
) -> None:
    plain_page.goto(f"{links['full']}/documenten")
    queue_documents(links["full"])
    plain_page.click("a[href*='rapport.pptx']")
    plain_page.get_by_text("Jullie document wordt gemaakt.").wait_for()
    downloads: list[str] = []
    plain_page.on("download", lambda download: downloads.append(download.suggested_filename))
    deadline = time.monotonic() + LONG / 1000
    while not downloads and time.monotonic() < deadline:
        plain_page.get_by_role("link", name="Kijk opnieuw").click()
        plain_page.wait_for_timeout(1000)
    assert downloads
