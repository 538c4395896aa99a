"""Draws what stands on a sheet with matplotlib's own renderer: as SVG with real text.

Nothing is laid out here, every place is known: so there is no figure, no artist and no search for fonts in between,
only strokes and letters, one after the other. Importing this module imports matplotlib, which takes half a second and
60 MiB: only whoever draws should do so.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from io import StringIO
from typing import Any

import matplotlib as mpl
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from webapp.documents.charts.canvas import PART_BEFORE, Align, Letters, Line, Sheet, Stroke
from webapp.documents.charts.fonts import WEIGHTS, measure_run
from webapp.documents.typefaces import OURS

DOTS_PER_INCH = 72
"""Of an SVG: one point is one pixel."""

_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "pleinwijzer",
    "text.parse_math": False,
    "hatch.linewidth": 1.0,
    "path.simplify": False,
}
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_HATCH = "////"
_DASH = 4.0, 3.0
_KEPT_SIZES = 32


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What the SVG renderer asks of a text about its place, measured upwards."""

    place: tuple[float, float]
    align: Align

    def get_rotation_mode(self) -> str:
        return "anchor"

    def get_ha(self) -> Align:
        return self.align

    def get_unitless_position(self) -> tuple[float, float]:
        return self.place

    def get_transform(self) -> _Anchor:
        return self

    def transform(self, place: tuple[float, float]) -> tuple[float, float]:
        return place


def write_svg(sheet: Sheet) -> str:
    """Return a sheet as matplotlib writes it: SVG with real text."""
    set_up_matplotlib()
    file = StringIO()
    renderer = RendererSVG(sheet.width, sheet.height, file, None, DOTS_PER_INCH, metadata=_NO_METADATA)  # type: ignore[no-untyped-call]
    _draw(sheet, renderer)
    renderer.finalize()  # type: ignore[no-untyped-call]
    return file.getvalue()


def set_up_matplotlib() -> None:
    """Give matplotlib our settings, once."""
    if mpl.rcParams["svg.hashsalt"] != _SETTINGS["svg.hashsalt"]:
        mpl.rcParams.update(_SETTINGS)


def _draw(sheet: Sheet, renderer: RendererSVG) -> None:
    place = Affine2D().scale(1, -1).translate(0, sheet.height)
    with _missing_letters_allowed():
        for mark in sheet.marks:
            if isinstance(mark, Stroke):
                _draw_stroke(mark, renderer, place)
            elif mark.are_plain:
                _write(mark, renderer, sheet.height)
            else:
                _outline(mark, renderer, place)


def _draw_stroke(stroke: Stroke, renderer: RendererSVG, place: Affine2D) -> None:
    style = _style(stroke.line, renderer)
    if stroke.hatch:
        style.set_hatch(_HATCH)
        style.set_hatch_color(mpl.colors.to_rgba(stroke.hatch))
    if stroke.is_closed:
        path = Path([*stroke.points, stroke.points[0]], _close(len(stroke.points)))
    else:
        path = Path(stroke.points)
    renderer.draw_path(style, path, place, mpl.colors.to_rgba(stroke.fill) if stroke.fill else None)  # type: ignore[no-untyped-call]


@cache
def _close(corners: int) -> list[Any]:
    return [Path.MOVETO, *[Path.LINETO] * (corners - 1), Path.CLOSEPOLY]


def _style(line: Line | None, renderer: RendererSVG) -> GraphicsContextBase:
    style = renderer.new_gc()
    style.set_linewidth(0)
    if line:
        style.set_foreground(line.colour)
        style.set_linewidth(line.width)
        style.set_joinstyle("miter")
        style.set_capstyle("butt")
        if line.dashed:
            style.set_dashes(0, _DASH)
    return style


def _write(letters: Letters, renderer: RendererSVG, height: float) -> None:
    """Write plain letters as text, which names where it is aligned."""
    style, (x, y) = renderer.new_gc(), letters.place
    style.set_foreground(letters.colour)
    anchor: Any = _Anchor((x, height - y), letters.align)
    font = _font(letters.size, bold=letters.bold)
    renderer.draw_text(style, x, y, letters.run.text, font, 0, ismath=False, mtext=anchor)  # type: ignore[no-untyped-call]


def _outline(letters: Letters, renderer: RendererSVG, place: Affine2D) -> None:
    """Draw signs as shapes. Browsers and Typst would look for them in typefaces of their own, or find none."""
    run, (x, y) = letters.run, letters.place
    font = FontProperties(fname=run.typeface.file(), size=letters.size)
    x -= measure_run(run, letters.size) * PART_BEFORE[letters.align]
    path = TextPath((0, 0), run.text, prop=font)
    flipped = Affine2D().scale(1, -1).translate(x, y)
    renderer.draw_path(_style(None, renderer), path, flipped + place, mpl.colors.to_rgba(letters.colour))  # type: ignore[no-untyped-call]


@lru_cache(_KEPT_SIZES)
def _font(size: float, *, bold: bool) -> FontProperties:
    return FontProperties(family=[OURS.family], weight=WEIGHTS[bold], size=size)


@contextmanager
def _missing_letters_allowed() -> Iterator[None]:
    """A sign that only changes its neighbours (a joiner) may be missing: nothing of it would be seen."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font", category=UserWarning)
        yield
