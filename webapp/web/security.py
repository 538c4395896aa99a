"""What protects visitors: response headers, forged forms, limits on size and on tries."""

from __future__ import annotations

import ipaddress

from flask import Flask, Response, abort, request
from flask_limiter import Limiter
from flask_wtf.csrf import CSRFProtect
from limits import RateLimitItem, RateLimitItemPerMinute

from webapp.config import Settings
from webapp.web.state import get_settings

MAX_REQUEST_BYTES = 2 * 1024 * 1024
"""The largest request: an imported assessment with 44 long answers and notes stays well below."""
MAX_FORM_BYTES = 1024 * 1024

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",  # a private link is a secret: no other site may learn it
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
TRANSPORT = "max-age=31536000"
PRIVATE_PATH = "/z/"

csrf = CSRFProtect()


def client_address() -> str:
    """Return whom a limit counts: an IPv4 address, or the /64 network that one IPv6 subscriber has."""
    address = request.remote_addr or "unknown"
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False))


limiter = Limiter(key_func=client_address, storage_uri="memory://", strategy="moving-window", headers_enabled=False)

limit_new_assessments = limiter.limit(
    lambda: f"{get_settings().new_assessments_per_hour} per hour", methods=["POST"], override_defaults=False
)
"""Decorator for the view that begins an assessment; stands under the route decorator."""


def configure_security(app: Flask, settings: Settings, secret_key: str) -> None:
    """Set what Flask and Flask-WTF need to know."""
    app.config.update(
        SECRET_KEY=secret_key,
        SESSION_COOKIE_NAME="pleinwijzer",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_FORM_BYTES,
        WTF_CSRF_TIME_LIMIT=None,  # a form may stay open during a long meeting
    )


def protect_forms(app: Flask) -> None:
    """Refuse forms that another site made the browser send. A blueprint may answer CSRFError with its own handler."""
    csrf.init_app(app)


def limit_tries(app: Flask) -> None:
    """Count tries per address, in memory: a restart forgets them, and nothing about visitors is stored."""
    limiter.init_app(app)


def refuse_after_failed_links() -> None:
    """Answer 429 to an address that tried too many wrong private links; right links count for nothing."""
    if not limiter.limiter.test(_failed_links(), client_address()):
        abort(429)


def count_failed_link() -> None:
    """Remember that a private link led nowhere."""
    limiter.limiter.hit(_failed_links(), client_address())


def add_headers(response: Response) -> Response:
    """Put the protecting headers on a response; runs after each request."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if get_settings().secure:
        response.headers["Strict-Transport-Security"] = TRANSPORT
    if request.path.startswith(PRIVATE_PATH):
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers.setdefault("Cache-Control", "no-store")
    elif request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-cache, private")
    return response


def _failed_links() -> RateLimitItem:
    return RateLimitItemPerMinute(get_settings().failed_links_per_minute, 1, "failed-links")
