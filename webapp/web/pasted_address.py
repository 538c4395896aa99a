"""Addresses with something behind them, as they are pasted from mail and chat: a point, a bracket, a space nobody sees.

Such an address leads to the clean one. The policy of the clean address is asked first, so that a wrong secret is a
failed try like any other, and nobody learns anything from where an address leads.
"""

from __future__ import annotations

import re
from typing import Any

from flask import current_app, redirect, request, url_for
from werkzeug.exceptions import HTTPException, abort
from werkzeug.wrappers import Response

from assessment.signs import is_unseen
from webapp.web.policy import policy_of

_BEHIND = re.compile(
    r"""(?:[\s.,;:!?…'"`\u00b4‘’“”«»\u2039\u203a()<>\[\]{}|/\\*~^]|&[a-z]+;|%[0-9a-f]{2})+$""", re.IGNORECASE | re.ASCII
)
"""No address of ours ends in one of these. A secret can end in `-` and `_`, so these stay."""

_ORDINARY = re.compile(r"(?:/[a-z0-9_.-]*[a-z0-9_-])+", re.IGNORECASE | re.ASCII)
"""Nearly all addresses: nothing in them is looked at any closer."""


def clean_path(path: str) -> str:
    """Return a path without signs that nobody sees, and without what is no part of it at its end."""
    if _ORDINARY.fullmatch(path):
        return path
    seen = "".join(sign for sign in path if not is_unseen(sign) or sign == " ")
    return _BEHIND.sub("", seen) or "/"


def lead_to_clean_address() -> None:
    """Lead whoever opens an address with something behind it to the clean one, where that is one of ours.

    Aborts with the redirect, or as the policy of the clean address does. Forms are never led elsewhere.
    """
    path = request.path
    clean = clean_path(path)
    if clean == path or request.method not in {"GET", "HEAD"}:
        return
    found = _match(clean)
    if found is None:
        return
    endpoint, arguments = found
    policy = policy_of(current_app, endpoint)
    if policy is not None:
        policy.admit(dict(arguments))
    abort(lead_to(url_for(endpoint, **arguments)))


def _match(path: str) -> tuple[str, dict[str, Any]] | None:
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        return None
    try:
        endpoint, arguments = adapter.match(path, method="GET")
    except HTTPException:
        return None
    return str(endpoint), dict(arguments)


def lead_to(address: str) -> Response:
    """Return a redirect to another address with what was asked of this one, which no cache keeps."""
    query = request.query_string.decode("latin-1")
    response = redirect(f"{address}?{query}" if query else address)
    response.headers["Cache-Control"] = "no-store"
    return response
