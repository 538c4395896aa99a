"""Growth phases as stones: the four domains side by side as cards, and the stones themselves.

Phase 0 is never filled, and has no stone on a card: so that as many are filled as the number says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

from webapp.documents.charts.themes import text_on
from webapp.documents.deck import Card
from webapp.documents.palette import DIMENSIONS, LIGHT
from webapp.documents.slides.shapes import Box, describe, draw_shape, group_since, set_edges, write_label
from webapp.documents.slides.template import GAP, MARGIN, ROLES, ROOM_WIDTH, TOP, role_of
from webapp.documents.slides.text import add_run, find_points

CARD_HEIGHT = 2_150_000
STONE_HEIGHT = 320_000


def draw_stone(
    shapes: Any,
    box: Box,
    level: int,
    reached: tuple[int, int],
    colour: str,
    language: str,
) -> None:
    """Draw one stone: filled where the phase is reached, outlined where it is possible or left behind."""
    low, high = reached
    own, is_reached, is_possible = role_of(colour), 1 <= level <= low, level <= high
    line = own if is_possible else ROLES["soft"]
    fill = own if is_reached else ROLES["ground"]
    stone = draw_shape(shapes, MSO_SHAPE.RECTANGLE, box, fill=fill, line=line, dashed=low < level <= high)
    frame = stone.text_frame
    set_edges(frame)
    frame.margin_left = 80_000
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    ink = _ink_on(colour) if is_reached else ROLES["ink"] if is_possible else ROLES["soft"]
    add_run(frame.paragraphs[0], str(level), language, points=13, bold=is_possible, colour=ink)


def _ink_on(colour: str) -> MSO_THEME_COLOR:
    """Light or dark letters, whichever read better on a dimension's colour."""
    ground = LIGHT.of_dimension(colour) if colour in DIMENSIONS else LIGHT.ink
    return ROLES["ground"] if text_on(ground) == "#FFFFFF" else ROLES["ink"]


def draw_cards(slide: Any, cards: Sequence[Card], language: str) -> None:
    """Draw the cards in two columns, each a group with a description."""
    width = (ROOM_WIDTH - GAP) / 2
    for place, card in enumerate(cards):
        left = MARGIN + (place % 2) * (width + GAP)
        top = TOP + (place // 2) * (CARD_HEIGHT + GAP / 2)
        before = len(slide.shapes)
        _draw_card(slide.shapes, card, (left, top, width, CARD_HEIGHT), language)
        describe(
            group_since(slide, before),
            card.name,
            ". ".join(filter(None, (card.name, card.level, card.score, card.beside))),
        )


def _draw_card(shapes: Any, card: Card, box: Box, language: str) -> None:
    left, top, width, height = box
    draw_shape(shapes, MSO_SHAPE.RECTANGLE, (left, top, 70_000, height), fill=role_of(card.colour))
    inner, room = left + 220_000, width - 220_000
    write_label(shapes, (inner, top, room * 0.6, 330_000), card.name, language, points=20, bold=True)
    write_label(
        shapes, (inner + room * 0.5, top, room * 0.5, 330_000), card.score, language, points=16, align=PP_ALIGN.RIGHT
    )
    stone = room / 4
    for level in range(1, 5):
        at = (inner + (level - 1) * stone, top + 460_000, stone - 30_000, STONE_HEIGHT)
        draw_stone(shapes, at, level, (card.low, card.high), card.colour, language)
    for text, y, most, colour in (
        (card.level, 900_000, 560_000, ROLES["ink"]),
        (card.beside, 1_520_000, 520_000, ROLES["soft"]),
    ):
        points = find_points(text, 18, room, most, bold=False) or 18
        write_label(
            shapes, (inner, top + y, room, most), text, language, points=points, colour=colour, anchor=MSO_ANCHOR.TOP
        )
