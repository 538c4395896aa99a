"""Who may open the pages of a workshop: whoever leads it by a cookie, a seat by its own address, a room by its code.

None of them opens an assessment, and no link to an assessment opens any of these. What is foreign is a 404; wrong codes
are counted, and refused before anything is looked up.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import abort, request
from werkzeug.wrappers import Response

from webapp.clock import utc_now
from webapp.store.seats import SeatRecord, find_seat
from webapp.store.secrets import hash_secret
from webapp.store.workshops import WorkshopRecord, find_by_code, find_by_trainer, find_workshop, get_workshop
from webapp.web.forgery import ForgedFormError
from webapp.web.limits import answer_failed_link
from webapp.web.state import get_settings, reading
from webapp.workshops.codes import JOIN_SIGNS, clean_code, is_code
from webapp.workshops.limits import CodeKind, answer_wrong_code, refuse_many_codes
from webapp.workshops.secrets import read_room_address, sign_trainer

COOKIE_PATH = "/workshop/leiden"
COOKIE_DAYS = 90
TOKEN = "token"  # noqa: S105 (the name of a field)


@dataclass(frozen=True)
class WorkshopVisit:
    """Somebody's way to one workshop in one request. `workshop` is as it was when the request came in."""

    workshop: WorkshopRecord
    address: Mapping[str, str]

    @property
    def language(self) -> str:
        """The language in which the room speaks."""
        return self.workshop.language


@dataclass(frozen=True)
class LeadVisit(WorkshopVisit):
    """Whoever leads the room. `token` stands in each form of theirs."""

    token: str = field(repr=False)


@dataclass(frozen=True)
class RoomVisit(WorkshopVisit):
    """Somebody who has the code of the room. `is_proven`: it came by a link or a QR code of ours."""

    is_proven: bool

    @property
    def is_door_open(self) -> bool:
        """Whether somebody new can come in by a phone now."""
        return self.workshop.is_door_open(utc_now())


@dataclass(frozen=True)
class SeatVisit(WorkshopVisit):
    """Somebody in the room, by the address of their seat. A seat that was removed still comes here, to be told."""

    seat: SeatRecord


@dataclass(frozen=True)
class WorkshopPolicy:
    """Lets in by one argument of the address; `find` says whom."""

    name: str
    find: Callable[[str], WorkshopVisit]
    is_private: bool = True

    @property
    def arguments(self) -> frozenset[str]:
        """The argument."""
        return frozenset({self.name})

    def admit(self, arguments: dict[str, Any]) -> WorkshopVisit:
        """Return the visit. Aborts with 404, or 429 after many wrong ones; raises StoreUnavailable."""
        return self.find(str(arguments[self.name]))


def admit_trainer(uid: str) -> LeadVisit:
    """Let in whoever has the cookie of the workshop, or of the one that this is the rehearsal of."""
    with reading() as connection:
        workshop = find_workshop(connection, uid)
        rehearsed = workshop and workshop.rehearsal_of
        leads = get_workshop(connection, rehearsed) if rehearsed else workshop
    if workshop is None or leads is None or leads.trainer_hash is None:
        raise answer_failed_link()
    cookie = sign_trainer(leads.uid, leads.trainer_hash, "cookie")
    if not _is_same(request.cookies.get(name_cookie(leads), ""), cookie):
        raise answer_failed_link()
    token = sign_trainer(workshop.uid, leads.trainer_hash, "form")
    return LeadVisit(workshop, {"workshop_uid": uid}, token)


def admit_trainer_link(secret: str) -> WorkshopVisit:
    """Let in whoever has the trainer's link."""
    with reading() as connection:
        workshop = find_by_trainer(connection, hash_secret(secret))
    if workshop is None:
        raise answer_failed_link()
    return WorkshopVisit(workshop, {"trainer_secret": secret})


def admit_to_room(address: str) -> RoomVisit:
    """Let in whoever has the code of a room: typed while its door is open, in an address of ours until its end."""
    return _find_room(address, WorkshopRecord.is_code_alive)


def admit_to_screen(address: str) -> RoomVisit:
    """Let in whoever has the code of a room: typed as above, in an address of ours also after its end."""
    return _find_room(address, WorkshopRecord.is_code_known)


def _find_room(address: str, is_open: Callable[[WorkshopRecord, datetime], bool]) -> RoomVisit:
    """Return the visit to the room of a code. What was typed works while the door is open, whoever guesses it."""
    code, is_proven = read_room_address(address)
    if not is_proven:
        refuse_many_codes(CodeKind.JOINING)
        code = clean_code(address)
    found, now = None, utc_now()
    if is_code(code, JOIN_SIGNS):
        with reading() as connection:
            found = find_by_code(connection, code, now)
    if found is not None and (is_open(found, now) if is_proven else found.is_door_open(now)):
        return RoomVisit(found, {"room_code": address}, is_proven)
    if is_proven:
        abort(404)  # of ours, and over
    raise answer_wrong_code(code)


def admit_seat(secret: str) -> SeatVisit:
    """Let in whoever has the address of a seat."""
    with reading() as connection:
        found = find_seat(connection, secret)
    if found is None:
        raise answer_failed_link()
    seat, workshop = found
    return SeatVisit(workshop, {"seat_secret": secret}, seat)


LEAD = WorkshopPolicy("workshop_uid", admit_trainer)
"""Leading a room: by a cookie that the trainer's link or the recovery code gave."""

TRAINER_LINK = WorkshopPolicy("trainer_secret", admit_trainer_link)
"""The trainer's link, which is changed for the cookie and seen no more."""

DOOR = WorkshopPolicy("room_code", admit_to_room)
"""Coming in: by the code on the wall."""

SCREEN = WorkshopPolicy("room_code", admit_to_screen)
"""What the whole room may see: by the same code."""

SEAT = WorkshopPolicy("seat_secret", admit_seat)
"""Taking part."""


def refuse_form_without_token() -> None:
    """Raise ForgedFormError for a form of whoever leads a room without its token."""
    visit = (request.view_args or {}).get("visit")
    if isinstance(visit, LeadVisit) and not _is_same(request.form.get(TOKEN, ""), visit.token):
        raise ForgedFormError


def name_cookie(workshop: WorkshopRecord) -> str:
    """Return the name of the cookie of whoever leads a workshop."""
    return f"begeleider-{workshop.uid[:12]}"


def set_trainer_cookie(response: Response, workshop: WorkshopRecord) -> Response:
    """Give a browser the cookie with which it leads a workshop; the link need not be opened there again."""
    response.set_cookie(
        name_cookie(workshop),
        sign_trainer(workshop.uid, workshop.trainer_hash or b"", "cookie"),
        max_age=COOKIE_DAYS * 24 * 3600,
        path=COOKIE_PATH,
        secure=get_settings().secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def forget_trainer_cookie(response: Response, workshop: WorkshopRecord) -> Response:
    """Take that cookie from a browser."""
    response.delete_cookie(name_cookie(workshop), path=COOKIE_PATH, samesite="Lax", httponly=True)
    return response


def _is_same(given: str, expected: str) -> bool:

    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())
