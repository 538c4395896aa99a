"""Who may open which page. Deny by default: a view without a policy keeps the application from starting.

    @blueprint.get("/methode")
    @allow(ANYONE)
    def method() -> str: ...

    @blueprint.get("/z/<token>")
    @allow(FILL_IN)
    def overview(visit: Visit) -> str: ...

A policy finds out from the address who is there and which assessment it is about, before the view runs and before its
form is looked at. Capabilities bring their own policies; this room knows none of them. What is foreign is a 404.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar, cast

from flask import Flask

from webapp.web.visit import Admitted

_View = TypeVar("_View", bound=Callable[..., Any])
_MARK = "_pleinwijzer_policy"
_SIZE = "_pleinwijzer_size"

ORDINARY_BYTES = 64 * 1024
"""What a form may hold when its view says nothing else."""


class Policy(Protocol):
    """Decides whether somebody may come in."""

    @property
    def arguments(self) -> frozenset[str]:
        """The arguments of the address that the policy reads, and that its views never see."""

    @property
    def is_private(self) -> bool:
        """Whether its pages hold what is somebody's own: no cache keeps them, no search engine lists them."""

    def admit(self, arguments: dict[str, Any]) -> Admitted | None:
        """Return the visit, or None for pages that are for everybody. Aborts with 404 whoever is foreign."""


class Anyone:
    """The policy of pages that are for everybody."""

    arguments: frozenset[str] = frozenset()
    is_private = False

    def admit(self, arguments: dict[str, Any]) -> None:
        """Let in."""
        del arguments


ANYONE = Anyone()


class UndeclaredRouteError(Exception):
    """A route that does not say who may open it."""


def allow(policy: Policy) -> Callable[[_View], _View]:
    """Declare the policy of a view. Stands under the route decorator."""

    def declare(view: _View) -> _View:
        setattr(view, _MARK, policy)
        return view

    return declare


def accept_bytes(most: int) -> Callable[[_View], _View]:
    """Declare how large a form may be that a view takes. Stands under the route decorator."""

    def declare(view: _View) -> _View:
        setattr(view, _SIZE, most)
        return view

    return declare


def allow_static_files(app: Flask) -> None:
    """Declare Flask's own view for the files in static/, which everybody needs."""
    app.view_functions["static"] = allow(ANYONE)(app.view_functions["static"])


def policy_of(app: Flask, endpoint: str) -> Policy | None:
    """Return the policy of an endpoint; None where none is declared."""
    return cast("Policy | None", getattr(app.view_functions.get(endpoint), _MARK, None))


def size_limit_of(app: Flask, endpoint: str) -> int:
    """Return how many bytes a form for an endpoint may have."""
    return int(getattr(app.view_functions.get(endpoint), _SIZE, ORDINARY_BYTES))


def check_policies(app: Flask) -> None:
    """Raise UndeclaredRouteError unless each route has a policy, and its address what the policy reads."""
    known = {name for policy in _policies(app) for name in policy.arguments}
    for rule in app.url_map.iter_rules():
        policy = policy_of(app, rule.endpoint)
        if policy is None:
            raise UndeclaredRouteError(f"{rule.endpoint} ({rule.rule}): add @allow(…) under its route.")
        if rule.arguments & known != policy.arguments:
            raise UndeclaredRouteError(f"{rule.endpoint} ({rule.rule}): its policy reads {sorted(policy.arguments)}.")


def _policies(app: Flask) -> list[Policy]:
    found = (policy_of(app, rule.endpoint) for rule in app.url_map.iter_rules())
    return [policy for policy in found if policy is not None]
