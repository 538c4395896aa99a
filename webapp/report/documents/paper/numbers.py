"""Numbers of one column with as many decimals each, so that their commas stand below each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from webapp.language.locale import format_number


def even_column(texts: Sequence[str]) -> list[str]:
    """Return the texts of a column with zeros added, so that every number in it has as many decimals.

    >>> even_column(["50", "12.5 to 30"])  # doctest: +SKIP
    ['50.0', '12.5 to 30.0']
    """
    point = format_number(0.5)[1:2]
    number = re.compile(r"(?<!\w)\d[\d.,\u00a0\u202f]*")
    most = max((_decimals(found, point) for text in texts for found in number.findall(text)), default=0)
    return [number.sub(lambda found: _pad(found[0], point, most), text) for text in texts]


def _trim(found: str) -> tuple[str, str]:
    """Return a number and the stops that end the sentence after it."""
    bare = found.rstrip(".,\u00a0\u202f")
    return bare, found[len(bare) :]


def _decimals(found: str, point: str) -> int:
    bare, _ = _trim(found)
    return len(bare.partition(point)[2])


def _pad(found: str, point: str, most: int) -> str:
    bare, rest = _trim(found)
    missing = most - _decimals(found, point)
    if missing <= 0:
        return found
    return f"{bare}{'' if point in bare else point}{'0' * missing}{rest}"
