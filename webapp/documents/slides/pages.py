"""What does not fit on one slide, on as many as it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from webapp.documents.deck import Slide
from webapp.documents.slides.tables import find_table_points, row_height
from webapp.documents.slides.template import ROOM_HEIGHT, ROOM_WIDTH, TEXT_POINTS
from webapp.documents.slides.text import measure_height

FEWEST = 2
"""A slide that has more rows than this gives one to a row that would stand alone."""
SPACE = 1.15
"""What stands between two sentences, and what another program may need more."""


def split(slide: Slide) -> Iterator[Slide]:
    """Give the slide in as many parts as its rows or sentences need."""
    if slide.table is not None and find_table_points(slide.table) is None:
        heights = [row_height(slide.table, row) for row in slide.table.rows]
        for rows in _pages(heights, row_height(slide.table, ())):
            part = tuple(slide.table.rows[place] for place in rows)
            yield replace(slide, table=replace(slide.table, rows=part, marked=frozenset()))
    elif slide.lines and not slide.bars:
        heights = [measure_height(line, TEXT_POINTS, ROOM_WIDTH) * SPACE + 76_000 for line in slide.lines]
        for places in _pages(heights, 0):
            yield replace(slide, lines=tuple(slide.lines[place] for place in places))
    else:
        yield slide


def _pages(heights: list[float], head: float) -> list[list[int]]:
    """Return the places of what fits on each slide; what is too high for any stands alone, a last row does not."""
    pages: list[list[int]] = [[]]
    used = head
    for place, height in enumerate(heights):
        if pages[-1] and used + height > ROOM_HEIGHT:
            pages.append([])
            used = head
        pages[-1].append(place)
        used += height
    if len(pages) > 1 and len(pages[-1]) == 1 and len(pages[-2]) > FEWEST:
        pages[-1].insert(0, pages[-2].pop())
    return pages
