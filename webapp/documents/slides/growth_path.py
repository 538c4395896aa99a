"""The growth path over the full width of a slide, in shapes of the presentation itself: they can be changed there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

from webapp.documents.charts.model import PathChart, PathLane, ReferenceLane
from webapp.documents.letters import measure
from webapp.documents.paper import describe_chart
from webapp.documents.slides.shapes import describe, draw_shape, group_since, write_label
from webapp.documents.slides.stones import draw_stone
from webapp.documents.slides.template import MARGIN, POINT, ROLES, ROOM_HEIGHT, ROOM_WIDTH, TOP, role_of

LABELS = 2_800_000
HEADING = 470_000
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
    height = (ROOM_HEIGHT - HEADING) / len(chart.lanes)
    for place, lane in enumerate(chart.lanes):
        _draw_lane(sheet, lane, TOP + HEADING + place * height, chart)
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
    _write_names(sheet, lane, top)
    for level, (start, end) in enumerate(_ends(lane)):
        box = (sheet.x(start), y, sheet.x(end) - sheet.x(start) - 30_000, STONE)
        draw_stone(sheet.shapes, box, level, lane.reached, lane.colour, sheet.language)
    _draw_score(sheet, lane, f"{chart.mark} {lane.score_text}" if lane is chart.lanes[0] else lane.score_text, y)
    if lane.reference is not None:
        _draw_reference(sheet, lane.reference, y + STONE + 45_000)


def _write_names(sheet: _Sheet, lane: PathLane, top: float) -> None:
    width = LABELS - 150_000
    name = (MARGIN, top, width, 240_000)
    write_label(
        sheet.shapes, name, lane.name, sheet.language, points=NAME_POINTS, bold=True, colour=role_of(lane.colour)
    )
    level = (MARGIN, top + 235_000, width, 210_000)
    points = next((size for size in LEVEL_POINTS if measure(lane.text, size) * 1.06 * POINT <= width), LEVEL_POINTS[-1])
    write_label(sheet.shapes, level, lane.text, sheet.language, points=points)


def _draw_score(sheet: _Sheet, lane: PathLane, text: str, y: float) -> None:
    low, high = sheet.x(lane.score.low), sheet.x(lane.score.high)
    top = y - POINTER - 10_000
    if not lane.score.is_point:
        bar = (low, top + POINTER / 3, high - low, POINTER / 3)
        draw_shape(sheet.shapes, MSO_SHAPE.RECTANGLE, bar, fill=ROLES["pointer"])
    if lane.likely is not None:
        _point(sheet, sheet.x(lane.likely), top)
    _write_score(sheet, text, (low, high, top))


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


def _point(sheet: _Sheet, x: float, top: float) -> None:
    shape = draw_shape(
        sheet.shapes,
        MSO_SHAPE.ISOSCELES_TRIANGLE,
        (x - POINTER / 2, top, POINTER, POINTER),
        fill=ROLES["pointer"],
        line=ROLES["pointer"],
    )
    shape.rotation = 180


def _draw_reference(sheet: _Sheet, reference: ReferenceLane, y: float) -> None:
    """The band of the survey with what it is: right of it, else left of it, else over the whole width below."""
    left, right = sheet.x(reference.band.low), sheet.x(reference.band.high)
    draw_shape(sheet.shapes, MSO_SHAPE.RECTANGLE, (left, y, max(right - left, 30_000), BAND), fill=ROLES["soft"])
    text = f"{reference.label}; {reference.own_label}"
    room = measure(text, SMALL_POINTS) * POINT * 1.1
    gap, end = 60_000, sheet.left + sheet.width
    if right + gap + room <= end:
        box, align = (right + gap, y - 50_000, room, 200_000), PP_ALIGN.LEFT
    elif left - gap - room >= sheet.left:
        box, align = (left - gap - room, y - 50_000, room, 200_000), PP_ALIGN.RIGHT
    else:
        box, align = (end - room, y + BAND, room, 190_000), PP_ALIGN.RIGHT
    soft = ROLES["soft"]
    write_label(sheet.shapes, box, text, sheet.language, points=SMALL_POINTS, colour=soft, align=align)
