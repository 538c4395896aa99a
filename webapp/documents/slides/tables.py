"""Tables on slides: PowerPoint's own, in the theme's colours."""

from __future__ import annotations

from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.placeholder import TablePlaceholder
from pptx.util import Emu

from webapp.documents.letters import LINE, count_lines
from webapp.documents.office import clean
from webapp.documents.paper import Table
from webapp.documents.slides.shapes import describe
from webapp.documents.slides.template import POINT, ROOM_HEIGHT, ROOM_WIDTH
from webapp.documents.slides.text import write

TABLE_POINTS = (16.0, 15.0, 14.0)
"""Letter sizes of a table: the first in which it fits on one slide; smaller can't be read at the end of a room."""
STYLE = "{073A0DAA-6AF3-43AB-8588-CEC1D06C72B9}"
"""PowerPoint's *Medium Style 2* in the colour of the text: it follows the theme."""
EDGE = 16
"""Left and right of a cell's text together, in points, with a little room for another typeface."""


def find_table_points(table: Table) -> float | None:
    """Return the letter size in which a table fits on one slide; None where it needs more of them."""
    for points in TABLE_POINTS:
        if sum(row_height(table, row, points) for row in ((), *table.rows)) <= ROOM_HEIGHT:
            return points
    return None


def row_height(table: Table, row: tuple[str, ...], points: float = TABLE_POINTS[0]) -> float:
    """Return how high a row is in EMU; that of the headings for an empty one."""
    texts = row or tuple(column.title for column in table.columns)
    whole = sum(column.width for column in table.columns)
    most = max(
        count_lines(clean(text), points, ROOM_WIDTH / POINT * column.width / whole - EDGE, bold=not row)
        for text, column in zip(texts, table.columns, strict=True)
    )
    return (most * LINE * points + 10) * POINT


def write_table(placeholder: Any, table: Table, language: str) -> None:
    """Put a table in the place of a placeholder."""
    holder = TablePlaceholder(placeholder._element, placeholder._parent)
    rows = [tuple(column.title for column in table.columns), *table.rows]
    frame = holder.insert_table(len(rows), len(table.columns))
    describe(frame, table.caption, table.caption)
    made = frame.table
    made._tbl.tblPr.find(qn("a:tableStyleId")).text = STYLE
    whole = sum(column.width for column in table.columns)
    for place, column in enumerate(table.columns):
        made.columns[place].width = Emu(round(ROOM_WIDTH * column.width / whole))
    points = find_table_points(table) or TABLE_POINTS[0]
    heights = [row_height(table, row, points) for row in ((), *table.rows)]
    for line, (row, height) in enumerate(zip(rows, heights, strict=True)):
        made.rows[line].height = Emu(round(height))
        for place, text in enumerate(row):
            frame_of_cell = made.cell(line, place).text_frame
            write(frame_of_cell, (text,), language, points=points)
            if table.columns[place].is_number:
                frame_of_cell.paragraphs[0].alignment = PP_ALIGN.RIGHT
    frame.height = Emu(round(sum(heights)))
