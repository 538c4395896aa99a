"""The blueprint that the scan's views hang on; routes.py gathers them."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("scan", __name__)
