"""The site's colours for pictures and documents: the same as webapp/static/css/tokens.css, which a test compares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DIMENSIONS: Final = ("listening", "webcare", "participation", "strategy")


@dataclass(frozen=True)
class Palette:
    """The colours on one ground, as `#RRGGBB`. `pointer` always marks the municipality itself.

    The four dimensions differ in lightness, so that a grey printer and colour-blind eyes tell them apart; a picture
    still names them, or gives each its sign from MARKERS.
    """

    ground: str
    surface: str
    sunken: str
    ink: str
    ink_soft: str
    rule: str
    line: str
    action: str
    pointer: str
    good: str
    warn: str
    bad: str
    reference: str
    listening: str
    webcare: str
    participation: str
    strategy: str

    def of_dimension(self, dimension: str) -> str:
        """Return the colour of a dimension. Raises KeyError for another word."""
        return {
            "listening": self.listening,
            "webcare": self.webcare,
            "participation": self.participation,
            "strategy": self.strategy,
        }[dimension]


LIGHT: Final = Palette(
    ground="#F4F6F3",
    surface="#FFFFFF",
    sunken="#E7ECE8",
    ink="#14232B",
    ink_soft="#46565E",
    rule="#C9D2CE",
    line="#7A878B",
    action="#0E4D64",
    pointer="#B23A1A",
    good="#1B6540",
    warn="#7A5200",
    bad="#A3261C",
    reference="#7B898E",
    listening="#1E2A63",
    webcare="#7D2A4A",
    participation="#B88400",
    strategy="#157C89",
)

DARK: Final = Palette(
    ground="#10191E",
    surface="#18242A",
    sunken="#223138",
    ink="#EDF1EC",
    ink_soft="#B4C0C2",
    rule="#37474F",
    line="#7C8D94",
    action="#8CCBE3",
    pointer="#FF9A73",
    good="#7FD3A2",
    warn="#F2C65E",
    bad="#FF9C8F",
    reference="#8496A0",
    listening="#8B9DFF",
    webcare="#CC5A88",
    participation="#F6DD8A",
    strategy="#63D2CF",
)

MARKERS: Final = {"listening": "o", "webcare": "s", "participation": "^", "strategy": "D"}
"""A shape for each dimension, in matplotlib's letters."""
