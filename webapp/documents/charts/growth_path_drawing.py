"""Draws the growth path: a track of five stones for each dimension, the pointer on it, and 2019 on a lane below."""

from __future__ import annotations

from webapp.documents.charts.canvas import Align, Line, Sheet
from webapp.documents.charts.fonts import measure, wrap
from webapp.documents.charts.formats import METRICS, Metrics, Shape
from webapp.documents.charts.markers import (
    LegendEntry,
    draw_legend,
    legend_height,
    pointer_down,
    pointer_up,
)
from webapp.documents.charts.model import PathChart, PathLane, ReferenceLane, Span
from webapp.documents.charts.themes import Colours, text_on

STONE = 26
GAP = 3
POINTER_ROOM = 18
BAND = 9
AXIS = 34
LINE = 18
SPACE = 18


def draw_path(chart: PathChart, shape: Shape, colours: Colours) -> Sheet:
    """Return the drawn growth path."""
    metrics = METRICS[shape]
    legend = _legend(chart, colours)
    heading = _heading_height(chart, metrics)
    tracks = heading + sum(_lane_height(lane, metrics) for lane in chart.lanes)
    height = tracks + AXIS + legend_height(legend, metrics) + 6
    sheet = Sheet(metrics.width, height, colours.ground)
    _draw_heading(sheet, chart, metrics, colours)
    y = heading
    for lane in chart.lanes:
        _draw_lane(sheet, lane, y, chart, metrics, colours)
        y += _lane_height(lane, metrics)
    _draw_axis(sheet, y, metrics, colours)
    draw_legend(sheet, y + AXIS, legend, metrics, colours)
    return sheet


# ---------------------------------------------------------------- the names of the phases


def _phase_lines(chart: PathChart, metrics: Metrics) -> list[tuple[str, ...]]:
    """The name of each phase in lines: above its stone where there is room, else all names in a list."""
    room = metrics.width - 2 * metrics.margin - 18
    if metrics.is_narrow:
        return [wrap(phase.name, metrics.small, room) for phase in chart.phases]
    ends = (*chart.lanes[0].thresholds[1:], 100)
    widths = [
        (end - start) * metrics.track_width / 100 for start, end in zip(chart.lanes[0].thresholds, ends, strict=True)
    ]
    return [wrap(phase.name, metrics.small, width - 8) for phase, width in zip(chart.phases, widths, strict=True)]


def _heading_height(chart: PathChart, metrics: Metrics) -> float:
    counts = [len(lines) for lines in _phase_lines(chart, metrics)]
    return (1 + sum(counts)) * LINE + 14 if metrics.is_narrow else max(counts) * LINE + 8


def _draw_heading(sheet: Sheet, chart: PathChart, metrics: Metrics, colours: Colours) -> None:
    lines = _phase_lines(chart, metrics)
    if metrics.is_narrow:
        _draw_phase_list(sheet, chart, lines, metrics, colours)
        return
    bottom = _heading_height(chart, metrics) - 6
    sheet.text((metrics.margin, bottom), chart.legend.phases, metrics.small, colours.ink_soft)
    for name, start in zip(lines, chart.lanes[0].thresholds, strict=True):
        x = metrics.track_left + start * metrics.track_width / 100 + 2
        for number, line in enumerate(reversed(name)):
            sheet.text((x, bottom - number * LINE), line, metrics.small, colours.ink)


def _draw_phase_list(
    sheet: Sheet, chart: PathChart, lines: list[tuple[str, ...]], metrics: Metrics, colours: Colours
) -> None:
    y = float(LINE)
    sheet.text((metrics.margin, y), chart.legend.phases, metrics.small, colours.ink_soft)
    for phase, name in zip(chart.phases, lines, strict=True):
        sheet.text((metrics.margin, y + LINE), str(phase.level), metrics.small, colours.ink, bold=True)
        for line in name:
            y += LINE
            sheet.text((metrics.margin + 18, y), line, metrics.small, colours.ink)


