"""Draws a plan on a timeline: a bar for each action, with a line for today."""

from __future__ import annotations

from assessment.action_plan import Status
from webapp.documents.charts.canvas import Line, Sheet
from webapp.documents.charts.fonts import measure, wrap
from webapp.documents.charts.formats import METRICS, Metrics, Shape
from webapp.documents.charts.markers import LegendEntry, draw_legend, legend_height
from webapp.documents.charts.model import PlanBar, Tick, TimelineChart
from webapp.documents.charts.themes import Colours, mix, text_on

LABEL = 300
"""How wide the titles are on a wide sheet; on a narrow one they stand above their bar."""
LINE = 18
BAR = 16
SPACE = 14
SHORTEST = 6
AXIS = 48
DIAMOND = 7


class _Frame:
    """Where everything stands on this sheet."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics
        self.left: float = metrics.margin + (0 if metrics.is_narrow else LABEL)
        self.width = metrics.width - metrics.margin - self.left - DIAMOND
        self.label_room = self.width if metrics.is_narrow else LABEL - 18

    def x(self, place: float) -> float:
        """Return where a place of 0 to 100 lies."""
        return self.left + self.width * place / 100

    def lines(self, bar: PlanBar) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return a bar's title and remark in lines."""
        return (
            wrap(bar.title, self.metrics.text, self.label_room, bold=True, lines=2),
            wrap(bar.remark, self.metrics.small, self.label_room, lines=2),
        )

    def label_height(self, bar: PlanBar) -> float:
        """Return how high a bar's title and remark are."""
        return LINE * sum(map(len, self.lines(bar)))

    def height(self, bar: PlanBar) -> float:
        """Return how high a bar is with its texts."""
        label = self.label_height(bar)
        return (label + 8 + BAR if self.metrics.is_narrow else max(label, BAR)) + SPACE


def draw_timeline(chart: TimelineChart, shape: Shape, colours: Colours) -> Sheet:
    """Return the drawn bars under their axis, with a legend of the signs that they have."""
    metrics, frame = METRICS[shape], _Frame(METRICS[shape])
    legend = _legend(chart, colours)
    top: float = 6 + legend_height(legend, metrics) + 8
    sheet = Sheet(metrics.width, top + AXIS + sum(map(frame.height, chart.bars)), colours.ground)
    draw_legend(sheet, 6, legend, metrics, colours)
    _draw_axis(sheet, chart, frame, top, colours)
    y: float = top + AXIS
    for bar in chart.bars:
        _draw_row(sheet, chart, bar, frame, y, colours)
        y += frame.height(bar)
    return sheet


def _draw_axis(sheet: Sheet, chart: TimelineChart, frame: _Frame, top: float, colours: Colours) -> None:
    """Write the marks that have room, and today above them."""
    small, free = frame.metrics.small, frame.left - LABEL
    _write_centred(sheet, chart.today, frame, top + 16, colours.ink, bold=True)
    for tick in chart.ticks:
        half = measure(tick.text, small) / 2
        if frame.x(tick.place) - half > free and frame.x(tick.place) + half < sheet.width:
            _write_centred(sheet, tick, frame, top + AXIS - 12, colours.ink_soft)
            free = frame.x(tick.place) + half + 8


def _write_centred(sheet: Sheet, tick: Tick, frame: _Frame, y: float, colour: str, *, bold: bool = False) -> None:
    """Write a text in the middle above its place, moved where it would leave the sheet."""
    half = measure(tick.text, frame.metrics.small, bold=bold) / 2
    x = min(max(frame.x(tick.place), half + 1), sheet.width - half - 1)
    sheet.text((x, y), tick.text, frame.metrics.small, colour, bold=bold, align="center")


