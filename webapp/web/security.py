"""What protects visitors around each view: response headers, and limits on the size of what is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, abort, request

from webapp.config import Settings
from webapp.server.gateway import MOST_BODY_BYTES
from webapp.web.current import this_app, this_request
from webapp.web.forgery import before_forms, refuse_forged_form
from webapp.web.policy import policy_of, size_limit_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MAX_REQUEST_BYTES = MOST_BODY_BYTES
"""The largest request of all; each view says how much less it takes."""

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
POLICY_HEADER = "Content-Security-Policy"
HEADERS = {
    POLICY_HEADER: POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",  # a private link is a secret: no other site may learn it
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
TRANSPORT = "max-age=31536000"


def protect(app: Flask, settings: Settings) -> None:
    """Have each request looked at before its view, and each response dressed after it."""
    app.config.update(MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES)
    # What has no name is refused first: a forged form is given back, and so is read.
    before_forms(app, limit_size, refuse_nameless_fields, refuse_forged_form)
    app.after_request(keep_private)
    always = [*HEADERS.items(), *([("Strict-Transport-Security", TRANSPORT)] if settings.secure else [])]
    app.wsgi_app = add_headers(app.wsgi_app, always)  # type: ignore[assignment,method-assign]  # what it is for


def limit_size() -> None:
    """Take no more of a form than its view said; a larger one is answered with 413 when it is read."""
    asked = this_request()
    most = size_limit_of(this_app(), asked.endpoint or "")
    asked.max_content_length = most
    asked.max_form_memory_size = most


def refuse_nameless_fields() -> None:
    """Refuse a form in which a field has no name: no page of ours sends one, and no view could read it."""
    if request.mimetype == "multipart/form-data" and (None in request.form or None in request.files):
        abort(HTTPStatus.BAD_REQUEST)


def add_headers(application: WSGIApplication, always: Sequence[tuple[str, str]]) -> WSGIApplication:
    """Return an application that puts the protecting headers on every answer, also on one that went wrong.

    A view that has its own policy for content keeps that. They are added outside of Flask, which looks through each
    header of each answer twice: these are ours, and always the same.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:  # noqa: ANN401
            own = {name for name, _ in headers}
            return start_response(status, [*headers, *(one for one in always if one[0] not in own)], *error)

        return application(environ, start)

    return answer


def keep_private(response: Response) -> Response:
    """Have no cache keep what is private, and no search engine list it.

    Nor an address that leads nowhere: its page repeats it.
    """
    endpoint = request.endpoint
    policy = policy_of(this_app(), endpoint or "")
    if policy is None or policy.is_private:  # what leads nowhere may be a private link with something behind it
        response.headers.add("X-Robots-Tag", "noindex, nofollow")
        _have_kept(response, "no-store")
    elif endpoint != "static":
        _have_kept(response, "no-cache, private")
    return response


def _have_kept(response: Response, how: str) -> None:
    """Say how long it may be kept, where its view doesn't; `setdefault` raises and catches an error for that."""
    if "Cache-Control" not in [name for name, _ in response.headers]:
        response.headers.add("Cache-Control", how)
