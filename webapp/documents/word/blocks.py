"""How each kind of block stands in a Word file, and how much of a page it takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Twips

from webapp.documents.charts.model import Chart
from webapp.documents.office import clean
from webapp.documents.palette import DIMENSIONS, LIGHT
from webapp.documents.paper import (
    Advice,
    Block,
    Bullets,
    Entries,
    Heading,
    Labels,
    Level,
    Levels,
    Pairs,
    Paragraph,
    Picture,
    Table,
    Tone,
    describe_chart,
)
from webapp.documents.word.elements import Element, add, add_paragraph, make, write_text
from webapp.documents.word.fields import add_caption
from webapp.documents.word.pages import Piece, measure_paragraph, measure_row
from webapp.documents.word.styles import (
    BULLET,
    CAPTION,
    CAUTION,
    CELL,
    CELL_HEADING,
    CELL_NUMBER,
    ENTRY,
    FIGURE,
    LEAD,
    LOOKS,
    NORMAL,
    REMARK,
    ROOM,
    SOFT,
    TABLE,
    TERM,
    WIDTH,
    heading_style,
)

Draw = Callable[[Chart], bytes | None]

HIGHEST_PICTURE = 0.8 * ROOM
"""In points: with its heading and caption it must fit on a page."""
LONG_CELL = 1500
"""A row with more letters in a cell may go on on the next page."""
_TONES = {Tone.PLAIN: NORMAL, Tone.LEAD: LEAD, Tone.SOFT: SOFT, Tone.CAUTION: CAUTION}
_LEVEL_WIDTHS = (0.22, 0.2, 0.33, 0.25)


@dataclass
class Body:
    """A document that is being written: where it goes on, and what was counted so far."""

    document: WordDocument
    element: Element
    labels: Labels
    draw: Draw
    counted: Counter[str] = field(default_factory=Counter)
    pieces: list[Piece] = field(default_factory=list)

    def say(self, style: str, text: str, *, keep_next: bool = False, new_page: bool = False) -> Element:
        """Add a paragraph."""
        self.pieces += measure_paragraph(style, text, keeps_next=keep_next)
        return add_paragraph(self.element, style, text, keep_next=keep_next, new_page=new_page)

    def caption(self, label: str, text: str, *, keeps_next: bool) -> None:
        """Add the caption of the next table or picture; Word's number stands before it."""
        self.counted[label] += 1
        add_caption(self.element, label, self.counted[label], text, keeps_next=keeps_next)
        self.pieces += measure_paragraph(CAPTION, f"{label} 10. {text}", keeps_next=keeps_next)


def write_block(body: Body, block: Block) -> None:
    """Add a block at the end of the document. Raises TypeError on an unknown kind."""
    match block:
        case Table():
            _write_table(body, block)
        case Picture():
            _write_picture(body, block)
        case Levels():
            _write_levels(body, block)
        case Advice():
            _write_advice(body, block)
        case Entries():
            _write_entries(body, block)
        case _:
            _write_words(body, block)


def _write_words(body: Body, block: Paragraph | Heading | Bullets | Pairs) -> None:
    match block:
        case Paragraph():
            body.say(_TONES[block.tone], block.text)
        case Heading():
            body.say(heading_style(block.depth), block.text)
        case Bullets():
            for item in block.items:
                body.say(BULLET, item)
        case Pairs():
            write_pairs(body, block.items)
        case _:
            raise TypeError(f"a block of an unknown kind: {type(block).__name__}")


def write_pairs(body: Body, items: Sequence[tuple[str, str]], *, together: bool = False) -> None:
    """Add terms with what belongs to them, each a paragraph; `together` keeps them on one page."""
    for place, (name, value) in enumerate(items):
        keeps = together and place < len(items) - 1
        paragraph = add_paragraph(body.element, TERM, keep_next=keeps)
        write_text(paragraph, f"{name}: ", strong=True)
        write_text(paragraph, value)
        body.pieces += measure_paragraph(TERM, f"{name}: {value}", keeps_next=keeps)


def _write_entries(body: Body, block: Entries) -> None:
    """Add each entry as a paragraph, whose title is strong; a table's columns would leave its words little room."""
    for entry in block.items:
        paragraph = add_paragraph(body.element, ENTRY)
        write_text(paragraph, entry.title, strong=True)
        for line in entry.lines:
            _write_line(paragraph, line)
        if entry.remark:
            _write_line(paragraph, entry.remark, REMARK)
        body.pieces += measure_paragraph(ENTRY, "\n".join(entry.texts()))


def _write_line(paragraph: Element, text: str, style: str = "") -> None:
    add(add(paragraph, "r"), "br")
    write_text(paragraph, text, style=style)


# ---------------------------------------------------------------- tables


def _write_table(body: Body, block: Table) -> None:
    body.caption(body.labels.table, block.caption, keeps_next=True)
    whole = sum(column.width for column in block.columns)
    widths = [round(WIDTH * column.width / whole) for column in block.columns]
    table = begin_table(body.element, widths, block.caption, names_rows=block.named_by == 0)
    styles = [CELL_NUMBER if column.is_number else CELL for column in block.columns]
    titles = [column.title for column in block.columns]
    heads = [CELL_NUMBER if column.is_number else CELL_HEADING for column in block.columns]
    _repeat(body, _write_row(body, table, titles, zip(widths, heads, strict=True), strong=True))
    for place, row in enumerate(block.rows):
        _write_row(body, table, row, zip(widths, styles, strict=True), strong=place in block.marked)
    if block.total:
        _write_row(body, table, block.total, zip(widths, styles, strict=True), strong=True)
    body.say(SOFT, block.source)


