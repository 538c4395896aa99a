"""How a request comes to its visit: policies admit it before the view runs, and addresses stay with its assessment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import Any, cast

from flask import Flask, Request, current_app, has_request_context, request

from webapp.language.texts import forget_language
from webapp.web.current import this_app, this_request
from webapp.web.pasted_address import lead_to_clean_address
from webapp.web.policy import policy_of
from webapp.web.visit import Admitted, Visit

ARGUMENT = "visit"
"""The argument by which a view gets its visit."""

_override: ContextVar[Mapping[str, Any] | None] = ContextVar("pleinwijzer_address", default=None)


def prepare_visits(app: Flask) -> None:
    """Let policies admit each request, and let `url_for` stay with the assessment that a request is about."""
    app.url_value_preprocessor(admit)
    app.url_defaults(stay_with_assessment)


def admit(endpoint: str | None, arguments: dict[str, Any] | None) -> None:
    """Ask the policy of a view who this is; the view gets the answer as its argument `visit`."""
    lead_to_clean_address()
    policy = policy_of(this_app(), endpoint or "")
    if policy is None or arguments is None:
        return
    visit = policy.admit(arguments)
    if visit is not None:
        for name in policy.arguments:
            arguments.pop(name, None)
        arguments[ARGUMENT] = visit
        forget_language()  # an assessment has one of its own, and so has a workshop


def current_visit() -> Visit | None:
    """Return this request's visit to an assessment, for what stands around views: errors, headers, templates.

    None where the page is about no assessment, and where the store could not say about which.
    """
    found = current_admission()
    return found if isinstance(found, Visit) else None


def current_admission() -> Admitted | None:
    """Return the visit of this request, to whatever it is; None where the page is nobody's."""
    if not has_request_context():
        return None
    return cast("Admitted | None", (request.view_args or {}).get(ARGUMENT))


def stay_with_assessment(endpoint: str, values: dict[str, Any]) -> None:
    """Fill in what an address of the current assessment needs; what was given counts more."""
    for name, value in current_address().items():
        if name not in values and current_app.url_map.is_endpoint_expecting(endpoint, name):
            values[name] = value


def current_address() -> Mapping[str, Any]:
    """Return what addresses of the current assessment need."""
    return address_of(this_request()) if has_request_context() else {}


def address_of(asked: Request) -> Mapping[str, Any]:
    """Return what addresses of the assessment that a request is about need."""
    override = _override.get()
    if override is not None:
        return override
    given = asked.view_args or {}
    visit: Admitted | None = given.get(ARGUMENT)
    if visit is not None:
        return visit.address
    policy = policy_of(current_app, asked.endpoint or "")
    return {name: given[name] for name in policy.arguments if name in given} if policy else {}


@contextmanager
def addressed(values: Mapping[str, str]) -> Iterator[None]:
    """Put something else in the place of the current assessment's address, or of none."""
    token = _override.set(values)
    try:
        yield
    finally:
        _override.reset(token)


def addressed_as(name: Callable[[str], str]) -> AbstractContextManager[None]:
    """Put names in that place, for what is rendered once and kept for everybody."""
    return addressed({argument: name(argument) for argument in current_address()})
