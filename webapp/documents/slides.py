"""Slides for a management meeting as PowerPoint, 16:9: native text and tables, pictures with alternative text.

What does not fit on a slide goes on to the next one: letters never get smaller than can be read at the end of a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from math import ceil
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.presentation import Presentation as Pptx
from pptx.slide import Slide as PptxSlide
from pptx.text.text import TextFrame
from pptx.util import Emu, Length, Pt

from webapp.documents.charts.fonts import measure
from webapp.documents.charts.model import Chart
from webapp.documents.deck import Deck, Slide
from webapp.documents.office import clean, finish, moment_of
from webapp.documents.palette import LIGHT
from webapp.documents.paper import EmptyDocumentError, Table, describe_chart

Draw = Callable[[Chart], bytes | None]

FONT = "Atkinson Hyperlegible Next"
WIDTH, HEIGHT = Emu(12_192_000), Emu(6_858_000)
MARGIN = Emu(640_000)
TOP = Emu(1_550_000)
ROOM = Emu(HEIGHT - TOP - 560_000)
TEXT_POINTS, TABLE_POINTS, TITLE_POINTS = 20.0, 16.0, 30.0
EMU_A_POINT = 12_700
LINE = 1.3
"""Height of a line, in letter sizes."""

_COVER, _TITLE_AND_TEXT, _TITLE_ONLY = 0, 1, 5


def write_slides(deck: Deck, draw: Draw) -> bytes:
    """Return the presentation as a pptx file. `draw` gives a chart as PNG, on white.

    Raises EmptyDocumentError when there is no slide, or one has nothing to show.
    """
    if not deck.slides or any(not (slide.lines or slide.table or slide.picture) for slide in deck.slides):
        raise EmptyDocumentError("the presentation has a slide without content")
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = WIDTH, HEIGHT
    _describe(presentation, deck)
    _write_cover(presentation, deck)
    for slide in (part for whole in deck.slides for part in split(whole)):
        drawn = draw(slide.picture.chart) if slide.picture else None
        _write_slide(presentation, deck, slide if drawn else _put_into_words(slide), drawn)
    file = BytesIO()
    presentation.save(file)
    return finish(file.getvalue(), deck.day)


def _put_into_words(slide: Slide) -> Slide:
    """Return a slide on which words say what its picture would show, if it has one."""
    if slide.picture is None:
        return slide
    return replace(slide, picture=None, lines=(describe_chart(slide.picture.chart),))


def split(slide: Slide) -> Iterator[Slide]:
    """Give the slide in as many parts as its rows or sentences need."""
    if slide.table is not None:
        for rows in _pages([_row_height(slide.table, row) for row in slide.table.rows], _row_height(slide.table, ())):
            part = tuple(slide.table.rows[place] for place in rows)
            yield replace(slide, table=replace(slide.table, rows=part, marked=frozenset()))
    elif slide.lines:
        width = (WIDTH - 2 * MARGIN) / EMU_A_POINT - 30
        heights = [(_lines(line, TEXT_POINTS, width) * LINE + 0.5) * TEXT_POINTS * EMU_A_POINT for line in slide.lines]
        for places in _pages(heights, 0):
            yield replace(slide, lines=tuple(slide.lines[place] for place in places))
    else:
        yield slide


def _pages(heights: list[float], head: float) -> Iterator[list[int]]:
    """Give the places of what fits on each slide; what is too high for any stands alone."""
    page: list[int] = []
    used = head
    for place, height in enumerate(heights):
        if page and used + height > ROOM:
            yield page
            page, used = [], head
        page.append(place)
        used += height
    yield page


def _row_height(table: Table, row: tuple[str, ...]) -> float:
    texts = row or tuple(column.title for column in table.columns)
    whole = sum(column.width for column in table.columns)
    widths = [(WIDTH - 2 * MARGIN) / EMU_A_POINT * column.width / whole - 16 for column in table.columns]
    most = max(_lines(text, TABLE_POINTS, width) for text, width in zip(texts, widths, strict=True))
    return (most * LINE + 0.6) * TABLE_POINTS * EMU_A_POINT


def _lines(text: str, points: float, width: float) -> int:
    """How many lines a text takes; ten per cent wider than measured, since another typeface may stand in."""
    return max(1, ceil(1.1 * measure(clean(text), points) / max(width, 1)))


def _describe(presentation: Pptx, deck: Deck) -> None:
    properties = presentation.core_properties
    properties.title, properties.subject = clean(deck.title)[:255], clean(deck.subtitle)[:255]
    properties.author, properties.language = "Pleinwijzer", deck.language
    properties.created = properties.modified = moment_of(deck.day)
    properties.last_modified_by = "Pleinwijzer"


def _write_cover(presentation: Pptx, deck: Deck) -> None:
    slide = presentation.slides.add_slide(presentation.slide_layouts[_COVER])
    title, subtitle = slide.shapes.title, slide.placeholders[1]
    title.left, title.top, title.width, title.height = MARGIN, Emu(2_000_000), Emu(WIDTH - 2 * MARGIN), Emu(1_500_000)
    _write(title.text_frame, (deck.title,), 40, bold=True)
    place = (MARGIN, Emu(3_600_000), Emu(WIDTH - 2 * MARGIN), Emu(1_400_000))
    subtitle.left, subtitle.top, subtitle.width, subtitle.height = place
    _write(subtitle.text_frame, tuple(filter(None, (deck.subtitle, deck.foot, deck.mark))), 20, colour=LIGHT.ink_soft)


def _write_slide(presentation: Pptx, deck: Deck, content: Slide, drawn: bytes | None) -> None:
    layout = _TITLE_AND_TEXT if content.lines else _TITLE_ONLY
    slide = presentation.slides.add_slide(presentation.slide_layouts[layout])
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = MARGIN, Emu(420_000), Emu(WIDTH - 2 * MARGIN), Emu(1_000_000)
    _write(title.text_frame, (content.title,), TITLE_POINTS, bold=True)
    if content.lines:
        body = slide.placeholders[1]
        body.left, body.top, body.width, body.height = MARGIN, TOP, Emu(WIDTH - 2 * MARGIN), ROOM
        _write(body.text_frame, content.lines, TEXT_POINTS)
    elif content.table is not None:
        _write_table(slide, content.table)
    elif content.picture is not None and drawn is not None:
        _write_picture(slide, content.picture.chart, drawn)
    _write_foot(slide, deck)
    if content.notes:
        slide.notes_slide.notes_text_frame.text = clean(content.notes)


def _write(
    frame: TextFrame, lines: tuple[str, ...], points: float, *, bold: bool = False, colour: str = LIGHT.ink
) -> None:
    frame.word_wrap = True
    frame.clear()
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = 1  # to the left
        run = paragraph.add_run()
        run.text = clean(line)
        run.font.name, run.font.size, run.font.bold = FONT, Pt(points), bold
        run.font.color.rgb = RGBColor.from_string(colour.lstrip("#"))


def _write_table(slide: PptxSlide, table: Table) -> None:
    rows = [tuple(column.title for column in table.columns), *table.rows]
    heights = [Emu(round(_row_height(table, row))) for row in rows]
    frame = slide.shapes.add_table(
        len(rows), len(table.columns), MARGIN, TOP, Emu(WIDTH - 2 * MARGIN), Emu(sum(heights))
    )
    frame.name = clean(table.caption)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(table.caption))
    whole = sum(column.width for column in table.columns)
    for place, column in enumerate(table.columns):
        frame.table.columns[place].width = Emu(round((WIDTH - 2 * MARGIN) * column.width / whole))
    for line, (row, height) in enumerate(zip(rows, heights, strict=True)):
        frame.table.rows[line].height = height
        for place, text in enumerate(row):
            cell = frame.table.cell(line, place)
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor.from_string((LIGHT.ink if line == 0 else LIGHT.ground).lstrip("#"))
            _write(cell.text_frame, (text,), TABLE_POINTS, bold=line == 0, colour="#FFFFFF" if line == 0 else LIGHT.ink)


def _write_picture(slide: PptxSlide, chart: Chart, drawn: bytes) -> None:
    shape = slide.shapes.add_picture(BytesIO(drawn), MARGIN, TOP, height=ROOM)
    if shape.width > WIDTH - 2 * MARGIN:
        shape.height = Length(round(shape.height * (WIDTH - 2 * MARGIN) / shape.width))
        shape.width = Length(WIDTH - 2 * MARGIN)
    shape.left = Length((WIDTH - shape.width) // 2)
    element: Any = shape._element
    element.nvPicPr.cNvPr.set("descr", clean(describe_chart(chart)))


def _write_foot(slide: PptxSlide, deck: Deck) -> None:
    box = slide.shapes.add_textbox(MARGIN, Emu(HEIGHT - 460_000), Emu(WIDTH - 2 * MARGIN), Emu(330_000))
    _write(box.text_frame, (" · ".join(filter(None, (deck.foot, deck.mark))),), 12, colour=LIGHT.ink_soft)
