"""What a visitor reads when something is not there, not allowed, or does not work."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from markupsafe import escape
from werkzeug.exceptions import HTTPException, TooManyRequests
from werkzeug.wrappers import Response as BaseResponse

from webapp.language.texts import gettext, ngettext
from webapp.store.assessments import AssessmentMissingError
from webapp.store.failures import StoreUnavailable
from webapp.web.admission import current_visit
from webapp.web.drafts import name_drafts
from webapp.web.forgery import ForgedFormError
from webapp.web.language import LanguageChosenError
from webapp.web.limits import FailedLinkError
from webapp.web.policy import policy_of

FIRST_SERVER_ERROR = 500

log = logging.getLogger("pleinwijzer")

GiveBack = Callable[[str, int], BaseResponse | None]
"""Makes the page of a form again with everything typed in it, a notice and a status; None where nothing was typed."""


@dataclass(frozen=True)
class ErrorPage:
    """The words of an error page: what happened, and what to do."""

    title: str
    explanation: str
    advice: str


def register_error_pages(app: Flask) -> None:
    """Answer every error with a page of ours. A blueprint's own handler goes first."""
    app.register_error_handler(HTTPException, answer_http_error)
    app.register_error_handler(ForgedFormError, answer_forged_form)
    app.register_error_handler(StoreUnavailable, answer_unavailable_store)
    app.register_error_handler(AssessmentMissingError, answer_missing_assessment)
    app.register_error_handler(LanguageChosenError, answer_language)
    app.register_error_handler(Exception, answer_unexpected)


def give_forms_back(blueprint: Blueprint, give_back: GiveBack) -> None:
    """Give a blueprint's forms back that another site sent, that can't be saved now, or that changed the language."""
    blueprint.register_error_handler(ForgedFormError, lambda error: return_forged_form(error, give_back))
    blueprint.register_error_handler(LanguageChosenError, lambda _error: return_in_language(give_back))
    blueprint.register_error_handler(StoreUnavailable, lambda error: return_unsaved_form(error, give_back))


def answer_http_error(error: HTTPException) -> Response:
    """Answer with the page of an HTTP error, with the headers that belong to it (such as Allow)."""
    code = error.code or 500
    if error.response is not None:
        return make_response(error.response)
    forgotten = name_drafts(_read_address()) if isinstance(error, FailedLinkError) else ""
    response = show_error(code, describe_error(code), forgotten)
    for name, value in error.get_headers():
        if name.lower() not in {"content-type", "content-length"}:
            response.headers[name] = value
    return response


def answer_forged_form(_error: ForgedFormError) -> Response:
    """Answer a form that the browser says was sent by another site."""
    page = ErrorPage(
        gettext("This form did not come from Pleinwijzer"),
        gettext("Your browser says that another website sent it. For your safety nothing of it was saved."),
        gettext("Open the page here, fill in the form and send it again. What was saved before is still there."),
    )
    return show_error(HTTPStatus.FORBIDDEN, page)


def answer_unavailable_store(error: StoreUnavailable) -> Response:
    """Answer when the database does not work for now; what was sent is not saved."""
    log.error("Store unavailable (%s) at %s", error.reason, request.endpoint)
    wrote = request.method not in {"GET", "HEAD"}
    page = ErrorPage(
        gettext("Your answer was not saved") if wrote else gettext("This page cannot be shown right now"),
        gettext("Our storage does not work for the moment. What you saved earlier is still there."),
        gettext("Go back to your answers, wait a minute and save again.")
        if wrote
        else gettext("Wait a minute and open the page again."),
    )
    response = show_error(503, page)
    response.headers["Retry-After"] = "60"
    return response


def return_forged_form(error: ForgedFormError, give_back: GiveBack) -> BaseResponse:
    """Give a form back that another site seems to have sent; nothing of it is saved."""
    notice = gettext(
        "Nothing was saved yet: your browser says that this form came from another website. "
        "What was filled in is still here. Save it again if it is yours."
    )
    return give_back(notice, HTTPStatus.FORBIDDEN) or answer_forged_form(error)


def return_unsaved_form(error: StoreUnavailable, give_back: GiveBack) -> BaseResponse:
    """Give a form back when the database does not work for now, and say that it was not saved."""
    general = answer_unavailable_store(error)
    notice = gettext(
        "NOT saved: our storage does not work for the moment. What you filled in is still here. "
        "Wait a minute and save again; what you saved earlier is safe."
    )
    response = give_back(notice, HTTPStatus.SERVICE_UNAVAILABLE)
    if response is None:
        return general
    response.headers["Retry-After"] = general.headers["Retry-After"]
    return response


