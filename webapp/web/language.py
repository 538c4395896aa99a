"""Which language a request speaks, and how a choice is remembered: in a cookie that says nothing else."""

from __future__ import annotations

from flask import has_request_context, request
from werkzeug.wrappers import Response

from webapp.language.catalogues import DEFAULT_LANGUAGE
from webapp.web.admission import current_visit
from webapp.web.state import get_settings

LANGUAGE_PARAMETER = "taal"
LANGUAGE_COOKIE = "taal"
COOKIE_DAYS = 31


def select_language(codes: tuple[str, ...]) -> str:
    """Return the language of this request: link, then choice, then the assessment's own, then browser, then Dutch."""
    if not has_request_context():
        return DEFAULT_LANGUAGE
    visit = current_visit()
    wishes = (
        request.args.get(LANGUAGE_PARAMETER),
        request.cookies.get(LANGUAGE_COOKIE),
        visit.assessment.language if visit else None,
    )
    for wish in wishes:
        if wish in codes:
            return str(wish)
    return request.accept_languages.best_match(codes, DEFAULT_LANGUAGE) or DEFAULT_LANGUAGE


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
