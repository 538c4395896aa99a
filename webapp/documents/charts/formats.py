"""The shapes and colours in which a picture can be had."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

DRAWING_VERSION = "3"
"""Raise it with every change that makes the same chart look different: browsers then ask for it again."""


class Form(StrEnum):
    """What a picture is written as."""

    SVG = "svg"
    BARE_SVG = "bare-svg"
    """SVG without its typeface, for a reader that has it."""


class Shape(StrEnum):
    """How wide a picture is: for a page of 720 pixels or more and for paper, or for a phone."""

    WIDE = "wide"
    NARROW = "narrow"


class Theme(StrEnum):
    """On which ground a picture stands: the site's light or dark one, or white paper."""

    LIGHT = "light"
    DARK = "dark"
    PAPER = "paper"


class Metrics(NamedTuple):
    """Sizes in pixels. A wide picture shown at 720 and a narrow one at 290 keep every letter above 11 pixels."""

    width: int
    margin: int
    label_width: int
    name: float
    text: float
    small: float

    @property
    def track_left(self) -> float:
        """Where bars and tracks begin."""
        return self.margin + self.label_width

    @property
    def track_width(self) -> float:
        """How wide 0 to 100 is."""
        return self.width - self.track_left - self.margin

    @property
    def is_narrow(self) -> bool:
        """Whether labels stand above the tracks instead of beside them."""
        return self.label_width == 0


METRICS = {
    Shape.WIDE: Metrics(width=800, margin=10, label_width=206, name=17, text=15, small=14),
    Shape.NARROW: Metrics(width=360, margin=8, label_width=0, name=16, text=15, small=14),
}
