"""Flask, without what no page here needs, and with each address worked out once.

A page of results has dozens of addresses, and working one out walks the whole map of routes. They differ between
visitors only in the address of the assessment, which is left open in what is kept.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from functools import cached_property, lru_cache
from typing import Any

from flask import Flask, Request, Response, has_request_context, request
from flask.sessions import NullSession, SessionInterface, SessionMixin
from flask.templating import Environment
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, Map

from webapp.web.admission import addressed, current_address
from webapp.web.policy import policy_of

MOST_ADDRESSES = 4096
LARGEST_NUMBER = 2**63 - 1
"""The largest number of a row that a database can hold."""

log = logging.getLogger("pleinwijzer")
_OPEN = "\x00"
"""Stands for what differs between visitors; no address can hold it."""


class RowNumber(IntegerConverter):
    """A number in an address, of something stored: one that no row can have leads nowhere."""

    def __init__(self, map: Map) -> None:  # noqa: A002 (as Werkzeug calls it)
        super().__init__(map, max=LARGEST_NUMBER)


class PageEnvironment(Environment):
    """Flask's environment of templates, without a layer around its globals for each template.

    No template here is loaded with globals of its own, and each import of macros compares all names through the layer.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template sees everywhere."""
        return super().make_globals(d) if d else self.globals


class NoSession(SessionInterface):
    """There are no sessions: nothing is remembered of a visitor but the language, in a cookie of its own."""

    def __init__(self) -> None:
        self._none = NullSession()

    def open_session(self, app: Flask, request: Request) -> SessionMixin:
        """Return a session that can't hold anything."""
        del app, request
        return self._none

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Save nothing."""


class Fields(ImmutableMultiDict[str, str]):
    """What came along with a request: parameters, fields of a form, cookies.

    Asked for one that is not there, Werkzeug's own makes an error and catches it; most of what pages ask is not there.
    """

    def get(  # type: ignore[override]  # as Werkzeug's own is annotated in six ways
        self,
        key: str,
        default: Any = None,  # noqa: ANN401
        type: Callable[[str], Any] | None = None,  # noqa: A002
    ) -> Any:  # noqa: ANN401
        """Return the first value of this name, else the default."""
        values: Any = dict.get(self, key)  # the list that a name has; a form is asked a hundred times
        if not values:
            return default
        return values[0] if type is None else super().get(key, default, type)


_NO_COOKIES = Fields()


class PageRequest(Request):
    """Flask's request. One for the head of a page alone is a request for that page to whoever asks for its method.

    A view that shows a form or does what was sent must never take a look for a press of the button: chat programs and
    mail filters send `HEAD` to each link that passes. Werkzeug leaves the body of the answer out all the same.
    """

    parameter_storage_class = Fields
    dict_storage_class = Fields

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 (as Flask's own)
        super().__init__(*arguments, **named)
        if self.method == "HEAD":
            self.method = "GET"

    @cached_property
    def cookies(self) -> ImmutableMultiDict[str, str]:
        """What the browser sends of cookies; most visitors have none, and are spared a look through all headers."""
        return super().cookies if "HTTP_COOKIE" in self.environ else _NO_COOKIES


class _NotForAllError(Exception):
    """An address holds a value that may not be kept."""


class Application(Flask):
    """The Flask class of this application."""

    request_class = PageRequest
    session_interface = NoSession()
    jinja_environment = PageEnvironment

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 (as Flask's own)
        super().__init__(*arguments, **named)
        self.url_map.converters["int"] = RowNumber
        self._find_address = lru_cache(MOST_ADDRESSES)(self._work_out)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return a view or hook as it is: none here is a coroutine, and Flask looks each of them over each time."""
        return func

    def url_for(
        self,
        /,
        endpoint: str,
        *,
        _anchor: str | None = None,
        _method: str | None = None,
        _scheme: str | None = None,
        _external: bool | None = None,
        **values: Any,  # noqa: ANN401 (as Flask's own)
    ) -> str:
        """Return an address as Flask does; one within this site is worked out once for all visitors."""
        if has_request_context() and not (_method or _scheme or _external or endpoint.startswith(".")):
            address = current_address()
            names, given = tuple(address), tuple(values.items())
            with suppress(_NotForAllError, TypeError):  # nor can a list be looked up
                pieces = self._find_address(request.script_root, endpoint, _anchor, names, given)
                return pieces[0] if len(pieces) == 1 else "".join(_fill(pieces, address))
        return super().url_for(
            endpoint, _anchor=_anchor, _method=_method, _scheme=_scheme, _external=_external, **values
        )

    def _is_for_all(self, endpoint: str, values: dict[str, Any], names: tuple[str, ...]) -> bool:
        """Tell whether values may be kept: none is what a policy reads, such as the secret of a link."""
        policy = policy_of(self, endpoint)
        return (
            values.keys().isdisjoint(names)
            and (policy is None or policy.arguments.isdisjoint(values))
            and all(isinstance(value, str | int) for value in values.values())
        )

    def log_exception(self, exc_info: Any) -> None:  # noqa: ANN401 (as Flask's own)
        """Log an error that no handler answered, or that a handler made, without the address: that may be a link."""
        log.error("Unanswered error at %s", request.endpoint, exc_info=exc_info)

    def handle_user_exception(self, e: Exception) -> HTTPException | ResponseReturnValue:
        """Answer an error; where what answers it can't read what was sent, that is what is answered.

        A form that is given back is read first then, and may be longer than anything that is taken.
        """
        try:
            return super().handle_user_exception(e)
        except HTTPException as refused:
            return super().handle_user_exception(refused)

    def _work_out(
        self,
        _root: str,
        endpoint: str,
        anchor: str | None,
        names: tuple[str, ...],
        values: tuple[tuple[str, str | int], ...],
    ) -> tuple[str, ...]:
        """Return an address as text, name, text, …: the names stand for what differs between visitors.

        Raises _NotForAllError where a value may not be kept, and then nothing is.
        """
        given: dict[str, Any] = dict(values)
        if not self._is_for_all(endpoint, given, names):
            raise _NotForAllError
        with addressed({name: f"place-{number}-{name}" for number, name in enumerate(names)}):
            address = super().url_for(endpoint, _anchor=anchor, **given)
        for number, name in enumerate(names):
            address = address.replace(f"place-{number}-{name}", f"{_OPEN}{name}{_OPEN}")
        return tuple(address.split(_OPEN))


def _fill(pieces: tuple[str, ...], address: Any) -> list[str]:  # noqa: ANN401 (a mapping of the address' parts)
    filled = list(pieces)
    filled[1::2] = [address[name] for name in filled[1::2]]
    return filled