# ---------------------------------------------------------------- one lane


def _remark_lines(lane: PathLane, metrics: Metrics) -> tuple[str, ...]:
    return wrap(lane.remark, metrics.small, metrics.track_width) if lane.remark else ()


def _lane_height(lane: PathLane, metrics: Metrics) -> float:
    above = LINE + 6 if metrics.is_narrow else 0
    below = BAND + 29 if lane.reference else 0
    return above + POINTER_ROOM + STONE + below + len(_remark_lines(lane, metrics)) * LINE + SPACE


def _draw_lane(sheet: Sheet, lane: PathLane, top: float, chart: PathChart, metrics: Metrics, colours: Colours) -> None:
    y = top + POINTER_ROOM + (LINE + 6 if metrics.is_narrow else 0)
    _draw_name(sheet, lane, top, metrics, colours)
    _draw_stones(sheet, lane, y, metrics, colours)
    _draw_score(sheet, lane, y, metrics, colours)
    y += STONE
    for line in _remark_lines(lane, metrics):
        y += LINE
        sheet.text((metrics.track_left, y - 2), line, metrics.small, colours.ink_soft)
    if lane.reference:
        if not metrics.is_narrow:
            sheet.text(
                (metrics.margin, y + 21),
                _fit(chart.legend.reference, metrics.small, metrics.label_width - 14),
                metrics.small,
                colours.ink_soft,
            )
        _draw_reference(sheet, lane.reference, y + 12, metrics, colours)


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
    sheet.text((left, y + 25), _fit(lane.label, metrics.small, room), metrics.small, colours.ink_soft)


