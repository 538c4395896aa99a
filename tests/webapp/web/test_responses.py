"""Headers that go out as they stand, and those that Werkzeug still writes."""

from __future__ import annotations

import pytest
from flask import Response
from werkzeug.test import create_environ

from webapp.web.responses import PageResponse

MADE = [
    {"response": "é", "status": 200},
    {"response": b"", "status": 404},
    {"response": "x", "status": 303, "headers": {"Location": "/z/a_b-c/vragen/d?melding=opgeslagen&waarde=12%3A03#e"}},
    {"response": "x", "status": 303, "headers": {"Location": "/zoek?wat=één woord"}},
    {"response": "x", "status": 201, "headers": {"Content-Location": "/é"}},
    {"response": "x", "status": 304, "headers": {"ETag": '"1"', "Content-Language": "nl"}},
    {"response": "x", "status": 204},
    {"response": None, "status": 200},
    {"response": ["a", "b"], "status": 200},
]


@pytest.mark.parametrize("made", MADE)
def test_headers_are_those_that_werkzeug_sends(made: dict[str, object]) -> None:
    told = [
        kind(**made).get_wsgi_response(create_environ())[1:]  # type: ignore[arg-type]
        for kind in (Response, PageResponse)
    ]
    assert told[0] == told[1]


def test_an_address_that_no_header_can_hold_is_written_so_that_one_can() -> None:
    response = PageResponse("", 303, headers={"Location": "/zoek?wat=één woord"})
    assert response.get_wsgi_headers(create_environ())["Location"] == "/zoek?wat=%C3%A9%C3%A9n%20woord"
