"""Where somebody goes back to after choosing a language: only to a page of ours."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask, url_for
from werkzeug.exceptions import HTTPException

from webapp.web.language import LANGUAGE_PARAMETER
from webapp.web.notices import PARAMETER, VALUE_PARAMETER

LEFT_OUT = frozenset({LANGUAGE_PARAMETER, PARAMETER, VALUE_PARAMETER})
"""What is said once: the language of one page, and what was just done."""


def page_to_return_to(wanted: str, app: Flask) -> str:
    """Return an address on this site that can be opened, without the language in it: the wanted one, or the start."""
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc or not _can_be_opened(parts.path, app):
        return url_for("site.home")
    query = [(name, value) for name, value in parse_qsl(parts.query) if name not in LEFT_OUT]
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
