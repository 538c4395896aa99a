"""What a browser sends, as views read it; nothing else is remembered of a visitor."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import NullSession, SessionInterface, SessionMixin
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from webapp.web.forgery import SAFE_METHODS
from webapp.web.form_fields import FieldsParser, read_fields


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


_NOTHING = Fields()


class PageRequest(Request):
    """Flask's request. One for the head of a page alone is a request for that page to whoever asks for its method.

    A view that shows a form or does what was sent must never take a look for a press of the button: chat programs and
    mail filters send `HEAD` to each link that passes. Werkzeug leaves the body of the answer out all the same.
    """

    parameter_storage_class = Fields
    dict_storage_class = Fields
    form_data_parser_class = FieldsParser

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 (as Flask's own)
        super().__init__(*arguments, **named)
        if self.method == "HEAD":
            self.method = "GET"

    @property
    def want_form_data_parsed(self) -> bool:
        """Whether what came along is read as a form: only where it was looked over first (`before_forms`)."""
        return self.method not in SAFE_METHODS and super().want_form_data_parsed

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """What stands behind the question mark of the address: nothing, with most."""
        return Fields(read_fields(self.query_string.decode())) if self.query_string else _NOTHING

    @cached_property
    def cookies(self) -> ImmutableMultiDict[str, str]:
        """What the browser sends of cookies; most visitors have none, and are spared a look through all headers."""
        return super().cookies if "HTTP_COOKIE" in self.environ else _NOTHING


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
