"""The views around the assessment: start, privacy, accessibility, the choice of a language, and health."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, current_app, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from webapp.language.locale import offered_languages
from webapp.site.notices import LANGUAGE_NOT_KEPT
from webapp.site.pages import shape_accessibility, shape_home, shape_privacy
from webapp.site.return_address import page_to_return_to
from webapp.store.database import check_readable
from webapp.web.language import LANGUAGE_COOKIE, LANGUAGE_PARAMETER, remember_language
from webapp.web.notices import go_and_tell
from webapp.web.page_cache import render_shared
from webapp.web.policy import ANYONE, allow
from webapp.web.state import reading

blueprint = Blueprint("site", __name__)


@blueprint.get("/")
@allow(ANYONE)
def home() -> bytes:
    """The start page: what it is, how long it takes, what happens to the data, and one thing to do."""
    return render_shared("site/home.html", shape_home)


@blueprint.get("/privacy")
@allow(ANYONE)
def privacy() -> bytes:
    """What is stored, for how long, and who can see it."""
    return render_shared("site/privacy.html", shape_privacy)


@blueprint.get("/toegankelijkheid")
@allow(ANYONE)
def accessibility() -> bytes:
    """The accessibility statement."""
    return render_shared("site/accessibility.html", shape_accessibility)


@blueprint.post("/taal")
@allow(ANYONE)
def language() -> BaseResponse:
    """Remember the chosen language and go back to the page that it was chosen on."""
    code = request.form.get("language", "")
    page = page_to_return_to(request.form.get("next", ""), current_app)
    if code not in {offered.code for offered in offered_languages()}:
        return redirect(page, HTTPStatus.SEE_OTHER)
    if LANGUAGE_COOKIE not in request.cookies:
        page = url_for("site.see_language_kept", taal=code, next=page)
    response = redirect(page, HTTPStatus.SEE_OTHER)
    remember_language(response, code)
    return response


@blueprint.get("/taal")
@allow(ANYONE)
def see_language_kept() -> BaseResponse:
    """Lead on to the page; where the browser kept nothing, in the chosen language this once, and saying so."""
    page, code = page_to_return_to(request.args.get("next", ""), current_app), request.args.get(LANGUAGE_PARAMETER, "")
    if LANGUAGE_COOKIE in request.cookies or code not in {offered.code for offered in offered_languages()}:
        return redirect(page, HTTPStatus.SEE_OTHER)
    return go_and_tell(page, LANGUAGE_NOT_KEPT)  # which takes the language that this address asks for along


@blueprint.get("/healthz")
@allow(ANYONE)
def health() -> Response:
    """Say that all is well, to whoever watches over the server; a database that can’t be read is a 503."""
    with reading() as connection:
        check_readable(connection)
    return jsonify(status="ok")
