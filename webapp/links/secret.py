"""The secret of a link that a form makes: the same one each time that the form is sent.

A form carries a random value. The secret follows from it, from the address and from the server's key, so that a second
click, a reload, or a form that is sent again because its answer got lost finds the link that the first one made.
Nothing has to be stored for it, and processes need not agree. Who knows an address but not the form learns nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets

from webapp.config import read_secret_key
from webapp.store.links import SECRET_BYTES, SECRET_PATTERN
from webapp.web.admission import current_address
from webapp.web.state import get_settings

FIELD = "once"


class FormValueError(ValueError):
    """The value is not one that a form of ours carries."""


def make_form_value() -> str:
    """Return a new value for a form."""
    return secrets.token_urlsafe(SECRET_BYTES)


def derive_secret(form_value: str) -> str:
    """Return the secret of the link that a form at this address makes. Raises FormValueError."""
    if not SECRET_PATTERN.fullmatch(form_value):
        raise FormValueError
    seed = json.dumps(["new link", sorted(current_address().items()), form_value])
    digest = hmac.new(read_secret_key(get_settings()).encode(), seed.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:SECRET_BYTES]).decode().rstrip("=")
