"""A workbook as an xlsx file: typed cells, frozen headings, filters; no text ever becomes a formula."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from webapp.documents.office import clean
from webapp.documents.palette import LIGHT
from webapp.documents.paper import EmptyDocumentError
from webapp.documents.workbook import Column, Formula, Sheet, Type, Value, Workbook

MADE = dt.datetime(2019, 1, 1, tzinfo=dt.UTC)
"""One moment for every file, so that the same content gives the same bytes."""
NUMBER_FORMATS: Mapping[Type, str] = {
    Type.TEXT: "@",
    Type.WHOLE: "0",
    Type.SCORE: "0.0",
    Type.NUMBER: "0.##",
    Type.PERCENT: '0.##"%"',
    Type.DAY: "yyyy-mm-dd",
}

_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31


def write_spreadsheet(workbook: Workbook) -> bytes:
    """Return the workbook as an xlsx file. Raises EmptyDocumentError when a sheet has no rows."""
    if not workbook.sheets or not all(sheet.rows for sheet in workbook.sheets):
        raise EmptyDocumentError("the workbook has a sheet without rows")
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, options)
    book.set_properties(
        {"title": clean(workbook.title)[:255], "created": MADE.replace(tzinfo=None), "author": "Pleinwijzer"}
    )
    formats = _Formats(book)
    for sheet in workbook.sheets:
        _write_sheet(book.add_worksheet(name_sheet(sheet.name)), sheet, workbook.header, formats)
    book.close()
    return file.getvalue()


def name_sheet(name: str) -> str:
    """Return a name that a sheet may have."""
    return _FORBIDDEN_IN_NAMES.sub(" ", clean(name))[:_LONGEST_NAME].strip() or "–"


class _Formats:
    """How cells look, by what stands in them."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
        self.heading: Format = book.add_format(
            base
            | {"bold": True, "bg_color": LIGHT.ink, "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter"}
        )
        self.note: Format = book.add_format(base | {"italic": True, "font_color": LIGHT.ink_soft})
        self.cells = {kind: self._make(book, base, kind) for kind in Type}
        self.totals = {kind: self._make(book, base | {"bold": True, "top": 1}, kind) for kind in Type}

    @staticmethod
    def _make(book: xlsxwriter.Workbook, base: dict[str, Any], kind: Type) -> Format:
        return book.add_format(base | {"num_format": NUMBER_FORMATS[kind], "text_wrap": kind is Type.TEXT})


def _write_sheet(page: Worksheet, sheet: Sheet, header: str, formats: _Formats) -> None:
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, clean(column.title), formats.heading)
    last = len(sheet.rows)
    for number, row in enumerate(sheet.rows, start=1):
        _write_row(page, number, zip(sheet.columns, row, strict=True), formats.cells, last)
    for number, row in enumerate(sheet.totals, start=last + 1):
        _write_row(page, number, zip(sheet.columns, row, strict=True), formats.totals, last)
    for number, note in enumerate(sheet.notes, start=last + len(sheet.totals) + 2):
        page.write_string(number, 0, clean(note), formats.note)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_header(f"&L{_escape(header)}&R{_escape(sheet.name)}")
    page.set_footer("&R&P / &N")


def _write_row(
    page: Worksheet, number: int, cells: Iterator[tuple[Column, Value]], formats: Mapping[Type, Format], last: int
) -> None:
    for place, (column, value) in enumerate(cells):
        look = formats[column.type]
        match value:
            case None:
                page.write_blank(number, place, None, look)
            case Formula():
                text = value.text.format(row=number + 1, first=2, last=last + 1)
                page.write_formula(number, place, text, look, value.value)
            case dt.date():
                page.write_datetime(number, place, dt.datetime(value.year, value.month, value.day), look)  # noqa: DTZ001 (a day)
            case str():
                page.write_string(number, place, clean(value), look)
            case _:
                page.write_number(number, place, value, look)


def _escape(text: str) -> str:
    """Return a text for a header, where an ampersand begins a code."""
    return clean(text).replace("&", "&&")[:120]
