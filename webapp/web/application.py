"""Flask, with the requests, addresses and templates of ours, and without what no page here needs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, Request, has_request_context, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from webapp.web.addresses import Find, KeptAddresses, LateRule, NotForAllError, RowNumber
from webapp.web.current import this_app
from webapp.web.requests import NoSession, PageRequest
from webapp.web.responses import PageResponse
from webapp.web.templates import OPTIONS, PageEnvironment

log = logging.getLogger("pleinwijzer")


class Application(Flask):
    """The Flask class of this application."""

    request_class = PageRequest
    response_class = PageResponse
    session_interface = NoSession()
    url_rule_class = LateRule
    jinja_environment = PageEnvironment
    waits_at: Callable[[str], object]
    """Tells of a path whether its view may wait for another process; the server then gives it a thread of its own."""
    jinja_options = {**Flask.jinja_options, **OPTIONS}  # noqa: RUF012 (as Flask's own)

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 (as Flask's own)
        super().__init__(*arguments, **named)
        self.url_map.converters["int"] = RowNumber
        self.addresses = KeptAddresses(self, super().url_for)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return a view or hook as it is: none here is a coroutine, and Flask looks each of them over each time."""
        return func

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Return what finds the view of a request: as Flask does where all pages stand on one host.

        Flask has the host looked at three times, for sites that are told apart by it.
        """
        if request is None or self.url_map.host_matching or self.config["SERVER_NAME"] or not request.host.isascii():
            return super().create_url_adapter(request)
        environ = request.environ
        return MapAdapter(
            self.url_map,
            request.host,
            request.root_path,
            "",
            environ["wsgi.url_scheme"],
            request.path,
            environ["REQUEST_METHOD"],
            request.query_string.decode(errors="replace"),
        )

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
            try:
                return self.addresses.here()(endpoint, _anchor, values)
            except (NotForAllError, TypeError):
                pass  # Flask writes it
        return super().url_for(
            endpoint, _anchor=_anchor, _method=_method, _scheme=_scheme, _external=_external, **values
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


def find_here() -> Find:
    """Return what finds addresses of pages for the visitor of this request, for who asks several.

    Outside of a request, as in a document, and in an application of Flask's own each is written by `url_for`.
    """
    app: Flask = this_app()
    if isinstance(app, Application) and has_request_context():
        return app.addresses.here()
    return _write


def _write(endpoint: str, anchor: str | None, values: Mapping[str, Any]) -> str:
    return url_for(endpoint, _anchor=anchor, **values)