def begin_table(
    parent: Element,
    widths: Sequence[int],
    caption: str,
    *,
    has_heading: bool = True,
    names_rows: bool = False,
    style: str = TABLE,
) -> Element:
    """Add a table of these widths, in twentieths of a point; who hears it read is told what it is.

    `names_rows`: whether the first cell of a row names it.
    """
    table = add(parent, "tbl")
    properties = add(table, "tblPr")
    add(properties, "tblStyle", val=style)
    add(properties, "tblW", w=str(sum(widths)), type="dxa")
    add(properties, "tblLayout", type="fixed")
    look = {"firstRow": str(int(has_heading)), "firstColumn": str(int(names_rows)), "noHBand": "1", "noVBand": "1"}
    add(properties, "tblLook", val="04A0" if names_rows else "0420", **look)
    add(properties, "tblCaption", val=clean(caption)[:255])
    grid = add(table, "tblGrid")
    for width in widths:
        add(grid, "gridCol", w=str(width))
    return table


def _write_row(
    body: Body, table: Element, texts: Sequence[str], looks: Iterable[tuple[int, str]], *, strong: bool = False
) -> Element:
    """Add a row; each cell has its width and its style."""
    looks = list(looks)
    row = add(table, "tr")
    properties = add(row, "trPr")
    if max(map(len, texts), default=0) < LONG_CELL:
        add(properties, "cantSplit")
    for text, (width, style) in zip(texts, looks, strict=True):
        add_paragraph(add_cell(row, width), style, text, strong=strong)
    body.pieces.append(measure_row(looks[0][1], texts, [width for width, _ in looks]))
    return row


def _repeat(body: Body, row: Element) -> None:
    """Let a table's first row stand on top of each of its pages, and never alone at the foot of one."""
    add(row.trPr, "tblHeader")
    for properties in row.iter(qn("w:pPr")):
        properties.insert(1, make("keepNext"))
    body.pieces[-1] = replace(body.pieces[-1], keeps_next=True)


def add_cell(row: Element, width: int) -> Element:
    """Add a cell to a row."""
    cell = add(row, "tc")
    add(add(cell, "tcPr"), "tcW", w=str(width), type="dxa")
    return cell


# ---------------------------------------------------------------- pictures and levels


def _write_picture(body: Body, block: Picture) -> None:
    drawn = body.draw(block.chart)
    if drawn is None:
        body.say(SOFT, describe_chart(block.chart))
        return
    part: Any = body.document.part
    inline = part.new_pic_inline(BytesIO(drawn), width=Twips(WIDTH))
    height = inline.extent.cy / 12_700
    if height > HIGHEST_PICTURE:
        inline.extent.cx, inline.extent.cy = (
            round(side * HIGHEST_PICTURE / height) for side in (inline.extent.cx, inline.extent.cy)
        )
        shape = inline.graphic.graphicData.pic.spPr
        shape.cx, shape.cy, height = inline.extent.cx, inline.extent.cy, HIGHEST_PICTURE
    inline.docPr.set("title", clean(block.chart.title)[:255])
    inline.docPr.set("descr", clean(block.in_words()))
    paragraph = add_paragraph(body.element, FIGURE)
    add(add(paragraph, "r"), "drawing").append(inline)
    body.pieces.append(Piece(height, LOOKS[FIGURE].before, keeps_next=True))
    body.caption(body.labels.figure, f"{block.caption} {block.source}".strip(), keeps_next=False)


def _write_levels(body: Body, block: Levels) -> None:
    widths = [round(WIDTH * part) for part in _LEVEL_WIDTHS]
    table = begin_table(body.element, widths, ", ".join(level.name for level in block.items), has_heading=False)
    for level in block.items:
        row = add(table, "tr")
        add(add(row, "trPr"), "cantSplit")
        add_paragraph(add_cell(row, widths[0]), CELL, level.name, strong=True)
        write_stones(add_paragraph(add_cell(row, widths[1]), CELL), level)
        add_paragraph(add_cell(row, widths[2]), CELL, level.words)
        add_paragraph(add_cell(row, widths[3]), CELL, level.score)
        body.pieces.append(measure_row(CELL, (level.name, "", level.words, level.score), widths))
    body.say(SOFT, "")


def write_stones(paragraph: Element, level: Level) -> None:
    """Write the growth phases 1 to 4 as stones: those reached in the dimension's colour, possible ones framed in it."""
    colour = (LIGHT.of_dimension(level.colour) if level.colour in DIMENSIONS else LIGHT.ink).lstrip("#")
    for number in range(1, 5):
        reached, possible = number <= level.low, number <= level.high
        run = add(paragraph, "r")
        properties = add(run, "rPr")
        if possible:
            add(properties, "b")
        add(properties, "color", val="FFFFFF" if reached else colour if possible else LIGHT.line.lstrip("#"))
        if possible and not reached:
            add(properties, "bdr", val="dashed", sz="6", space="0", color=colour)
        add(properties, "shd", val="clear", color="auto", fill=colour if reached else LIGHT.sunken.lstrip("#"))
        add(run, "t", f"\u00a0{number}\u00a0")
        add(add(paragraph, "r"), "t", "\u200a")


def _write_advice(body: Body, block: Advice) -> None:
    body.say(heading_style(block.depth), f"{block.number}. {block.title}")
    body.say(SOFT, " · ".join(block.tags), keep_next=True)
    write_pairs(body, block.fields, together=True)
