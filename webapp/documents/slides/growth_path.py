"""The growth path over the full width of a slide, in shapes of the presentation itself: they can be changed there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

from webapp.documents.charts.model import PathChart, PathLane, ReferenceLane, Span
from webapp.documents.letters import measure
from webapp.documents.paper import describe_chart
from webapp.documents.slides.shapes import describe, draw_shape, group_since, set_edges, write_label
from webapp.documents.slides.stones import draw_stone
from webapp.documents.slides.template import MARGIN, POINT, ROLES, ROOM_HEIGHT, ROOM_WIDTH, TOP, role_of

LABELS = 2_800_000
HEADING, FOOT = 470_000, 330_000
STONE, BAND, POINTER = 270_000, 100_000, 150_000
NAME_POINTS, TEXT_POINTS, SMALL_POINTS = 15.0, 13.0, 12.0
LEVEL_POINTS = (13.0, 12.0, 11.0, 10.0)
"""A level in words may be long where much is open: it stays on one line."""


@dataclass(frozen=True)
class _Sheet:
    """Where things are drawn, and in which language."""

    shapes: Any
    language: str

    @property
    def left(self) -> float:
        return MARGIN + LABELS

    @property
    def width(self) -> float:
        return ROOM_WIDTH - LABELS

    def x(self, value: float) -> float:
        """Return where a score of 0 to 100 lies."""
        return self.left + value * self.width / 100


def draw_growth_path(slide: Any, chart: PathChart, language: str) -> None:
    """Draw the growth path on a slide, as one group with a description."""
    sheet, before = _Sheet(slide.shapes, language), len(slide.shapes)
    _write_phases(sheet, chart)
    height = (ROOM_HEIGHT - HEADING - FOOT) / len(chart.lanes)
    for place, lane in enumerate(chart.lanes):
        _draw_lane(sheet, lane, TOP + HEADING + place * height, chart)
    _draw_legend(sheet, chart)
    describe(group_since(slide, before), chart.title, describe_chart(chart))


def _ends(lane: PathLane) -> Iterator[tuple[float, float]]:
    return zip(lane.thresholds, (*lane.thresholds[1:], 100), strict=True)


def _write_phases(sheet: _Sheet, chart: PathChart) -> None:
    for phase, (start, end) in zip(chart.phases, _ends(chart.lanes[0]), strict=True):
        box = (sheet.x(start), TOP, sheet.x(end) - sheet.x(start) - 40_000, HEADING - 60_000)
        write_label(
            sheet.shapes,
            box,
            phase.name,
            sheet.language,
            points=SMALL_POINTS,
            colour=ROLES["soft"],
            anchor=MSO_ANCHOR.BOTTOM,
        )


def _draw_lane(sheet: _Sheet, lane: PathLane, top: float, chart: PathChart) -> None:
    y = top + POINTER + 40_000
    _write_names(sheet, lane, top, y, chart)
    for level, (start, end) in enumerate(_ends(lane)):
        box = (sheet.x(start), y, sheet.x(end) - sheet.x(start) - 30_000, STONE)
        draw_stone(sheet.shapes, box, level, lane.reached, lane.colour, sheet.language)
    _draw_score(sheet, lane, y)
    if lane.reference is not None:
        _draw_reference(sheet, lane.reference, y + STONE + 45_000)


def _write_names(sheet: _Sheet, lane: PathLane, top: float, y: float, chart: PathChart) -> None:
    width = LABELS - 150_000
    name = (MARGIN, top, width, 240_000)
    write_label(
        sheet.shapes, name, lane.name, sheet.language, points=NAME_POINTS, bold=True, colour=role_of(lane.colour)
    )
    level = (MARGIN, top + 235_000, width, 210_000)
    points = next((size for size in LEVEL_POINTS if measure(lane.text, size) * 1.06 * POINT <= width), LEVEL_POINTS[-1])
    write_label(sheet.shapes, level, lane.text, sheet.language, points=points)
    if lane.reference is not None:
        below = (MARGIN, y + STONE + 10_000, width, 180_000)
        label = chart.legend.reference
        write_label(sheet.shapes, below, label, sheet.language, points=SMALL_POINTS, colour=ROLES["soft"])


def _draw_score(sheet: _Sheet, lane: PathLane, y: float) -> None:
    low, high = sheet.x(lane.score.low), sheet.x(lane.score.high)
    top = y - POINTER - 10_000
    if not lane.score.is_point:
        bar = (low, top + POINTER / 3, high - low, POINTER / 3)
        draw_shape(sheet.shapes, MSO_SHAPE.RECTANGLE, bar, fill=ROLES["pointer"])
    if lane.likely is not None:
        _point(sheet, sheet.x(lane.likely), top, filled=True)
    _write_score(sheet, lane.score_text, (low, high, top))


def _write_score(sheet: _Sheet, text: str, place: tuple[float, float, float]) -> None:
    """The score right of its mark, else left of it, else on a piece of empty ground in between."""
    low, high, top = place
    room = measure(text, TEXT_POINTS, bold=True) * POINT * 1.1
    left, align = high + POINTER, PP_ALIGN.LEFT
    if left + room > sheet.left + sheet.width:
        left, align = low - POINTER - room, PP_ALIGN.RIGHT
    box = (left, top - 45_000, room, 230_000)
    if left < sheet.left:
        box, align = ((low + high - room) / 2, top - 45_000, room, 200_000), PP_ALIGN.CENTER
        draw_shape(sheet.shapes, MSO_SHAPE.RECTANGLE, box, fill=ROLES["ground"])
    pointer = ROLES["pointer"]
    write_label(sheet.shapes, box, text, sheet.language, points=TEXT_POINTS, bold=True, colour=pointer, align=align)


def _point(sheet: _Sheet, x: float, top: float, *, filled: bool, up: bool = False) -> None:
    shape = draw_shape(
        sheet.shapes,
        MSO_SHAPE.ISOSCELES_TRIANGLE,
        (x - POINTER / 2, top, POINTER, POINTER),
        fill=ROLES["pointer"] if filled else ROLES["ground"],
        line=ROLES["pointer"],
    )
    shape.rotation = 0 if up else 180


def _draw_reference(sheet: _Sheet, reference: ReferenceLane, y: float) -> None:
    _draw_band(sheet, reference.sampled, y)
    for value in {reference.own.low, reference.own.high}:
        _point(sheet, sheet.x(value), y + BAND - 30_000, filled=False, up=True)


def _draw_band(sheet: _Sheet, span: Span, y: float) -> None:
    left, right = sheet.x(span.low), sheet.x(span.high)
    box = (left, y, max(right - left, 30_000), BAND)
    draw_shape(sheet.shapes, MSO_SHAPE.RECTANGLE, box, fill=ROLES["soft"])


def _draw_legend(sheet: _Sheet, chart: PathChart) -> None:
    """Below the lanes: what the three signs are, each named where it stands."""
    y, x = TOP + ROOM_HEIGHT - FOOT + 90_000, float(MARGIN)
    has_reference = any(lane.reference for lane in chart.lanes)
    first = chart.legend.score if all(lane.score.is_point for lane in chart.lanes) else chart.legend.likely
    texts = (first, chart.legend.sampled, chart.legend.own) if has_reference else (first,)
    for place, text in enumerate(texts):
        if place == 1:
            draw_shape(sheet.shapes, MSO_SHAPE.RECTANGLE, (x, y + 60_000, 220_000, BAND), fill=ROLES["soft"])
        else:
            _point(sheet, x + 110_000, y + 35_000, filled=place == 0, up=place == 2)
        width = measure(text, SMALL_POINTS) * POINT * 1.08 + 60_000
        label = write_label(sheet.shapes, (x + 290_000, y, width, 220_000), text, sheet.language, points=SMALL_POINTS)
        set_edges(label.text_frame)
        x += 290_000 + width + 160_000
