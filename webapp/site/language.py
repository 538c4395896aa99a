"""The choice of a language, on every page."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask, current_app, redirect, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from webapp.language.locale import LANGUAGE_PARAMETER, choose_language, offered_languages


def language() -> Response:
    """Remember the chosen language and go back to the page that it was chosen on."""
    code = request.form.get("language", "")
    if code in {offered.code for offered in offered_languages()}:
        choose_language(code)
    return redirect(page_to_return_to(request.form.get("next", ""), current_app), code=303)


def page_to_return_to(wanted: str, app: Flask) -> str:
    """Return an address on this site that can be opened, without the language in it: the wanted one, or the start."""
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc or not _can_be_opened(parts.path, app):
        return url_for("site.home")
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != LANGUAGE_PARAMETER]
    return parts.path + ("?" + urlencode(query) if query else "")


def _can_be_opened(path: str, app: Flask) -> bool:
    """Tell whether a path is a page of ours: anything else could lead a visitor to another site."""
    if not path.startswith("/") or path.startswith("//") or "\\" in path:
        return False
    try:
        app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return False
    return True
