"""What happens to a file that was brought when its form is refused: it comes back, ready to be sent again."""

from __future__ import annotations

from http import HTTPStatus

from flask import make_response, request
from werkzeug.exceptions import Conflict
from werkzeug.wrappers import Response

from webapp.exchange.import_file import ImportFileError
from webapp.exchange.pages import read_given, read_posted, show_new, show_preview
from webapp.exchange.routes import blueprint, published
from webapp.scan.profile_form import read_form
from webapp.store.action_plan import PlanFullError
from webapp.store.failures import StoreUnavailable
from webapp.web import errors
from webapp.web.admission import current_visit
from webapp.web.limits import TooManyNewAssessmentsError
from webapp.wording.action_plan import full_plan_text


@published.errorhandler(TooManyNewAssessmentsError)
def answer_too_many(error: TooManyNewAssessmentsError) -> Response:
    """Give the form back and say when to try again."""
    return errors.return_too_many(error, _give_back)


@published.errorhandler(PlanFullError)
@blueprint.errorhandler(PlanFullError)
def answer_full_plan(error: PlanFullError) -> Response:
    """Say that there is no room for the file's actions; nothing was taken over."""
    del error
    response = _give_back(full_plan_text(), HTTPStatus.CONFLICT)
    return response or errors.answer_http_error(Conflict())


def _give_back(notice: str, code: int) -> Response | None:
    """Return the page that confirms a file, with the file in it; None where there is no file."""
    if request.method != "POST" or "document" not in request.form:
        return None
    try:
        document = read_posted()
    except ImportFileError:
        return None
    if request.endpoint == "exchange_start.import_new":
        return make_response(show_new(document, read_form(), notice=notice), code)
    visit = current_visit()
    if visit is None:
        return None
    try:
        return make_response(show_preview(visit, document, read_given(visit), notice=notice), code)
    except StoreUnavailable:
        return None


errors.give_forms_back(blueprint, _give_back)
errors.give_forms_back(published, _give_back)
