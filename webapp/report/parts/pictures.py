"""The charts of an assessment by name: those of `NAMES`, `GRID`, `DEVELOPMENT`, and `timeline-1` and on."""

from __future__ import annotations

from assessment.model import DIMENSIONS
from webapp.clock import today
from webapp.documents.charts.grid import chart_grid
from webapp.documents.charts.growth_path import chart_path
from webapp.documents.charts.model import Chart
from webapp.documents.charts.shares import CONTEXTS, chart_context, chart_dimension
from webapp.documents.charts.slope import chart_slopes
from webapp.documents.charts.texts import Words
from webapp.findings.model import Findings
from webapp.language.locale import (
    current_language,
    format_date_as,
    format_day,
    format_score,
    format_share,
    translate_text,
)
from webapp.language.texts import gettext
from webapp.report.parts.action_list import view_actions
from webapp.report.parts.timeline import TIMELINE, make_timelines

GROWTH_PATH = "growth-path"
GRID = "grid"
"""Only where there is advice; it stands in no list for that."""
DIMENSION = "dimension-"
CONTEXT = "context-"
DEVELOPMENT = "development"
"""Only where there is an earlier self-scan; it stands in no list for that."""
NAMES = (GROWTH_PATH, *(DIMENSION + name for name in DIMENSIONS), *(CONTEXT + name for name in CONTEXTS))


def make_words() -> Words:
    """Return the current language, as charts speak it."""
    return Words(current_language(), gettext, translate_text, format_score, format_share, format_day, format_date_as)


def make_chart(name: str, findings: Findings, words: Words) -> Chart:
    """Return the chart of a name. Raises KeyError on one that does not exist here."""
    if name == DEVELOPMENT:
        return chart_slopes(findings, words)
    if name.startswith(TIMELINE):
        day = today()
        return make_timelines(view_actions(findings, day), day, words)[name]
    if name == GROWTH_PATH:
        return chart_path(findings, words)
    if name == GRID:
        return chart_grid(findings, words)
    if name.startswith(CONTEXT):
        return chart_context(findings, name.removeprefix(CONTEXT), words)
    return chart_dimension(findings, name.removeprefix(DIMENSION), words)
