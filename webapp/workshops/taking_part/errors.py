"""What happens at a seat that is gone, or to what somebody filled in when it cannot be done."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import NotFound

from webapp.language.texts import gettext
from webapp.scan.profile_form import read_form
from webapp.store.failures import StoreUnavailable
from webapp.store.workshops import WorkshopMissingError
from webapp.web import errors
from webapp.web.admission import current_admission
from webapp.web.errors import ErrorPage
from webapp.web.limits import TooManyNewAssessmentsError
from webapp.workshops.policy import SeatVisit
from webapp.workshops.taking_part.pages import show_begin
from webapp.workshops.taking_part.routes import blueprint


@blueprint.errorhandler(NotFound)
def answer_not_found(error: NotFound) -> Response:
    """Say that there is no such seat: it was deleted, or its workshop was."""
    del error
    if request.accept_mimetypes.best == "application/json":
        return make_response(jsonify(receipt="gone"), HTTPStatus.NOT_FOUND)
    page = ErrorPage(
        gettext("This page is no longer there"),
        gettext("The address is wrong, or your part or the whole workshop was deleted."),
        gettext(
            "Is the workshop going on? Then type its code and take part again, or come back with your return code."
        ),
    )
    return make_response(render_template("workshops/phone/lost.html", page=page), HTTPStatus.NOT_FOUND)


@blueprint.errorhandler(WorkshopMissingError)
def answer_missing_workshop(error: WorkshopMissingError) -> Response:
    """Say the same where the workshop was deleted while this was on its way."""
    del error
    return answer_not_found(NotFound())


@blueprint.errorhandler(TooManyNewAssessmentsError)
def answer_too_many(error: TooManyNewAssessmentsError) -> Response:
    """Give the form back and say when it can be sent."""
    return errors.return_too_many(error, _give_back)  # type: ignore[return-value]  # a page


def _give_back(notice: str, code: int) -> Response | None:
    """Return the form with everything typed in it; None where nothing is typed."""
    visit = current_admission()
    if request.endpoint != "seat.begin" or not isinstance(visit, SeatVisit):
        return None
    try:
        return make_response(show_begin(visit, read_form(), notice), code)
    except StoreUnavailable:
        return None


errors.give_forms_back(blueprint, _give_back)
