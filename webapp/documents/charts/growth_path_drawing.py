"""Draws the growth path: for each dimension a track of five stones, one mark on it, and one band of 2019 below it.

Everything is named where it stands, so there is no legend.
"""

from __future__ import annotations

from webapp.documents.charts.canvas import Align, Line, Sheet
from webapp.documents.charts.fonts import measure, wrap
from webapp.documents.charts.formats import METRICS, Metrics, Shape
from webapp.documents.charts.markers import pointer_down
from webapp.documents.charts.model import PathChart, PathLane, ReferenceLane
from webapp.documents.charts.themes import Colours, text_on

STONE = 26
GAP = 3
POINTER_ROOM = 18
BAND = 9
AXIS = 34
LINE = 18
SPACE = 18
SCORE_GAP = 11


def draw_path(chart: PathChart, shape: Shape, colours: Colours) -> Sheet:
    """Return the drawn growth path."""
    metrics = METRICS[shape]
    heading = _heading_height(chart, metrics)
    tracks = heading + sum(_lane_height(lane, metrics) for lane in chart.lanes)
    sheet = Sheet(metrics.width, tracks + AXIS, colours.ground)
    _draw_heading(sheet, chart, metrics, colours)
    y = heading
    for lane in chart.lanes:
        _draw_lane(sheet, lane, y, chart, metrics, colours)
        y += _lane_height(lane, metrics)
    _draw_axis(sheet, y, metrics, colours)
    return sheet


# ---------------------------------------------------------------- the names of the phases


def _phase_lines(chart: PathChart, metrics: Metrics) -> list[tuple[str, ...]]:
    """The name of each phase in lines above its stone; none on a narrow sheet, whose stones have no room for one."""
    if metrics.is_narrow:
        return []
    ends = (*chart.lanes[0].thresholds[1:], 100)
    widths = [
        (end - start) * metrics.track_width / 100 for start, end in zip(chart.lanes[0].thresholds, ends, strict=True)
    ]
    return [wrap(phase.name, metrics.small, width - 8) for phase, width in zip(chart.phases, widths, strict=True)]


def _heading_height(chart: PathChart, metrics: Metrics) -> float:
    return max((len(lines) for lines in _phase_lines(chart, metrics)), default=0) * LINE + (
        0 if metrics.is_narrow else 8
    )


def _draw_heading(sheet: Sheet, chart: PathChart, metrics: Metrics, colours: Colours) -> None:
    lines = _phase_lines(chart, metrics)
    if not lines:
        return
    bottom = _heading_height(chart, metrics) - 6
    sheet.text((metrics.margin, bottom), chart.heading, metrics.small, colours.ink_soft)
    for name, start in zip(lines, chart.lanes[0].thresholds, strict=True):
        x = metrics.track_left + start * metrics.track_width / 100 + 2
        for number, line in enumerate(reversed(name)):
            sheet.text((x, bottom - number * LINE), line, metrics.small, colours.ink)


# ---------------------------------------------------------------- one lane


def _remark_lines(lane: PathLane, metrics: Metrics) -> tuple[str, ...]:
    return wrap(lane.remark, metrics.small, metrics.track_width) if lane.remark else ()


def _lane_height(lane: PathLane, metrics: Metrics) -> float:
    above = LINE + 6 if metrics.is_narrow else 0
    lines = len(_remark_lines(lane, metrics)) + len(_reference_lines(lane, metrics))
    below = BAND + 11 if lane.reference else 0
    return above + POINTER_ROOM + STONE + below + lines * LINE + SPACE


def _reference_lines(lane: PathLane, metrics: Metrics) -> tuple[str, ...]:
    """What stands at the band: in one line where there is room, else its own number in a second one."""
    if lane.reference is None:
        return ()
    labels = lane.reference.label, lane.reference.own_label
    whole = "; ".join(labels)
    if measure(whole, metrics.small) <= metrics.track_width:
        return (whole,)
    return tuple(line for label in labels for line in wrap(label, metrics.small, metrics.track_width))


def _draw_lane(sheet: Sheet, lane: PathLane, top: float, chart: PathChart, metrics: Metrics, colours: Colours) -> None:
    y = top + POINTER_ROOM + (LINE + 6 if metrics.is_narrow else 0)
    _draw_name(sheet, lane, top, metrics, colours)
    _draw_stones(sheet, lane, y, chart.perhaps, metrics, colours)
    _draw_score(sheet, lane, chart.mark if lane is chart.lanes[0] else "", y, metrics, colours)
    y += STONE
    for line in _remark_lines(lane, metrics):
        y += LINE
        sheet.text((metrics.track_left, y - 2), line, metrics.small, colours.ink_soft)
    if lane.reference:
        _draw_reference(sheet, lane.reference, _reference_lines(lane, metrics), y + 8, metrics, colours)


