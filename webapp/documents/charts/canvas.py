"""A sheet to draw on: a matplotlib figure measured in pixels from the top left, without axes.

Importing this module imports matplotlib, which takes half a second and 60 MiB: only whoever draws should do so.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any, Literal

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, Transform

from webapp.documents.charts.fonts import WEIGHTS, clean, is_plain, measure, measure_run
from webapp.documents.typefaces import OURS, Run, split_runs

Align = Literal["left", "center", "right"]

DOTS_PER_INCH = 72
"""Of an SVG: one point is one pixel."""

_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "pleinwijzer",
    "text.parse_math": False,
    "hatch.linewidth": 1.0,
    "path.simplify": False,
}
_PART_BEFORE: dict[Align, float] = {"left": 0.0, "center": 0.5, "right": 1.0}
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


@dataclass(frozen=True)
class Line:
    """How an outline is drawn: its colour, its width in pixels, and whether it is dashed."""

    colour: str
    width: float = 1
    dashed: bool = False


class Sheet:
    """One picture being drawn. Everything is placed in pixels, y downwards."""

    def __init__(self, width: float, height: float, ground: str) -> None:
        self.width = width
        self.height = height
        self.letters: list[tuple[str, bool]] = []
        self._count = 0
        self._figure, self._place = _make_figure(width, height, ground)

    def box(
        self,
        corner: tuple[float, float],
        size: tuple[float, float],
        fill: str | None = None,
        line: Line | None = None,
        *,
        hatch: str = "",
    ) -> None:
        """Draw a rectangle from its top left corner; `hatch` is the colour of stripes on it."""
        style: dict[str, Any] = {"linewidth": 0, "edgecolor": "none"}
        if hatch:
            style = {"linewidth": 0, "edgecolor": hatch, "hatch": "////"}
        self._add(Rectangle(corner, *size, facecolor=fill or "none", transform=self._place, **style))
        if line:
            outline: dict[str, Any] = {"edgecolor": line.colour, "linewidth": line.width, "linestyle": _dashes(line)}
            self._add(Rectangle(corner, *size, facecolor="none", transform=self._place, joinstyle="miter", **outline))

    def shape(self, points: list[tuple[float, float]], fill: str, line: Line | None = None) -> None:
        """Draw a closed shape through these points."""
        style: dict[str, Any] = {"linewidth": 0}
        if line:
            style = {"edgecolor": line.colour, "linewidth": line.width, "joinstyle": "miter"}
        self._add(Polygon(points, closed=True, facecolor=fill, transform=self._place, **style))

    def stroke(self, start: tuple[float, float], end: tuple[float, float], line: Line) -> None:
        """Draw a straight line."""
        xs, ys = zip(start, end, strict=True)
        style: dict[str, Any] = {"color": line.colour, "linewidth": line.width, "linestyle": _dashes(line)}
        self._add(Line2D(xs, ys, transform=self._place, solid_capstyle="butt", **style))

    def text(
        self,
        place: tuple[float, float],
        text: str,
        size: float,
        colour: str,
        *,
        bold: bool = False,
        align: Align = "left",
    ) -> None:
        """Write one line; `place` is on its baseline, at its left, centre or right."""
        runs = split_runs(clean(text))
        if len(runs) == 1:
            self._write(place, runs[0], size, colour, bold=bold, align=align)
            return
        x, y = place
        x -= measure(clean(text), size, bold=bold) * _PART_BEFORE[align]
        for run in runs:
            # Spaces at the edge of a text are not drawn by those who read SVG.
            before = measure(run.text[: len(run.text) - len(run.text.lstrip())], size, bold=bold)
            self._write((x + before, y), Run(run.text.strip(), run.typeface), size, colour, bold=bold, align="left")
            x += measure_run(run, size, bold=bold)

    def _write(
        self, place: tuple[float, float], run: Run, size: float, colour: str, *, bold: bool, align: Align
    ) -> None:
        """Write a piece of a line: as text where it is plain, else as the outlines of its signs."""
        if not run.text:
            return
        if not is_plain(run):
            self._outline(place, run, size, colour, align)
            return
        self.letters.append((run.text, bold))
        style: dict[str, Any] = {"fontfamily": [OURS.family], "fontsize": size, "fontweight": WEIGHTS[bold]}
        self._figure.text(
            *place,
            run.text,
            transform=self._place,
            ha=align,
            va="baseline",
            zorder=self._count + 0.5,
            color=colour,
            parse_math=False,
            clip_on=False,
            **style,
        )

    def _outline(self, place: tuple[float, float], run: Run, size: float, colour: str, align: Align) -> None:
        """Draw signs as shapes. Browsers and Typst would look for them in typefaces of their own, or find none."""
        font = FontProperties(fname=run.typeface.file(), size=size)
        with _missing_letters_allowed():
            path = TextPath((0, 0), run.text, prop=font)
        x, y = place
        x -= measure_run(run, size) * _PART_BEFORE[align]
        flipped = Affine2D().scale(1, -1).translate(x, y)
        self._add(PathPatch(path, facecolor=colour, linewidth=0, transform=flipped + self._place))

    def save_svg(self) -> str:
        """Return the picture as matplotlib writes it: SVG with real text."""
        file = StringIO()
        with _missing_letters_allowed():
            FigureCanvasSVG(self._figure).print_svg(file, metadata=_NO_METADATA)  # type: ignore[no-untyped-call]
        return file.getvalue()

    def save_png(self, dots_per_inch: int) -> bytes:
        """Return the picture as PNG; at 96 dots an inch one pixel of ours is one of the file's."""
        file = BytesIO()
        self._figure.set_dpi(dots_per_inch * DOTS_PER_INCH / 96)
        with _missing_letters_allowed():
            FigureCanvasAgg(self._figure).print_png(file, metadata={"Software": None})  # type: ignore[no-untyped-call]
        return file.getvalue()

    def _add(self, artist: Artist) -> None:
        self._count += 1
        artist.set_zorder(self._count)  # what is drawn later lies on top; matplotlib would put lines over shapes
        self._figure.add_artist(artist)


@contextmanager
def _missing_letters_allowed() -> Iterator[None]:
    """A sign that only changes its neighbours (a joiner) may be missing: nothing of it would be seen."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font", category=UserWarning)
        yield


def _dashes(line: Line) -> str | tuple[float, tuple[float, float]]:
    return (0, (4 / line.width, 3 / line.width)) if line.dashed else "solid"


def _make_figure(width: float, height: float, ground: str) -> tuple[Figure, Transform]:

    set_up_matplotlib()
    size = width / DOTS_PER_INCH, height / DOTS_PER_INCH
    figure = Figure(figsize=size, dpi=DOTS_PER_INCH, facecolor=ground, edgecolor="none")
    pixels = Affine2D().scale(1 / DOTS_PER_INCH, -1 / DOTS_PER_INCH).translate(0, size[1])
    return figure, pixels + figure.dpi_scale_trans


def set_up_matplotlib() -> None:
    """Give matplotlib our settings and typeface, once."""
    if mpl.rcParams["svg.hashsalt"] == _SETTINGS["svg.hashsalt"]:
        return
    mpl.rcParams.update(_SETTINGS)
    for bold in (False, True):
        font_manager.fontManager.addfont(OURS.file(bold=bold))
