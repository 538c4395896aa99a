"""The views of the beamer: the page, and how the room stands, asked three times a second."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp.web.policy import allow
from webapp.workshops.live import answer_news, look, screen_state, screen_tag
from webapp.workshops.policy import SCREEN, RoomVisit
from webapp.workshops.screen.pages import show_screen
from webapp.workshops.secrets import room_address
from webapp.workshops.wording import tell_present

blueprint = Blueprint("screen", __name__)


@blueprint.get("/scherm/<room_code>")
@allow(SCREEN)
def show(visit: RoomVisit) -> Response:
    """The page that the room looks at. Who typed the code goes on by an address of ours: the door may shut later."""
    scheme = request.args.get("kleur", "")
    if not visit.is_proven:
        known = room_address(visit.workshop.code)
        return redirect(url_for("screen.show", room_code=known, kleur=scheme or None), HTTPStatus.SEE_OTHER)
    return make_response(show_screen(visit, scheme))


@blueprint.get("/scherm/<room_code>/stand")
@allow(SCREEN)
def stand(visit: RoomVisit) -> Response:
    """How the room stands: nothing in it hangs on what people answered, only on how many did."""
    snapshot = look(visit.workshop.uid)
    return answer_news(
        screen_tag(snapshot), lambda: {**screen_state(snapshot), "present_text": tell_present(snapshot.present)}
    )
