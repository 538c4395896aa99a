"""A bar chart of the presentation itself: its numbers can be opened and changed there."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.placeholder import ChartPlaceholder
from pptx.util import Pt

from webapp.documents.deck import Bars
from webapp.documents.office import clean
from webapp.documents.slides.shapes import describe
from webapp.documents.slides.template import ROLES, role_of
from webapp.documents.slides.text import add_run

POINTS = 12.0
LABEL_PART = 0.5
"""So much of the width have the texts before the bars."""


def draw_bars(placeholder: Any, bars: Bars, language: str) -> None:
    """Put the bars in the place of a placeholder: what is possible behind what is certain."""
    data = CategoryChartData(number_format="0")
    data.categories = [clean(bar.title) for bar in bars.bars]
    is_open = any(bar.low != bar.high for bar in bars.bars)
    if is_open:
        data.add_series(clean(bars.possible), [bar.high for bar in bars.bars])
    data.add_series(clean(bars.certain), [bar.low for bar in bars.bars])
    holder = ChartPlaceholder(placeholder._element, placeholder._parent)
    frame = holder.insert_chart(XL_CHART_TYPE.BAR_CLUSTERED, data)
    describe(frame, bars.title, f"{bars.title}. {bars.description}")
    chart = frame.chart
    chart.font.size, chart.font.color.theme_color = Pt(POINTS), ROLES["ink"]
    chart.has_title, chart.has_legend = False, is_open
    if is_open:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    _set_axes(chart)
    _paint(plot, bars, is_open=is_open)
    _write_numbers(plot.series[0], bars, language)
    _place_plot(chart, is_open=is_open)


def _set_axes(chart: Any) -> None:
    names, numbers = chart.category_axis, chart.value_axis
    names.reverse_order = True
    names.format.line.color.theme_color = ROLES["soft"]
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.tick_labels.font.size = Pt(POINTS)
    numbers.minimum_scale, numbers.maximum_scale = 0, 115
    numbers.major_unit = 25
    numbers.has_major_gridlines = numbers.visible = False
    numbers.tick_label_position = XL_TICK_LABEL_POSITION.NONE


def _paint(plot: Any, bars: Bars, *, is_open: bool) -> None:
    own = role_of(bars.colour)
    for place, series in enumerate(plot.series):
        series.format.fill.solid()
        series.format.fill.fore_color.theme_color = own
        if is_open and place == 0:
            series.format.fill.fore_color.brightness = 0.7
        series.invert_if_negative = False


def _write_numbers(series: Any, bars: Bars, language: str) -> None:
    """The numbers as the pages write them, at the end of the longest bar."""
    for place, bar in enumerate(bars.bars):
        label = series.points[place].data_label
        add_run(label.text_frame.paragraphs[0], bar.text, language, points=POINTS, bold=True, colour=ROLES["ink"])
        label.position = XL_LABEL_POSITION.OUTSIDE_END


def _place_plot(chart: Any, *, is_open: bool) -> None:
    """Keep room for the questions: every program would find another one for itself."""
    area = chart._chartSpace.find(f"{qn('c:chart')}/{qn('c:plotArea')}")
    given = area.find(qn("c:layout"))
    if given is not None:
        area.remove(given)
    top = 0.1 if is_open else 0.01
    values = {"x": LABEL_PART, "y": top, "w": 0.99 - LABEL_PART, "h": 0.99 - top}
    numbers = "".join(f'<c:{name} val="{value}"/>' for name, value in values.items())
    layout = (
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/>{numbers}</c:manualLayout></c:layout>'
    )
    area.insert(0, parse_xml(layout))
