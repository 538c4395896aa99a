"""The routes of workshops: who may open each. A route without a row here fails (`test_workshop_policies.py`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.web.policy import ANYONE, Policy
from webapp.workshops.policy import DOOR, LEAD, SCREEN, SEAT, TRAINER_LINK


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
    ("GET", "door.find_back"): WorkshopRow(ANYONE),
    ("POST", "door.find_back"): WorkshopRow(ANYONE, 422),
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
OF_THE_TRAINER = {
    ("GET", "workshops.new"): WorkshopRow(ANYONE),
    ("POST", "workshops.new"): WorkshopRow(ANYONE, 422),
    ("GET", "workshops.enter"): WorkshopRow(TRAINER_LINK, 303),
    ("GET", "workshops.recover"): WorkshopRow(ANYONE),
    ("POST", "workshops.recover"): WorkshopRow(ANYONE, 422),
    ("GET", "leading.lead"): WorkshopRow(LEAD),
    ("GET", "leading.stand"): WorkshopRow(LEAD),
    ("POST", "leading.start"): WorkshopRow(LEAD, 303),
    ("POST", "leading.go_on"): WorkshopRow(LEAD, 303, form={"doe": "openen"}),
    ("POST", "leading.hands"): WorkshopRow(LEAD, 303),
    ("POST", "leading.settle"): WorkshopRow(LEAD, 303),
    ("GET", "leading.door"): WorkshopRow(LEAD),
    ("POST", "leading.door"): WorkshopRow(LEAD, 422),
    ("POST", "leading.send_away"): WorkshopRow(LEAD, 422),
    ("GET", "leading.change"): WorkshopRow(LEAD, 303),
    ("POST", "leading.change"): WorkshopRow(LEAD, 303),
    ("GET", "leading.card"): WorkshopRow(LEAD),
    ("POST", "leading.practise"): WorkshopRow(LEAD, 303),
    ("GET", "leading.end"): WorkshopRow(LEAD),
    ("POST", "leading.end"): WorkshopRow(LEAD, 303),
    ("GET", "leading.delete"): WorkshopRow(LEAD),
    ("POST", "leading.delete"): WorkshopRow(LEAD, 303),
    ("GET", "room_report.show"): WorkshopRow(LEAD),
    ("GET", "room_report.numbers_json"): WorkshopRow(LEAD),
    ("GET", "room_report.numbers_xlsx"): WorkshopRow(LEAD),
    ("GET", "room_report.pdf"): WorkshopRow(LEAD, 303),
    ("GET", "room_report.slides"): WorkshopRow(LEAD, 303),
    ("GET", "room_report.hand_over"): WorkshopRow(LEAD, 303),
    ("POST", "room_report.hand_over"): WorkshopRow(LEAD, 303),
    ("GET", "screen.show"): WorkshopRow(SCREEN),
    ("GET", "screen.stand"): WorkshopRow(SCREEN),
}
ROUTES: dict[tuple[str, str], WorkshopRow] = {**AT_THE_DOOR, **OF_A_SEAT, **OF_THE_TRAINER}
