"""Draws questions with the shares of their figure: stacked bars of 100%, or plain bars where several answers count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.documents.charts.canvas import Line, Sheet
from webapp.documents.charts.fonts import measure, wrap
from webapp.documents.charts.formats import METRICS, Metrics, Shape
from webapp.documents.charts.markers import LegendEntry, draw_legend, legend_height
from webapp.documents.charts.model import Part, ShareBar, SharesChart
from webapp.documents.charts.themes import Colours, mix, text_on

BAR = 26
PLAIN = 16
POINTER_ROOM = 17
LINE = 18
NARROW_ROOM = 5
KEY = 20
SPACE = 20
SQUARE = 11
TINTS = (0.0, 0.45, 0.72, 0.88)
"""How far the colour of each next category lies towards the ground; lightness alone tells them apart in grey."""


@dataclass(frozen=True)
class KeyEntry:
    """The name of one category, placed under its bar: `x` from the left, `row` from the top."""

    part: Part
    text: str
    x: float
    row: int


def draw_shares(chart: SharesChart, shape: Shape, colours: Colours) -> Sheet:
    """Return the drawn bars, one question under the other."""
    metrics = METRICS[shape]
    legend = _legend(chart, colours)
    top = 6 + (legend_height(legend, metrics) + 14 if legend else 0)
    height = top + sum(_bar_height(bar, metrics) for bar in chart.bars)
    sheet = Sheet(metrics.width, height, colours.ground)
    draw_legend(sheet, 6, legend, metrics, colours)
    y = top
    for bar in chart.bars:
        _draw_bar(sheet, bar, y, colours.of[chart.colour], metrics, colours)
        y += _bar_height(bar, metrics)
    return sheet


# ---------------------------------------------------------------- the question beside or above its bar


def _title_lines(bar: ShareBar, metrics: Metrics) -> tuple[str, ...]:
    room = metrics.track_width if metrics.is_narrow else metrics.label_width - 18
    return wrap(bar.title, metrics.text, room, bold=True, lines=6)


def _remark_lines(bar: ShareBar, metrics: Metrics) -> tuple[str, ...]:
    room = metrics.track_width if metrics.is_narrow else metrics.label_width - 18
    return wrap(bar.remark, metrics.small, room) if bar.remark else ()


def _label_height(bar: ShareBar, metrics: Metrics) -> float:
    return (len(_title_lines(bar, metrics)) + len(_remark_lines(bar, metrics))) * LINE


def _bar_height(bar: ShareBar, metrics: Metrics) -> float:
    label, body = _label_height(bar, metrics), _body_height(bar, metrics)
    return (label + NARROW_ROOM + body if metrics.is_narrow else max(label + 6, body)) + SPACE


def _body_height(bar: ShareBar, metrics: Metrics) -> float:
    if bar.stacked:
        return POINTER_ROOM + BAR + 4 + _key_rows(bar, metrics) * KEY
    return sum(_plain_height(part, metrics) for part in bar.parts)


def _draw_bar(sheet: Sheet, bar: ShareBar, top: float, own: str, metrics: Metrics, colours: Colours) -> None:
    y = top if metrics.is_narrow else top + 2
    sheet.stroke((metrics.margin, top - 8), (metrics.width - metrics.margin, top - 8), Line(colours.rule))
    for line in _title_lines(bar, metrics):
        y += LINE
        sheet.text((metrics.margin, y - 2), line, metrics.text, colours.ink, bold=True)
    for line in _remark_lines(bar, metrics):
        y += LINE
        sheet.text((metrics.margin, y - 2), line, metrics.small, colours.ink_soft)
    body = y + NARROW_ROOM if metrics.is_narrow else top
    if bar.stacked:
        _draw_stack(sheet, bar, body + POINTER_ROOM, own, metrics, colours)
    else:
        _draw_plain(sheet, bar, body, own, metrics, colours)


# ---------------------------------------------------------------- one whole, in parts


def _places(bar: ShareBar, metrics: Metrics) -> Iterator[tuple[Part, float, float]]:
    """Each part with its left and right side. Printed shares that pass 100 together share the whole width."""
    scale = metrics.track_width / max(100.0, sum(part.share for part in bar.parts))
    x = metrics.track_left
    for part in bar.parts:
        yield part, x, x + part.share * scale
        x += part.share * scale


def _fill(bar: ShareBar, part: Part, own: str, colours: Colours) -> str:
    return mix(own, colours.ground, TINTS[min(bar.parts.index(part), len(TINTS) - 1)])


def _draw_stack(sheet: Sheet, bar: ShareBar, y: float, own: str, metrics: Metrics, colours: Colours) -> None:
    for part, left, right in _places(bar, metrics):
        _draw_part(sheet, part, (left, right, y), _fill(bar, part, own, colours), metrics, colours)
    free = float(metrics.margin)
    for part, left, right in _places(bar, metrics):
        if part.own is not False:
            corner, size = (left - 1, y - 1), (max(right - left, 3) + 1, BAR + 2)
            sheet.box(corner, size, None, Line(colours.pointer, 3, dashed=part.own is None))
            free = _write_mark(sheet, part, (left, free, y), metrics, colours)
    _draw_key(sheet, bar, y + BAR + 4, own, metrics, colours)


def _write_mark(
    sheet: Sheet, part: Part, place: tuple[float, float, float], metrics: Metrics, colours: Colours
) -> float:
    """Name the own segment above where it begins, unless there is no room; return where the next may begin."""
    left, free, y = place
    width = measure(part.mark, metrics.small, bold=True)
    x = min(left, metrics.width - metrics.margin - width)
    if x < free:
        return free
    sheet.text((x, y - 6), part.mark, metrics.small, colours.pointer, bold=True)
    return x + width + 12


def _draw_part(
    sheet: Sheet, part: Part, place: tuple[float, float, float], fill: str, metrics: Metrics, colours: Colours
) -> None:
    left, right, y = place
    if right - left < 0.5:
        return
    if not part.printed:
        sheet.box(
            (left + 0.5, y + 0.5), (right - left - 1, BAR - 1), colours.ground, Line(colours.line), hatch=colours.rule
        )
        return
    sheet.box((left, y), (right - left - 1, BAR), fill, Line(colours.line, 0.75))
    if measure(part.share_text, metrics.small, bold=True) + 10 <= right - left:
        sheet.text((left + 6, y + BAR - 8), part.share_text, metrics.small, text_on(fill), bold=True)


# ---------------------------------------------------------------- the names of the parts


def _arrange_key(bar: ShareBar, metrics: Metrics) -> Iterator[KeyEntry]:
    """Names in reading order, each under its part where there is room, else after the one before it."""
    right = metrics.width - metrics.margin
    row, free = 0, metrics.track_left
    for part, start, end in _places(bar, metrics):
        inside = measure(part.share_text, metrics.small, bold=True) + 10 <= end - start
        text = part.text if inside or not part.share_text else f"{part.text} ({part.share_text})"
        width = SQUARE + 5 + measure(text, metrics.small, bold=part.own is True)
        x = max(start, free)
        if x + width > right:
            x = max(free, right - width)
        if x + width > right:
            row, x = row + 1, max(metrics.track_left, min(start, right - width))
        yield KeyEntry(part, text, x, row)
        free = x + width + 12


def _key_rows(bar: ShareBar, metrics: Metrics) -> int:
    entries = list(_arrange_key(bar, metrics))
    return max((entry.row for entry in entries), default=-1) + 1


def _draw_key(sheet: Sheet, bar: ShareBar, y: float, own: str, metrics: Metrics, colours: Colours) -> None:
    for entry in _arrange_key(bar, metrics):
        part, top = entry.part, y + entry.row * KEY + 3
        fill = _fill(bar, part, own, colours) if part.printed else colours.ground
        hatch = "" if part.printed else colours.line
        sheet.box((entry.x, top), (SQUARE, SQUARE), fill, Line(colours.line, 0.75), hatch=hatch)
        bold = part.own is True
        colour = colours.ink if part.own is not False else colours.ink_soft
        room = metrics.width - 2 - entry.x - SQUARE - 5
        text = wrap(entry.text, metrics.small, room, bold=bold, lines=1)[0]
        sheet.text((entry.x + SQUARE + 5, top + 11), text, metrics.small, colour, bold=bold)


# ---------------------------------------------------------------- several answers: a bar each


def _plain_lines(part: Part, metrics: Metrics) -> tuple[str, ...]:
    text = f"{part.text} ({part.mark})" if part.mark else part.text
    return wrap(text, metrics.small, metrics.track_width - 8, bold=part.own is True, lines=2)


def _plain_height(part: Part, metrics: Metrics) -> float:
    return len(_plain_lines(part, metrics)) * LINE + PLAIN + 10


def _draw_plain(sheet: Sheet, bar: ShareBar, y: float, own: str, metrics: Metrics, colours: Colours) -> None:
    left, whole = metrics.track_left, metrics.track_width - 62
    for part in bar.parts:
        bold, top = part.own is True, y
        for line in _plain_lines(part, metrics):
            top += LINE
            sheet.text((left, top - 6), line, metrics.small, colours.ink, bold=bold)
        width = part.share * whole / 100
        sheet.box((left, top), (whole, PLAIN), colours.sunken)
        sheet.box((left, top), (width, PLAIN), mix(own, colours.ground, TINTS[1] if not bold else 0.0))
        sheet.text((left + whole + 8, top + PLAIN - 3), part.share_text, metrics.small, colours.ink, bold=bold)
        if part.own is not False:
            sheet.box((left - 1, top - 1), (width + 2, PLAIN + 2), None, Line(colours.pointer, 3, dashed=not bold))
        y += _plain_height(part, metrics)


# ---------------------------------------------------------------- the legend


def _legend(chart: SharesChart, colours: Colours) -> list[LegendEntry]:
    """Only the signs that this picture has."""
    parts = [part for bar in chart.bars for part in bar.parts]
    entries = []
    if any(part.own for part in parts):
        entries.append(LegendEntry(chart.legend.own, lambda s, x, y: _own_sign(s, x, y, colours, hollow=False)))
    if any(part.own is None for part in parts):
        entries.append(LegendEntry(chart.legend.maybe_own, lambda s, x, y: _own_sign(s, x, y, colours, hollow=True)))
    if any(not part.printed for part in parts):
        line, hatch = Line(colours.line), colours.line
        sign = LegendEntry(
            chart.legend.not_printed, lambda s, x, y: s.box((x, y), (24, 14), colours.ground, line, hatch=hatch)
        )
        entries.append(sign)
    return entries


def _own_sign(sheet: Sheet, x: float, y: float, colours: Colours, *, hollow: bool) -> None:
    sheet.box((x + 1, y + 1.5), (22, 11), None, Line(colours.pointer, 3, dashed=hollow))
