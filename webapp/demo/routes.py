"""The view of the invented result that everybody can look at, also outside the demonstration."""

from __future__ import annotations

from flask import Blueprint

from webapp.demo.example import shape_example
from webapp.web.page_cache import render_shared
from webapp.web.policy import ANYONE, allow

blueprint = Blueprint("example", __name__)


@blueprint.get("/voorbeeld")
@allow(ANYONE)
def show() -> bytes:
    """The first page of an invented result, to read."""
    return render_shared("demo/example.html", shape_example)
