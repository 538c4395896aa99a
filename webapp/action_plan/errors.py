"""What happens to what somebody typed when the form is refused or the store does not work: it comes back."""

from __future__ import annotations

from http import HTTPStatus

from flask import make_response, request, url_for
from werkzeug.wrappers import Response

from webapp.action_plan.forms import read_form, read_recommendation
from webapp.action_plan.notices import FULL, MISSING
from webapp.action_plan.pages import show_form, show_offers, show_plan
from webapp.action_plan.routes import blueprint
from webapp.action_plan.rows import read_sent
from webapp.action_plan.table import give_all_back
from webapp.store.action_plan import ActionMissingError, PlanFullError
from webapp.store.failures import StoreUnavailable
from webapp.web import errors
from webapp.web.admission import current_visit
from webapp.web.notices import go_and_tell
from webapp.web.visit import Visit
from webapp.wording.action_plan import full_plan_text

_FORMS = ("action_plan.new", "action_plan.edit")
_ROWS = "action_plan.save_rows"
_OFFERS = "action_plan.take_on"


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
    visit = current_visit()
    if request.method != "POST" or visit is None:
        return None
    if request.endpoint == _ROWS:
        return _give_rows_back(visit, notice, code)
    if request.endpoint == _OFFERS:
        return _give_offers_back(visit, notice, code)
    if request.endpoint not in _FORMS:
        return None
    recommendation = read_recommendation(visit)
    page = show_form(
        read_form(recommendation),
        recommendation=recommendation,
        action_id=(request.view_args or {}).get("action"),
        notice=notice,
    )
    return make_response(page, code)


def _give_offers_back(visit: Visit, notice: str, code: int) -> Response | None:
    """Return the page with what was ticked, or None where the plan can't be read either."""
    try:
        return make_response(show_offers(visit, notice=notice), code)
    except StoreUnavailable:
        return None


def _give_rows_back(visit: Visit, notice: str, code: int) -> Response | None:
    """Return the plan with all that was typed on its rows, or None where the plan can't be read either."""
    if request.headers.get("HX-Request"):
        return None  # the page itself still has what was typed
    try:
        return make_response(show_plan(visit, give_all_back(read_sent(request.form)), notice), code)
    except StoreUnavailable:
        return None


errors.give_forms_back(blueprint, _give_back)