def _fit(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """A text in one line, shortened where a language is longer than ours."""
    return wrap(text, size, room, bold=bold, lines=1)[0]


def _x(value: float, metrics: Metrics) -> float:
    return metrics.track_left + value * metrics.track_width / 100


def _draw_stones(sheet: Sheet, lane: PathLane, y: float, metrics: Metrics, colours: Colours) -> None:
    own = colours.of[lane.colour]
    for level, (start, end) in enumerate(zip(lane.thresholds, (*lane.thresholds[1:], 100), strict=True)):
        left, right = _x(start, metrics), _x(end, metrics) - (GAP if end < 100 else 0)
        reached, possible = level <= lane.reached[0], level <= lane.reached[1]
        line = None if reached else Line(own, 2, dashed=True) if possible else Line(colours.line, 1)
        inset = 0 if reached else 1 if possible else 0.5
        corner, size = (left + inset, y + inset), (right - left - 2 * inset, STONE - 2 * inset)
        sheet.box(corner, size, own if reached else colours.surface, line)
        digit = text_on(own) if reached else colours.ink if possible else colours.ink_soft
        sheet.text((left + 8, y + STONE - 8), str(level), metrics.text, digit, bold=possible)


def _draw_score(sheet: Sheet, lane: PathLane, y: float, metrics: Metrics, colours: Colours) -> None:
    low, high = _x(lane.score.low, metrics), _x(lane.score.high, metrics)
    if not lane.score.is_point:
        sheet.stroke((low, y - 8), (high, y - 8), Line(colours.pointer, 4))
    if lane.likely is not None:
        pointer_down(sheet, (_x(lane.likely, metrics), y + 3), colours, hollow=not lane.score.is_point)
    _write_score(sheet, lane.score_text, (low, high, y - 4), metrics, colours)


def _write_score(
    sheet: Sheet, text: str, place: tuple[float, float, float], metrics: Metrics, colours: Colours
) -> None:
    """The score beside its pointers: right of them, else left, else between them on a piece of empty ground."""
    low, high, y = place
    width, gap, size = measure(text, metrics.text, bold=True), 11, metrics.text
    if high + gap + width <= metrics.width - 2:
        sheet.text((high + gap, y), text, size, colours.pointer, bold=True)
    elif low - gap - width >= metrics.track_left:
        sheet.text((low - gap, y), text, size, colours.pointer, bold=True, align="right")
    else:
        middle = (low + high) / 2
        sheet.box((middle - width / 2 - 6, y - 13), (width + 12, 16), colours.ground)
        sheet.text((middle, y), text, size, colours.pointer, bold=True, align="center")


def _draw_reference(sheet: Sheet, reference: ReferenceLane, y: float, metrics: Metrics, colours: Colours) -> None:
    left, width = metrics.track_left, metrics.track_width
    sheet.stroke((left, y + BAND), (left + width, y + BAND), Line(colours.rule, 1))
    _draw_band(sheet, reference.sampled, y, metrics, colours, solid=False)
    _draw_band(sheet, reference.printed, y, metrics, colours, solid=True)
    low, high = _x(reference.own.low, metrics), _x(reference.own.high, metrics)
    if not reference.own.is_point:
        sheet.stroke((low, y + BAND + 9), (high, y + BAND + 9), Line(colours.pointer, 1.8))
        pointer_up(sheet, (high, y + BAND + 1), colours, hollow=True)
    pointer_up(sheet, (low, y + BAND + 1), colours, hollow=True)


def _draw_band(sheet: Sheet, span: Span, y: float, metrics: Metrics, colours: Colours, *, solid: bool) -> None:
    left, right = _x(span.low, metrics), _x(span.high, metrics)
    if right - left < 2:
        left, right = left - 1, left + 1
    line = None if solid else Line(colours.line, 1)
    sheet.box((left, y), (right - left, BAND), colours.ink_soft if solid else colours.sunken, line)


def _draw_axis(sheet: Sheet, y: float, metrics: Metrics, colours: Colours) -> None:
    sheet.stroke((_x(0, metrics), y), (_x(100, metrics), y), Line(colours.line, 1))
    for value in range(0, 101, 20):
        x = _x(value, metrics)
        sheet.stroke((x, y), (x, y + 4), Line(colours.line, 1))
        align: Align = "left" if value == 0 else "right" if value == 100 else "center"
        sheet.text((x, y + 18), str(value), metrics.small, colours.ink_soft, align=align)


# ---------------------------------------------------------------- the legend


def _legend(chart: PathChart, colours: Colours) -> list[LegendEntry]:
    """Only the signs that this picture has."""
    words, lanes = chart.legend, chart.lanes
    own = colours.of["overall"]
    entries = []
    if any(lane.score.is_point for lane in lanes):
        entries.append(LegendEntry(words.score, lambda s, x, y: pointer_down(s, (x + 12, y + 13), colours)))
    if any(lane.likely is not None and not lane.score.is_point for lane in lanes):
        entries.append(
            LegendEntry(words.likely, lambda s, x, y: pointer_down(s, (x + 12, y + 13), colours, hollow=True))
        )
    if any(not lane.score.is_point for lane in lanes):
        entries.append(LegendEntry(words.score_range, lambda s, x, y: _range_sign(s, x, y, colours)))
    entries.append(LegendEntry(words.reached, lambda s, x, y: s.box((x, y), (24, 14), own)))
    if any(lane.reached[0] != lane.reached[1] for lane in lanes):
        dashed = Line(own, 2, dashed=True)
        entries.append(LegendEntry(words.possible, lambda s, x, y: s.box((x + 1, y + 1), (22, 12), None, dashed)))
    if any(lane.reference for lane in lanes):
        entries += [
            LegendEntry(words.printed, lambda s, x, y: s.box((x, y + 3), (24, BAND), colours.ink_soft)),
            LegendEntry(
                words.sampled, lambda s, x, y: s.box((x, y + 3), (24, BAND), colours.sunken, Line(colours.line))
            ),
            LegendEntry(words.own, lambda s, x, y: pointer_up(s, (x + 12, y + 1), colours, hollow=True)),
        ]
    return entries


def _range_sign(sheet: Sheet, x: float, y: float, colours: Colours) -> None:
    sheet.stroke((x + 4, y + 7), (x + 20, y + 7), Line(colours.pointer, 4))
