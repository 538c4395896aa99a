"""What all tests share: the order they run in, and what happens where a tool of the system is missing."""

from __future__ import annotations

import functools
import os

import pytest
from hypothesis import settings

from tests.browser.chromium import find_chromium
from tests.compiled import CompiledRule, CompiledTemplates
from webapp.language.spelling import SpellingUnavailableError, find_dictionary
from webapp.web.application import Application

# A law is tested on the same cases everywhere, and on a slow machine too.
settings.register_profile("pleinwijzer", deadline=None, derandomize=True)
settings.load_profile("pleinwijzer")

# Each test has an application of its own; what is made of a template or a route is the same in all of them.
Application.jinja_options = {**Application.jinja_options, "bytecode_cache": CompiledTemplates()}
Application.url_rule_class = CompiledRule

# A server on somebody's machine finds its modules compiled. Where this is set, as many build machines have it, each of
# its processes would compile all of them at each start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser tests last: what a fast test finds need not be found slowly."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose tool of the system is missing, or fail it where skipping is not allowed (CI)."""
    if item.get_closest_marker("browser") and not find_chromium():
        miss("Chromium")
    if item.get_closest_marker("hunspell") and not has_dutch_spelling():
        miss("hunspell with its Dutch word list")


def miss(tool: str) -> None:
    """Skip or fail the test, by PLEINWIJZER_REQUIRE_SYSTEM_TOOLS."""
    if os.environ.get("PLEINWIJZER_REQUIRE_SYSTEM_TOOLS") == "1":
        pytest.fail(f"{tool} is missing, and this run requires it", pytrace=False)
    pytest.skip(f"{tool} is missing")


@functools.cache
def has_dutch_spelling() -> bool:
    """Tell whether hunspell is here and knows Dutch."""
    try:
        return bool(find_dictionary("nl"))
    except SpellingUnavailableError:
        return False
