"""The views of leading: the page to lead from, and what it sends. What is taken home stands in `taking_home`."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assessment.workshops.stages import Stage, WrongStageError
from webapp.language.texts import gettext
from webapp.language.typed_numbers import read_whole_number
from webapp.store.connections import Connection
from webapp.store.rounds import RoundRecord
from webapp.store.workshops import WorkshopRecord
from webapp.web.notices import Notice, go_and_tell
from webapp.web.policy import allow
from webapp.web.state import newest_content
from webapp.workshops.asked import Item
from webapp.workshops.leading import operations
from webapp.workshops.leading.forms import (
    TypedError,
    read_act,
    read_agreed,
    read_hands,
    read_limit,
    read_revision,
    read_sign,
    read_timer,
)
from webapp.workshops.leading.notices import (
    AGREED,
    CHANGED,
    DELETED,
    DOOR_CHANGED,
    HANDS_KEPT,
    REHEARSAL_DELETED,
    REHEARSAL_READY,
    SENT_AWAY,
    SKIPPED,
)
from webapp.workshops.leading.pages import STAGES, Act, Room, load_room, show_change, show_door, show_lead
from webapp.workshops.live import answer_news, look, screen_state, screen_tag
from webapp.workshops.opening.forms import read_change
from webapp.workshops.opening.operations import rehearse
from webapp.workshops.opening.pages import show_card
from webapp.workshops.policy import LEAD, LeadVisit, forget_trainer_cookie

blueprint = Blueprint("leading", __name__, url_prefix="/workshop/leiden/<workshop_uid>")

Doing = Callable[[Connection, WorkshopRecord], None]


@blueprint.get("")
@allow(LEAD)
def lead(visit: LeadVisit) -> str:
    """Where the workshop is, and what can be done next."""
    return show_lead(load_room(visit))


@blueprint.get("/stand")
@allow(LEAD)
def stand(visit: LeadVisit) -> Response:
    """How the room stands, as on the beamer: how many are in and how many answered, nothing of what."""
    snapshot = look(visit.workshop.uid)
    return answer_news(screen_tag(snapshot), lambda: screen_state(snapshot))


@blueprint.post("/begin")
@allow(LEAD)
def start(visit: LeadVisit) -> Response:
    """Open the room and its door."""
    return do(visit, operations.start)


@blueprint.post("/ronde")
@allow(LEAD)
def go_on(visit: LeadVisit) -> Response:
    """Bring the room one step further."""
    act = read_act(request.form)
    if act is None:
        abort(HTTPStatus.BAD_REQUEST)
    if act is Act.SKIP:
        response = do(visit, choose_doing(act), SKIPPED)
        operations.leave_no_trace()
        return response
    return do(visit, choose_doing(act))


@blueprint.post("/handen")
@allow(LEAD)
def hands(visit: LeadVisit) -> Response:
    """Keep the hands that were counted in the room."""
    room = load_room(visit)
    item, one = find_round(room)
    try:
        counted = read_hands(item.votable, request.form)
    except TypedError as error:
        return make_response(show_lead(room, hands_problem=str(error)), HTTPStatus.UNPROCESSABLE_ENTITY)
    return do(visit, lambda c, workshop: operations.count_hands(c, workshop, one.id, counted), HANDS_KEPT)


@blueprint.post("/afspraak")
@allow(LEAD)
def settle(visit: LeadVisit) -> Response:
    """Keep what the room agreed on, and who saw it otherwise; only where all judge the same municipality."""
    room = load_room(visit)
    item, one = find_round(room)
    if not room.is_about_one or one.stage is not Stage.REVEALED:
        raise WrongStageError
    try:
        agreed = read_agreed(item.votable, request.form)
    except TypedError as error:
        chosen = [mask for mask in request.form.getlist("afspraak") if mask]
        page = show_lead(room, problem=str(error), typed=request.form.get("anders", ""), chosen=chosen)
        return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
    return do(visit, lambda c, workshop: operations.settle(c, workshop, one.id, agreed.mask, agreed.dissent), AGREED)


@blueprint.route("/deur", methods=["GET", "POST"])
@allow(LEAD)
def door(visit: LeadVisit) -> Response:
    """How many can come in, whether the door is open, and who is sent away."""
    room = load_room(visit)
    if request.method == "GET":
        return make_response(show_door(room))
    try:
        limit = read_limit(request.form, room.present)
    except TypedError as error:
        return make_response(show_door(room, limit_problem=str(error)), HTTPStatus.UNPROCESSABLE_ENTITY)
    is_open = request.form.get("deur") == "open"
    return do(visit, lambda c, workshop: operations.change_door(c, workshop, limit, is_open=is_open), DOOR_CHANGED)


@blueprint.post("/wegsturen")
@allow(LEAD)
def send_away(visit: LeadVisit) -> Response:
    """Take somebody out of the room, by the sign on their phone."""
    try:
        sign = read_sign(request.form)
        return do(visit, lambda c, workshop: operations.send_away(c, workshop, sign), SENT_AWAY, sign)
    except TypedError as error:
        problem = str(error)
    except operations.NoSuchSignError:
        problem = str(gettext("Nobody in the room has this sign. Look once more at the phone."))
    page = show_door(load_room(visit), sign_problem=problem, sign=request.form.get("teken", ""))
    return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)


@blueprint.get("/kaart")
@allow(LEAD)
def card(visit: LeadVisit) -> str:
    """The card to print."""
    return show_card(visit.workshop)


@blueprint.route("/wijzigen", methods=["GET", "POST"])
@allow(LEAD)
def change(visit: LeadVisit) -> Response:
    """Change what is prepared, until the door opens."""
    room, content = load_room(visit), newest_content()
    if not room.is_before:
        raise WrongStageError
    form = read_change(content, room.workshop)
    if request.method == "GET":
        return make_response(show_change(room, content, form))
    if not form.validate():
        return make_response(show_change(room, content, form), HTTPStatus.UNPROCESSABLE_ENTITY)
    new = form.describe(content)
    return do(visit, lambda connection, workshop: operations.change(connection, workshop, new), CHANGED)


@blueprint.post("/oefenen")
@allow(LEAD)
def practise(visit: LeadVisit) -> Response:
    """Rehearse in a copy with invented people."""
    if visit.workshop.is_rehearsal:
        return redirect(url_for("leading.lead"), HTTPStatus.SEE_OTHER)
    copy = rehearse(visit.workshop)
    return go_and_tell(url_for("leading.lead", workshop_uid=copy.uid), REHEARSAL_READY)


@blueprint.route("/einde", methods=["GET", "POST"])
@allow(LEAD)
def end(visit: LeadVisit) -> Response:
    """Ask whether the session may end, and end it."""
    if request.method == "GET":
        return make_response(render_template("workshops/leading/end.html", room=load_room(visit)))
    return do(visit, operations.end)


@blueprint.route("/wissen", methods=["GET", "POST"])
@allow(LEAD)
def delete(visit: LeadVisit) -> Response:
    """Ask whether everything may go, and delete it."""
    if request.method == "GET":
        return make_response(render_template("workshops/leading/delete.html", room=load_room(visit)))
    rehearsed = load_room(visit).original_uid
    operations.delete(visit.workshop)
    if rehearsed:
        return go_and_tell(url_for("leading.lead", workshop_uid=rehearsed), REHEARSAL_DELETED)
    return forget_trainer_cookie(go_and_tell(url_for("workshops.new"), DELETED), visit.workshop)


def choose_doing(act: Act) -> Doing:
    """Return what a button of a round does, with what stands beside it in the form."""
    item, timer = request.form.get("vraag", ""), read_timer(request.form)
    number = read_whole_number(request.form.get("ronde"), 0)
    match act:
        case Act.PREPARE:
            return lambda connection, workshop: operations.prepare(connection, workshop, item)
        case Act.AGAIN:
            return lambda connection, workshop: operations.prepare(connection, workshop, item, no=2)
        case Act.SHOW:
            return lambda connection, workshop: operations.show_again(connection, workshop, number)
        case Act.BY_ROLE | Act.AS_ONE:
            by_role = act is Act.BY_ROLE
            return lambda connection, workshop: operations.turn_screen(connection, workshop, by_role=by_role)
        case _:
            return lambda connection, workshop: operations.go_on(connection, workshop, STAGES[act], timer)


def do(visit: LeadVisit, act: Doing, told: Notice | None = None, value: str = "") -> Response:
    """Do one thing on the workshop as it stood on the page, and lead to the page as it is then."""
    operations.command(visit.workshop, read_revision(request.form), act)
    address = url_for("leading.lead")
    return go_and_tell(address, told, value) if told else redirect(address, HTTPStatus.SEE_OTHER)


def find_round(room: Room) -> tuple[Item, RoundRecord]:
    """Return the round that a form is about. Raises WrongStageError where there is none."""
    number = read_whole_number(request.form.get("ronde"), 0)
    found = next(((item, one) for item in room.items for one in item.rounds if one.id == number), None)
    if found is None:
        raise WrongStageError
    return found
