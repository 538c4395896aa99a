"""What happens to what somebody who was asked typed, when it cannot be saved: it comes back, or stays where it is.

A link that was withdrawn or is over says so; the browser then keeps what was not saved: it is somebody's own text.
"""

from __future__ import annotations

from http import HTTPStatus

from flask import make_response, render_template, request
from werkzeug.exceptions import Conflict, HTTPException, NotFound, RequestEntityTooLarge
from werkzeug.wrappers import Response

from webapp.language.texts import gettext
from webapp.scan.forms import read_questions
from webapp.scan.pages.cards import Status
from webapp.scan.pages.section import answer_status
from webapp.store.assessments import AssessmentMissingError
from webapp.store.failures import StoreUnavailable
from webapp.store.said_room import TooMuchSaidError
from webapp.store.voices import VoiceMissingError
from webapp.voices.answering import operations
from webapp.voices.answering.pages import show_returned
from webapp.voices.answering.routes import blueprint, find_section
from webapp.voices.asked import find_asked
from webapp.web import errors
from webapp.web.admission import current_visit
from webapp.web.forgery import ForgedFormError
from webapp.web.language import LanguageChosenError

SAVE_ONE = "contribution.save_answer"


@blueprint.errorhandler(ForgedFormError)
def answer_forged_form(error: ForgedFormError) -> Response:
    """Give the form back; nothing of it is saved."""
    if request.endpoint == SAVE_ONE:
        return _refuse_one(gettext("Not saved: your browser says that this came from another website."))
    return errors.return_forged_form(error, _give_back)


@blueprint.errorhandler(LanguageChosenError)
def answer_language(error: LanguageChosenError) -> Response:
    """Give the form back in the language that was chosen with it."""
    del error
    return errors.return_in_language(_give_back)


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


@blueprint.errorhandler(TooMuchSaidError)
def answer_no_room(error: TooMuchSaidError) -> Response:
    """Say that all that colleagues write together is too long; what was typed comes back."""
    del error
    text = gettext("Not saved: everything that colleagues wrote is too long together. Make your notes shorter.")
    if request.endpoint == SAVE_ONE:
        return _refuse_one(text)
    return _give_back(text, HTTPStatus.CONFLICT) or errors.answer_http_error(Conflict())


@blueprint.errorhandler(NotFound)
def answer_not_found(error: NotFound) -> Response:
    """Say that the link works no longer, and let the browser keep what was typed."""
    if request.endpoint == SAVE_ONE:
        text = gettext("Not saved: this link was withdrawn or is over. What you filled in is still on this device.")
        return _refuse_one(text)
    return errors.answer_keeping_drafts(error)


@blueprint.errorhandler(AssessmentMissingError)
@blueprint.errorhandler(VoiceMissingError)
def answer_missing(error: Exception) -> Response:
    """Say the same when it was withdrawn while this answer was on its way."""
    del error
    return answer_not_found(NotFound())


def _refuse_one(text: str) -> Response:
    question = (request.view_args or {}).get("question", "")
    return answer_status(Status("not-saved", text), question, HTTPStatus.UNPROCESSABLE_ENTITY)


def _give_back(notice: str, code: int) -> Response | None:
    """Return the page of the form with everything typed in it, or None where the page has no typed text."""
    visit = current_visit()
    if visit is None:
        return None
    try:
        match request.endpoint:
            case "contribution.save_section":
                asked = find_asked(operations.load(visit))
                found = find_section(asked, (request.view_args or {})["section"])
                readings = read_questions(asked.on_page(found.id), request.form)
                return show_returned(asked, found, readings, notice, code)
            case "contribution.erase":
                return make_response(render_template("voices/erase.html", message=notice), code)
    except HTTPException as error:
        return errors.answer_http_error(error)
    except (StoreUnavailable, VoiceMissingError):
        return None
    return None
