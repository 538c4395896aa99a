"""A sheet to draw on, measured in pixels from the top left: it holds what was drawn, and knows nothing of files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from webapp.documents.charts.fonts import clean, is_plain, measure, measure_run
from webapp.documents.typefaces import Run, split_runs

Align = Literal["left", "center", "right"]
PART_BEFORE: dict[Align, float] = {"left": 0.0, "center": 0.5, "right": 1.0}
"""Which part of a text stands before its place."""


@dataclass(frozen=True)
class Line:
    """How an outline is drawn: its colour, its width in pixels, and whether it is dashed."""

    colour: str
    width: float = 1
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line, or a closed shape: what fills it, its outline, and the colour of stripes on it."""

    points: tuple[tuple[float, float], ...]
    fill: str | None = None
    line: Line | None = None
    hatch: str = ""
    is_closed: bool = True


@dataclass(frozen=True, slots=True)
class Letters:
    """A piece of a line in one typeface; `place` is on its baseline, at its left, centre or right."""

    place: tuple[float, float]
    run: Run
    size: float
    colour: str
    bold: bool
    align: Align

    @property
    def are_plain(self) -> bool:
        """Whether every program that reads a picture can write them itself; else they are drawn as shapes."""
        return is_plain(self.run)


class Sheet:
    """One picture being drawn. What is drawn later lies on top."""

    def __init__(self, width: float, height: float, ground: str) -> None:
        self.width = width
        self.height = height
        self.marks: list[Stroke | Letters] = []
        self.box((0, 0), (width, height), ground)

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
        (x, y), (width, height) = corner, size
        points = (x, y), (x + width, y), (x + width, y + height), (x, y + height)
        self.marks.append(Stroke(points, fill, line, hatch))

    def shape(self, points: list[tuple[float, float]], fill: str, line: Line | None = None) -> None:
        """Draw a closed shape through these points."""
        self.marks.append(Stroke(tuple(points), fill, line))

    def stroke(self, start: tuple[float, float], end: tuple[float, float], line: Line) -> None:
        """Draw a straight line."""
        self.marks.append(Stroke((start, end), None, line, is_closed=False))

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
        x -= measure(clean(text), size, bold=bold) * PART_BEFORE[align]
        for run in runs:
            # Spaces at the edge of a text are not drawn by those who read SVG.
            before = measure(run.text[: len(run.text) - len(run.text.lstrip())], size, bold=bold)
            self._write((x + before, y), Run(run.text.strip(), run.typeface), size, colour, bold=bold, align="left")
            x += measure_run(run, size, bold=bold)

    def _write(
        self, place: tuple[float, float], run: Run, size: float, colour: str, *, bold: bool, align: Align
    ) -> None:
        if run.text:
            self.marks.append(Letters(place, run, size, colour, bold, align))
