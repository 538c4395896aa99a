"""Texts on slides: in the language of the deck, in the looks of their placeholder, and as high as there is room for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.text.text import TextFrame
from pptx.util import Pt

from webapp.documents.letters import LINE, count_lines
from webapp.documents.office import clean, is_from_right
from webapp.documents.slides.template import POINT

SMALLEST_TITLE = 18.0


def write(
    frame: TextFrame,
    lines: Iterable[str],
    language: str,
    *,
    points: float | None = None,
    bold: bool | None = None,
    colour: MSO_THEME_COLOR | None = None,
) -> None:
    """Write lines into a frame, each a paragraph; what is not given is left to the placeholder's own looks."""
    frame.clear()
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        add_run(paragraph, line, language, points=points, bold=bold, colour=colour)


def add_run(
    paragraph: Any,
    text: str,
    language: str,
    *,
    points: float | None = None,
    bold: bool | None = None,
    colour: MSO_THEME_COLOR | None = None,
) -> None:
    """Add a text to a paragraph; its line ends become line breaks."""
    for place, piece in enumerate(clean(text).split("\n")):
        if place:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = piece
        run._r.get_or_add_rPr().set("lang", language)
        if is_from_right(piece):
            paragraph._p.get_or_add_pPr().set("rtl", "1")
        if points is not None:
            run.font.size = Pt(points)
        if bold is not None:
            run.font.bold = bold
        if colour is not None:
            run.font.color.theme_color = colour


def find_points(text: str, most: float, width: float, height: float, *, bold: bool = True) -> float | None:
    """Return the letter size in which a text fits a box in EMU; None where the ordinary one does."""
    points = most
    while points > SMALLEST_TITLE and measure_height(text, points, width, bold=bold) > height:
        points -= 2
    return None if points == most else points


def measure_height(text: str, points: float, width: float, *, bold: bool = False) -> float:
    """Return how high a text is in a width, both in EMU."""
    return count_lines(clean(text), points, 0.96 * width / POINT, bold=bold) * LINE * points * POINT