def return_in_language(give_back: GiveBack) -> BaseResponse:
    """Give a form back in the language chosen with it; without one, lead to the page again, or to the start."""
    return give_back("", HTTPStatus.OK) or answer_language(LanguageChosenError())


def answer_language(_error: LanguageChosenError) -> BaseResponse:
    """Lead to the page again, or to the start where a form stood at an address of its own."""
    try:
        current_app.url_map.bind("").match(request.path, method="GET")
    except HTTPException:
        return redirect(url_for("site.home"), HTTPStatus.SEE_OTHER)
    return redirect(request.full_path.rstrip("?"), HTTPStatus.SEE_OTHER)


def return_too_many(error: TooManyRequests, give_back: GiveBack) -> BaseResponse:
    """Give a form back that has to wait, and say for how long."""
    minutes = minutes_to_wait(error)
    notice = ngettext(
        "Not done yet: too many self-scans were begun from your network. What you filled in is still here. "
        "Try again in a minute.",
        "Not done yet: too many self-scans were begun from your network. What you filled in is still here. "
        "Try again in %(num)s minutes.",
        minutes,
    )
    return ask_to_wait(error, notice, give_back)


def minutes_to_wait(error: TooManyRequests) -> int:
    """Return how long to wait, in minutes: at least one."""
    return max(1, math.ceil(_seconds_to_wait(error) / 60))


def ask_to_wait(error: TooManyRequests, notice: str, give_back: GiveBack) -> BaseResponse:
    """Give a form back that has to wait, with a notice."""
    response = give_back(notice, HTTPStatus.TOO_MANY_REQUESTS) or answer_http_error(error)
    response.headers["Retry-After"] = str(_seconds_to_wait(error))
    return response


def _seconds_to_wait(error: TooManyRequests) -> int:
    return int(error.retry_after) if isinstance(error.retry_after, int) else 60


def answer_keeping_drafts(error: HTTPException) -> Response:
    """Answer with the page of an HTTP error, and let the browser keep what was not saved: it is somebody's text."""
    return show_error(error.code or 500, describe_error(error.code or 500))


def answer_missing_assessment(_error: AssessmentMissingError) -> Response:
    """Answer when somebody else with the link deleted the assessment while this form was open."""
    visit = current_visit()
    return show_error(404, describe_error(404), name_drafts(visit.address) if visit else "")


def answer_unexpected(error: Exception) -> Response:
    """Answer a mistake of ours; the log has the details, the visitor has none."""
    log.error("Unexpected error at %s", request.endpoint, exc_info=error)
    return show_error(500, describe_error(500))


def describe_error(code: int) -> ErrorPage:
    """Return the words for an HTTP status code."""
    match code:
        case 404:
            return ErrorPage(
                gettext("This page does not exist"),
                gettext(
                    "The address is wrong, or what stood behind it is gone: the link was withdrawn or is over, "
                    "or the self-scan was deleted."
                ),
                gettext("Check whether you copied the whole link, up to the last character."),
            )
        case 405:
            return ErrorPage(
                gettext("This page cannot be opened like this"),
                gettext("The address belongs to a form, not to a page."),
                gettext("Go to the start page or use your private link."),
            )
        case 413:
            return ErrorPage(
                gettext("This is too much text"),
                gettext("What you sent is larger than we can take. Nothing was saved from this form."),
                gettext("Go back, make your text shorter and save again."),
            )
        case 429:
            return ErrorPage(
                gettext("Too many attempts"),
                gettext("Too many attempts came from your network in a short time."),
                gettext("Wait a while and try again. What you saved is still there."),
            )
        case _ if code >= FIRST_SERVER_ERROR:
            return ErrorPage(
                gettext("Something went wrong on our side"),
                gettext("This is our mistake, not yours. What you saved earlier is still there."),
                gettext("Try again in a moment."),
            )
        case _:
            return ErrorPage(
                gettext("This request could not be handled"),
                gettext("We could not read what your browser sent."),
                gettext("Go back, check what you filled in and try again."),
            )


def _read_address() -> dict[str, object]:
    """Return what a policy read of the address of this request."""
    policy = policy_of(current_app, request.endpoint or "")
    names = policy.arguments if policy else ()
    return {name: value for name, value in (request.view_args or {}).items() if name in names}


def show_error(code: int, page: ErrorPage, forgotten: str = "") -> Response:
    """Return an error page. `forgotten`: the name of what the browser keeps for a link that works no longer."""
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return make_response(jsonify(error=page.title, explanation=page.explanation, advice=page.advice), code)
    try:
        body = render_template("site/error.html", page=page, code=code, forgotten=forgotten)
    except Exception:
        log.exception("The error page itself failed")
        body = f"<!doctype html><title>{escape(page.title)}</title><h1>{escape(page.title)}</h1>"
    return make_response(body, code)
