"""One form, one entry: what a form makes is made once, however often the form is sent.

A form carries a random value. What it makes is known by that value together with what was filled in, so that a second
click, a reload, or a form that is sent again because its answer got lost finds what the first sending made; who goes
back and fills in something else makes something else.

A form that makes a link (and so, one that begins a self-scan) needs nothing stored for that: the secret of the link
follows from the value, from the address and from the server's key. Who knows an address but not the form learns
nothing. What other forms made is kept in rows (`webapp/store/sent_forms.py`). Processes need not agree on anything.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

from flask import Flask, request
from markupsafe import Markup

from webapp.config import read_secret_key
from webapp.store.secrets import SECRET_BYTES, SECRET_PATTERN, draw_secret
from webapp.web.admission import current_address
from webapp.web.forgery import comes_from_here
from webapp.web.state import get_settings

FIELD = "once"


class FormValueError(ValueError):
    """The value is not one that a form of ours carries."""


def offer_form_value(app: Flask) -> None:
    """Give templates `once_field()`, the hidden field that a form which makes something carries."""
    app.jinja_env.globals["once_field"] = draw_field


def make_form_value() -> str:
    """Return a new value for a form."""
    return draw_secret()


def draw_field() -> Markup:
    """Return the field: with its own value in a form that comes back, else with a new one.

    A form of another site gets a new one too: nobody else may know by what the secret of a new link is found.
    """
    posted = request.form.get(FIELD, "") if request.method == "POST" and comes_from_here() else ""
    value = posted if SECRET_PATTERN.fullmatch(posted) else make_form_value()
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, value)


def derive_secret(form_value: str, *content: object) -> str:
    """Return the secret of the link that a form at this address makes. Raises FormValueError."""
    if not SECRET_PATTERN.fullmatch(form_value):
        raise FormValueError
    seed = json.dumps(["new link", sorted(current_address().items()), form_value, *map(str, content)])
    digest = hmac.new(read_secret_key(get_settings()).encode(), seed.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:SECRET_BYTES]).decode().rstrip("=")


def secret_of_form(*content: object) -> str:
    """Return the secret of the link that the posted form makes; a random one where the form carries no value."""
    try:
        return derive_secret(request.form.get(FIELD, ""), *content)
    except FormValueError:
        return make_form_value()


def name_form(*content: object) -> str:
    """Return by what the posted form is known with what was filled in; empty where it carries no value."""
    value = request.form.get(FIELD, "")
    if not SECRET_PATTERN.fullmatch(value):
        return ""
    return hashlib.sha256(json.dumps([request.endpoint, value, *map(str, content)]).encode()).hexdigest()
