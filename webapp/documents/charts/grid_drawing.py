"""Draws recommendations in a grid: a column for each class of effort, a row for what they bring.

On a narrow sheet there is no room for three columns of titles: there each class stands as a line of its own.
"""

from __future__ import annotations

from webapp.documents.charts.canvas import Line, Sheet
from webapp.documents.charts.fonts import wrap
from webapp.documents.charts.formats import METRICS, Metrics, Shape
from webapp.documents.charts.model import GridChart, GridEntry, GridRow
from webapp.documents.charts.themes import Colours, text_on

LINE = 18
CHIP = 22
CHIP_ROOM = 30
EDGE = 10
LABEL = 130
HEADING = 48
ENTRY_GAP = 8


def draw_grid(chart: GridChart, shape: Shape, colours: Colours) -> Sheet:
    """Return the drawn grid."""
    metrics = METRICS[shape]
    return _draw_list(chart, metrics, colours) if metrics.is_narrow else _draw_columns(chart, metrics, colours)


# ---------------------------------------------------------------- wide: columns


def _draw_columns(chart: GridChart, metrics: Metrics, colours: Colours) -> Sheet:
    left = metrics.margin + LABEL
    width = (metrics.width - metrics.margin - left) / len(chart.columns)
    heights = [_row_height(row, width, metrics) for row in chart.rows]
    sheet = Sheet(metrics.width, HEADING + sum(heights) + 2, colours.ground)
    sheet.text((left + EDGE, LINE), chart.heading, metrics.small, colours.ink_soft)
    for place, name in enumerate(chart.columns):
        sheet.text((left + place * width + EDGE, 2 * LINE + 2), name, metrics.text, colours.ink, bold=True)
    y = float(HEADING)
    for row, height in zip(chart.rows, heights, strict=True):
        sheet.stroke((metrics.margin, y), (metrics.width - metrics.margin, y), Line(colours.line))
        for number, line in enumerate(_label_lines(row, metrics), start=1):
            sheet.text((metrics.margin, y + number * LINE + 4), line, metrics.small, colours.ink)
        for place, cell in enumerate(row.cells):
            _draw_entries(sheet, cell, (left + place * width + EDGE, y + EDGE, width - 2 * EDGE), metrics, colours)
        y += height
    for place in range(len(chart.columns)):
        x = left + place * width
        sheet.stroke((x, HEADING - LINE - 10), (x, y), Line(colours.rule))
    sheet.stroke((metrics.margin, y), (metrics.width - metrics.margin, y), Line(colours.line))
    return sheet


def _label_lines(row: GridRow, metrics: Metrics) -> tuple[str, ...]:
    return wrap(row.name, metrics.small, LABEL - 10)


def _row_height(row: GridRow, width: float, metrics: Metrics) -> float:
    cells = (_entries_height(cell, width - 2 * EDGE, metrics) for cell in row.cells)
    return max(len(_label_lines(row, metrics)) * LINE, *cells) + 2 * EDGE


# ---------------------------------------------------------------- narrow: one below the other


def _draw_list(chart: GridChart, metrics: Metrics, colours: Colours) -> Sheet:
    room = metrics.width - 2 * metrics.margin
    height = sum(_block_height(row, room, metrics) for row in chart.rows)
    sheet, y = Sheet(metrics.width, height + 4, colours.ground), 0.0
    for row in chart.rows:
        for line in wrap(row.name, metrics.text, room, bold=True):
            y += LINE + 2
            sheet.text((metrics.margin, y), line, metrics.text, colours.ink, bold=True)
        for name, cell in zip(chart.columns, row.cells, strict=True):
            if cell:
                y += LINE + EDGE
                sheet.text((metrics.margin, y), _name_effort(chart, name), metrics.small, colours.ink_soft)
                _draw_entries(sheet, cell, (metrics.margin, y + EDGE, room), metrics, colours)
                y += _entries_height(cell, room, metrics) + EDGE
        y += EDGE
    return sheet


def _name_effort(chart: GridChart, name: str) -> str:
    return f"{chart.heading}: {name.lower()}"


def _block_height(row: GridRow, room: float, metrics: Metrics) -> float:
    heading = len(wrap(row.name, metrics.text, room, bold=True)) * (LINE + 2)
    return heading + EDGE + sum(LINE + 2 * EDGE + _entries_height(cell, room, metrics) for cell in row.cells if cell)


# ---------------------------------------------------------------- what stands in a cell


def _title_lines(entry: GridEntry, room: float, metrics: Metrics) -> tuple[str, ...]:
    return wrap(entry.title, metrics.small, room - CHIP_ROOM)


def _entries_height(cell: tuple[GridEntry, ...], room: float, metrics: Metrics) -> float:
    heights = [max(CHIP, len(_title_lines(entry, room, metrics)) * LINE) for entry in cell]
    return sum(heights) + max(0, len(heights) - 1) * ENTRY_GAP


def _draw_entries(
    sheet: Sheet, cell: tuple[GridEntry, ...], place: tuple[float, float, float], metrics: Metrics, colours: Colours
) -> None:
    """Draw each recommendation: its number on the colour of its dimension, and its title. `place` ends in a width."""
    x, y, room = place
    for entry in cell:
        colour, lines = colours.of[entry.colour], _title_lines(entry, room, metrics)
        sheet.box((x, y), (CHIP, CHIP), colour)
        middle = (x + CHIP / 2, y + 16)
        sheet.text(middle, str(entry.number), metrics.small, text_on(colour), bold=True, align="center")
        for number, line in enumerate(lines):
            sheet.text((x + CHIP_ROOM, y + 15 + number * LINE), line, metrics.small, colours.ink)
        y += max(CHIP, len(lines) * LINE) + ENTRY_GAP
