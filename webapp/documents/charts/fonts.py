"""Letters of a picture: how wide a text is, where it breaks, and the typefaces embedded with just their glyphs."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Iterable
from contextlib import closing
from functools import lru_cache
from io import BytesIO

from fontTools import subset

from webapp.documents import typefaces
from webapp.documents.typefaces import OURS, Run, clusters, measure_cluster, split_runs

WEIGHTS = {False: 400, True: 700}

_ELLIPSIS = "…"
_KEPT_SUBSETS = 64


def clean(text: str) -> str:
    """Return a text that is safe to draw, on one line. Letters that can be one with their accents are."""
    return " ".join(unicodedata.normalize("NFC", typefaces.clean(text)).split())


def is_plain(run: Run) -> bool:
    """Tell whether every program that reads a picture can write this itself: our letters, each a sign of its own."""
    return run.typeface == OURS and all(unicodedata.category(sign) not in {"Mn", "Mc", "Me", "Cf"} for sign in run.text)


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line in pixels, at a letter size in pixels."""
    return sum(measure_run(run, size, bold=bold) for run in split_runs(text))


def measure_run(run: Run, size: float, *, bold: bool = False) -> float:
    """Return the width of a piece of a line in pixels."""
    return sum(measure_cluster(cluster, run.typeface, bold=bold) for cluster in clusters(run.text)) * size


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
    for sign in clusters(word):
        if pieces[-1] and measure(pieces[-1] + sign, size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def _shorten(line: str, size: float, room: float, *, bold: bool) -> str:
    signs = clusters(line)
    while signs and measure("".join(signs) + _ELLIPSIS, size, bold=bold) > room:
        signs.pop()
    return "".join(signs).rstrip() + _ELLIPSIS


def embed(letters: Iterable[tuple[str, bool]]) -> str:
    """Return the CSS that embeds our typeface with the glyphs of these texts, each with whether it is bold."""
    used: dict[bool, set[str]] = {}
    for text, bold in letters:
        used.setdefault(bold, set()).update(text)
    return "".join(
        f"@font-face{{font-family:'{OURS.family}';font-weight:{WEIGHTS[bold]};"
        f"src:url(data:font/woff;base64,{_subset(bold, ''.join(sorted(used[bold])))}) format('woff')}}"
        for bold in sorted(used)
    )


@lru_cache(_KEPT_SUBSETS)
def _subset(bold: bool, characters: str) -> str:
    """The font with these characters, in base64: WOFF, which every browser reads and zlib can write."""
    options = subset.Options(
        flavor="woff", layout_features=["kern", "mark", "ccmp"], hinting=False, notdef_outline=True
    )
    options.drop_tables += ["STAT", "gasp"]
    file = BytesIO()
    with closing(subset.load_font(str(OURS.file(bold=bold)), options)) as font:
        font.recalcTimestamp = False
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        subset.save_font(font, file, options)
    return base64.b64encode(file.getvalue()).decode("ascii")
