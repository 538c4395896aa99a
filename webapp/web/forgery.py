"""Forms that another site makes a browser send are refused, without a cookie or a token in the page.

A browser says where a form comes from: in `Sec-Fetch-Site`, which every browser sends since 2023, and before that in
`Origin`. A browser that says neither is let through: whoever forges a form for an assessment must know its secret
address, and whoever knows that needs no forgery. Pages that need a login will need more than this.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import Forbidden

from webapp.web.current import this_app
from webapp.web.state import get_settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITES = frozenset({"same-origin", "none"})
"""`none`: no page sent it, somebody typed or reloaded it."""

_EXTENSION = "pleinwijzer-before-forms"


class ForgedFormError(Forbidden):
    """A form that came from another site. A blueprint may answer it with its own handler."""


def before_forms(app: Flask, *hooks: Callable[[], None]) -> None:
    """Have what looks at forms run before each request that can bring one, in the order in which it was told."""
    if _EXTENSION not in app.extensions:
        app.extensions[_EXTENSION] = []
        app.before_request(_look)
    app.extensions[_EXTENSION].extend(hooks)


def _look() -> None:
    if request.method not in SAFE_METHODS:
        for hook in this_app().extensions[_EXTENSION]:
            hook()


def refuse_forged_form() -> None:
    """Raise ForgedFormError for a form of another site."""
    if not comes_from_here():
        raise ForgedFormError


def comes_from_here() -> bool:
    """Tell whether the browser says that a page of ours sent this, or says nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in OWN_SITES
    origin = request.headers.get("Origin")
    return origin is None or origin in own_origins()


def own_origins() -> set[str]:
    """Return the origins of our pages: as the request has it, and as the settings say."""
    settings = get_settings()
    own = {f"{request.scheme}://{request.host}"}
    if settings.address:
        parts = urlsplit(settings.address)
        own.add(f"{parts.scheme}://{parts.netloc}")
    return own
