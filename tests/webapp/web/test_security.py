"""The headers that protect visitors, around each answer."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webapp.web.security import HEADERS, POLICY, POLICY_HEADER


@pytest.mark.parametrize("path", ["/", "/static/js/site.js", "/leads-nowhere"])
def test_every_answer_carries_the_protecting_headers_once(app: Flask, path: str) -> None:
    with FlaskClient(app).get(path) as answer:
        headers = answer.headers
    assert {name: headers.getlist(name) for name in HEADERS} == {name: [text] for name, text in HEADERS.items()}


def test_an_answer_that_went_wrong_carries_them_too(app: Flask) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["site.home"] = lambda: str(1 / 0)
    answer = FlaskClient(app).get("/")
    assert answer.status_code == 500
    assert answer.headers.getlist(POLICY_HEADER) == [POLICY]


def test_a_view_keeps_its_own_policy_for_content(app: Flask) -> None:
    own = "default-src 'none'"
    app.view_functions["site.home"] = lambda: ("", {POLICY_HEADER: own})
    assert FlaskClient(app).get("/").headers.getlist(POLICY_HEADER) == [own]
