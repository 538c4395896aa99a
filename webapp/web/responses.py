"""What a browser is sent: Flask's response, whose headers are not looked over again where nothing is to be seen."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response
from werkzeug.datastructures import Headers

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_WITHOUT_BODY = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.RESET_CONTENT, HTTPStatus.NOT_MODIFIED})
_ORDINARY = re.compile(r"[A-Za-z0-9/?&=.:;,#%_~+-]*")
"""Addresses that stand in a header as they are, as nearly all of ours do."""


class PageResponse(Response):
    """Flask's response. Most headers go out as they stand.

    Werkzeug copies them all for each answer, to write the length and where it leads to once more. Ours know their
    length since they got their text.
    """

    def get_wsgi_headers(self, environ: WSGIEnvironment) -> Headers:
        """Return the headers to send: those that are there, where Werkzeug would change nothing about them."""
        known = {name: value for name, value in self.headers}  # noqa: C416 (dict() would ask for each by its name)
        if (
            self.status_code >= HTTPStatus.OK
            and self.status_code not in _WITHOUT_BODY
            and "Content-Length" in known
            and "Content-Location" not in known
            and _ORDINARY.fullmatch(known.get("Location", ""))
        ):
            return self.headers
        return super().get_wsgi_headers(environ)
