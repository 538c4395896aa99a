"""The blueprint that the plan's views hang on; routes.py gathers them."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("plan", __name__)
