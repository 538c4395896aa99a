"""How each kind of block stands in a Word file."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell

from webapp.documents.charts.model import Chart
from webapp.documents.office import clean
from webapp.documents.paper import (
    Advice,
    Block,
    Bullets,
    Heading,
    Levels,
    Pairs,
    Paragraph,
    Picture,
    Table,
    Tone,
    describe_chart,
)
from webapp.documents.word.styles import CAUTION, CELL, CELL_HEADING, CELL_NUMBER, LEAD, SOFT, TABLE, TERM
from webapp.documents.word.text import write_text

Draw = Callable[[Chart], bytes | None]

WIDTH = Cm(16.4)
FILLED, POSSIBLE, EMPTY = "■", "▣", "□"
_STYLES = {Tone.PLAIN: "Normal", Tone.LEAD: LEAD, Tone.SOFT: SOFT, Tone.CAUTION: CAUTION}


def write_block(document: WordDocument, block: Block, draw: Draw) -> None:
    """Add a block at the end of the document. Raises TypeError on an unknown kind."""
    match block:
        case Table():
            _write_table(document, block)
        case Picture():
            _write_picture(document, block, draw)
        case Levels():
            _write_levels(document, block)
        case Advice():
            _write_advice(document, block)
        case _:
            _write_words(document, block)


def _write_words(document: WordDocument, block: Paragraph | Heading | Bullets | Pairs) -> None:
    match block:
        case Paragraph():
            write_text(document.add_paragraph(style=_STYLES[block.tone]), block.text)
        case Heading():
            document.add_heading(clean(block.text), block.depth)
        case Bullets():
            for item in block.items:
                write_text(document.add_paragraph(style="List Bullet"), item)
        case Pairs():
            _write_pairs(document, block.items)
        case _:
            raise TypeError(f"a block of an unknown kind: {type(block).__name__}")


def _write_pairs(document: WordDocument, items: tuple[tuple[str, str], ...], *, together: bool = False) -> None:
    for place, (name, value) in enumerate(items):
        paragraph = document.add_paragraph(style=TERM)
        write_text(paragraph, f"{name}: ", style="Strong")
        write_text(paragraph, value)
        paragraph.paragraph_format.keep_together = True
        paragraph.paragraph_format.keep_with_next = together and place < len(items) - 1


def _write_table(document: WordDocument, block: Table) -> None:
    write_text(document.add_paragraph(style="Caption"), block.caption)
    rows = [*block.rows, *([block.total] if block.total else [])]
    table = document.add_table(1 + len(rows), len(block.columns), style=TABLE)
    table.autofit = False
    numbers = [column.is_number for column in block.columns]
    _fill(table, 0, [column.title for column in block.columns], numbers, strong=True)
    _repeat_heading(table)
    for place, row in enumerate(rows, start=1):
        strong = place - 1 in block.marked or place > len(block.rows)
        _fill(table, place, row, numbers, strong=strong)
    whole = sum(column.width for column in block.columns)
    for column, wanted in zip(table.columns, block.columns, strict=True):
        width = int(WIDTH * wanted.width / whole)
        column.width = width
        for cell in column.cells:
            cell.width = width
    document.add_paragraph(style=SOFT)


def _fill(
    table: WordTable, place: int, texts: list[str] | tuple[str, ...], numbers: list[bool], *, strong: bool
) -> None:
    row = table.rows[place]
    whole = OxmlElement("w:cantSplit")
    if max((len(text) for text in texts), default=0) < 1500:
        row._tr.get_or_add_trPr().append(whole)
    for cell, text, is_number in zip(row.cells, texts, numbers, strict=True):
        _write_cell(cell, text, CELL_NUMBER if is_number else CELL_HEADING if place == 0 else CELL, strong=strong)


def _write_cell(cell: WordCell, text: str, style: str, *, strong: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    write_text(paragraph, text, style="Strong" if strong else None)


def _repeat_heading(table: WordTable) -> None:
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)


def _write_picture(document: WordDocument, block: Picture, draw: Draw) -> None:
    drawn = draw(block.chart)
    if drawn is None:
        write_text(document.add_paragraph(style=SOFT), describe_chart(block.chart))
        return
    shape = document.add_picture(BytesIO(drawn), width=WIDTH)
    properties = shape._inline.docPr
    properties.set("title", clean(block.chart.title)[:255])
    properties.set("descr", clean(describe_chart(block.chart)))
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    caption = document.add_paragraph(style="Caption")
    caption.paragraph_format.keep_with_next = False
    write_text(caption, block.caption)


def _write_levels(document: WordDocument, block: Levels) -> None:
    table = document.add_table(0, 4, style=TABLE)
    for level in block.items:
        stones = "".join(FILLED if n <= level.low else POSSIBLE if n <= level.high else EMPTY for n in range(5))
        cells = table.add_row().cells
        for cell, text, strong in zip(
            cells, (level.name, stones, level.words, level.score), (True, False, False, False), strict=True
        ):
            _write_cell(cell, text, CELL, strong=strong)
    document.add_paragraph(style=SOFT)


def _write_advice(document: WordDocument, block: Advice) -> None:
    document.add_heading(clean(f"{block.number}. {block.title}"), block.depth)
    tags = document.add_paragraph(style=SOFT)
    tags.paragraph_format.keep_with_next = True
    write_text(tags, " · ".join(block.tags))
    _write_pairs(document, block.fields, together=True)
