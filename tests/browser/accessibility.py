"""What axe-core finds on a page, as lines that a person can act on."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = Path(__file__).with_name("vendor") / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = ["color-contrast", "link-in-text-block"]
RUN_AXE = """async ([type, values]) => {
    const outcome = await axe.run(document, {
        runOnly: {type, values},
        resultTypes: ["violations"],
    });
    return outcome.violations;
}"""


@functools.cache
def axe_source() -> str:
    """Return axe-core's program text."""
    return AXE.read_text(encoding="utf-8")


def find_violations(page: Page, *, only_looks: bool = False) -> list[str]:
    """Return what breaks WCAG 2.2 AA or axe's best practices on the page as it is now: one line an element.

    `only_looks` leaves out what neither colours nor width can change, for a page that was checked whole.
    Raises ValueError on a page without JavaScript, where axe would wait for ever: look at the same address with it.
    """
    if page.evaluate("matchMedia('(scripting: none)').matches"):
        raise ValueError("axe needs JavaScript: check this page in a browser that has it")
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_source())
    chosen = ["rule", LOOKS] if only_looks else ["tag", RULES]
    violations: list[dict[str, Any]] = page.evaluate(RUN_AXE, chosen)
    return [describe(violation, node) for violation in violations for node in violation["nodes"]]


def describe(violation: dict[str, Any], node: dict[str, Any]) -> str:
    """Return one violation at one element: the rule, what is wrong, where, and the element itself."""
    where = " ".join(str(part) for part in node["target"])
    problem = " ".join(node["failureSummary"].split())
    return f"{violation['id']} ({violation['impact']}): {problem}\n    at {where}: {node['html'][:200]}"
