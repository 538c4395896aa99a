"""How much of a result a page holds: in short, or all of it at once for who prints it or reads it through."""

from __future__ import annotations

from enum import Enum

from flask import request

PARAMETER, ALL = "alles", "ja"


class Extent(Enum):
    """A short page leads to the rest; a whole one holds everything, opened; paper has no sums that a page can show."""

    SHORT = 1
    WHOLE = 2
    PAPER = 3

    @property
    def is_whole(self) -> bool:
        """Whether everything stands on the page, opened."""
        return self is Extent.WHOLE

    def link_other(self, address: str) -> str:
        """Return where a page with a short address stands in full; of a full one, where it is short."""
        return address if self.is_whole else f"{address}{'&' if '?' in address else '?'}{PARAMETER}={ALL}"


def asked_extent() -> Extent:
    """Return how much of a page the address asks for."""
    return Extent.WHOLE if request.args.get(PARAMETER) == ALL else Extent.SHORT
