"""Tables as the template component draws them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

Cell = str | dict[str, str]
"""A text, or a link: `text` and `href`."""


class Column(NamedTuple):
    """A column's heading, and whether it holds numbers."""

    text: str
    number: bool = False


class Table(NamedTuple):
    """A table of data. `total` is one more row, set apart; `closing` what a reader concludes from it, in sentences."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    closing: tuple[str, ...] = ()


def link(text: str, href: str) -> Cell:
    """Return a cell that leads somewhere."""
    return {"text": text, "href": href}


def columns(*texts: str, numbers_from: int) -> tuple[Column, ...]:
    """Return columns of which those from a place on (counted from 0) hold numbers."""
    return tuple([Column(text, place >= numbers_from) for place, text in enumerate(texts)])


def rows(found: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Return rows as a table keeps them."""
    return tuple(tuple(row) for row in found)
