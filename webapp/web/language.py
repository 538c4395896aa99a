"""Which language a request speaks, and how a choice is remembered: in a cookie that says nothing else.

On a page with a form the choice is a button of that form, so that what was typed comes along. The form then comes back
in the other language with all that stands in it; the questions are saved first, as far as they can be.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import after_this_request, current_app, g, has_request_context, request
from werkzeug.wrappers import Response

from webapp.language.catalogues import DEFAULT_LANGUAGE
from webapp.language.locale import offered_languages
from webapp.language.texts import forget_language
from webapp.web.admission import current_admission
from webapp.web.current import this_request
from webapp.web.state import get_settings

LANGUAGE_PARAMETER = "taal"
LANGUAGE_COOKIE = "taal"
COOKIE_DAYS = 31

_View = TypeVar("_View", bound=Callable[..., Any])
_CHOSEN = "pleinwijzer_language"
_MARK = "_pleinwijzer_saves_first"


class LanguageChosenError(Exception):
    """Another language was chosen with the button of a form: the form comes back in it, and nothing is done."""


def saves_before_switching(view: _View) -> _View:
    """Declare that a view does its work also when its form chooses another language."""
    setattr(view, _MARK, True)
    return view


def notice_choice() -> None:
    """Speak the language that a form chooses, from here on. Raises LanguageChosenError where only that is to be done.

    Runs before each form, after what refuses forms.
    """
    asked = this_request()
    if asked.method != "POST" or asked.endpoint is None or LANGUAGE_PARAMETER not in asked.form:
        return
    code = asked.form[LANGUAGE_PARAMETER]
    if code in {offered.code for offered in offered_languages()}:
        setattr(g, _CHOSEN, code)
        forget_language()

        @after_this_request
        def remember(response: Response) -> Response:
            remember_language(response, code)
            return response

    if not hasattr(current_app.view_functions.get(asked.endpoint), _MARK):
        raise LanguageChosenError


def is_switching() -> bool:
    """Tell whether the form of this request chooses a language."""
    return hasattr(g, _CHOSEN)


def keeps_choice() -> bool:
    """Tell whether this browser is known to keep a choice: it sent an earlier one along."""
    return LANGUAGE_COOKIE in request.cookies


def typed_language() -> str:
    """Return the language of the page on which the form of this request was filled in."""
    return _find_language(tuple(offered.code for offered in offered_languages()))


def select_language(codes: tuple[str, ...]) -> str:
    """Return the language of this request: form, link, choice, then the visit's own, then browser, then Dutch."""
    if not has_request_context():
        return DEFAULT_LANGUAGE
    return str(g.get(_CHOSEN) or _find_language(codes))


def _find_language(codes: tuple[str, ...]) -> str:
    visit, asked = current_admission(), this_request()
    wishes = (
        asked.args.get(LANGUAGE_PARAMETER),
        asked.cookies.get(LANGUAGE_COOKIE),
        visit.language if visit else None,
    )
    for wish in wishes:
        if wish in codes:
            return str(wish)
    return asked.accept_languages.best_match(codes, DEFAULT_LANGUAGE) or DEFAULT_LANGUAGE


def remember_language(response: Response, code: str) -> None:
    """Remember a choice in the visitor's browser, for a month."""
    response.set_cookie(
        LANGUAGE_COOKIE,
        code,
        max_age=COOKIE_DAYS * 24 * 3600,
        secure=get_settings().secure,
        httponly=True,
        samesite="Lax",
    )
