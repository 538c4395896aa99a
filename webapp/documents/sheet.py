"""A sheet as plain data, filled in: what its page shows and what Word writes are drawings of it.

What stands between square brackets in a text is a gap that the municipality fills in itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from assessment.sheets.model import GAP


class FilledColumn(NamedTuple):
    """A column of a table; `width` is its part of the whole beside the others' parts."""

    text: str
    width: float = 1.0


class FilledTable(NamedTuple):
    """A table; each row has as many texts as there are columns."""

    caption: str
    columns: tuple[FilledColumn, ...]
    rows: tuple[tuple[str, ...], ...]


class FilledStep(NamedTuple):
    """One question of a decision tree, with what to do for yes, and for no at the last one."""

    question: str
    yes: str
    no: str = ""


class FilledPart(NamedTuple):
    """A part of a sheet; what it has stands in this order."""

    id: str
    heading: str
    text: str
    items: tuple[str, ...]
    table: FilledTable | None
    steps: tuple[FilledStep, ...]
    after: str
    is_caution: bool


class FilledSource(NamedTuple):
    """Where a law or a figure stands, and when somebody read it there."""

    title: str
    href: str
    seen: str


class SheetLabels(NamedTuple):
    """The words that the document itself needs. `foot` stands at the foot of each page."""

    kind: str
    notes: str
    fill_in: str
    legal: str
    sources: str
    yes: str
    no: str
    foot: str
    invented: str


@dataclass(frozen=True)
class FilledSheet:
    """A whole sheet in one language. `author` is whose it is; `legal` is empty where it touches on no law."""

    id: str
    language: str
    title: str
    purpose: str
    use: str
    parts: tuple[FilledPart, ...]
    sources: tuple[FilledSource, ...]
    author: str
    day: date
    labels: SheetLabels
    is_legal: bool = False
    is_one_page: bool = False
    is_invented: bool = False


def split_gaps(text: str) -> list[tuple[bool, str]]:
    """Return a text in pieces, each with whether it is a gap to fill in."""
    return [(place % 2 == 1, piece) for place, piece in enumerate(GAP.split(text)) if piece]
