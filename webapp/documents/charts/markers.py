"""The signs that pictures share: the pointer that always means "you", and lines of a legend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from webapp.documents.charts.canvas import Line, Sheet
from webapp.documents.charts.fonts import wrap
from webapp.documents.charts.formats import Metrics
from webapp.documents.charts.themes import Colours

LEGEND_LINE = 20
SIGN_WIDTH = 40

DrawSign = Callable[[Sheet, float, float], None]
"""Draws the sign of a legend in the box of 30 by 14 pixels that begins at this x and y."""


@dataclass(frozen=True)
class LegendEntry:
    """A sign with what it means."""

    text: str
    draw: DrawSign


def pointer_down(sheet: Sheet, tip: tuple[float, float], colours: Colours, *, hollow: bool = False) -> None:
    """Draw the pointer above a place; a hollow one marks what is likely, not certain."""
    x, y = tip
    half = 7 if not hollow else 6
    fill = colours.ground if hollow else colours.pointer
    sheet.shape([(x - half, y - 12), (x + half, y - 12), (x, y)], fill, Line(colours.pointer, 1.8))


def legend_height(entries: Sequence[LegendEntry], metrics: Metrics) -> float:
    """Return how many pixels a legend takes."""
    return sum(lines for _, lines in _arrange(entries, metrics)) * LEGEND_LINE


def draw_legend(sheet: Sheet, top: float, entries: Sequence[LegendEntry], metrics: Metrics, colours: Colours) -> None:
    """Draw each entry: its sign, and its text beside it; on a wide sheet in two columns."""
    room = _legend_room(metrics)
    y = top
    for row, lines in _arrange(entries, metrics):
        for column, entry in enumerate(row):
            x = metrics.margin + column * (SIGN_WIDTH + room + 16)
            entry.draw(sheet, x, y)
            for number, line in enumerate(wrap(entry.text, metrics.small, room)):
                place = x + SIGN_WIDTH, y + 12 + number * (LEGEND_LINE - 2)
                sheet.text(place, line, metrics.small, colours.ink_soft)
        y += lines * LEGEND_LINE


def _legend_room(metrics: Metrics) -> float:
    room = metrics.width - 2 * metrics.margin
    return room - SIGN_WIDTH if metrics.is_narrow else (room - 16) / 2 - SIGN_WIDTH


def _arrange(entries: Sequence[LegendEntry], metrics: Metrics) -> list[tuple[Sequence[LegendEntry], int]]:
    columns = 1 if metrics.is_narrow else 2
    room = _legend_room(metrics)
    rows = [entries[start : start + columns] for start in range(0, len(entries), columns)]
    return [(row, max(len(wrap(entry.text, metrics.small, room)) for entry in row)) for row in rows]
