"""What happens to what a trainer typed when nothing can be made now: the form comes back and says so."""

from __future__ import annotations

from http import HTTPStatus

from flask import make_response, request
from werkzeug.wrappers import Response

from webapp.language.texts import ngettext
from webapp.web import errors
from webapp.web.once import make_form_value
from webapp.web.state import newest_content
from webapp.workshops.limits import TooManyCodesError, TooManyNewWorkshopsError
from webapp.workshops.opening.forms import RecoveryForm, read_form
from webapp.workshops.opening.pages import show_new, show_recovery
from webapp.workshops.opening.routes import blueprint


@blueprint.errorhandler(TooManyNewWorkshopsError)
def answer_too_many_workshops(error: TooManyNewWorkshopsError) -> Response:
    """Give the form back and say when to try again."""
    minutes = errors.minutes_to_wait(error)
    notice = ngettext(
        "Not made yet: too many workshops were made from your network. What you filled in is still here. "
        "Try again in a minute.",
        "Not made yet: too many workshops were made from your network. What you filled in is still here. "
        "Try again in %(num)s minutes.",
        minutes,
    )
    return errors.ask_to_wait(error, notice, _give_back)


@blueprint.errorhandler(TooManyCodesError)
def answer_too_many_codes(error: TooManyCodesError) -> Response:
    """Give the form back and say that typing codes has to wait."""
    minutes = errors.minutes_to_wait(error)
    notice = ngettext(
        "Too many wrong codes were typed. What you filled in is still here. Try again in a minute.",
        "Too many wrong codes were typed. What you filled in is still here. Try again in %(num)s minutes.",
        minutes,
    )
    return errors.ask_to_wait(error, notice, _give_back)


def _give_back(notice: str, code: int) -> Response | None:
    """Return the page of the form with everything typed in it.

    A form of another site gets a value of our own: nobody else may know by what a new link is found.
    """
    if request.method != "POST":
        return None
    forged = code == HTTPStatus.FORBIDDEN
    match request.endpoint:
        case "workshops.new":
            content = newest_content()
            form = read_form(content)
            if forged:
                form.once.data = make_form_value()
            return make_response(show_new(content, form, notice), code)
        case "workshops.recover":
            recovery = RecoveryForm(request.form)
            if forged:
                recovery.once.data = make_form_value()
            return make_response(show_recovery(recovery, notice), code)
        case _:
            return None


errors.give_forms_back(blueprint, _give_back)
