"""The zero of our typeface without its stroke: in prose 2019 read as if something had been struck out.

`python -m webapp.documents.plain_zero` takes the stroke out of the files as they come from their makers, those of the
web and those of documents; `prepared_fonts` then makes those of pictures anew. It needs brotli, which only those have
who develop. The two halves of the counter stand in the glyph as the makers drew them; only where the stroke parted them
an arc joins them, along the tangents of both. Widths stay as they are. The licence reserves no name; the files say in
their description what was changed. Those of the web have a name that says so too: browsers keep a typeface for a year.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.varLib.instancer import instantiateVariableFont

from webapp.documents.typefaces import OURS

WEB = Path(__file__).parents[1] / "static" / "fonts"
FILES = (
    *(WEB / f"atkinson-hyperlegible-next-plain-zero-latin-wght-{style}.woff2" for style in ("normal", "italic")),
    OURS.file(),
    OURS.file(bold=True),
)
ZERO = "zero"
NOTE = "The zero was drawn without its stroke for Pleinwijzer; the rest is as its makers drew it."
_DESCRIPTION = 10


class Point(NamedTuple):
    """A point of an outline, and whether the outline goes through it."""

    x: float
    y: float
    on: int


Contour = list[Point]


def read_contours(font: TTFont, name: str = ZERO) -> list[Contour]:
    """Return the outlines of a glyph."""
    table: Any = font["glyf"]
    places, ends, flags = table[name].getCoordinates(table)[:3]
    points = [Point(x, y, flag & 1) for (x, y), flag in zip(places, flags, strict=True)]
    return [points[start:end] for start, end in zip((0, *(e + 1 for e in ends)), (e + 1 for e in ends), strict=False)]


def take_out_stroke(font: TTFont) -> bool:
    """Draw the zero of a font anew where it has a stroke, and tell whether it had one."""
    outlines = read_contours(font)
    if len(outlines) == 2:  # the outer line and one counter
        return False
    edges = [_find_edge(half) for half in outlines[1:]]
    if "fvar" in font:
        _vary(font, edges)
    _draw(font, [outlines[0], _join(outlines, edges)])
    font["name"].setName(NOTE, _DESCRIPTION, 3, 1, 0x409)
    return True


def _find_edge(half: Contour) -> int:
    """Return the point where the stroke's edge begins: the longest straight piece of half a counter."""

    def length(place: int) -> float:
        point, following = half[place], half[(place + 1) % len(half)]
        return abs(complex(point.x - following.x, point.y - following.y)) if point.on and following.on else 0

    return max(range(len(half)), key=length)


def _join(outlines: Sequence[Contour], edges: Sequence[int]) -> Contour:
    first, second = (half[edge + 1 :] + half[: edge + 1] for half, edge in zip(outlines[1:], edges, strict=True))
    return [*first, _meet(first[-2:], second[:2]), *second, _meet(second[-2:], first[:2])]


def _meet(before: Contour, after: Contour) -> Point:
    """Return where the tangents at two ends meet: the arc between them is drawn towards it."""
    (a, b), (c, d) = ([complex(point.x, point.y) for point in ends] for ends in (before, after))
    along, back = b - a, c - d
    turn = along.real * back.imag - along.imag * back.real
    gap = c - b
    met = b + along * ((gap.real * back.imag - gap.imag * back.real) / turn) if turn else (b + c) / 2
    return Point(met.real, met.imag, 0)


def _vary(font: TTFont, edges: Sequence[int]) -> None:
    """Let the new zero grow with the weight as the old one did: its outlines at each weight that was drawn."""
    table: Any = font["gvar"]
    drawn = [point for contour in _at(font, 0, edges) for point in contour]
    variations = []
    for old in table.variations[ZERO]:
        peak = old.axes["wght"][1]
        there = [point for contour in _at(font, peak, edges) for point in contour]
        moved = [(round(to.x - at.x), round(to.y - at.y)) for to, at in zip(there, drawn, strict=True)]
        sides = [place or (0, 0) for place in old.coordinates[-4:]]
        variations.append(TupleVariation(dict(old.axes), [*moved, *sides]))
    table.variations[ZERO] = variations


def _at(font: TTFont, peak: float, edges: Sequence[int]) -> list[Contour]:
    axis = font["fvar"].axes[0]
    weight = axis.defaultValue if peak == 0 else _find_weight(font, peak)
    with closing(instantiateVariableFont(font, {"wght": weight})) as drawn:
        outlines = read_contours(drawn)
    return [outlines[0], _join(outlines, edges)]


def _find_weight(font: TTFont, peak: float) -> float:
    """Return the weight that stands at a place on the font's own scale, which runs from -1 over 0 to 1."""
    axis = font["fvar"].axes[0]
    steps = sorted((to, at) for at, to in font["avar"].segments["wght"].items())
    (low, below), (high, above) = next((one, two) for one, two in pairwise(steps) if one[0] <= peak <= two[0])
    place = below + (above - below) * (peak - low) / (high - low)
    side = axis.maxValue - axis.defaultValue if place > 0 else axis.defaultValue - axis.minValue
    return float(axis.defaultValue + place * side)


def _draw(font: TTFont, outlines: Sequence[Contour]) -> None:
    table: Any = font["glyf"]
    glyph = table[ZERO]
    points = [point for contour in outlines for point in contour]
    glyph.coordinates = GlyphCoordinates([(round(point.x), round(point.y)) for point in points])
    glyph.flags = array("B", [point.on for point in points])
    glyph.endPtsOfContours = [sum(len(contour) for contour in outlines[: end + 1]) - 1 for end in range(len(outlines))]
    glyph.numberOfContours = len(outlines)
    glyph.recalcBounds(table)


if __name__ == "__main__":
    for path in FILES:
        with closing(TTFont(path, recalcTimestamp=False)) as typeface:
            if take_out_stroke(typeface):
                typeface.save(path)
