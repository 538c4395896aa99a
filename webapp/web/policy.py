"""Who may open which page. Deny by default: a view without a declaration keeps the application from starting.

    @blueprint.get("/methode")
    @open_to(Access.PUBLIC)
    def method() -> str: ...

    @blueprint.get("/z/<token>")
    @open_to(Access.LINK_HOLDER)
    def overview(token: str) -> str:
        assessment = current_assessment()

For `LINK_HOLDER` the assessment behind the `token` in the address is found before the view runs, and before the form
is checked for forgery; a token that leads nowhere is a 404 like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar, cast

from flask import Flask, abort, g, request

from webapp.store.assessments import AssessmentRecord, get_assessment
from webapp.web.security import count_failed_link, refuse_after_failed_links
from webapp.web.state import get_database

_View = TypeVar("_View", bound=Callable[..., Any])
_MARK = "_pleinwijzer_access"


class Access(StrEnum):
    """A role, and what it may open."""

    PUBLIC = "public"
    LINK_HOLDER = "link holder"


class UndeclaredRouteError(Exception):
    """A route that does not say who may open it."""


def open_to(access: Access) -> Callable[[_View], _View]:
    """Declare who may open a view. Stands under the route decorator."""

    def declare(view: _View) -> _View:
        setattr(view, _MARK, access)
        return view

    return declare


def declare_static_files(app: Flask) -> None:
    """Declare Flask's own view for the files in static/, which everybody needs."""
    app.view_functions["static"] = open_to(Access.PUBLIC)(app.view_functions["static"])


def access_of(app: Flask, endpoint: str) -> Access | None:
    """Return the declared access of an endpoint, or None when nothing is declared."""
    return cast("Access | None", getattr(app.view_functions.get(endpoint), _MARK, None))


def check_declarations(app: Flask) -> None:
    """Raise UndeclaredRouteError unless each route says who may open it, and link holders' routes carry the token."""
    for rule in app.url_map.iter_rules():
        access = access_of(app, rule.endpoint)
        if access is None:
            raise UndeclaredRouteError(f"{rule.endpoint} ({rule.rule}): add @open_to(Access.…) under its route.")
        if (access is Access.LINK_HOLDER) != ("token" in rule.arguments):
            raise UndeclaredRouteError(f"{rule.endpoint} ({rule.rule}): <token> belongs to link holders' routes only.")


def enforce_access() -> None:
    """Let a request through only as its route declares; runs before each request."""
    g.assessment = None
    if request.endpoint is None or request.view_args is None or "token" not in request.view_args:
        return
    refuse_after_failed_links()
    found = get_assessment(get_database(), request.view_args["token"])
    if found is None:
        count_failed_link()
        abort(404)
    g.assessment = found


def current_assessment() -> AssessmentRecord:
    """Return the assessment whose private link is being used, as it was when the request came in."""
    return cast(AssessmentRecord, g.assessment)


def reload_assessment(record: AssessmentRecord) -> None:
    """Take over a record that this request has changed."""
    g.assessment = record
