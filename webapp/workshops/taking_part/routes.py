"""The views of a seat: where the room is, answering, what is taken home, and leaving."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assessment.workshops.choices import ChoiceError
from webapp.language.locale import current_language
from webapp.language.texts import gettext
from webapp.language.typed_numbers import read_whole_number
from webapp.scan.notices import BEGUN
from webapp.scan.operations import begin_once
from webapp.scan.profile_form import read_form
from webapp.store.votes import Outcome
from webapp.store.workshops import RoomState
from webapp.web.notices import Notice, go_and_tell
from webapp.web.once import secret_of_form
from webapp.web.policy import allow
from webapp.workshops import live
from webapp.workshops.devices import MINE, forget_seat, list_own_seats, name_device, remember_seat
from webapp.workshops.policy import SEAT, SeatVisit
from webapp.workshops.taking_part import operations
from webapp.workshops.taking_part.home import show_mine
from webapp.workshops.taking_part.notices import EMPTY, LATE, MIXED, OLDER, REFUSED
from webapp.workshops.taking_part.pages import describe_seat, find_stage, show_begin, show_now, tell_stage

blueprint = Blueprint("seat", __name__)

RECEIPTS: dict[Outcome, tuple[str, Notice | None]] = {
    Outcome.SAVED: ("received", None),
    Outcome.OLDER: ("older", OLDER),
    Outcome.LATE: ("late", LATE),
    Outcome.REMOVED: ("removed", None),
}


@blueprint.get("/deelname/<seat_secret>")
@allow(SEAT)
def now(visit: SeatVisit) -> Response:
    """Where the room is: waiting, a question, what was revealed."""
    if visit.seat.removed:
        return make_response(show_removed())
    if request.args.get("toestel") == MINE and _is_own(visit):
        return redirect(url_for("seat.now"), HTTPStatus.SEE_OTHER)  # what is passed on says nothing of devices
    if not _is_known_device(visit):
        return make_response(render_template("workshops/phone/device.html", **describe_seat(visit, visit.workshop)))
    return show_now(visit, live.look(visit.workshop.uid))


@blueprint.get("/deelname/<seat_secret>/stand")
@allow(SEAT)
def stand(visit: SeatVisit) -> Response:
    """Where the room is, for the script that asks every two seconds; nothing while that is what it was."""
    snapshot = live.look(visit.workshop.uid)

    def tell() -> dict[str, object]:
        text, link = tell_stage(snapshot)
        state = live.phone_state(snapshot, visit.seat)
        return {**state, "stage": find_stage(snapshot), "text": text, "link": link}

    return live.answer_news(live.phone_tag(snapshot, visit.seat), tell)


@blueprint.post("/deelname/<seat_secret>/antwoord")
@allow(SEAT)
def vote(visit: SeatVisit) -> Response:
    """Take an answer, and say so only once it is kept. Whatever it says, what is told is as long."""
    try:
        asked, number = (read_whole_number(request.form.get(name), 0) for name in ("round", "number"))  # no round has 0
        receipt = operations.vote(visit, asked, _read_masks(), number)
    except ChoiceError as error:
        return _refuse({"empty": EMPTY, "exclusive": MIXED}.get(error.code, REFUSED))
    except operations.NoSuchRoundError:
        return _refuse(REFUSED)
    name, notice = RECEIPTS[receipt.outcome]
    if _is_script():
        return jsonify(receipt=name, number=f"{receipt.number:08d}")
    return go_and_tell(_here(), notice) if notice else redirect(_here(), HTTPStatus.SEE_OTHER)


@blueprint.get("/deelname/<seat_secret>/mijn-antwoorden")
@allow(SEAT)
def mine(visit: SeatVisit) -> Response:
    """The own answers beside what the room was shown."""
    return show_mine(visit)


@blueprint.post("/deelname/<seat_secret>/toestel")
@allow(SEAT)
def claim(visit: SeatVisit) -> Response:
    """Go on on another device of the same person."""
    response = redirect(url_for("seat.now", toestel=MINE), HTTPStatus.SEE_OTHER)
    remember_seat(response, visit.address["seat_secret"])
    return response


@blueprint.route("/deelname/<seat_secret>/wissen", methods=["GET", "POST"])
@allow(SEAT)
def leave(visit: SeatVisit) -> Response:
    """Ask whether the own part may go, and delete it."""
    if request.method == "GET":
        return make_response(render_template("workshops/phone/leave.html", **describe_seat(visit, visit.workshop)))
    operations.leave(visit)
    page = render_template(
        "workshops/phone/left.html",
        heading=gettext("Your part is deleted"),
        text=gettext("Nothing of yours is kept. Thank you for taking part."),
    )
    response = make_response(page)
    forget_seat(response, visit.address["seat_secret"])
    return response


@blueprint.route("/deelname/<seat_secret>/zelfscan", methods=["GET", "POST"])
@allow(SEAT)
def begin(visit: SeatVisit) -> Response:
    """Begin the self-scan of the own municipality with the own answers."""
    operations.require_own_subject(visit)
    form = read_form()
    if request.method == "GET":
        form.language.data = current_language()
        return make_response(show_begin(visit, form))
    if not form.validate():
        return make_response(show_begin(visit, form), HTTPStatus.UNPROCESSABLE_ENTITY)
    profile = form.profile
    begun = begin_once(secret_of_form(profile), lambda secret: operations.begin_own(visit, profile, secret))
    return go_and_tell(url_for("scan.overview", token=begun.secret), BEGUN)


def show_removed() -> str:
    """Return what somebody reads whose seat was taken out of the room."""
    return render_template(
        "workshops/phone/left.html",
        heading=gettext("You no longer take part"),
        text=gettext("The trainer took this device out of the room. Is that a mistake? Tell them."),
    )


def _is_known_device(visit: SeatVisit) -> bool:
    """Tell whether this browser took the seat, or said that it may have it. Afterwards nobody is asked any more."""
    if visit.workshop.state is RoomState.ENDED or request.args.get("toestel") == MINE:
        return True
    return _is_own(visit)


def _is_own(visit: SeatVisit) -> bool:
    return visit.address["seat_secret"] in list_own_seats()


def _here() -> str:
    return url_for("seat.now", toestel=name_device())


def _is_script() -> bool:
    return request.headers.get("Accept") == "application/json"


def _refuse(notice: Notice) -> Response:
    if _is_script():
        return make_response(jsonify(receipt="refused"), HTTPStatus.UNPROCESSABLE_ENTITY)
    return go_and_tell(_here(), notice)


def _read_masks() -> list[str]:
    """Return what was chosen: one mask, or without a script one for each answer that others can stand beside."""
    return [value for name, value in request.form.items(multi=True) if name.partition("-")[0] == "mask"]
