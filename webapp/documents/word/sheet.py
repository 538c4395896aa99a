"""A sheet as a Word file, in the same styles as the report: to fill in, to change, and to give another look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml.ns import qn

from webapp.documents.empty import EmptyDocumentError
from webapp.documents.office import PROGRAM
from webapp.documents.paper import Labels
from webapp.documents.sheet import FilledPart, FilledSheet, FilledStep, FilledTable, split_gaps
from webapp.documents.word import begin_document, save
from webapp.documents.word.blocks import Body, add_cell, begin_table
from webapp.documents.word.elements import Element, add, add_paragraph, make, write_text
from webapp.documents.word.pages import count_pages, measure_paragraph, measure_row
from webapp.documents.word.styles import (
    BULLET,
    CAPTION,
    CAUTION,
    CELL,
    CELL_HEADING,
    FILL_IN,
    FOOTER,
    KICKER,
    LEAD,
    NORMAL,
    SOFT,
    TREE_TABLE,
    WIDTH,
    heading_style,
)

_TREE_WIDTHS = (0.4, 0.08, 0.52)
_LABELS = Labels("", "", "", "", "")


def write_sheet(sheet: FilledSheet) -> bytes:
    """Return the sheet as a docx file. Raises EmptyDocumentError when there is nothing to say."""
    if not sheet.parts:
        raise EmptyDocumentError("the sheet says nothing")
    document = begin_document(sheet.language, sheet.title, sheet.labels.kind, sheet.author, sheet.day)
    section = document.sections[0]
    section.different_first_page_header_footer = False
    _write_foot(section.footer, sheet)
    body = _begin_body(document)
    end = body.element.sectPr
    body.element.remove(end)
    _write(body, sheet)
    _write_notes(body, sheet)
    body.element.append(end)
    return save(document, sheet.day)


def count_sheet_pages(sheet: FilledSheet) -> int:
    """Return how many pages a sheet takes without the notes behind it, as far as the widths of letters tell."""
    body = _begin_body(begin_document(sheet.language, sheet.title, sheet.labels.kind, sheet.author, sheet.day))
    _write(body, sheet)
    return count_pages(body.pieces)


def _begin_body(document: Any) -> Body:  # noqa: ANN401 (python-docx has few types)
    return Body(document, document.element.body, _LABELS, lambda _chart: None)


def _write(body: Body, sheet: FilledSheet) -> None:
    labels = sheet.labels
    body.say(KICKER, f"{PROGRAM} · {labels.kind}")
    body.say(heading_style(1), sheet.title)
    if sheet.is_invented:
        body.say(CAUTION, labels.invented)
    _say(body, LEAD, sheet.purpose)
    if sheet.is_legal:
        _say(body, CAUTION, labels.legal)
    for part in sheet.parts:
        _write_part(body, part, sheet)


def _write_notes(body: Body, sheet: FilledSheet) -> None:
    """Write how the sheet is meant, for who works on it: behind it, so that it can be taken off."""
    body.say(heading_style(2), sheet.labels.notes, new_page=sheet.is_one_page)
    _say(body, SOFT, f"{sheet.use} {sheet.labels.fill_in}")
    for source in sheet.sources:
        body.say(SOFT, f"{source.title}. {source.href} ({source.seen})")


def _write_part(body: Body, part: FilledPart, sheet: FilledSheet) -> None:
    if part.heading:
        body.say(heading_style(2), part.heading)
    if part.text:
        _say(body, CAUTION if part.is_caution else NORMAL, part.text)
    for item in part.items:
        _say(body, BULLET, item)
    if part.table:
        _write_table(body, part.table)
    if part.steps:
        _write_tree(body, part.steps, sheet)
    if part.after:
        _say(body, NORMAL, part.after)


def _say(body: Body, style: str, text: str) -> None:
    """Add a paragraph in which gaps stand out."""
    body.pieces += measure_paragraph(style, text)
    _write_gaps(add_paragraph(body.element, style), text)


def _write_gaps(paragraph: Element, text: str) -> None:
    for is_gap, piece in split_gaps(text):
        write_text(paragraph, piece, style=FILL_IN if is_gap else "")


def _write_table(body: Body, table: FilledTable) -> None:
    body.say(CAPTION, table.caption, keep_next=True)
    whole = sum(column.width for column in table.columns)
    widths = [round(WIDTH * column.width / whole) for column in table.columns]
    made = begin_table(body.element, widths, table.caption)
    head = _write_row(body, made, [column.text for column in table.columns], widths, CELL_HEADING)
    add(head.trPr, "tblHeader")
    for properties in head.iter(qn("w:pPr")):
        properties.insert(1, make("keepNext"))
    for row in table.rows:
        _write_row(body, made, row, widths, CELL)
    body.say(SOFT, "")


def _write_row(body: Body, table: Element, texts: Sequence[str], widths: Sequence[int], style: str) -> Element:
    row = add(table, "tr")
    add(add(row, "trPr"), "cantSplit")
    for text, width in zip(texts, widths, strict=True):
        _write_gaps(add_paragraph(add_cell(row, width), style), text)
    body.pieces.append(measure_row(style, texts, widths))
    return row


def _write_tree(body: Body, steps: Sequence[FilledStep], sheet: FilledSheet) -> None:
    """A question in a box, an arrow to what to do; beneath it the way on to the next question."""
    labels, widths = sheet.labels, [round(WIDTH * part) for part in _TREE_WIDTHS]
    made = begin_table(body.element, widths, sheet.title, has_heading=False, style=TREE_TABLE)
    for place, step in enumerate(steps, start=1):
        _write_row(body, made, (f"{place}. {step.question}", f"{labels.yes} →", step.yes), widths, CELL)
        _shade(made[-1], 0, 2)
        _write_row(body, made, (f"↓ {labels.no}", "", step.no), widths, CELL)
        if step.no:
            _shade(made[-1], 2)
    _keep_together(made)
    body.say(SOFT, "")


def _keep_together(table: Element) -> None:
    """Let no page end between two rows."""
    for row in table.findall(qn("w:tr"))[:-1]:
        for properties in row.iter(qn("w:pPr")):
            properties.insert(1, make("keepNext"))


def _shade(row: Element, *cells: int) -> None:
    """Frame cells as boxes."""
    for number, cell in enumerate(row.findall(qn("w:tc"))):
        if number in cells:
            borders = add(cell.tcPr, "tcBorders")
            for side in ("top", "left", "bottom", "right"):
                add(borders, side, val="single", sz="8" if number == 0 else "4", space="0", color="auto")


def _write_foot(footer: Any, sheet: FilledSheet) -> None:  # noqa: ANN401 (python-docx has few types)
    footer.is_linked_to_previous = False
    for paragraph in footer._element.findall(qn("w:p")):
        footer._element.remove(paragraph)
    mark = f"{sheet.labels.invented} · " if sheet.is_invented else ""
    add_paragraph(footer._element, FOOTER, f"{mark}{sheet.labels.foot}")
