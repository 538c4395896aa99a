"""The zero has no stroke, on pages, on paper and in pictures, and takes the room that it took."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from webapp.documents.charts.fonts import find_prepared
from webapp.documents.plain_zero import FILES, Contour, read_contours, take_out_stroke

PICTURES = tuple(find_prepared(bold=bold, whole=whole) for bold in (False, True) for whole in (False, True))
WEB = tuple(path for path in FILES if path.suffix == ".woff2")
WEIGHTS = (200, 400, 650, 720, 800)
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
THINNEST = 20
"""No line of the typeface is thinner, in thousandths of the size, at its lightest."""


def bounds(outline: Contour) -> tuple[float, float, float, float]:
    across, up = [point.x for point in outline], [point.y for point in outline]
    return min(across), min(up), max(across), max(up)


@pytest.mark.parametrize("path", [*FILES, *PICTURES], ids=lambda path: str(path.name))
def test_the_zero_is_one_line_around_one_room(path: Path) -> None:
    with closing(TTFont(path)) as font:
        assert len(read_contours(font)) == 2
        assert take_out_stroke(font) is False


@pytest.mark.parametrize("path", WEB, ids=lambda path: str(path.name))
@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_line_of_the_zero_is_as_thick_on_both_sides_at_each_weight(path: Path, weight: int) -> None:
    with closing(TTFont(path)) as variable, closing(instantiateVariableFont(variable, {"wght": weight})) as font:
        outer, inner = (bounds(outline) for outline in read_contours(font))
        left, below = inner[0] - outer[0], inner[1] - outer[1]
        right, above = outer[2] - inner[2], outer[3] - inner[3]
        assert min(left, below, right, above) > THINNEST
        assert left == pytest.approx(right, abs=8)
        assert below == pytest.approx(above, abs=8)


@pytest.mark.parametrize("path", WEB, ids=lambda path: str(path.name))
@pytest.mark.parametrize("weight", WEIGHTS)
def test_digits_in_tables_are_all_as_wide(path: Path, weight: int) -> None:
    with closing(TTFont(path)) as variable, closing(instantiateVariableFont(variable, {"wght": weight})) as font:
        assert len({font["hmtx"][f"{digit}.tf"][0] for digit in DIGITS}) == 1
