"""Chart -> file: the one place that knows which drawing belongs to which chart."""

from __future__ import annotations

from webapp.documents.charts.canvas import Sheet
from webapp.documents.charts.formats import Shape, Theme
from webapp.documents.charts.grid_drawing import draw_grid
from webapp.documents.charts.growth_path_drawing import draw_path
from webapp.documents.charts.model import Chart, GridChart, PathChart, SlopeChart, TimelineChart
from webapp.documents.charts.shares_drawing import draw_shares
from webapp.documents.charts.slope_drawing import draw_slopes
from webapp.documents.charts.svg import finish
from webapp.documents.charts.themes import COLOURS
from webapp.documents.charts.timeline_drawing import draw_timeline


def draw(chart: Chart, shape: Shape, theme: Theme) -> Sheet:
    """Return the chart drawn on a sheet."""
    colours = COLOURS[theme]
    if isinstance(chart, PathChart):
        return draw_path(chart, shape, colours)
    if isinstance(chart, GridChart):
        return draw_grid(chart, shape, colours)
    if isinstance(chart, SlopeChart):
        return draw_slopes(chart, shape, colours)
    if isinstance(chart, TimelineChart):
        return draw_timeline(chart, shape, colours)
    return draw_shares(chart, shape, colours)


def draw_svg(chart: Chart, shape: Shape = Shape.WIDE, theme: Theme = Theme.PAPER) -> bytes:
    """Return the chart as an SVG file with real text, its typeface inside; the same bytes for the same chart."""
    return finish(draw(chart, shape, theme), chart, with_typeface=True)


def draw_bare_svg(chart: Chart, shape: Shape = Shape.WIDE, theme: Theme = Theme.PAPER) -> bytes:
    """Return the same for a reader that has our typeface, without it."""
    return finish(draw(chart, shape, theme), chart, with_typeface=False)
