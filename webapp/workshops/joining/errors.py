"""What somebody reads at the door when a code leads nowhere, or too many wrong ones were typed."""

from __future__ import annotations

from http import HTTPStatus

from flask import make_response, render_template, request
from werkzeug.exceptions import NotFound, TooManyRequests
from werkzeug.wrappers import Response

from webapp.language.texts import gettext
from webapp.store.failures import StoreUnavailable
from webapp.store.workshops import WorkshopMissingError
from webapp.web import errors
from webapp.web.admission import current_admission
from webapp.web.errors import ErrorPage
from webapp.web.forgery import ForgedFormError
from webapp.web.language import LanguageChosenError
from webapp.workshops.joining.pages import show_come_back, show_find_back, show_type_code
from webapp.workshops.joining.routes import blueprint
from webapp.workshops.policy import RoomVisit
from webapp.workshops.wording import explain_dead_code


@blueprint.errorhandler(NotFound)
def answer_not_found(error: NotFound) -> Response:
    """Say that a code leads nowhere now, and what to do."""
    del error
    return _answer(
        HTTPStatus.NOT_FOUND,
        explain_dead_code(
            gettext("Look at the screen in the room, and type the code that is there. Or ask the trainer.")
        ),
    )


@blueprint.errorhandler(WorkshopMissingError)
def answer_missing_workshop(error: WorkshopMissingError) -> Response:
    """Say the same where the workshop was deleted while this was on its way."""
    del error
    return answer_not_found(NotFound())


@blueprint.errorhandler(TooManyRequests)
def answer_too_many(error: TooManyRequests) -> Response:
    """Say that typing has to wait, and that the picture on the screen still works."""
    told = gettext(
        "Too many wrong codes were typed, maybe by others in this room. Wait a minute and type the code again, or "
        "point your camera at the QR code on the screen: that works right away."
    )
    visit, typed = current_admission(), request.form.get("code", "")[:20]
    if request.endpoint == "door.come_back" and isinstance(visit, RoomVisit):
        page = show_come_back(visit, told, typed)
    elif request.endpoint == "door.find_back":
        page = show_find_back(told, request.form.get("room", "")[:20], typed)
    else:
        page = show_type_code(told, typed)
    response = make_response(page, HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(error.retry_after or 60)
    return response


@blueprint.errorhandler(StoreUnavailable)
def answer_unavailable_store(error: StoreUnavailable) -> Response:
    """Say that it did not work for now; nothing is lost."""
    general = errors.answer_unavailable_store(error)
    response = _answer(
        HTTPStatus.SERVICE_UNAVAILABLE,
        ErrorPage(
            gettext("This does not work right now"),
            gettext("Our storage does not work for the moment."),
            gettext("Wait a minute and try again. Pressing twice does no harm: you take part once."),
        ),
    )
    response.headers["Retry-After"] = general.headers["Retry-After"]
    return response


@blueprint.errorhandler(ForgedFormError)
def answer_forged_form(error: ForgedFormError) -> Response:
    """Say that another site sent this."""
    del error
    return _answer(
        HTTPStatus.FORBIDDEN,
        ErrorPage(
            gettext("This form did not come from Pleinwijzer"),
            gettext("Your browser says that another website sent it. For your safety nothing of it was saved."),
            gettext("Type the code of the workshop here and join from there."),
        ),
    )


@blueprint.errorhandler(LanguageChosenError)
def answer_language(error: LanguageChosenError) -> Response:
    """Lead to the page again, in the language that was chosen."""
    return errors.answer_language(error)


def _answer(code: int, page: ErrorPage) -> Response:
    return make_response(render_template("workshops/phone/lost.html", page=page), code)
