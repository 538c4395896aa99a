"""The views of the beamer: the page, and how the room stands, asked three times a second."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, request

from webapp.web.policy import allow
from webapp.workshops.live import answer_news, look, screen_state, screen_tag
from webapp.workshops.policy import SCREEN, RoomVisit
from webapp.workshops.screen.pages import show_screen
from webapp.workshops.wording import tell_present

blueprint = Blueprint("screen", __name__)


@blueprint.get("/scherm/<room_code>")
@allow(SCREEN)
def show(visit: RoomVisit) -> Response:
    """The page that the room looks at."""
    return make_response(show_screen(visit, request.args.get("kleur", "")))


@blueprint.get("/scherm/<room_code>/stand")
@allow(SCREEN)
def stand(visit: RoomVisit) -> Response:
    """How the room stands: nothing in it hangs on what people answered, only on how many did."""
    snapshot = look(visit.workshop.uid)
    return answer_news(
        screen_tag(snapshot), lambda: {**screen_state(snapshot), "present_text": tell_present(snapshot.present)}
    )
