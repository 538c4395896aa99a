"""The scan's pages: each module beside this one hangs its views on the blueprint."""

from __future__ import annotations

from flask import g

from webapp.exchange import routes as data
from webapp.scan import again, answering, beginning, finishing
from webapp.scan import errors as faults
from webapp.scan.blueprint import blueprint

__all__ = ["PARTS", "blueprint"]

PARTS = (beginning, again, finishing, answering, data, faults)


@blueprint.context_processor
def describe_visit() -> dict[str, str]:
    """Give every page of the scan the name of its municipality; it is empty where no assessment is known."""
    return {"municipality_name": finishing.name_municipality() if g.get("assessment") else ""}
