"""What happens to what somebody typed when the form is refused or the store does not work: it comes back."""

from __future__ import annotations

from http import HTTPStatus

from flask import flash, g, make_response, redirect, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from webapp.action_plan.blueprint import blueprint
from webapp.action_plan.pages import show_form
from webapp.action_plan.views import read_form, read_recommendation
from webapp.store.action_plan import MOST_ACTIONS, ActionMissingError, PlanFullError
from webapp.store.database import StoreUnavailable
from webapp.web import errors

_FORMS = ("plan.new", "plan.edit")


@blueprint.errorhandler(CSRFError)
def answer_forged_form(error: CSRFError) -> Response:
    """Give the form back with a fresh token; nothing of it is saved."""
    return errors.return_forged_form(error, _give_back)


@blueprint.errorhandler(StoreUnavailable)
def answer_unavailable_store(error: StoreUnavailable) -> Response:
    """Give the form back and say that it was not saved."""
    return errors.return_unsaved_form(error, _give_back)


@blueprint.errorhandler(PlanFullError)
def answer_full_plan(error: PlanFullError) -> Response:
    """Say that there is no room, and give the form back."""
    del error
    notice = gettext(
        "NOT saved: a plan has room for %(most)s actions. Remove one that is done first.", most=MOST_ACTIONS
    )
    response = _give_back(notice, HTTPStatus.CONFLICT)
    return response or _go_to_plan(notice)


@blueprint.errorhandler(ActionMissingError)
def answer_missing_action(error: ActionMissingError) -> Response:
    """Say that somebody removed the action."""
    del error
    return _go_to_plan(gettext("This action is no longer in the plan: somebody with the link removed it."))


def _go_to_plan(notice: str) -> Response:
    flash(notice, "info")
    return redirect(url_for("plan.plan", token=(request.view_args or {})["token"]), HTTPStatus.SEE_OTHER)


def _give_back(notice: str, code: int) -> Response | None:
    """Return the form with everything typed in it, or None where the page has no typed text."""
    if request.method != "POST" or request.endpoint not in _FORMS or g.get("assessment") is None:
        return None
    arguments = request.view_args or {}
    recommendation = read_recommendation()
    page = show_form(
        arguments["token"],
        read_form(recommendation),
        recommendation=recommendation,
        action_id=arguments.get("action"),
        notice=notice,
    )
    return make_response(page, code)
