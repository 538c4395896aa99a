"""The spreadsheet: typed cells, headings that stay, filters, and nothing that somebody typed becomes a formula."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook.workbook import Workbook as Opened

from tests.webapp.documents.small_paper import MARKUP, STRANGE
from webapp.documents.office import clean
from webapp.documents.paper import EmptyDocumentError
from webapp.documents.spreadsheet import name_sheet, write_spreadsheet
from webapp.documents.workbook import LONGEST_CELL, Column, Formula, Sheet, Type, Value, Workbook

DANGEROUS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x")',
    "{=1}",
    "http://example.org/",
    "1,5",
)
DAY = date(2026, 11, 24)
COLUMNS = (
    Column("Tekst", width=20),
    Column("Aantal", Type.WHOLE),
    Column("Score", Type.SCORE),
    Column("Getal", Type.NUMBER),
    Column("Deel", Type.PERCENT),
)


def make(*rows: tuple[Value, ...], totals: tuple[tuple[Value, ...], ...] = ()) -> Workbook:
    sheet = Sheet("Blad één", COLUMNS, rows, totals, ("Een opmerking",))
    return Workbook("nl", "Zelfscan van Gent", "Pleinwijzer & Gent", DAY, "Gent", (sheet,))


def row(text: str) -> tuple[Value, ...]:
    return text, 3, 62.5, 1.25, 57.0


def read(workbook: Workbook, *, values: bool = False) -> Opened:
    return openpyxl.load_workbook(BytesIO(write_spreadsheet(workbook)), data_only=values)


def test_numbers_are_numbers_and_texts_are_texts() -> None:
    page = read(make(row("Gent")))["Blad één"]
    assert [cell.value for cell in page[1]] == ["Tekst", "Aantal", "Score", "Getal", "Deel"]
    assert [cell.value for cell in page[2]] == ["Gent", 3, 62.5, 1.25, 57]
    assert [cell.data_type for cell in page[2]] == ["s", "n", "n", "n", "n"]
    assert [cell.number_format for cell in page[2]] == ["@", "0", "0.0", "0.##", '0.##"%"']


def test_headings_stay_in_sight_and_can_filter() -> None:
    page = read(make(row("a"), row("b")))["Blad één"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:E3"
    assert page.print_title_rows == "$1:$1"
    assert page.page_setup.orientation == "landscape"


@pytest.mark.parametrize("text", [*DANGEROUS, *MARKUP])
def test_what_somebody_typed_never_becomes_a_formula_or_a_link(text: str) -> None:
    cell = read(make(row(text)))["Blad één"]["A2"]
    assert cell.data_type == "s"
    assert cell.value == clean(text)
    assert cell.hyperlink is None


@given(st.text(max_size=300))
def test_any_text_gives_a_file_that_opens(text: str) -> None:
    cell = read(make(row(text)))["Blad één"]["A2"]
    assert cell.data_type in {"s", "n"}
    assert (cell.value or "") == clean(text)


@pytest.mark.parametrize("text", STRANGE)
def test_other_scripts_and_broken_signs_give_a_file_that_opens(text: str) -> None:
    assert read(make(row(text)))["Blad één"]["A2"].value == clean(text)


def test_a_long_note_stays_whole_and_one_that_does_not_fit_is_an_error() -> None:
    long = "woord " * 2000
    assert read(make(row(long)))["Blad één"]["A2"].value == long
    with pytest.raises(ValueError, match="longer than a cell"):
        make(row("x" * (LONGEST_CELL + 1)))


def test_a_formula_of_ours_has_its_value_too() -> None:
    total: tuple[Value, ...] = ("Samen", Formula("=SUM(B{first}:B{last})", 6), None, None, None)
    workbook = make(row("a"), row("b"), totals=(total,))
    assert read(workbook)["Blad één"]["B4"].value == "=SUM(B2:B3)"
    assert read(workbook, values=True)["Blad één"]["B4"].value == 6


def test_a_row_that_does_not_fit_is_an_error() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        make(("a", 1))


def test_a_sheet_without_rows_is_an_error() -> None:
    with pytest.raises(EmptyDocumentError):
        write_spreadsheet(make())


def test_the_same_workbook_gives_the_same_bytes() -> None:
    assert write_spreadsheet(make(row("a"))) == write_spreadsheet(make(row("a")))


def test_the_header_takes_an_ampersand_for_text() -> None:
    with ZipFile(BytesIO(write_spreadsheet(make(row("a"))))) as file:
        assert "Pleinwijzer &amp;&amp; Gent" in file.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize(("name", "named"), [("a/b:c", "a b c"), ("x" * 40, "x" * 31), ("''", "–")])
def test_names_of_sheets_are_ones_that_can_be(name: str, named: str) -> None:
    assert name_sheet(name) == named
