"""The colours of a picture on each ground, from the palette of the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from webapp.documents.charts.formats import Theme


@dataclass(frozen=True)
class Colours:
    """The colours of one ground, by what they are for. `of` is found by dimension, or `overall`."""

    ground: str
    surface: str
    sunken: str
    ink: str
    ink_soft: str
    rule: str
    line: str
    pointer: str
    reference: str
    of: Mapping[str, str]


_LIGHT = Colours(
    ground="#F4F6F3",
    surface="#FFFFFF",
    sunken="#E7ECE8",
    ink="#14232B",
    ink_soft="#46565E",
    rule="#C9D2CE",
    line="#7A878B",
    pointer="#B23A1A",
    reference="#8A979B",
    of={
        "overall": "#14232B",
        "listening": "#1E2A63",
        "webcare": "#7D2A4A",
        "participation": "#B88400",
        "strategy": "#157C89",
    },
)
_DARK = Colours(
    ground="#10191E",
    surface="#18242A",
    sunken="#223138",
    ink="#EDF1EC",
    ink_soft="#B4C0C2",
    rule="#37474F",
    line="#7C8D94",
    pointer="#FF9A73",
    reference="#8496A0",
    of={
        "overall": "#EDF1EC",
        "listening": "#8B9DFF",
        "webcare": "#CC5A88",
        "participation": "#F6DD8A",
        "strategy": "#63D2CF",
    },
)
COLOURS = {Theme.LIGHT: _LIGHT, Theme.DARK: _DARK, Theme.PAPER: replace(_LIGHT, ground="#FFFFFF")}


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
