"""The plan's pages: each module beside this one hangs its views on the blueprint."""

from __future__ import annotations

from webapp.action_plan import errors as faults
from webapp.action_plan import views
from webapp.action_plan.blueprint import blueprint

__all__ = ["PARTS", "blueprint"]

PARTS = (views, faults)
