"""Draws scores then and now: a panel for each dimension, so that no label stands in another's way."""

from __future__ import annotations

from webapp.documents.charts.canvas import Line, Sheet
from webapp.documents.charts.fonts import wrap
from webapp.documents.charts.formats import METRICS, Metrics, Shape
from webapp.documents.charts.model import Slope, SlopeChart, Span
from webapp.documents.charts.themes import Colours, mix

HEADING = 30
PLOT = 170
FOOT = 78
LINE = 18
GAP = 16
AXIS_ROOM = 36
STEPS = (0, 50, 100)


def draw_slopes(chart: SlopeChart, shape: Shape, colours: Colours) -> Sheet:
    """Return the drawn panels: side by side where there is room, else two in a row."""
    metrics = METRICS[shape]
    columns = 2 if metrics.is_narrow else len(chart.slopes)
    rows = -(-len(chart.slopes) // columns)
    room = (metrics.width - 2 * metrics.margin - (columns - 1) * GAP) / columns
    height = HEADING + PLOT + FOOT
    sheet = Sheet(metrics.width, rows * height + 8, colours.ground)
    for place, slope in enumerate(chart.slopes):
        left = metrics.margin + place % columns * (room + GAP)
        _draw_panel(sheet, chart, slope, (left, place // columns * height, room), metrics, colours)
    return sheet


def _draw_panel(
    sheet: Sheet, chart: SlopeChart, slope: Slope, box: tuple[float, float, float], metrics: Metrics, colours: Colours
) -> None:
    left, top, room = box
    name = wrap(slope.name, metrics.text, room, bold=True, lines=1)[0]
    sheet.text((left, top + LINE), name, metrics.text, colours.ink, bold=True)
    ends = left + AXIS_ROOM, left + room
    base = top + HEADING + PLOT
    for step in STEPS:
        y = _height(base, step)
        sheet.stroke((ends[0], y), (ends[1], y), Line(colours.line))
        sheet.text((ends[0] - 8, y + 5), str(step), metrics.small, colours.ink_soft, align="right")
    _draw_band(sheet, slope, ends, base, colours)
    lines = (f"{chart.before}: {slope.before_text}", f"{chart.after}: {slope.after_text}", slope.move)
    for number, text in enumerate(lines, start=1):
        shown = wrap(text, metrics.small, room, lines=1, bold=number == len(lines))[0]
        place = left, base + 4 + number * (LINE + 2)
        sheet.text(place, shown, metrics.small, colours.ink, bold=number == len(lines))


def _draw_band(sheet: Sheet, slope: Slope, ends: tuple[float, float], base: float, colours: Colours) -> None:
    """Draw the band between what is possible then and now, and its upper and lower ends as lines."""
    colour = colours.of[slope.colour]
    before, after = _ends(slope.before, base), _ends(slope.after, base)
    if not (slope.before.is_point and slope.after.is_point):
        points = [(ends[0], before[0]), (ends[1], after[0]), (ends[1], after[1]), (ends[0], before[1])]
        sheet.shape(points, mix(colour, colours.ground, 0.75))
    for then, now in dict.fromkeys(zip(before, after, strict=True)):
        sheet.stroke((ends[0], then), (ends[1], now), Line(colour, 2.5))
    for x, span in ((ends[0], before), (ends[1], after)):
        sheet.box((x - 3, span[1] - 3), (6, span[0] - span[1] + 6), colour)


def _ends(span: Span, base: float) -> tuple[float, float]:
    return _height(base, span.low), _height(base, span.high)


def _height(base: float, score: float) -> float:
    return base - score * (PLOT - 12) / 100
