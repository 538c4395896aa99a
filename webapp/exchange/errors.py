"""What happens to a file that was brought when its form is refused: it comes back, ready to be sent again."""

from __future__ import annotations

from http import HTTPStatus

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import Conflict
from werkzeug.wrappers import Response

from webapp.exchange.import_file import Document, ImportFileError
from webapp.exchange.pages import read_given, read_posted, show_data, show_new, show_preview
from webapp.exchange.routes import blueprint, published
from webapp.scan.profile_form import ProfileForm, read_form
from webapp.store.action_plan import PlanFullError
from webapp.store.failures import StoreUnavailable
from webapp.store.said_room import TooMuchSaidError
from webapp.voices.settling.notices import no_room_text
from webapp.web import errors
from webapp.web.admission import current_visit
from webapp.web.language import is_switching
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


@blueprint.errorhandler(TooMuchSaidError)
def answer_no_room(error: TooMuchSaidError) -> Response:
    """Say that there is no room for what others say in the file; nothing was taken over."""
    del error
    return _give_back(no_room_text(), HTTPStatus.CONFLICT) or errors.answer_http_error(Conflict())


def _give_back(notice: str, code: int) -> Response | None:
    """Return the page that confirms a file, with the file in it; None where nothing was brought.

    A browser gives no chosen file to the next page: what was to be looked at first is looked at then.
    """
    chosen = request.files.get("file")
    if request.method != "POST":
        return None
    if not (chosen or "document" in request.form):
        return make_response(redirect(url_for("exchange.data"), HTTPStatus.SEE_OTHER)) if _only_speaks() else None
    if chosen:
        chosen.seek(0)
    try:
        return _show_file(read_posted(), notice, code)
    except ImportFileError as error:
        return _show_choice(str(error), code)


def _show_file(document: Document, notice: str, code: int) -> Response | None:
    if request.endpoint == "exchange_start.import_new":
        form = read_form() if "document" in request.form else ProfileForm(data=document.profile)
        return make_response(show_new(document, form, notice=notice), code)
    visit = current_visit()
    if visit is None:
        return None
    try:
        return make_response(show_preview(visit, document, read_given(visit), notice=notice), code)
    except StoreUnavailable:
        return None


def _only_speaks() -> bool:
    """Tell whether the page of the data is to be shown in another language: its form has an address of its own."""
    return is_switching() and request.endpoint == "exchange.import_answers"


def _show_choice(error: str, code: int) -> Response | None:
    """Return the page on which a file is chosen, with what is wrong with this one; None where it was no file."""
    visit = current_visit()
    if "document" in request.form:
        return None
    if visit is None:
        return make_response(render_template("exchange/import_new.html", error=error), code)
    return make_response(show_data(visit, error=error), code)


errors.give_forms_back(blueprint, _give_back)
errors.give_forms_back(published, _give_back)
