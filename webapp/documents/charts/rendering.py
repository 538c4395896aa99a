"""Draws what stands on a sheet with matplotlib's own renderers: as SVG with real text, or in pixels.

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
from io import BytesIO, StringIO
from typing import Any

import matplotlib as mpl
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D
from PIL import Image

from webapp.documents.charts.canvas import PART_BEFORE, Align, Letters, Line, Sheet, Stroke
from webapp.documents.charts.fonts import WEIGHTS, measure_run
from webapp.documents.typefaces import OURS

DOTS_PER_INCH = 72
"""Of an SVG: one point is one pixel."""
SCREEN_DOTS_PER_INCH = 96
"""Of a screen: at so many one pixel of a sheet is one of a PNG."""
PNG_EFFORT = 3
"""Of zlib, 1 to 9: more takes twice the time for a tenth fewer bytes."""

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

Renderer = RendererSVG | RendererAgg


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
    _draw(sheet, renderer, 1.0)
    renderer.finalize()  # type: ignore[no-untyped-call]
    return file.getvalue()


def write_png(sheet: Sheet, dots_per_inch: int) -> bytes:
    """Return a sheet as PNG; at 96 dots an inch one pixel of ours is one of the file's."""
    set_up_matplotlib()
    scale = dots_per_inch / SCREEN_DOTS_PER_INCH
    renderer = RendererAgg(int(sheet.width * scale), int(sheet.height * scale), DOTS_PER_INCH * scale)  # type: ignore[no-untyped-call]
    _draw(sheet, renderer, scale)
    size, file = (int(renderer.width), int(renderer.height)), BytesIO()
    pixels = Image.frombuffer("RGBA", size, renderer.buffer_rgba(), "raw", "RGBA", 0, 1)  # type: ignore[no-untyped-call]
    resolution = DOTS_PER_INCH * scale
    pixels.convert("RGB").save(file, "PNG", dpi=(resolution, resolution), compress_level=PNG_EFFORT)
    return file.getvalue()


def set_up_matplotlib() -> None:
    """Give matplotlib our settings, once."""
    if mpl.rcParams["svg.hashsalt"] != _SETTINGS["svg.hashsalt"]:
        mpl.rcParams.update(_SETTINGS)


def _draw(sheet: Sheet, renderer: Renderer, scale: float) -> None:
    place = Affine2D().scale(scale, -scale).translate(0, sheet.height * scale)
    with _missing_letters_allowed():
        for mark in sheet.marks:
            if isinstance(mark, Stroke):
                _draw_stroke(mark, renderer, place)
            elif mark.are_plain:
                _write(mark, renderer, scale, sheet.height)
            else:
                _outline(mark, renderer, place)


def _draw_stroke(stroke: Stroke, renderer: Renderer, place: Affine2D) -> None:
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


def _style(line: Line | None, renderer: Renderer) -> GraphicsContextBase:
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


def _write(letters: Letters, renderer: Renderer, scale: float, height: float) -> None:
    """Write plain letters as text. The SVG names where they are aligned; pixels begin where they begin."""
    style, (x, y) = renderer.new_gc(), letters.place
    style.set_foreground(letters.colour)
    text, font = letters.run.text, _font(letters.size, bold=letters.bold)
    if isinstance(renderer, RendererSVG):
        anchor: Any = _Anchor((x, height - y), letters.align)
        renderer.draw_text(style, x, y, text, font, 0, ismath=False, mtext=anchor)  # type: ignore[no-untyped-call]
        return
    x -= measure_run(letters.run, letters.size, bold=letters.bold) * PART_BEFORE[letters.align]
    renderer.draw_text(style, x * scale, y * scale, text, font, 0)  # type: ignore[no-untyped-call]


def _outline(letters: Letters, renderer: Renderer, place: Affine2D) -> None:
    """Draw signs as shapes. Browsers and Typst would look for them in typefaces of their own, or find none."""
    run, (x, y) = letters.run, letters.place
    font = FontProperties(fname=run.typeface.file(), size=letters.size)
    x -= measure_run(run, letters.size) * PART_BEFORE[letters.align]
    path = TextPath((0, 0), run.text, prop=font)
    flipped = Affine2D().scale(1, -1).translate(x, y)
    renderer.draw_path(_style(None, renderer), path, flipped + place, mpl.colors.to_rgba(letters.colour))  # type: ignore[no-untyped-call]


@lru_cache(_KEPT_SIZES)
def _font(size: float, *, bold: bool) -> FontProperties:
    """The file is for pixels, the name and weight for SVG."""
    return FontProperties(fname=OURS.file(bold=bold), family=[OURS.family], weight=WEIGHTS[bold], size=size)


@contextmanager
def _missing_letters_allowed() -> Iterator[None]:
    """A sign that only changes its neighbours (a joiner) may be missing: nothing of it would be seen."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font", category=UserWarning)
        yield
