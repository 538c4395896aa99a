"""A workbook as an xlsx file: typed cells, rows as high as their text; no text ever becomes a formula."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from webapp.documents.empty import EmptyDocumentError
from webapp.documents.letters import count_lines
from webapp.documents.office import FONT, PROGRAM, clean, finish, moment_of
from webapp.documents.palette import LIGHT
from webapp.documents.workbook import Column, Formula, Sheet, Type, Value, Workbook

SIZE = 11
LINE_HEIGHT, HIGHEST_ROW = 15.0, 408.75
"""In points; Excel shows no row that is higher."""
LETTER_WIDTH = 5.25
"""A column's width counts digits of the ordinary typeface, each so many points wide."""
INDENT = 5.0
"""So far a text stands from its edge, so that it does not touch the number before it, in points."""
LONGEST_TYPED_TEXT = 255
"""A longer text in a cell for text shows as a row of hashes in some versions of Excel."""
OWN_DAY = 14
"""The built-in format for a day, which each reader's Excel shows in their own way."""
MOST_DECIMALS = 2

_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31


def write_spreadsheet(workbook: Workbook) -> bytes:
    """Return the workbook as an xlsx file. Raises EmptyDocumentError when a sheet has no rows."""
    if not workbook.sheets or not all(sheet.rows for sheet in workbook.sheets):
        raise EmptyDocumentError("the workbook has a sheet without rows")
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, options)
    about = {"title": workbook.title, "author": workbook.author, "comments": PROGRAM}
    book.set_properties(
        {name: clean(text)[:255] for name, text in about.items()} | {"created": moment_of(workbook.day)}
    )
    formats = _Formats(book)
    for sheet in workbook.sheets:
        _write_sheet(book.add_worksheet(name_sheet(sheet.name)), sheet, workbook.header, formats)
    book.close()
    return finish(file.getvalue(), workbook.day)


def name_sheet(name: str) -> str:
    """Return a name that a sheet may have."""
    return _FORBIDDEN_IN_NAMES.sub(" ", clean(name))[:_LONGEST_NAME].strip() or "–"


def find_number_format(column: Column, values: Iterable[Value]) -> str | int:
    """Return how a column's numbers look: all with as many decimals as the one that needs most, two at most."""
    match column.type:
        case Type.TEXT:
            return "@"
        case Type.WHOLE:
            return "0"
        case Type.DAY:
            return OWN_DAY
        case Type.SCORE:
            return "0.0"
    needed = max((_count_decimals(value) for value in values), default=0)
    written = "0." + "0" * needed if needed else "0"
    return f'{written}"%"' if column.type is Type.PERCENT else written


def _count_decimals(value: Value) -> int:
    number = value.value if isinstance(value, Formula) else value
    if not isinstance(number, int | float):
        return 0
    return len(f"{number:.{MOST_DECIMALS}f}".rstrip("0").partition(".")[2])


class _Formats:
    """How cells look: each look is made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.heading = self.get(
            bold=True,
            bg_color=LIGHT.ink,
            font_color="#FFFFFF",
            text_wrap=True,
            valign="vcenter",
            border_color=LIGHT.rule,
        )
        self.note = self.get(italic=True, font_color=LIGHT.ink_soft, text_wrap=True)

    def get(self, **look: Any) -> Format:  # noqa: ANN401 (a look is text, a number or yes)
        """Return a look."""
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": FONT, "font_size": SIZE, "valign": "top"} | look)
        return self._made[key]


def _write_sheet(page: Worksheet, sheet: Sheet, header: str, formats: _Formats) -> None:
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, clean(column.title), formats.heading)
    page.set_row(0, _find_height([(column.title, column.width) for column in sheet.columns], bold=True) + 4)
    last = len(sheet.rows)
    numbers = [
        find_number_format(column, (row[place] for row in (*sheet.rows, *sheet.totals)))
        for place, column in enumerate(sheet.columns)
    ]
    for number, row in enumerate((*sheet.rows, *sheet.totals), start=1):
        look = {"bold": True, "top": 1} if number > last else {}
        page.set_row(number, _find_height([(v, c.width) for v, c in zip(row, sheet.columns, strict=True)]))
        for place, (value, number_format) in enumerate(zip(row, numbers, strict=True)):
            _write_cell(page, (number, place), value, _find_look(formats, value, number_format, look), last)
    end = _write_notes(page, sheet, last + len(sheet.totals) + 2, formats)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)
    page.print_area(0, 0, end, len(sheet.columns) - 1)
    _set_paper(page, sheet, header)


def _find_look(formats: _Formats, value: Value, number_format: str | int, look: Mapping[str, Any]) -> Format:
    if number_format != "@":
        return formats.get(num_format=number_format, **look)
    if isinstance(value, str) and len(value) > LONGEST_TYPED_TEXT:
        return formats.get(text_wrap=True, indent=1, quote_prefix=True, **look)
    return formats.get(num_format="@", text_wrap=True, indent=1, **look)


def _find_height(cells: Iterable[tuple[Value, float]], *, bold: bool = False) -> float:
    """Return how high a row must be to show each text whole, as far as Excel lets it."""
    lines = (
        count_lines(clean(value), SIZE, width * LETTER_WIDTH - INDENT, bold=bold)
        for value, width in cells
        if isinstance(value, str)
    )
    return min(HIGHEST_ROW, max(lines, default=1) * LINE_HEIGHT)


def _write_notes(page: Worksheet, sheet: Sheet, start: int, formats: _Formats) -> int:
    """Write the notes below the table, each over its whole width, and return the last row."""
    last = len(sheet.columns) - 1
    width = sum(column.width for column in sheet.columns)
    for number, note in enumerate(sheet.notes, start=start):
        page.set_row(number, _find_height([(note, width)]))
        if last:
            page.merge_range(number, 0, number, last, "", formats.note)
        page.write_string(number, 0, clean(note), formats.note)
    return start + len(sheet.notes) - 1 if sheet.notes else start - 2


def _set_paper(page: Worksheet, sheet: Sheet, header: str) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_header(f"&L{_escape(header)}&R{_escape(sheet.name)}")
    page.set_footer("&R&P / &N")


def _write_cell(page: Worksheet, place: tuple[int, int], value: Value, look: Format, last: int) -> None:
    row, column = place
    match value:
        case None:
            page.write_blank(row, column, None, look)
        case Formula():
            page.write_formula(row, column, value.text.format(row=row + 1, first=2, last=last + 1), look, value.value)
        case dt.date():
            page.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), look)  # noqa: DTZ001 (a day)
        case str():
            page.write_string(row, column, clean(value), look)
        case _:
            page.write_number(row, column, value, look)


def _escape(text: str) -> str:
    """Return a text for a header, where an ampersand begins a code."""
    return clean(text).replace("&", "&&")[:120]
