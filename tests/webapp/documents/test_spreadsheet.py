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
from webapp.documents.empty import EmptyDocumentError
from webapp.documents.office import clean
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
    assert [cell.number_format for cell in page[2]] == ["@", "0", "0.0", "0.00", '0"%"']


def test_a_column_has_one_number_of_decimals_and_no_loose_comma() -> None:
    page = read(make(("a", 1, 50, 50, 57.25), ("b", 2, 62.5, 71.666667, 8)))["Blad één"]
    assert [[cell.number_format for cell in line[1:]] for line in page["A2:E3"]] == [
        ["0", "0.0", "0.00", '0.00"%"']
    ] * 2
    whole = read(make(("a", 1, 50, 50, 57), ("b", 2, 62.5, 7, 8)))["Blad één"]
    assert [cell.number_format for cell in whole[2][3:]] == ["0", '0"%"']


def test_a_day_is_shown_as_each_reader_writes_days() -> None:
    sheet = Sheet("Plan", (Column("Wanneer", Type.DAY),), ((date(2026, 11, 24),),))
    cell = read(Workbook("nl", "Zelfscan", "", DAY, "Gent", (sheet,)))["Plan"]["A2"]
    assert cell.is_date
    assert cell.number_format == "mm-dd-yy", "the built-in format, which follows the reader's own settings"


def test_a_row_is_as_high_as_its_text() -> None:
    page = read(make(row("kort"), row("woord " * 40), row("regel\nregel\nregel"), row("x" * 30_000)))["Blad één"]
    heights = [page.row_dimensions[number].height for number in range(1, 6)]
    assert heights[1] in (None, 15), "as high as a row is by itself"
    assert heights[2] >= 10 * 15, "forty words of six letters in a column of twenty take ten lines at least"
    assert heights[3] == 45
    assert heights[4] == 408.75, "no row can be higher"


def test_all_that_is_written_is_printed_on_the_width_of_a_page() -> None:
    page = read(make(row("a"), row("b")))["Blad één"]
    assert page.print_area == "'Blad één'!$A$1:$E$5"
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page["A5"].value == "Een opmerking"


def test_it_says_when_and_for_whom_it_was_made_and_by_what() -> None:
    written = write_spreadsheet(make(row("a")))
    properties = openpyxl.load_workbook(BytesIO(written)).properties
    assert (properties.title, properties.creator) == ("Zelfscan van Gent", "Gent")
    assert str(properties.created).startswith("2026-11-24")
    with ZipFile(BytesIO(written)) as file:
        assert "<Application>Pleinwijzer<" in file.read("docProps/app.xml").decode()


def test_a_long_text_is_not_formatted_as_one_that_old_versions_show_as_hashes() -> None:
    page = read(make(row("=1+1 " * 60)))["Blad één"]
    assert page["A2"].number_format == "General"
    assert page["A2"].quotePrefix
    assert page["A2"].data_type == "s"


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
