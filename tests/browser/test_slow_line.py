"""A page that arrives in pieces, as over a slow line: all of it is drawn in the end."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from tests.browser.assessments import store_assessment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.server import RunningServer

pytestmark = pytest.mark.browser

BYTES = 500
SECONDS_BETWEEN = 0.005
LOST = "() => [...document.querySelectorAll('.question-control > *')].filter((one) => !one.checkVisibility()).length"
DRAWN = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn())))"


@contextmanager
def serve_in_pieces(home: str) -> Iterator[str]:
    """Serve what another server serves, pages a bit at a time; yields the address."""

    class Slow(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with urlopen(home + self.path) as answer:  # noqa: S310 (the test's own server)
                body, kind = answer.read(), answer.headers["Content-Type"]
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            step = BYTES if kind.startswith("text/html") else len(body)
            for start in range(0, len(body), step):
                self.wfile.write(body[start : start + step])
                self.wfile.flush()
                time.sleep(SECONDS_BETWEEN)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_questions_that_arrive_in_pieces_show_all_their_answers(chromium: Browser, live_server: RunningServer) -> None:
    """Seven times, since what it guards against came in one of three or four (decision 78)."""
    path = f"{store_assessment(live_server.data_folder, {})}/vragen/strategy"
    with serve_in_pieces(live_server.url) as address:
        for _ in range(7):
            context = chromium.new_context(viewport={"width": 1280, "height": 800})
            page = context.new_page()
            page.goto(address + path)
            page.evaluate(DRAWN)
            lost = page.evaluate(LOST)
            context.close()
            assert lost == 0
