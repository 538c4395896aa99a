"""What happens to a self-scan that can't be begun now: the form comes back, or the report says where things are."""

from __future__ import annotations

from flask import make_response, request, url_for
from werkzeug.wrappers import Response

from assessment.workshops.stages import WrongStageError
from webapp.web import errors
from webapp.web.limits import TooManyNewAssessmentsError
from webapp.web.notices import go_and_tell
from webapp.workshops.leading.notices import WRONG_STAGE
from webapp.workshops.leading.pages import load_room
from webapp.workshops.policy import LeadVisit
from webapp.workshops.reporting.forms import read_profile
from webapp.workshops.reporting.handing_over import show_choice
from webapp.workshops.reporting.routes import blueprint


@blueprint.errorhandler(WrongStageError)
def answer_wrong_stage(error: WrongStageError) -> Response:
    """Say that this can't be done with this room."""
    del error
    return go_and_tell(url_for("leading.lead"), WRONG_STAGE)


@blueprint.errorhandler(TooManyNewAssessmentsError)
def answer_too_many(error: TooManyNewAssessmentsError) -> Response:
    """Give the form back and say when to try again."""
    return errors.return_too_many(error, _give_back)


def _give_back(notice: str, code: int) -> Response | None:
    visit = (request.view_args or {}).get("visit")
    if not isinstance(visit, LeadVisit) or request.method != "POST":
        return None
    room = load_room(visit)
    return make_response(show_choice(room, read_profile(room.workshop), notice=notice), code)
