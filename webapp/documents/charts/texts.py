"""How a chart speaks: translation and number formats, handed in by whoever knows the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple, Protocol

from assessment.model import Range, Text


class Gettext(Protocol):
    """Translates an English page text and fills its `%(name)s` places."""

    def __call__(self, string: str, **variables: object) -> str:
        """Return the text in the reader's language."""


class Words(NamedTuple):
    """The reader's language.

    `content` translates a text of the content files, `score` writes a score of 0 to 100, `share` a percentage, `day` a
    day in words and `day_as` the parts of it that a CLDR skeleton names.
    """

    language: str
    gettext: Gettext
    content: Callable[[Text], str]
    score: Callable[[float], str]
    share: Callable[[float], str]
    day: Callable[[date], str]
    day_as: Callable[[date, str], str]

    def scores(self, span: Range) -> str:
        """Return a score, or the two between which it lies."""
        if span.is_point:
            return self.score(span.low)
        return self.gettext("%(low)s to %(high)s", low=self.score(span.low), high=self.score(span.high))
