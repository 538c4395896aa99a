"""What a reader meets when something is not there, not allowed or broken: a page as whole as the others."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import make_server

from tests.browser.looks import find_cut_text, find_overflow
from tests.browser.slowness import be_patient
from tests.browser.test_scan import FORM_BUTTON, begin
from webapp.assembly import create_app
from webapp.config import Settings
from webapp.web.limits import get_limits
from webapp.web.policy import ANYONE, allow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import CheckAccessibility

pytestmark = pytest.mark.browser

TRIES = 2
NOON = 20_000.5 * 86_400
WRONG_LINK = "/z/" + "a" * 22


@allow(ANYONE)
def break_down() -> str:
    """A mistake of ours."""
    raise ZeroDivisionError


@pytest.fixture
def broken_app(tmp_path: Path) -> Iterator[Flask]:
    """The application with a privacy page that fails, few tries for wrong links, and little patience."""
    app = create_app(Settings(data_folder=tmp_path, failed_links_per_minute=TRIES, busy_timeout_ms=100))
    app.view_functions["site.privacy"] = break_down
    get_limits(app)._clock = lambda: NOON  # or a slow machine's tries fall into two minutes
    yield app
    app.extensions["pleinwijzer"].database.close()


@pytest.fixture
def broken_url(broken_app: Flask) -> Iterator[str]:
    """Where it is served."""
    server = make_server("127.0.0.1", 0, broken_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(chromium: Browser, broken_url: str) -> Iterator[Page]:
    """A calm page on that server; what the browser says about errors is not watched here."""
    context = chromium.new_context(base_url=broken_url, locale="nl-BE", bypass_csp=True, reduced_motion="reduce")
    # A browser fetches the icon when it likes, also while the page is already being left.
    context.route("**/favicon.svg", lambda route: route.abort())
    be_patient(context)
    yield context.new_page()
    context.close()


def check_error_page(page: Page, check_accessibility: CheckAccessibility, code: int) -> None:
    """It says what happened and what to do, in words that fit, and there is a way on."""
    assert page.locator(".error-code").inner_text() == str(code)
    assert page.locator("html").get_attribute("lang") == "nl"
    assert page.locator("main .actions a").count() == 1
    for width, scheme in ((1280, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        check_accessibility(page)
    page.set_viewport_size({"width": 320, "height": 844})
    assert find_overflow(page) <= 0
    assert find_cut_text(page) == []


@pytest.mark.parametrize(("path", "code"), [("/nergens", 404), (WRONG_LINK, 404), ("/privacy", 500)])
def test_an_error_page_is_whole(page: Page, check_accessibility: CheckAccessibility, path: str, code: int) -> None:
    response = page.goto(path)
    assert response is not None
    assert response.status == code
    check_error_page(page, check_accessibility, code)


def test_whoever_tries_many_links_is_told_to_wait(page: Page, check_accessibility: CheckAccessibility) -> None:
    for _ in range(TRIES):
        page.goto(WRONG_LINK)
    response = page.goto(WRONG_LINK)
    assert response is not None
    assert response.status == 429
    check_error_page(page, check_accessibility, 429)


def test_what_could_not_be_done_is_told_on_a_page(
    page: Page, broken_app: Flask, check_accessibility: CheckAccessibility
) -> None:
    link = begin(page, scripted=True)
    page.goto(f"{link}/afronden")
    with closing(sqlite3.connect(broken_app.extensions["pleinwijzer"].database.path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        page.click(FORM_BUTTON)
        page.locator(".error-page").wait_for()
    check_error_page(page, check_accessibility, 503)
