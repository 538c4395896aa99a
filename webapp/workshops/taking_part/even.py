"""Pages that are as long on the line whatever was answered: who only sees how much is sent learns nothing.

The signs that mark an answer are as many as those that mark none; packed they would still differ by a few bytes. So a
page is packed to the size of the same page without a mark, and what the largest mark can add. Where a page tells the
answers in words, it is filled up to the same page with the longest of them.
"""

from __future__ import annotations

from flask import make_response, request
from werkzeug.wrappers import Response

from webapp.server.compression import compress_body, compress_to, takes_gzip

ROOM_BYTES = 256
"""More than marks add to a packed page: a few bytes for each, and of a list of twenty all may be marked."""


def send_even(page: str, measure: str) -> Response:
    """Return a page as long as another one of the same answers or none, with the same room for what marks them."""
    body = page.encode().ljust(len(measure.encode()))
    response = make_response(body)
    response.vary.add("Accept-Encoding")
    if takes_gzip(request.headers.get("Accept-Encoding", "")):
        size = len(compress_body(measure.encode())) + ROOM_BYTES
        response.set_data(compress_to(body, size))
        response.headers["Content-Encoding"] = "gzip"
    return response
