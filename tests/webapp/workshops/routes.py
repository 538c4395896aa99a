"""The routes of workshops: who may open each. A route without a row here fails (`test_workshop_policies.py`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.web.policy import Policy


@dataclass(frozen=True)
class WorkshopRow:
    """Who may open a route, and what they get there with these arguments and this form.

    `for_removed` is what somebody gets there who was taken out of the room, where that differs.
    """

    policy: Policy
    status: int = 200
    arguments: Mapping[str, Any] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    for_removed: int | None = None


ROUTES: dict[tuple[str, str], WorkshopRow] = {}
