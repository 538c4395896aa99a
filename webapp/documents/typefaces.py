"""The typefaces of documents: which of them has a sign, and what stands for a sign that none of them has.

Ours has the letters of Europe. The others stand behind it in a fixed order, so that whatever a page can show is on
paper too. What none of them has becomes a replacement sign, alone: the text around it stays.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

import regex
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent / "fonts"
REPLACEMENT = "\ufffd"
VISIBLE_FORMATS = frozenset("\u200c\u200d")
"""Signs that are nothing by themselves, and change how their neighbours look."""

_EMOJI_STYLE, _JOINER = "\ufe0f", "\u200d"
_VARIANTS = regex.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_TAGS = range(0xE0020, 0xE0080)
_CLUSTER = regex.compile(r"\X")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_KEPT_TEXTS = 4096


@cache
def _find_file(name: str) -> Path:
    return FOLDER / name


@dataclass(frozen=True)
class Typeface:
    """A typeface by its name, with the files of its plain and of its bold letters; most have one for both."""

    family: str
    plain: str
    bold: str = ""

    def file(self, *, bold: bool = False) -> Path:
        """Return the file of these letters."""
        return _find_file(self.bold if bold and self.bold else self.plain)


OURS = Typeface(
    "Atkinson Hyperlegible Next", "AtkinsonHyperlegibleNext-Regular.ttf", "AtkinsonHyperlegibleNext-Bold.ttf"
)
_SCRIPTS = (
    "Arabic Armenian Bengali Devanagari Ethiopic Georgian Gujarati Gurmukhi Hebrew Kannada Khmer Lao Malayalam Myanmar "
    "Oriya Sinhala Tamil Telugu Thai"
)
EMOJI = Typeface("Noto Emoji", "NotoEmoji-Regular.ttf")
TYPEFACES = (
    OURS,
    Typeface("Noto Sans", "NotoSans-Regular.ttf"),
    EMOJI,
    *(Typeface(f"Noto Sans {script}", f"NotoSans{script}-Regular.ttf") for script in _SCRIPTS.split()),
    Typeface("Noto Sans CJK SC", "NotoSansCJK-Han.otf"),
    Typeface("Noto Sans CJK KR", "NotoSansCJK-Hangul.otf"),
    Typeface("Noto Sans Symbols", "NotoSansSymbols-Regular.ttf"),
    Typeface("DejaVu Sans", "DejaVuSans.ttf"),
)
"""All of them, in the order in which they are asked for a sign."""


@dataclass(frozen=True)
class Run:
    """A piece of a text whose signs all stand in one typeface."""

    text: str
    typeface: Typeface


def clean(text: str) -> str:
    """Return a text that can be set: ordinary line ends, no control or direction signs, only signs that we have."""
    ordinary = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u2028", "\n")
    if ordinary.isascii():
        return _clean_line(ordinary)
    return ordinary if _list_plain_signs().issuperset(ordinary) else _replace_unknown(ordinary)


@lru_cache(_KEPT_TEXTS)
def split_runs(line: str) -> tuple[Run, ...]:
    """Return a clean line in pieces, in the order in which they stand on paper from left to right."""
    if not set(line) - list_signs(OURS):
        return (Run(line, OURS),) if line else ()
    pieces: list[tuple[Typeface, str]] = []
    for cluster in clusters(line):
        if pieces and cluster.isspace() and pieces[-1][0] != EMOJI and cluster in list_signs(pieces[-1][0]):
            pieces.append((pieces[-1][0], cluster))
        elif (whole := _find(cluster)) is not None:
            pieces.append((whole, cluster))
        else:
            pieces.extend((_find(sign) or TYPEFACES[-1], sign) for sign in cluster)
    runs = [Run("".join(text for _, text in same), face) for face, same in groupby(pieces, key=lambda piece: piece[0])]
    return tuple(_place_from_left(runs))


def simplify(text: str) -> str:
    """Return a clean text in which all but plain letters of our own typeface is replaced, each sign alone."""
    known = list_signs(OURS)
    return "".join(
        sign if sign in known or sign == "\n" else REPLACEMENT for sign in unicodedata.normalize("NFC", clean(text))
    )


def clusters(text: str) -> list[str]:
    """Return the signs as somebody sees them: a letter with its accents is one, and so is a family of emoji."""
    return list(_CLUSTER.findall(text))


def measure_cluster(cluster: str, typeface: Typeface, *, bold: bool = False) -> float:
    """Return how wide a cluster is, in letter sizes; an emoji of several signs is as wide as its first."""
    widths = _widths(typeface.file(bold=bold))
    if typeface == EMOJI:
        return widths.get(ord(cluster[0]), 1.0)
    return sum(widths.get(ord(sign), 1.0) for sign in cluster if sign not in VISIBLE_FORMATS)


def measure_plain(text: str, *, bold: bool = False) -> float | None:
    """Return how wide a line is in letter sizes, where our own typeface has all its signs; else None."""
    widths = _own_widths(bold)
    try:
        return sum([widths[sign] for sign in text])
    except KeyError:
        return None


def _clean_line(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(sign for sign in text if sign == "\n" or sign.isprintable())


@cache
def _list_plain_signs() -> frozenset[str]:
    """Return the signs of ours that stay as they are, whatever stands beside them: most texts have no others."""
    alone = {sign for sign in list_signs(OURS) if not unicodedata.category(sign).startswith("M")}
    return frozenset(sign for sign in alone if _clean_sign(sign) == sign) | {"\n"}


@lru_cache(_KEPT_TEXTS)
def _replace_unknown(text: str) -> str:
    """Return a text in which each sign that no typeface has is replaced; what says how to draw one stays for emoji."""
    found: list[str] = []
    for cluster in clusters(text):
        is_emoji = _is_emoji(cluster)
        kept = cluster if is_emoji else _VARIANTS.sub("", cluster)
        whole = is_emoji and _find(kept) is not None
        found.extend(kept if whole else filter(None, map(_clean_sign, kept)))
    return "".join(found)


def _clean_sign(sign: str) -> str:
    """Return a sign, a replacement for it, or nothing where there is nothing to see in it."""
    if sign == "\n" or sign in VISIBLE_FORMATS:
        return sign
    if _VARIANTS.fullmatch(sign) or ord(sign) in _TAGS:
        return ""
    match unicodedata.category(sign):
        case "Cc" | "Cf":
            return ""
        case "Cs" | "Co":
            return REPLACEMENT
        case _:
            return sign if _find(sign) is not None else " " if sign.isspace() else REPLACEMENT


@lru_cache(_KEPT_TEXTS)
def _find(cluster: str) -> Typeface | None:
    """Return the typeface that has all signs of a cluster; None where none has."""
    needed = {sign for sign in cluster if sign not in VISIBLE_FORMATS and not _VARIANTS.fullmatch(sign)}
    order = sorted(TYPEFACES, key=lambda face: face != EMOJI) if _is_emoji(cluster) else TYPEFACES
    return next((face for face in order if needed <= list_signs(face)), None)


def _is_emoji(cluster: str) -> bool:
    """Tell whether a cluster asks to be drawn as an emoji."""
    joined = _EMOJI_STYLE in cluster or _JOINER in cluster or len(cluster) > 1
    return joined and cluster[0] in list_signs(EMOJI) and not cluster[0].isspace()


def _place_from_left(runs: list[Run]) -> list[Run]:
    """Return runs as they stand on paper: those of a script that goes to the left follow each other to the left."""
    placed: list[Run] = []
    stretch: list[Run] = []
    for run in runs:
        direction = _direction(run.text)
        if direction == "R" or (stretch and not direction):
            stretch.append(run)
        else:
            placed.extend([*_turn(stretch), run])
            stretch = []
    return [*placed, *_turn(stretch)]


def _turn(stretch: list[Run]) -> list[Run]:
    """Return runs the other way round, but for what has no direction at their end."""
    last = max((place for place, run in enumerate(stretch) if _direction(run.text)), default=-1)
    inside = stretch[: last + 1]
    between = "".join(run.text for run in inside if not _direction(run.text))
    are_pairs = between.count("(") == between.count(")")
    turned = [_mirror(run) if are_pairs and not _direction(run.text) else run for run in reversed(inside)]
    return [*turned, *stretch[last + 1 :]]


def _mirror(run: Run) -> Run:
    """Return a run of signs without a direction as it stands among letters that go to the left."""
    is_number = any(unicodedata.bidirectional(sign) == "EN" for sign in run.text)
    return run if is_number else Run("".join(reversed(clusters(run.text))).translate(_MIRRORED), run.typeface)


def _direction(text: str) -> str:
    """Return where a text goes: to the left (R), to the right (L), or with its neighbours (empty)."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in {"R", "AL"}:
            return "R"
        if kind == "L":
            return "L"
    return ""


@cache
def list_signs(typeface: Typeface) -> frozenset[str]:
    """Return the signs that a typeface has."""
    return frozenset(map(chr, _widths(typeface.file())))


@cache
def _own_widths(bold: bool) -> dict[str, float]:
    """Return how wide each sign of ours is that says nothing about its neighbours."""
    widths = _widths(OURS.file(bold=bold))
    return {chr(code): width for code, width in widths.items() if chr(code) not in VISIBLE_FORMATS}


@cache
def _widths(file: Path) -> dict[int, float]:
    """Return how wide each sign of a font is, in letter sizes."""
    with TTFont(file, lazy=True) as font:
        widths = font["hmtx"].metrics
        units = font["head"].unitsPerEm
        return {code: widths[glyph][0] / units for code, glyph in font.getBestCmap().items()}
