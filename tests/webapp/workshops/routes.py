"""The routes of workshops: who may open each. A route without a row here fails (`test_workshop_policies.py`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.web.policy import ANYONE, Policy
from webapp.workshops.policy import DOOR, SEAT


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


AT_THE_DOOR = {
    ("GET", "door.type_code"): WorkshopRow(ANYONE),
    ("POST", "door.type_code"): WorkshopRow(ANYONE, 422),
    ("GET", "door.join"): WorkshopRow(DOOR),
    ("POST", "door.take_seat"): WorkshopRow(DOOR, 303, form={"once": "x" * 21 + "A"}),
    ("GET", "door.come_back"): WorkshopRow(DOOR),
    ("POST", "door.come_back"): WorkshopRow(DOOR, 422),
}
OF_A_SEAT = {
    ("GET", "seat.now"): WorkshopRow(SEAT),
    ("GET", "seat.stand"): WorkshopRow(SEAT),
    ("POST", "seat.vote"): WorkshopRow(SEAT, 303),
    ("GET", "seat.mine"): WorkshopRow(SEAT),
    ("POST", "seat.claim"): WorkshopRow(SEAT, 303),
    ("GET", "seat.leave"): WorkshopRow(SEAT),
    ("POST", "seat.leave"): WorkshopRow(SEAT),
    ("GET", "seat.begin"): WorkshopRow(SEAT),
    ("POST", "seat.begin"): WorkshopRow(SEAT, 422),
}
ROUTES: dict[tuple[str, str], WorkshopRow] = {**AT_THE_DOOR, **OF_A_SEAT}
