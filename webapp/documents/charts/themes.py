"""The colours of a picture on each ground, from the palette of the site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from webapp.documents.charts.formats import Theme
from webapp.documents.palette import DARK, DIMENSIONS, LIGHT, Palette


class Colours(NamedTuple):
    """The colours of one ground, by what they are for. `of` is found by dimension, or `overall`."""

    ground: str
    surface: str
    sunken: str
    ink: str
    ink_soft: str
    rule: str
    line: str
    pointer: str
    of: Mapping[str, str]


def _take(palette: Palette, ground: str) -> Colours:
    return Colours(
        ground=ground,
        surface=palette.surface,
        sunken=palette.sunken,
        ink=palette.ink,
        ink_soft=palette.ink_soft,
        rule=palette.rule,
        line=palette.line,
        pointer=palette.pointer,
        of={"overall": palette.ink, **{name: palette.of_dimension(name) for name in DIMENSIONS}},
    )


COLOURS: Mapping[Theme, Colours] = {
    Theme.LIGHT: _take(LIGHT, LIGHT.ground),
    Theme.DARK: _take(DARK, DARK.ground),
    Theme.PAPER: _take(LIGHT, LIGHT.surface),
}


def mix(colour: str, other: str, part: float) -> str:
    """Return the colour between two, `part` (0 to 1) of the way from the first to the other."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * part):02X}" for one, two in pairs)


def text_on(colour: str) -> str:
    """Return black or white: whichever reads better on a colour."""
    return "#FFFFFF" if (1.05) / (luminance(colour) + 0.05) >= (luminance(colour) + 0.05) / 0.05 else "#000000"


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1, as WCAG defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
