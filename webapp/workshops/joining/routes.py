"""The views at the door of a workshop: typing its code, taking a seat, coming back. A GET never makes a seat."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp.language.texts import gettext
from webapp.store.seats import DoorShutError, RoleError, RoomFullError, SeatTakenError
from webapp.web.once import FIELD
from webapp.web.policy import ANYONE, allow
from webapp.workshops.devices import MINE, remember_seat
from webapp.workshops.joining import operations
from webapp.workshops.joining.pages import (
    show_come_back,
    show_door,
    show_find_back,
    show_full,
    show_rehearsal,
    show_shut,
    show_type_code,
)
from webapp.workshops.policy import DOOR, RoomVisit
from webapp.workshops.secrets import room_address

blueprint = Blueprint("door", __name__)


@blueprint.route("/doe-mee", methods=["GET", "POST"])
@allow(ANYONE)
def type_code() -> Response:
    """Ask for the code that stands on the screen, and lead to its room."""
    if request.method == "GET":
        return make_response(show_type_code())
    typed = request.form.get("code", "").strip()
    if not typed:
        error = gettext("Type the code that is on the screen.")
        return make_response(show_type_code(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    workshop = operations.find_room(typed)
    if workshop is None:
        error = gettext(
            "This code lets nobody in now. Look at the screen: every character counts. Is it the same? Then ask the "
            "trainer whether the door is open."
        )
        return make_response(show_type_code(error, typed[:20]), HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect(url_for("door.join", room_code=room_address(workshop.code)), HTTPStatus.SEE_OTHER)


@blueprint.route("/doe-mee/terug", methods=["GET", "POST"])
@allow(ANYONE)
def find_back() -> Response:
    """Lead somebody to their own seat who types both codes: that of the room, and the return code."""
    if request.method == "GET":
        return make_response(show_find_back())
    typed_room, typed = (request.form.get(name, "").strip() for name in ("room", "code"))
    secret = operations.find_by_both_codes(typed_room, typed) if typed_room and typed else None
    if secret is None:
        error = gettext("These two codes don’t belong together. Look at both: every character counts.")
        page = show_find_back(error, typed_room[:20], typed[:20])
        return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _lead_to_seat(secret)


@blueprint.get("/doe-mee/<room_code>")
@allow(DOOR)
def join(visit: RoomVisit) -> Response:
    """Say what is asked and what is kept, and offer a seat."""
    if visit.workshop.is_rehearsal:
        return make_response(show_rehearsal(), HTTPStatus.FORBIDDEN)
    if not visit.is_door_open:
        return make_response(show_shut(visit.workshop), HTTPStatus.CONFLICT)
    if operations.is_full(visit.workshop):
        return make_response(show_full(visit.workshop), HTTPStatus.CONFLICT)
    return make_response(show_door(visit))


@blueprint.post("/doe-mee/<room_code>")
@allow(DOOR)
def take_seat(visit: RoomVisit) -> Response:
    """Give a seat: the same one for the same form, however often it is sent."""
    nonce, role = request.form.get(FIELD, ""), request.form.get("role")
    if visit.workshop.is_rehearsal:
        return make_response(show_rehearsal(), HTTPStatus.FORBIDDEN)
    try:
        keys = operations.take_seat(visit.workshop, nonce, role, shares_device=request.form.get("who") == "other")
    except SeatTakenError:
        error = gettext("That did not work. Open this page again and press the button once more.")
        return make_response(show_door(visit, error), HTTPStatus.UNPROCESSABLE_ENTITY)
    except RoleError:
        error = gettext("Choose your role.")
        return make_response(show_door(visit, error), HTTPStatus.UNPROCESSABLE_ENTITY)
    except RoomFullError:
        return make_response(show_full(visit.workshop), HTTPStatus.CONFLICT)
    except DoorShutError:
        return make_response(show_shut(visit.workshop), HTTPStatus.CONFLICT)
    return _lead_to_seat(keys.secret)


@blueprint.route("/doe-mee/<room_code>/terug", methods=["GET", "POST"])
@allow(DOOR)
def come_back(visit: RoomVisit) -> Response:
    """Lead somebody with a return code to their own seat."""
    if request.method == "GET":
        return make_response(show_come_back(visit))
    typed = request.form.get("code", "").strip()
    secret = operations.find_by_return_code(visit.workshop, typed) if typed else None
    if secret is None:
        error = gettext("This is not a return code of this workshop. Look at your own page: every character counts.")
        return make_response(show_come_back(visit, error, typed[:20]), HTTPStatus.UNPROCESSABLE_ENTITY)
    return _lead_to_seat(secret)


def _lead_to_seat(secret: str) -> Response:
    # A browser that keeps no cookies would be asked whose device it is; it said so just now.
    response = redirect(url_for("seat.now", seat_secret=secret, toestel=MINE), HTTPStatus.SEE_OTHER)
    remember_seat(response, secret)
    return response
