"""A picture as it is answered: `/beeld/<name>.svg?taal=nl&thema=licht&formaat=breed`."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from webapp.background.pictures import draw_picture
from webapp.documents.charts.formats import METRICS, Shape, Theme
from webapp.documents.charts.model import Chart
from webapp.documents.charts.order import DrawingError, Order, name_order
from webapp.documents.charts.themes import COLOURS
from webapp.language.texts import gettext

THEMES: Mapping[str, Theme] = {"licht": Theme.LIGHT, "donker": Theme.DARK, "light": Theme.LIGHT, "dark": Theme.DARK}
SHAPES: Mapping[str, Shape] = {"breed": Shape.WIDE, "smal": Shape.NARROW}

RETRY_AFTER = "5"
MOST_TRIES = 12
"""How often a browser is sent to ask again; browsers themselves stop after 16 or 20 times."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; frame-ancestors 'none'; sandbox"
"""A picture that is opened by itself may use its own styles and typeface, and nothing else."""


def answer_picture(chart: Chart, name: str) -> BaseResponse:
    """Answer with a chart as SVG, in the theme and width that the address asks for.

    While it is being drawn the browser is led here again, which needs no script; in the end a sign says that there is
    no picture.
    """
    theme = THEMES.get(request.args.get("thema", ""), Theme.LIGHT)
    shape = SHAPES.get(request.args.get("formaat", ""), Shape.WIDE)
    order = Order(chart, shape, theme)
    key = name_order(order)
    if request.if_none_match.contains(key):
        return dress(Response(status=304), key)
    try:
        drawn = draw_picture(order)
    except DrawingError:
        return answer_later(order)
    if drawn is None:
        return send_again(name) or answer_later(order)
    return dress(Response(drawn, mimetype="image/svg+xml"), key)


def dress(response: Response, key: str) -> Response:
    """Let the reader's browser keep a picture, and ask each time whether it still holds: answers may change."""
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Security-Policy"] = POLICY
    response.set_etag(key)
    return response


def send_again(name: str) -> BaseResponse | None:
    """Lead the browser to the same address once more: its request leaves the thread to others meanwhile."""
    tries = request.args.get("keer", 0, type=int)
    if not 0 <= tries < MOST_TRIES:
        return None
    asked = {**request.args, "keer": str(tries + 1)}
    response = redirect(f"{url_for('report.picture', name=name)}?{urlencode(asked)}")
    response.headers["Cache-Control"] = "no-store"
    return response


def answer_later(order: Order) -> Response:
    """What stands in the picture's place meanwhile: a sign that says so, in plain SVG."""
    colours, width = COLOURS[order.theme], METRICS[order.shape].width
    lines = (
        gettext("This picture is not ready yet."),
        gettext("The table has the numbers."),
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
