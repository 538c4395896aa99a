"""A drawing to make, as plain data that another process can get; and making it."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from webapp.documents.charts.formats import DRAWING_VERSION, Form, Shape, Theme
from webapp.documents.charts.model import Chart


class DrawingError(Exception):
    """A chart that could not be drawn; the message says why."""


@dataclass(frozen=True)
class Order:
    """One drawing to make."""

    chart: Chart
    shape: Shape = Shape.WIDE
    theme: Theme = Theme.PAPER
    form: Form = Form.SVG


def name_order(order: Order) -> str:
    """Return the key of a drawing: the same for the same content, and for no other."""
    content = repr((DRAWING_VERSION, order))
    return hashlib.sha256(content.encode("utf-8", "backslashreplace")).hexdigest()


def set_up_drawing(folder: Path) -> None:
    """Make matplotlib ready in this process; it keeps its list of fonts in the folder."""
    os.environ["MPLCONFIGDIR"] = str(folder)
    from webapp.documents.charts.rendering import set_up_matplotlib  # noqa: PLC0415 (only the drawing process needs it)

    set_up_matplotlib()


def draw_order(order: Order) -> bytes:
    """Return a drawing as a file. Imports matplotlib."""
    from webapp.documents.charts.drawing import draw_bare_svg, draw_svg  # noqa: PLC0415 (same)

    draw = {Form.SVG: draw_svg, Form.BARE_SVG: draw_bare_svg}[order.form]
    return draw(order.chart, order.shape, order.theme)
