"""What is drawn on slides: boxes, triangles and labels in the theme's colours, without shadows."""

from __future__ import annotations

from typing import Any

from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from webapp.documents.office import clean
from webapp.documents.slides.text import add_run

Box = tuple[float, float, float, float]
"""Left, top, width and height, in EMU."""


def draw_shape(
    shapes: Any,
    kind: MSO_SHAPE,
    box: Box,
    *,
    fill: MSO_THEME_COLOR | None = None,
    line: MSO_THEME_COLOR | None = None,
    dashed: bool = False,
) -> Any:
    """Draw a shape, filled, outlined or both, and return it."""
    shape = shapes.add_shape(kind, *(Emu(round(value)) for value in box))
    style = shape._element.find(qn("p:style"))
    shape._element.remove(style)
    if fill is None:
        shape.fill.background()
    else:
        shape.fill.solid()
        shape.fill.fore_color.theme_color = fill
    if line is None:
        shape.line.fill.background()
    else:
        shape.line.color.theme_color = line
        shape.line.width = Pt(1.25)
        if dashed:
            shape.line.dash_style = MSO_LINE.DASH
    return shape


def write_label(
    shapes: Any,
    box: Box,
    text: str,
    language: str,
    *,
    points: float,
    bold: bool = False,
    colour: MSO_THEME_COLOR = MSO_THEME_COLOR.TEXT_1,
    align: PP_ALIGN = PP_ALIGN.LEFT,
    anchor: MSO_ANCHOR = MSO_ANCHOR.MIDDLE,
) -> Any:
    """Write a text into a box of its own, without edges, and return the box."""
    label = shapes.add_textbox(*(Emu(round(value)) for value in box))
    frame = label.text_frame
    set_edges(frame, anchor)
    paragraph = frame.paragraphs[0]
    paragraph.alignment = align
    add_run(paragraph, text, language, points=points, bold=bold, colour=colour)
    return label


def set_edges(frame: Any, anchor: MSO_ANCHOR = MSO_ANCHOR.MIDDLE) -> None:
    """Let a frame's text begin at its very edge, and break where it must."""
    frame.word_wrap = True
    frame.vertical_anchor = anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def group_since(slide: Any, before: int) -> Any:
    """Make one group of all shapes after the first so many. The library measures a group after each shape it gets."""
    return slide.shapes.add_group_shape(list(slide.shapes)[before:])


def describe(shape: Any, name: str, description: str) -> None:
    """Give a shape its name and, for who can't see it, what it shows."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", clean(name)[:120])
    properties.set("descr", clean(description))
