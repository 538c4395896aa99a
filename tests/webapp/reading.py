"""Pages as a browser reads them: parsed once by the HTML standard, with what it says is wrong with them."""

from __future__ import annotations

import functools
from typing import NamedTuple

import html5lib
from bs4 import BeautifulSoup
from bs4.builder._html5lib import HTML5TreeBuilder

NO_DOCTYPE = "expected-doctype-but-got-"
"""What is no mistake in a fragment."""


class Read(NamedTuple):
    """A page with the mistakes that its parser named."""

    page: BeautifulSoup
    mistakes: list[str]


class _StrictBuilder(HTML5TreeBuilder):
    """Beautiful Soup's own builder, which keeps the mistakes that its parser forgets."""

    def __init__(self) -> None:
        super().__init__()
        self.mistakes: list[str] = []

    def feed(self, markup: str | bytes) -> None:
        parser = html5lib.HTMLParser(tree=self.create_treebuilder)  # type: ignore[arg-type]  # as in what it replaces
        assert self.underlying_builder is not None
        self.underlying_builder.parser = parser
        parser.parse(markup).original_encoding = None
        self.underlying_builder.parser = None
        self.mistakes = [f"parse error {name} at {place} {details}" for place, name, details in parser.errors]


@functools.lru_cache(maxsize=4)
def read_strictly(text: str) -> Read:
    """Parse a page or a fragment. The same text gives the same object: nobody changes what was read."""
    builder = _StrictBuilder()
    page = BeautifulSoup(text, builder=builder)
    return Read(page, builder.mistakes)


def read_page(text: str) -> BeautifulSoup:
    """Return a page, parsed as browsers do."""
    return read_strictly(text).page


def find_mistakes(text: str, *, whole: bool) -> list[str]:
    """Return what the HTML standard calls wrong with a whole page, or with a fragment of one."""
    return [mistake for mistake in read_strictly(text).mistakes if whole or NO_DOCTYPE not in mistake]
