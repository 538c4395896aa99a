"""What can be seen of a page in a browser, as facts that a test can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.patience import MILLISECONDS

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

# Text that is taller or wider than the box that clips it. Fields and frames scroll; what is hidden on purpose, may too.
CUT = """() => [...document.querySelectorAll('main *, header *, footer *')].filter((one) => {
    const style = getComputedStyle(one);
    if (one.matches('input, textarea, select')) return false;
    if (!/hidden|clip/.test(style.overflowX + style.overflowY) || style.clipPath !== 'none') return false;
    return one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
}).map((one) => one.outerHTML.slice(0, 150))"""

# What a reader sees of the focus: a ring on the element, or on the choice that it stands in.
FOCUS = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const ring = (element) => {
        const style = getComputedStyle(element);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    };
    const shown = one.closest('.choice, .grid-choice') ?? one;
    const box = shown.getBoundingClientRect();
    return {
        what: one.outerHTML.slice(0, 120),
        id: one.id,
        ring: ring(one) || ring(shown),
        inside: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    };
}"""

# Animations and transitions that last longer than a blink.
MOVING = "() => document.getAnimations().filter((one) => one.effect.getComputedTiming().duration > 1).length"


def find_cut_text(page: Page) -> list[str]:
    """Return the elements whose text does not fit in them and is not shown whole."""
    found: list[str] = page.evaluate(CUT)
    return found


def find_overflow(page: Page) -> int:
    """Return by how many pixels a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def count_moving(page: Page) -> int:
    """Return how many parts of the page are moving."""
    return int(page.evaluate(MOVING))


def find_background(page: Page) -> str:
    """Return the colour behind the text."""
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def wait_until(page: Page, expression: str, argument: object = None) -> None:
    """Wait until an expression is true in the page. Raises AssertionError when that takes too long.

    Playwright's own way evaluates a text in the page when it looks again, which the pages' policy rightly forbids.
    """
    for _ in range(MILLISECONDS // 50):
        if page.evaluate(expression, argument):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"still not so: {expression}")


def focus_on(place: Locator) -> None:
    """Put the focus somewhere before a key is pressed, once it is drawn: what is not drawn yet takes no focus and is
    silent about it, and the key then goes nowhere."""
    place.scroll_into_view_if_needed()
    place.focus()
    expect(place).to_be_focused()
