"""What happens to what somebody typed when the form is refused or the store does not work: it comes back."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus

from flask import make_response, request
from werkzeug.exceptions import HTTPException, NotFound, RequestEntityTooLarge
from werkzeug.wrappers import Response

from assessment.model import Questionnaire
from webapp.language.texts import gettext
from webapp.scan.forms import read_questions
from webapp.scan.operations import FinishedError
from webapp.scan.pages.cards import Asked, Status
from webapp.scan.pages.profile import show_begin, show_profile
from webapp.scan.pages.section import answer_status, show_section
from webapp.scan.profile_form import read_form
from webapp.scan.routes import beginning, blueprint, find_section
from webapp.store.answers import SavedAnswer, get_answers
from webapp.store.assessments import AssessmentMissingError
from webapp.store.failures import StoreUnavailable
from webapp.web import errors
from webapp.web.admission import current_visit
from webapp.web.forgery import ForgedFormError
from webapp.web.language import LanguageChosenError
from webapp.web.limits import TooManyNewAssessmentsError
from webapp.web.state import content_of, get_library, reading

SAVE_ONE = "scan.save_answer"


@blueprint.errorhandler(ForgedFormError)
@beginning.errorhandler(ForgedFormError)
def answer_forged_form(error: ForgedFormError) -> Response:
    """Give the form back; nothing of it is saved."""
    if request.endpoint == SAVE_ONE:
        return _refuse_one(gettext("Not saved: your browser says that this came from another website."))
    return errors.return_forged_form(error, _give_back)


@blueprint.errorhandler(LanguageChosenError)
@beginning.errorhandler(LanguageChosenError)
def answer_language(error: LanguageChosenError) -> Response:
    """Give the form back in the language that was chosen with it."""
    del error
    return errors.return_in_language(_give_back)


@blueprint.errorhandler(StoreUnavailable)
@beginning.errorhandler(StoreUnavailable)
def answer_unavailable_store(error: StoreUnavailable) -> Response:
    """Give the form back and say that it was not saved."""
    if request.endpoint == SAVE_ONE or request.method != "POST":
        return errors.answer_unavailable_store(error)
    return errors.return_unsaved_form(error, _give_back)


@beginning.errorhandler(TooManyNewAssessmentsError)
def answer_too_many(error: TooManyNewAssessmentsError) -> Response:
    """Give the form back and say when to try again."""
    return errors.return_too_many(error, _give_back)


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


@blueprint.errorhandler(FinishedError)
def answer_finished(error: FinishedError) -> Response:
    """Give the section back, and offer to open the finished assessment again."""
    del error
    notice = gettext(
        "Not saved: this self-scan was finished in the meantime. What you filled in is still here. "
        "Open the self-scan again to save it."
    )
    return _give_back_section(notice, HTTPStatus.CONFLICT, opens_again=True)


def _answer_gone() -> Response:
    response = _refuse_one(gettext("Not saved: this link does not work any more, or the self-scan was deleted."))
    response.headers["HX-Trigger"] = "link-gone"  # the browser keeps nothing for it any more
    return response


def _refuse_one(text: str) -> Response:
    question = (request.view_args or {}).get("question", "")
    return answer_status(Status("not-saved", text), question, HTTPStatus.UNPROCESSABLE_ENTITY)


def _give_back(notice: str, code: int) -> Response | None:
    """Return the page of the form with everything typed in it, or None where the page has no typed text."""
    try:
        match request.endpoint:
            case "scan.save_section":
                return _give_back_section(notice, code)
            case "begin.new":
                return make_response(show_begin(read_form(), notice=notice), code)
            case "scan.profile" if current_visit() is not None:
                return make_response(show_profile(read_form(), notice=notice), code)
    except HTTPException as error:
        return errors.answer_http_error(error)
    return None


def _give_back_section(notice: str, code: int, *, opens_again: bool = False) -> Response:
    questionnaire = _find_questionnaire()
    found = find_section(questionnaire, (request.view_args or {})["section"])
    readings = read_questions(questionnaire.in_section(found.id), request.form)
    asked = Asked(readings, unsaved=True, opens_again=opens_again)
    return show_section(questionnaire, found, _read_what_can_be_read(), asked, notice=notice, code=code)


def _find_questionnaire() -> Questionnaire:
    """Return what the form asks: where the store can't say it, the form does."""
    visit = current_visit()
    if visit is not None:
        return content_of(visit.assessment).questionnaire
    return get_library().of(request.form.get("version", "")).questionnaire


def _read_what_can_be_read() -> dict[str, SavedAnswer]:
    visit = current_visit()
    if visit is not None:
        with suppress(StoreUnavailable), reading() as connection:
            return get_answers(connection, visit.assessment.id)
    return {}
