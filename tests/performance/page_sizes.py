"""How large pages are before anything is opened: elements, bytes, height in screens, and what laying them out takes.

    python -m tests.performance.page_sizes http://127.0.0.1:8000 /methode /methode/webcare [--loads 6]

The server runs already; pages are opened as on a phone (390 x 664) and a laptop (1280 x 800). Style and layout are the
least of so many loads, in milliseconds as Chromium counts them.
"""

from __future__ import annotations

import argparse
import gzip
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import find_chromium

PHONE, LAPTOP = (390, 664), (1280, 800)


@dataclass(frozen=True)
class Size:
    """One page at one width; `layout` in milliseconds."""

    elements: int
    sent: int
    packed: int
    screens: float
    layout: float


def measure(browser: Browser, address: str, window: tuple[int, int]) -> Size:
    """Return the size of a page in a window of its own."""
    context = browser.new_context(viewport={"width": window[0], "height": window[1]})
    page = context.new_page()
    counting = context.new_cdp_session(page)
    counting.send("Performance.enable")
    answer = page.goto(address)
    assert answer is not None
    assert answer.ok, f"{address}: {answer.status}"
    found = {entry["name"]: entry["value"] for entry in counting.send("Performance.getMetrics")["metrics"]}
    body = answer.body()
    size = Size(
        elements=_ask(page, "document.querySelectorAll('*').length"),
        sent=len(body),
        packed=len(gzip.compress(body, 6)),
        screens=_ask(page, "document.documentElement.scrollHeight") / window[1],
        layout=(found["RecalcStyleDuration"] + found["LayoutDuration"]) * 1000,
    )
    context.close()
    return size


def _ask(page: Page, script: str) -> int:
    return int(page.evaluate(script))


def main() -> None:
    """Print a row for each page."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("site")
    asked.add_argument("paths", nargs="+")
    asked.add_argument("--loads", type=int, default=3)
    given = asked.parse_args()
    print("| page | elements | kB, gzip | screens, laptop and phone | style and layout, ms |")
    print("| --- | --- | --- | --- | --- |")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for path in given.paths:
            laptop = measure(browser, given.site + path, LAPTOP)
            phone = [measure(browser, given.site + path, PHONE) for _ in range(given.loads)]
            print(
                f"| `{path}` | {laptop.elements} | {laptop.sent / 1000:.0f}, {laptop.packed / 1000:.1f} | "
                f"{laptop.screens:.1f}, {phone[0].screens:.1f} | {min(one.layout for one in phone):.0f} |"
            )


if __name__ == "__main__":
    main()
