"""Letters of a picture: how wide a text is, where it breaks, and the typeface that stands inside it."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from webapp.documents import typefaces
from webapp.documents.typefaces import FOLDER, OURS, Run, clusters, measure_cluster, measure_plain, split_runs

WEIGHTS = {False: 400, True: 700}

BASIC = (
    "".join(map(chr, range(32, 127))) + "\u00a0ÀÂÇÈÉÊËÎÏÔÖÙÛÜàáâäçèéêëíîïñóôöùúûüßœ«»€£§°·×±½−–—‘’‚“”„…"  # noqa: RUF001
)
"""The signs that stand in almost every picture: those of Dutch and its neighbours, digits and punctuation."""

_BASIC = frozenset(BASIC)
_ELLIPSIS = "…"


def clean(text: str) -> str:
    """Return a text that is safe to draw, on one line. Letters that can be one with their accents are."""
    return " ".join(unicodedata.normalize("NFC", typefaces.clean(text)).split())


def is_plain(run: Run) -> bool:
    """Tell whether every program that reads a picture can write this itself: our letters, each a sign of its own."""
    return run.typeface == OURS and all(unicodedata.category(sign) not in {"Mn", "Mc", "Me", "Cf"} for sign in run.text)


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line in pixels, at a letter size in pixels."""
    plain = measure_plain(text, bold=bold)
    if plain is not None:
        return plain * size
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
    if measure(word, size, bold=bold) <= room:
        return [word]
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
    """Return the CSS that embeds our typeface for these texts, each with whether it is bold.

    Almost every picture is written with the basic letters; all letters come along only where a text needs others.
    """
    used: dict[bool, set[str]] = {}
    for text, bold in letters:
        used.setdefault(bold, set()).update(text)
    return "".join(_embed_font(bold, not used[bold] <= _BASIC) for bold in sorted(used))


def find_prepared(*, bold: bool, whole: bool) -> Path:
    """Return the file with our typeface prepared for pictures: with all its letters, or with the basic ones."""
    return FOLDER / f"AtkinsonHyperlegibleNext-{'Bold' if bold else 'Regular'}-{'all' if whole else 'basic'}.woff2"


@cache
def _embed_font(bold: bool, whole: bool) -> str:
    packed = base64.b64encode(find_prepared(bold=bold, whole=whole).read_bytes()).decode("ascii")
    return (
        f"@font-face{{font-family:'{OURS.family}';font-weight:{WEIGHTS[bold]};"
        f"src:url(data:font/woff2;base64,{packed}) format('woff2')}}"
    )
