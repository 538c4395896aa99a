"""The address of a picture: the chart of the current assessment, drawn in the language, theme and width asked for.

`/z/<token>/beeld/<name>.svg?taal=nl&thema=licht&formaat=breed`. The names are those of `NAMES`,
`DEVELOPMENT`, and `timeline-1` and on.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

from flask import Response, abort, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from assessment.model import DIMENSIONS
from webapp.access import Access, open_to
from webapp.background.pictures import draw_picture
from webapp.clock import today
from webapp.documents.charts.formats import METRICS, Shape, Theme
from webapp.documents.charts.model import Chart
from webapp.documents.charts.order import DrawingError, Order, name_order
from webapp.documents.charts.path import chart_path
from webapp.documents.charts.shares import CONTEXTS, chart_context, chart_dimension
from webapp.documents.charts.slope import chart_slopes
from webapp.documents.charts.themes import COLOURS
from webapp.documents.charts.words import Words
from webapp.findings import Findings
from webapp.i18n import current_language, format_date_as, format_day, format_score, format_share, translate_text
from webapp.report.actions import view_actions
from webapp.report.outcome import find_current, find_with_earlier
from webapp.report.timeline import TIMELINE, make_timelines

GROWTH_PATH = "growth-path"
DIMENSION = "dimension-"
CONTEXT = "context-"
DEVELOPMENT = "development"
"""Only where there is an earlier self-scan; it stands in no list for that."""
NAMES = (GROWTH_PATH, *(DIMENSION + name for name in DIMENSIONS), *(CONTEXT + name for name in CONTEXTS))

THEMES: Mapping[str, Theme] = {"licht": Theme.LIGHT, "donker": Theme.DARK, "light": Theme.LIGHT, "dark": Theme.DARK}
SHAPES: Mapping[str, Shape] = {"breed": Shape.WIDE, "smal": Shape.NARROW}

RETRY_AFTER = "5"
MOST_TRIES = 12
"""How often a browser is sent to ask again; browsers themselves stop after 16 or 20 times."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; frame-ancestors 'none'; sandbox"
"""A picture that is opened by itself may use its own styles and typeface, and nothing else."""


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
    if name.startswith(CONTEXT):
        return chart_context(findings, name.removeprefix(CONTEXT), words)
    return chart_dimension(findings, name.removeprefix(DIMENSION), words)


@open_to(Access.LINK_HOLDER)
def picture(token: str, name: str) -> BaseResponse:
    """One picture as SVG.

    While it is being drawn the browser is led here again, which needs no script; in the end a sign says that there is
    no picture.
    """
    findings = find_with_earlier() if name == DEVELOPMENT else find_current()
    try:
        chart = make_chart(name, findings, make_words())
    except KeyError:
        abort(404)
    theme = THEMES.get(request.args.get("thema", ""), Theme.LIGHT)
    shape = SHAPES.get(request.args.get("formaat", ""), Shape.WIDE)
    order = Order(chart, shape, theme)
    key = name_order(order)
    if request.if_none_match.contains(key):
        return _dress(Response(status=304), key)
    try:
        drawn = draw_picture(order)
    except DrawingError:
        return _answer_later(order)
    if drawn is None:
        return _send_again(token, name) or _answer_later(order)
    return _dress(Response(drawn, mimetype="image/svg+xml"), key)


def _dress(response: Response, key: str) -> Response:
    """Let the reader's browser keep a picture, and ask each time whether it still holds: answers may change."""
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Security-Policy"] = POLICY
    response.set_etag(key)
    return response


def _send_again(token: str, name: str) -> BaseResponse | None:
    """Lead the browser to the same address once more: its request leaves the thread to others meanwhile."""
    tries = request.args.get("keer", 0, type=int)
    if not 0 <= tries < MOST_TRIES:
        return None
    asked = {**request.args, "keer": str(tries + 1)}
    response = redirect(f"{url_for('report.picture', token=token, name=name)}?{urlencode(asked)}")
    response.headers["Cache-Control"] = "no-store"
    return response


def _answer_later(order: Order) -> Response:
    """What stands in the picture's place meanwhile: a sign that says so, in plain SVG."""
    colours, width = COLOURS[order.theme], METRICS[order.shape].width
    lines = (
        gettext("This picture is not ready yet."),
        gettext("Its numbers stand in the table."),
        gettext("Load the page again to see it."),
    )
    texts = "".join(
        f'<text x="{width / 2:g}" y="{56 + 24 * number}" text-anchor="middle" font-family="sans-serif" '
        f'font-size="16" fill="{colours.ink}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="150" viewBox="0 0 {width} 150" role="img">'
        f'<title>{escape(lines[0])}</title><rect x="1" y="1" width="{width - 2}" height="148" fill="{colours.ground}" '
        f'stroke="{colours.line}" stroke-dasharray="4 3"/>{texts}</svg>'
    )
    response = Response(svg, status=503, mimetype="image/svg+xml")
    response.headers.update(
        {"Retry-After": RETRY_AFTER, "Cache-Control": "no-store", "Content-Security-Policy": POLICY}
    )
    return response
