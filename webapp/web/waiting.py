"""Which views wait for another process: they say so, and are answered on a thread of their own.

    @blueprint.get("/documenten/<name>")
    @allow(READ)
    @waits
    def document(visit: Visit, name: str) -> Response: ...

A view that waits without saying so would keep everybody else waiting too: `expect_to_wait` refuses that.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, has_request_context
from werkzeug.routing import Rule

from webapp.web.current import this_app, this_request

_View = TypeVar("_View", bound=Callable[..., Any])
_MARK = "_pleinwijzer_waits"
_ARGUMENT = re.compile(r"<(?:[a-z]+:)?[a-z_]+>")


def waits(view: _View) -> _View:
    """Declare that a view waits for something outside of this process. Stands under the route decorator."""
    setattr(view, _MARK, True)
    return view


def does_wait(app: Flask, endpoint: str | None) -> bool:
    """Tell whether the view of an endpoint said that it waits."""
    return hasattr(app.view_functions.get(endpoint or ""), _MARK)


def match_waiting(app: Flask) -> re.Pattern[str]:
    """Return what the paths of all views that wait match as a whole, and few others.

    Routes are found whatever number of slashes a path begins with, so these are too.
    """
    patterns = [_write_pattern(rule) for rule in app.url_map.iter_rules() if does_wait(app, rule.endpoint)]
    return re.compile("|".join(patterns) or "(?!)")


def _write_pattern(rule: Rule) -> str:
    return "/*" + "[^/]+".join(re.escape(fixed) for fixed in _ARGUMENT.split(rule.rule.lstrip("/")))


def expect_to_wait() -> None:
    """Raise RuntimeError where a view is about to wait that did not say so."""
    if has_request_context() and not does_wait(this_app(), this_request().endpoint):
        raise RuntimeError(f"{this_request().endpoint} waits for another process: add @waits under its route.")
