"""How long the browser tests wait, and a slow machine to try them on.

With PLEINWIJZER_SLOW_BROWSER=6 every page computes six times as slowly.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.patience import MILLISECONDS

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

TIMES_SLOWER = float(os.environ.get("PLEINWIJZER_SLOW_BROWSER") or 1)


def be_patient(context: BrowserContext) -> None:
    """Let whatever waits in a context wait long, and its pages be as slow as was asked."""
    expect.set_options(timeout=MILLISECONDS)
    context.set_default_timeout(MILLISECONDS)
    if TIMES_SLOWER > 1:
        context.on("page", slow_down)
        for page in context.pages:
            slow_down(page)


def slow_down(page: Page) -> None:
    """Make a page's processor slow."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": TIMES_SLOWER})
