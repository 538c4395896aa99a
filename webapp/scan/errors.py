"""What happens to what somebody typed when the form is refused or the store does not work: it comes back."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus

from flask import g, make_response, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, NotFound, RequestEntityTooLarge
from werkzeug.wrappers import Response

from webapp.scan import beginning
from webapp.scan.answering import answer_status, find_section, show_section
from webapp.scan.blueprint import blueprint
from webapp.scan.forms import read_questions
from webapp.scan.pages import Asked, Status
from webapp.store.answers import SavedAnswer, get_answers
from webapp.store.assessments import AssessmentMissingError
from webapp.store.database import StoreUnavailable
from webapp.web import errors
from webapp.web.state import get_content, get_database

SAVE_ONE = "scan.save_answer"


@blueprint.errorhandler(CSRFError)
def answer_forged_form(error: CSRFError) -> Response:
    """Give the form back with a fresh token; nothing of it is saved."""
    if request.endpoint == SAVE_ONE:
        text = gettext("Not saved: this page was open for too long. Choose “Save” at the bottom of the page.")
        return _refuse_one(text)
    return errors.return_forged_form(error, _give_back)


@blueprint.errorhandler(StoreUnavailable)
def answer_unavailable_store(error: StoreUnavailable) -> Response:
    """Give the form back and say that it was not saved."""
    if request.endpoint == SAVE_ONE or request.method != "POST":
        return errors.answer_unavailable_store(error)
    return errors.return_unsaved_form(error, _give_back)


@blueprint.errorhandler(RequestEntityTooLarge)
def answer_too_large(error: RequestEntityTooLarge) -> Response:
    """Say beside the question that its text is too long to be taken."""
    if request.endpoint == SAVE_ONE:
        return _refuse_one(gettext("Not saved: this is too much text. Make it shorter."))
    return errors.answer_http_error(error)


@blueprint.errorhandler(NotFound)
def answer_not_found(error: NotFound) -> Response:
    """Say beside the question that the assessment is gone; elsewhere the general page does."""
    return _answer_gone() if request.endpoint == SAVE_ONE else errors.answer_http_error(error)


@blueprint.errorhandler(AssessmentMissingError)
def answer_missing_assessment(error: AssessmentMissingError) -> Response:
    """Say the same when it was deleted while this answer was on its way."""
    return _answer_gone() if request.endpoint == SAVE_ONE else errors.answer_missing_assessment(error)


def _answer_gone() -> Response:
    return _refuse_one(gettext("Not saved: this self-scan no longer exists. Somebody with the link deleted it."))


def _refuse_one(text: str) -> Response:
    question = (request.view_args or {}).get("question", "")
    return answer_status(Status("not-saved", text), question, HTTPStatus.UNPROCESSABLE_ENTITY)


def _give_back(notice: str, code: int) -> Response | None:
    """Return the page of the form with everything typed in it, or None where the page has no typed text."""
    try:
        match request.endpoint:
            case "scan.section":
                return _give_back_section(notice, code)
            case "scan.begin":
                return make_response(beginning.show_begin(beginning.read_form(), notice=notice), code)
            case "scan.profile" if g.assessment is not None:
                return make_response(beginning.show_profile(beginning.read_form(), notice=notice), code)
    except HTTPException as error:
        return errors.answer_http_error(error)
    return None


def _give_back_section(notice: str, code: int) -> Response:
    arguments = request.view_args or {}
    found = find_section(arguments["section"])
    readings = read_questions(get_content().questionnaire.in_section(found.id), request.form)
    asked = Asked(readings, unsaved=True)
    return show_section(arguments["token"], found, _read_what_can_be_read(), asked, notice=notice, code=code)


def _read_what_can_be_read() -> dict[str, SavedAnswer]:
    if g.assessment is not None:
        with suppress(StoreUnavailable):
            return get_answers(get_database(), g.assessment.id)
    return {}
