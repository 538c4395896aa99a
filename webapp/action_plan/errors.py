"""What happens to what somebody typed when the form is refused or the store does not work: it comes back."""

from __future__ import annotations

from http import HTTPStatus

from flask import make_response, request, url_for
from werkzeug.wrappers import Response

from webapp.action_plan.forms import read_form, read_recommendation
from webapp.action_plan.notices import FULL, MISSING
from webapp.action_plan.pages import show_form
from webapp.action_plan.routes import blueprint
from webapp.store.action_plan import ActionMissingError, PlanFullError
from webapp.web import errors
from webapp.web.admission import current_visit
from webapp.web.notices import go_and_tell
from webapp.wording.action_plan import full_plan_text

_FORMS = ("action_plan.new", "action_plan.edit")


@blueprint.errorhandler(PlanFullError)
def answer_full_plan(error: PlanFullError) -> Response:
    """Say that there is no room, and give the form back."""
    del error
    response = _give_back(full_plan_text(), HTTPStatus.CONFLICT)
    return response or go_and_tell(url_for("action_plan.show"), FULL)


@blueprint.errorhandler(ActionMissingError)
def answer_missing_action(error: ActionMissingError) -> Response:
    """Say that somebody removed the action."""
    del error
    return go_and_tell(url_for("action_plan.show"), MISSING)


def _give_back(notice: str, code: int) -> Response | None:
    """Return the form with everything typed in it, or None where the page has no typed text."""
    if request.method != "POST" or request.endpoint not in _FORMS or current_visit() is None:
        return None
    recommendation = read_recommendation()
    page = show_form(
        read_form(recommendation),
        recommendation=recommendation,
        action_id=(request.view_args or {}).get("action"),
        notice=notice,
    )
    return make_response(page, code)


errors.give_forms_back(blueprint, _give_back)
