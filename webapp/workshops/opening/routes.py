"""The views of opening: prepare a workshop, come in with its link, or take it over with its recovery code."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp.language.texts import gettext
from webapp.web.notices import go_and_tell
from webapp.web.once import FormValueError, make_form_value
from webapp.web.policy import ANYONE, allow
from webapp.web.state import newest_content
from webapp.workshops.limits import CodeKind, asks_opening_code, count_wrong_code, refuse_many_codes
from webapp.workshops.opening import operations
from webapp.workshops.opening.forms import RecoveryForm, read_form
from webapp.workshops.opening.notices import ALREADY_OPENED
from webapp.workshops.opening.pages import show_keys, show_new, show_recovery
from webapp.workshops.policy import TRAINER_LINK, WorkshopVisit, set_trainer_cookie

blueprint = Blueprint("workshops", __name__)


@blueprint.route("/workshop", methods=["GET", "POST"])
@allow(ANYONE)
def new() -> Response:
    """Say what a workshop is, and prepare one. The answer to the form shows its link: nowhere else can it be shown."""
    content = newest_content()
    form = read_form(content)
    if request.method == "GET":
        return make_response(show_new(content, form))
    if asks_opening_code():
        refuse_many_codes(CodeKind.OPENING)
    if not form.validate():
        if form.opening_code.errors:
            count_wrong_code(CodeKind.OPENING)
        return make_response(show_new(content, form), HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        keys = operations.make(form.describe(content), form.once.data or "")
    except FormValueError:
        form.once.data = make_form_value()
        return make_response(show_new(content, form, tell_incomplete()), HTTPStatus.UNPROCESSABLE_ENTITY)
    except operations.AlreadyOpenedError:
        return go_and_tell(url_for("workshops.new"), ALREADY_OPENED)
    return show_and_admit(keys)


@blueprint.get("/workshop/begeleider/<trainer_secret>")
@allow(TRAINER_LINK)
def enter(visit: WorkshopVisit) -> Response:
    """Put a cookie in the place of the link, so that its secret stands on no page that a beamer may show."""
    response = redirect(url_for("leading.lead", workshop_uid=visit.workshop.uid), HTTPStatus.SEE_OTHER)
    return set_trainer_cookie(response, visit.workshop)


@blueprint.route("/workshop/terug", methods=["GET", "POST"])
@allow(ANYONE)
def recover() -> Response:
    """Open a workshop with its recovery code; its link and its code are other ones from then on."""
    form = RecoveryForm(request.form if request.method == "POST" else None)
    if request.method == "GET":
        form.once.data = make_form_value()
        return make_response(show_recovery(form))
    if not form.validate():
        return make_response(show_recovery(form), HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        keys = operations.take_over(form.code.data or "", form.once.data or "")
    except FormValueError:
        form.once.data = make_form_value()
        return make_response(show_recovery(form, tell_incomplete()), HTTPStatus.UNPROCESSABLE_ENTITY)
    except operations.WrongRecoveryCodeError:
        form.code.errors = [gettext("No workshop has this recovery code. Check it sign by sign.")]
        return make_response(show_recovery(form), HTTPStatus.UNPROCESSABLE_ENTITY)
    return show_and_admit(keys)


def show_and_admit(keys: operations.Keys) -> Response:
    """Answer with the one page that shows the link and the code, and let this browser in already."""
    response = make_response(show_keys(keys))
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    set_trainer_cookie(response, keys.workshop)
    return response


def tell_incomplete() -> str:
    """Return what is said when a hidden field of the form was missing."""
    return str(gettext("Nothing was made yet: a part of the form was missing. Send it again."))
