"""The plan's pages: each module beside this one hangs its views on the blueprint."""

from __future__ import annotations

from webapp.plan import faults, views
from webapp.plan.blueprint import blueprint

__all__ = ["PARTS", "blueprint"]

PARTS = (views, faults)
