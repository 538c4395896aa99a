"""How wide texts are in the typeface of office files, to know before anybody opens them how many lines they take.

Nothing is drawn here: Word, PowerPoint and Excel lay out by themselves, with the typeface that they have.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LINE = 1.22
"""Height of a line, in letter sizes."""

_PLAIN = (
    "226 326 401 498 507 715 682 221 303 303 498 498 250 306 252 386 507 507 507 507 507 507 507 507 507 507 268 268 "
    "498 498 498 463 894 579 544 533 615 488 459 631 623 252 319 520 420 855 646 662 517 673 543 459 487 642 567 890 "
    "519 487 468 307 386 307 498 498 291 479 525 423 525 498 305 471 525 229 239 455 229 799 525 527 525 525 349 391 "
    "335 525 452 715 433 453 395 314 460 314 498"
)
_WIDTHS = {chr(place): int(width) / 1000 for place, width in enumerate(_PLAIN.split(), start=32)}
_WIDTHS |= {"‘": 0.25, "’": 0.25, "“": 0.418, "”": 0.418, "–": 0.498, "—": 0.905, "…": 0.69, "·": 0.252, "■": 0.6}
_BOLDER = 1.03
_OTHER = 1.0
_KEPT_TEXTS = 4096
_PIECES = re.compile(r"\S+-?|\s+")


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide one line is, in the unit of its letter size."""
    return _width(text) * size * (_BOLDER if bold else 1)


def count_lines(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """Return how many lines a text takes in a width; a word that is too long goes on in the next line."""
    room = max(room, size)
    return sum(_count(line, size * (_BOLDER if bold else 1), room) for line in text.split("\n"))


def _count(line: str, size: float, room: float) -> int:
    lines, used, space = 1, 0.0, 0.0
    for piece in _PIECES.findall(line):
        width = _width(piece) * size
        if piece.isspace():
            space = width
            continue
        if used and used + space + width > room:
            lines, used = lines + 1, 0.0
        else:
            used += space
        used += width
        if used > room:
            lines += int(used // room)
            used %= room
        space = 0.0
    return lines


@lru_cache(_KEPT_TEXTS)
def _width(text: str) -> float:
    return sum(_letter(sign) for sign in text)


@lru_cache(_KEPT_TEXTS)
def _letter(sign: str) -> float:
    """One sign's width; an accent adds nothing to its letter, and what we do not know is as wide as high."""
    if unicodedata.combining(sign):
        return 0.0
    return _WIDTHS.get(sign) or _WIDTHS.get(unicodedata.normalize("NFD", sign)[:1], _OTHER)
