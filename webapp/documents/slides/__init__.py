"""Slides for a management meeting as PowerPoint, 16:9, on a theme, a master and layouts of their own.

What does not fit on a slide goes on to the next one: letters never get smaller than can be read at the end of a table.
A table that nearly fits gets somewhat smaller ones instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Pptx
from pptx.slide import Slide as PptxSlide
from pptx.util import Emu

from webapp.documents.charts.model import Chart, PathChart
from webapp.documents.deck import Deck, Slide
from webapp.documents.empty import EmptyDocumentError
from webapp.documents.office import PROGRAM, clean, finish, language_of, moment_of
from webapp.documents.paper import describe_chart
from webapp.documents.slides.bars import draw_bars
from webapp.documents.slides.growth_path import draw_growth_path
from webapp.documents.slides.pages import split
from webapp.documents.slides.shapes import describe
from webapp.documents.slides.stones import draw_cards
from webapp.documents.slides.tables import write_table
from webapp.documents.slides.template import (
    COVER,
    FOOT_POINTS,
    MARGIN,
    POINT,
    ROOM_HEIGHT,
    ROOM_WIDTH,
    TEXT,
    TITLE_HEIGHT,
    TITLE_ONLY,
    TITLE_POINTS,
    TOP,
    TWO,
    find_layout,
    make_presentation,
)
from webapp.documents.slides.text import find_points, measure_height, write

Draw = Callable[[Chart], bytes | None]

COVER_POINTS = 40.0
BESIDE_POINTS = 18.0
SMALLEST_FOOT = 7.0


def write_slides(deck: Deck, draw: Draw) -> bytes:
    """Return the presentation as a pptx file. `draw` gives a chart as PNG, on white.

    Raises EmptyDocumentError when there is no slide, or one has nothing to show.
    """
    if not deck.slides or any(slide.is_empty for slide in deck.slides):
        raise EmptyDocumentError("the presentation has a slide without content")
    presentation = make_presentation(language_of(deck.language))
    _describe(presentation, deck)
    _write_cover(presentation, deck)
    for slide in (part for whole in deck.slides for part in split(whole)):
        _write_slide(presentation, deck, slide, draw)
    file = BytesIO()
    presentation.save(file)
    return finish(file.getvalue(), deck.day)


def _describe(presentation: Pptx, deck: Deck) -> None:
    properties = presentation.core_properties
    properties.title, properties.subject = clean(deck.title)[:255], clean(deck.subtitle)[:255]
    properties.author, properties.last_modified_by = clean(deck.author)[:255], PROGRAM
    properties.language = language_of(deck.language)
    properties.created = properties.modified = moment_of(deck.day)


def _write_cover(presentation: Pptx, deck: Deck) -> None:
    slide = presentation.slides.add_slide(find_layout(presentation, COVER))
    language = language_of(deck.language)
    title: Any = slide.shapes.title
    points = find_points(deck.title, COVER_POINTS, ROOM_WIDTH, title.height) or COVER_POINTS
    write(title.text_frame, (deck.title,), language, points=points)
    write(slide.placeholders[1].text_frame, filter(None, (deck.subtitle, deck.foot, deck.mark)), language)
    _write_notes(slide, deck.notes or deck.subtitle, language)


def _write_slide(presentation: Pptx, deck: Deck, content: Slide, draw: Draw) -> None:
    language = language_of(deck.language)
    layout = (
        TWO
        if content.bars and content.lines
        else TEXT
        if content.lines or content.table or content.bars
        else TITLE_ONLY
    )
    drawn = None
    if content.picture is not None and not isinstance(content.picture.chart, PathChart):
        drawn = draw(content.picture.chart)
        if drawn is None:
            content, layout = _put_into_words(content), TEXT
    slide = presentation.slides.add_slide(find_layout(presentation, layout))
    _write_title(slide, content.title, language)
    _show(slide, content, drawn, language)
    _write_foot(presentation, slide, deck)
    _write_notes(slide, content.notes or content.title, language)


def _put_into_words(slide: Slide) -> Slide:
    """Return a slide on which words say what its picture would show."""
    said = describe_chart(slide.picture.chart) if slide.picture else ""
    return replace(slide, picture=None, lines=(said,))


def _write_title(slide: PptxSlide, title: str, language: str) -> None:
    holder: Any = slide.shapes.title
    points = find_points(title, TITLE_POINTS, ROOM_WIDTH, TITLE_HEIGHT * 0.9)
    write(holder.text_frame, (title,), language, points=points)


def _show(slide: PptxSlide, content: Slide, drawn: bytes | None, language: str) -> None:
    if content.bars is not None:
        draw_bars(slide.placeholders[1], content.bars, language)
        if content.lines:
            _write_beside(slide.placeholders[2], content.lines, language)
    elif content.lines:
        write(slide.placeholders[1].text_frame, content.lines, language)
    elif content.table is not None:
        write_table(slide.placeholders[1], content.table, language)
    elif content.cards:
        draw_cards(slide, content.cards, language)
    elif content.picture is not None and isinstance(content.picture.chart, PathChart):
        draw_growth_path(slide, content.picture.chart, language)
    elif content.picture is not None and drawn is not None:
        _put_picture(slide, content.picture.chart, drawn)


def _write_beside(holder: Any, lines: tuple[str, ...], language: str) -> None:
    """Write sentences beside a chart, in the size in which all of them fit."""
    points = BESIDE_POINTS
    while points > 12 and sum(measure_height(line, points, holder.width) * 1.15 for line in lines) > holder.height:
        points -= 1
    write(holder.text_frame, lines, language, points=points)


def _put_picture(slide: PptxSlide, chart: Chart, drawn: bytes) -> None:
    shape: Any = slide.shapes.add_picture(BytesIO(drawn), MARGIN, TOP)
    scale = min(ROOM_WIDTH / shape.width, ROOM_HEIGHT / shape.height)
    shape.width, shape.height = Emu(round(shape.width * scale)), Emu(round(shape.height * scale))
    shape.left = Emu(round(MARGIN + (ROOM_WIDTH - shape.width) / 2))
    describe(shape, chart.title, describe_chart(chart))


def _write_foot(presentation: Pptx, slide: PptxSlide, deck: Deck) -> None:
    """Take over the places of foot and number from the layout: the library leaves them empty."""
    language = language_of(deck.language)
    layout: Any = slide.slide_layout
    for holder in list(layout.placeholders):
        kind = holder.placeholder_format.type
        if kind not in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
            continue
        slide.shapes.clone_placeholder(holder)
        shape: Any = slide.shapes[-1]
        if kind == PP_PLACEHOLDER.FOOTER:
            text = " · ".join(filter(None, (deck.mark, deck.foot)))
            write(shape.text_frame, (text,), language, points=_fit_foot(text, shape.width))
        else:
            _number(shape, len(presentation.slides), language)


def _fit_foot(text: str, width: float) -> float:
    """A smaller letter size where one line would not hold the foot; no message stands there."""
    points = FOOT_POINTS
    while points > SMALLEST_FOOT and measure_height(text, points, width) > 1.5 * points * POINT:
        points -= 1
    return points


def _number(shape: Any, number: int, language: str) -> None:
    """Let PowerPoint number the slide."""
    paragraph = shape.text_frame.paragraphs[0]._p
    field = paragraph.makeelement(qn("a:fld"), {"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"})
    paragraph.append(field)
    looks = field.makeelement(qn("a:rPr"), {"lang": language})
    text = field.makeelement(qn("a:t"), {})
    text.text = str(number)
    field.append(looks)
    field.append(text)


def _write_notes(slide: PptxSlide, notes: str, language: str) -> None:
    frame: Any = slide.notes_slide.notes_text_frame
    write(frame, clean(notes).split("\n"), language)