def _draw_row(sheet: Sheet, chart: TimelineChart, bar: PlanBar, frame: _Frame, top: float, colours: Colours) -> None:
    y = top
    sheet.stroke((frame.metrics.margin, top - 6), (frame.left + frame.width + DIAMOND, top - 6), Line(colours.rule))
    title, remark = frame.lines(bar)
    for line in title:
        y += LINE
        sheet.text((frame.metrics.margin, y - 4), line, frame.metrics.text, colours.ink, bold=True)
    for line in remark:
        y += LINE
        text = colours.ink if bar.is_overdue else colours.ink_soft
        sheet.text((frame.metrics.margin, y - 4), line, frame.metrics.small, text, bold=bar.is_overdue)
    body = y + 3 if frame.metrics.is_narrow else top - 6
    end = top + frame.height(bar) - 6
    for tick in chart.ticks:
        sheet.stroke((frame.x(tick.place), body), (frame.x(tick.place), end), Line(colours.rule))
    middle = (body + end) / 2
    _draw_bar(sheet, bar, frame, middle, frame.x(chart.today.place), colours)
    now = frame.x(chart.today.place)
    sheet.stroke((now, body), (now, end), Line(colours.ink, 1.5, dashed=True))


def _draw_bar(sheet: Sheet, bar: PlanBar, frame: _Frame, middle: float, today: float, colours: Colours) -> None:
    colour = colours.of[bar.colour]
    left, right = frame.x(bar.span.low), frame.x(bar.span.high)
    left = min(left, right - SHORTEST)
    top = middle - BAR / 2
    if bar.is_overdue:
        sheet.box((right, top), (today - right, BAR), colours.ground, Line(colours.ink), hatch=colours.ink)
    sheet.box((left, top), (right - left, BAR), _fill(bar.status, colour, colours), Line(colour, 1.5))
    if bar.status is Status.DONE:
        _draw_check(sheet, (right, middle), colour)
    if bar.due is not None:
        hollow = bar.status is Status.DONE
        _draw_diamond(sheet, (frame.x(bar.due), middle), colours.ground if hollow else colour, colour)


def _fill(status: Status, colour: str, colours: Colours) -> str:
    return mix(colour, colours.ground, {Status.TODO: 0.85, Status.BUSY: 0.45}.get(status, 0.0))


def _draw_diamond(sheet: Sheet, place: tuple[float, float], fill: str, colour: str) -> None:
    x, y = place
    points = [(x - DIAMOND, y), (x, y - DIAMOND), (x + DIAMOND, y), (x, y + DIAMOND)]
    sheet.shape(points, fill, Line(colour, 1.8))


def _draw_check(sheet: Sheet, place: tuple[float, float], colour: str) -> None:
    """Draw a check on a square that ends at this place."""
    x, y = place
    ink, half = Line(text_on(colour), 2), BAR / 2
    sheet.box((x - BAR, y - half), (BAR, BAR), colour, Line(colour, 1.5))
    sheet.stroke((x - BAR + 4, y), (x - BAR + 7, y + 4), ink)
    sheet.stroke((x - BAR + 6.5, y + 4), (x - BAR + 12, y - 4), ink)


def _legend(chart: TimelineChart, colours: Colours) -> list[LegendEntry]:
    """Only the signs that this picture has."""
    texts = {Status.TODO: chart.legend.todo, Status.BUSY: chart.legend.busy, Status.DONE: chart.legend.done}
    entries = [
        LegendEntry(text, lambda s, x, y, status=status: _status_sign(s, x, y, status, colours))  # type: ignore[misc]
        for status, text in texts.items()
        if any(bar.status is status for bar in chart.bars)
    ]
    if any(bar.is_overdue for bar in chart.bars):
        line = Line(colours.ink)
        sign = LegendEntry(
            chart.legend.overdue, lambda s, x, y: s.box((x, y), (30, 14), colours.ground, line, hatch=colours.ink)
        )
        entries.append(sign)
    if any(bar.due is not None for bar in chart.bars):
        ink = colours.ink
        entries.append(LegendEntry(chart.legend.due, lambda s, x, y: _draw_diamond(s, (x + 15, y + 7), ink, ink)))
    return entries


def _status_sign(sheet: Sheet, x: float, y: float, status: Status, colours: Colours) -> None:
    sheet.box((x, y), (30, 14), _fill(status, colours.ink, colours), Line(colours.ink, 1.5))
    if status is Status.DONE:
        _draw_check(sheet, (x + 30, y + 7), colours.ink)
