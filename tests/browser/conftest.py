"""A real browser on the real application, watched: a page that complains or calls elsewhere fails its test."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.accessibility import find_violations
from tests.browser.assessments import KINDS, answers_of, store_assessment
from tests.browser.chromium import find_chromium, launch_arguments
from tests.browser.slowness import be_patient
from tests.server import run_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

    from tests.server import RunningServer

LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


class CheckAccessibility(Protocol):
    """Fails the test with every violation on a page as it is now; in a colour scheme alone the colours can differ."""

    def __call__(self, page: Page, *, only_looks: bool = False) -> None: ...


class OpenPage(Protocol):
    """Opens a page in a browser context of its own, made with Playwright's options for `new_context`."""

    def __call__(self, **options: Any) -> Page: ...  # noqa: ANN401 (Playwright's options are of many types)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each test has its own context in it."""
    with sync_playwright() as playwright:
        program = find_chromium()
        browser = playwright.chromium.launch(executable_path=program, args=launch_arguments())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The application, with a database that all browser tests share. On a slow disk, who saves waits for others.

    It trusts this machine as its proxy, so that a test can say from which address its browser comes.
    """
    variables = {"PLEINWIJZER_BUSY_TIMEOUT_MS": "60000", "PLEINWIJZER_TRUSTED_PROXY": "127.0.0.1"}
    with run_server(tmp_path_factory.mktemp("live-server") / "data", variables=variables) as server:
        yield server


@pytest.fixture(scope="session")
def links(live_server: RunningServer) -> dict[str, str]:
    """The private links, as paths, of an `empty`, a `middle` and a `full` assessment: don't change them."""
    folder = live_server.data_folder
    return {kind: store_assessment(folder, answers_of(kind), finished=kind == "full") for kind in KINDS}


@pytest.fixture
def expected_complaints() -> list[str]:
    """Patterns of complaints that a test brings about on purpose, such as `status of 404`: append to it."""
    return []


@pytest.fixture
def open_page(chromium: Browser, live_server: RunningServer, expected_complaints: list[str]) -> Iterator[OpenPage]:
    """Open watched pages; addresses are relative to the live server."""
    complaints: list[str] = []
    contexts = []

    def open_page(**options: Any) -> Page:  # noqa: ANN401 (Playwright's options are of many types)
        settings = {"base_url": live_server.url, "locale": "nl-BE", "viewport": LAPTOP} | options
        context = chromium.new_context(**settings)
        be_patient(context)
        contexts.append(context)
        page = context.new_page()
        watch(page, live_server.url, complaints)
        return page

    yield open_page
    for context in contexts:
        context.close()
    unexpected = [text for text in complaints if not any(re.search(pattern, text) for pattern in expected_complaints)]
    assert not unexpected, "The browser complained:\n" + "\n".join(unexpected)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page on a laptop."""
    return open_page()


@pytest.fixture
def phone_page(open_page: OpenPage) -> Page:
    """A page on a phone with a touch screen."""
    return open_page(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)


@pytest.fixture
def plain_page(open_page: OpenPage) -> Page:
    """A page in a browser that runs no JavaScript."""
    return open_page(java_script_enabled=False)


@pytest.fixture
def check_accessibility() -> CheckAccessibility:
    """Fail the test with every violation of WCAG 2.2 AA, or of axe's best practices, on a page as it is now."""

    def check(page: Page, *, only_looks: bool = False) -> None:
        violations = find_violations(page, only_looks=only_looks)
        assert not violations, f"{page.url} has {len(violations)} violations:\n" + "\n".join(violations)

    return check


def watch(page: Page, home: str, complaints: list[str]) -> None:
    """Note each error in the console, each uncaught error, and each request to another host."""

    def note_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(f"console {message.type} on {page.url}: {message.text}")

    def note_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.netloc != urlsplit(home).netloc:
            complaints.append(f"request to another host from {page.url}: {request.url}")

    page.on("console", note_console)
    page.on("pageerror", lambda error: complaints.append(f"uncaught error on {page.url}: {error}"))
    page.on("request", note_request)
