"""Letters of a picture: how wide a text is, where it breaks, and the site's typeface embedded with just its glyphs."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Iterable
from contextlib import closing
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Atkinson Hyperlegible Next"
FALLBACKS = ("DejaVu Sans",)
"""For letters that our typeface lacks; matplotlib brings this one along."""
FOLDER = Path(__file__).parent.parent / "fonts"
FILES = {False: FOLDER / "AtkinsonHyperlegibleNext-Regular.ttf", True: FOLDER / "AtkinsonHyperlegibleNext-Bold.ttf"}
"""The font file of plain and of bold letters."""
WEIGHTS = {False: 400, True: 700}

_ELLIPSIS = "…"
_KEPT_SUBSETS = 64


def clean(text: str) -> str:
    """Return a text that is safe to draw: one line, without control, direction, private or broken characters."""
    spaced = " ".join(text.split())
    return "".join(sign for sign in spaced if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"})


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line in pixels, at a letter size in pixels. A letter that we lack counts as one square."""
    widths = _advances(bold)
    return sum(widths.get(ord(sign), 1.0) for sign in text) * size


def wrap(text: str, size: float, room: float, *, bold: bool = False, lines: int = 4) -> tuple[str, ...]:
    """Return the text in lines that fit a width in pixels; what would need more lines ends in an ellipsis."""
    wrapped: list[str] = []
    for word in clean(text).split(" "):
        longer = f"{wrapped[-1]} {word}" if wrapped else word
        if wrapped and measure(longer, size, bold=bold) <= room:
            wrapped[-1] = longer
        else:
            wrapped.extend(_break_word(word, size, room, bold=bold))
    if len(wrapped) <= lines:
        return tuple(wrapped)
    return (*wrapped[: lines - 1], _shorten(wrapped[lines - 1], size, room, bold=bold))


def _break_word(word: str, size: float, room: float, *, bold: bool) -> list[str]:
    """A word in pieces that fit; most words are one piece."""
    pieces = [""]
    for sign in word:
        if pieces[-1] and measure(pieces[-1] + sign, size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def _shorten(line: str, size: float, room: float, *, bold: bool) -> str:
    while line and measure(line + _ELLIPSIS, size, bold=bold) > room:
        line = line[:-1]
    return line.rstrip() + _ELLIPSIS


def embed(letters: Iterable[tuple[str, bool]]) -> str:
    """Return the CSS that embeds our typeface with the glyphs of these texts, each with whether it is bold."""
    used: dict[bool, set[str]] = {}
    for text, bold in letters:
        used.setdefault(bold, set()).update(text)
    return "".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{WEIGHTS[bold]};"
        f"src:url(data:font/woff;base64,{_subset(bold, ''.join(sorted(used[bold])))}) format('woff')}}"
        for bold in sorted(used)
    )


@cache
def _advances(bold: bool) -> dict[int, float]:
    with TTFont(FILES[bold]) as font:
        widths = font["hmtx"].metrics
        units = font["head"].unitsPerEm
        return {code: widths[glyph][0] / units for code, glyph in font.getBestCmap().items()}


@lru_cache(_KEPT_SUBSETS)
def _subset(bold: bool, characters: str) -> str:
    """The font with these characters, in base64: WOFF, which every browser reads and zlib can write."""
    options = subset.Options(
        flavor="woff", layout_features=["kern", "mark", "ccmp"], hinting=False, notdef_outline=True
    )
    options.drop_tables += ["STAT", "gasp"]
    file = BytesIO()
    with closing(subset.load_font(str(FILES[bold]), options)) as font:
        font.recalcTimestamp = False
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        subset.save_font(font, file, options)
    return base64.b64encode(file.getvalue()).decode("ascii")
