"""What the next page says after something was done, such as "The action is in your plan".

The notice travels in the address (`?melding=opgeslagen`), so that it needs no cookie and no page has to be signed. It
is one of ours, known by its code, with at most one short value of a known shape.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import urlencode

from flask import current_app, redirect, request
from jinja2 import Environment
from markupsafe import Markup
from werkzeug.wrappers import Response

from webapp.web.language import LANGUAGE_PARAMETER

PARAMETER = "melding"
VALUE_PARAMETER = "waarde"

_NOTICES: dict[str, Notice] = {}


@dataclass(frozen=True)
class Notice:
    """Words for the next page. `tone` is success or info; `shape` is what its value must match as a whole."""

    code: str
    tone: str
    words: Callable[[str], str]
    shape: re.Pattern[str] = re.compile("")


@dataclass(frozen=True)
class ShownNotice:
    """A notice in the reader's words."""

    tone: str
    text: str


def define_notice(code: str, tone: str, words: Callable[[str], str], shape: str = "") -> Notice:
    """Make a notice known; each code once. Raises ValueError on a second one."""
    if code in _NOTICES:
        raise ValueError(f"there is a notice {code} already")
    return _NOTICES.setdefault(code, Notice(code, tone, words, re.compile(shape, re.ASCII)))


def list_notices() -> tuple[Notice, ...]:
    """Return all notices that were made known."""
    return tuple(_NOTICES.values())


def go_and_tell(address: str, notice: Notice, value: str | int = "") -> Response:
    """Lead to a page that opens with a notice; whoever only looked, in the language that the address asked for."""
    asked = request.args.get(LANGUAGE_PARAMETER) if request.method == "GET" else None
    told = {LANGUAGE_PARAMETER: asked} if asked else {}
    told |= {PARAMETER: notice.code} | ({VALUE_PARAMETER: str(value)} if value != "" else {})
    place, sign, anchor = address.partition("#")
    joint = "&" if "?" in place else "?"
    return redirect(f"{place}{joint}{urlencode(told)}{sign}{anchor}", HTTPStatus.SEE_OTHER)


def current_notice() -> ShownNotice | None:
    """Return what this page opens with; None for nothing, and for what is no notice of ours."""
    parameters = request.args
    notice = _NOTICES.get(parameters.get(PARAMETER, ""))
    value = parameters.get(VALUE_PARAMETER, "")
    if notice is None or not notice.shape.fullmatch(value):
        return None
    return ShownNotice(notice.tone, notice.words(value))


def draw_notice() -> Markup:
    """Return what this page opens with as HTML; empty for nothing."""
    notice = current_notice()
    if notice is None:
        return Markup()
    return _draw(current_app.jinja_env, notice)


@lru_cache(512)  # of a day's minutes most come again, and of the others there are few
def _draw(templates: Environment, notice: ShownNotice) -> Markup:
    macro = templates.get_template("components/notice.html").module.notice  # type: ignore[attr-defined]  # it has one
    return Markup(macro(notice.tone, notice.text, "status"))  # noqa: S704 (a template's own output)
