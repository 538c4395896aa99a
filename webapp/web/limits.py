"""Limits on tries: on private links that lead nowhere, and on new assessments. A right link is never refused."""

from __future__ import annotations

import ipaddress
from typing import cast

from flask import Flask, current_app, request
from werkzeug.exceptions import HTTPException, NotFound, TooManyRequests

from webapp.store.limits import Limits
from webapp.web.state import get_settings

FAILED_LINKS, FAILED_LINKS_SECONDS = "failed-links", 60
NEW_ASSESSMENTS, NEW_ASSESSMENTS_SECONDS = "new-assessments", 3600

_EXTENSION = "pleinwijzer-limits"


class TooManyNewAssessmentsError(TooManyRequests):
    """So many assessments were begun from one address that the next has to wait. `retry_after` is in seconds."""


class FailedLinkError(NotFound):
    """A private link that leads nowhere: it is wrong, was withdrawn or ended, or its self-scan was deleted."""


def set_up_limits(app: Flask, limits: Limits) -> None:
    """Give the application what counts."""
    app.extensions[_EXTENSION] = limits


def get_limits(app: Flask | None = None) -> Limits:
    """Return what counts for this application, or for the one that serves the current request."""
    return cast(Limits, (app or current_app).extensions[_EXTENSION])


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


def answer_failed_link() -> HTTPException:
    """Count a private link that leads nowhere, and return what to answer: 404, after many tries 429."""
    limits, who = get_limits(), client_address()
    if limits.hit(FAILED_LINKS, who, FAILED_LINKS_SECONDS) <= get_settings().failed_links_per_minute:
        return FailedLinkError()
    return TooManyRequests(retry_after=get_limits().seconds_left(FAILED_LINKS_SECONDS))


def refuse_many_assessments() -> None:
    """Raise TooManyNewAssessmentsError where an address began as many assessments in this hour as it may."""
    count = get_limits().count(NEW_ASSESSMENTS, client_address(), NEW_ASSESSMENTS_SECONDS)
    if count >= get_settings().new_assessments_per_hour:
        raise TooManyNewAssessmentsError(retry_after=get_limits().seconds_left(NEW_ASSESSMENTS_SECONDS))


def count_new_assessment() -> None:
    """Remember that an address began an assessment."""
    get_limits().hit(NEW_ASSESSMENTS, client_address(), NEW_ASSESSMENTS_SECONDS)