def _draw_name(sheet: Sheet, lane: PathLane, top: float, metrics: Metrics, colours: Colours) -> None:
    left, room = metrics.margin, metrics.label_width - 14
    if metrics.is_narrow:
        text = _fit(lane.label, metrics.small, metrics.track_width * 0.55)
        name_room = metrics.track_width - measure(text, metrics.small) - 12
        name = _fit(lane.name, metrics.name, name_room, bold=True)
        sheet.text((left, top + LINE), name, metrics.name, colours.ink, bold=True)
        sheet.text((metrics.width - left, top + LINE), text, metrics.small, colours.ink_soft, align="right")
        return
    y = top + POINTER_ROOM
    sheet.text((left, y + 6), _fit(lane.name, metrics.name, room, bold=True), metrics.name, colours.ink, bold=True)
    for number, line in enumerate(wrap(lane.label, metrics.small, room, lines=2)):
        sheet.text((left, y + 25 + number * LINE), line, metrics.small, colours.ink_soft)


def _fit(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """A text in one line, shortened where a language is longer than ours."""
    return wrap(text, size, room, bold=bold, lines=1)[0]


def _x(value: float, metrics: Metrics) -> float:
    return metrics.track_left + value * metrics.track_width / 100


def _draw_stones(sheet: Sheet, lane: PathLane, y: float, perhaps: str, metrics: Metrics, colours: Colours) -> None:
    own = colours.of[lane.colour]
    for level, (start, end) in enumerate(zip(lane.thresholds, (*lane.thresholds[1:], 100), strict=True)):
        left, right = _x(start, metrics), _x(end, metrics) - (GAP if end < 100 else 0)
        # Phase 0 is never filled: so that as many stones are as the number says.
        reached, possible = 1 <= level <= lane.reached[0], level <= lane.reached[1]
        is_open = lane.reached[0] < level <= lane.reached[1]
        line = None if reached else Line(own, 2, dashed=is_open) if possible else Line(colours.line, 1)
        inset = 0 if reached else 1 if possible else 0.5
        corner, size = (left + inset, y + inset), (right - left - 2 * inset, STONE - 2 * inset)
        sheet.box(corner, size, own if reached else colours.surface, line)
        digit = text_on(own) if reached else colours.ink if possible else colours.ink_soft
        sheet.text((left + 8, y + STONE - 8), str(level), metrics.text, digit, bold=possible)
        if is_open and measure(perhaps, metrics.small) <= right - left - 28:
            sheet.text((left + 22, y + STONE - 8), perhaps, metrics.small, colours.ink_soft)


def _draw_score(sheet: Sheet, lane: PathLane, name: str, y: float, metrics: Metrics, colours: Colours) -> None:
    """Draw the mark with its number; `name` says what it is, where that has room beside it."""
    low, high = _x(lane.score.low, metrics), _x(lane.score.high, metrics)
    if not lane.score.is_point:
        sheet.stroke((low, y - 8), (high, y - 8), Line(colours.pointer, 4))
    if lane.likely is not None:
        pointer_down(sheet, (_x(lane.likely, metrics), y + 3), colours, hollow=not lane.score.is_point)
    named = f"{name} {lane.score_text}"
    text = named if name and _side_of(named, (low, high), metrics) != "center" else lane.score_text
    _write_score(sheet, text, (low, high, y - 4), metrics, colours)


def _side_of(text: str, ends: tuple[float, float], metrics: Metrics) -> Align:
    """Where a score has room: right of its mark (it then begins at its left), else left of it, else in between."""
    width = measure(text, metrics.text, bold=True) + SCORE_GAP
    if ends[1] + width <= metrics.width - 2:
        return "left"
    return "right" if ends[0] - width >= metrics.track_left else "center"


def _write_score(
    sheet: Sheet, text: str, place: tuple[float, float, float], metrics: Metrics, colours: Colours
) -> None:
    low, high, y = place
    side = _side_of(text, (low, high), metrics)
    x = {"left": high + SCORE_GAP, "right": low - SCORE_GAP, "center": (low + high) / 2}[side]
    if side == "center":
        width = measure(text, metrics.text, bold=True)
        sheet.box((x - width / 2 - 6, y - 13), (width + 12, 16), colours.ground)
    sheet.text((x, y), text, metrics.text, colours.pointer, bold=True, align=side)


def _draw_reference(
    sheet: Sheet, reference: ReferenceLane, lines: tuple[str, ...], y: float, metrics: Metrics, colours: Colours
) -> None:
    """Draw the band, and below it what it is: beginning where it begins, or as far right as there is room."""
    left, right = _x(reference.band.low, metrics), _x(reference.band.high, metrics)
    if right - left < 2:
        left, right = left - 1, left + 1
    sheet.stroke((_x(0, metrics), y + BAND), (_x(100, metrics), y + BAND), Line(colours.rule, 1))
    sheet.box((left, y), (right - left, BAND), colours.ink_soft)
    longest = max(measure(line, metrics.small) for line in lines)
    x = max(metrics.track_left, min(left, _x(100, metrics) - longest))
    for number, line in enumerate(lines, start=1):
        sheet.text((x, y + BAND + number * LINE - 2), line, metrics.small, colours.ink_soft)


def _draw_axis(sheet: Sheet, y: float, metrics: Metrics, colours: Colours) -> None:
    sheet.stroke((_x(0, metrics), y), (_x(100, metrics), y), Line(colours.line, 1))
    for value in range(0, 101, 20):
        x = _x(value, metrics)
        sheet.stroke((x, y), (x, y + 4), Line(colours.line, 1))
        align: Align = "left" if value == 0 else "right" if value == 100 else "center"
        sheet.text((x, y + 18), str(value), metrics.small, colours.ink_soft, align=align)
