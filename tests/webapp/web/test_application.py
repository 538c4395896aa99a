"""What the application's own Flask class does otherwise."""

from __future__ import annotations

import logging
import re

import pytest
from flask import Flask, abort, url_for
from flask.testing import FlaskClient
from werkzeug.test import create_environ

from tests.webapp.visitor import Visitor
from webapp.web.admission import addressed
from webapp.web.application import find_here
from webapp.web.requests import Fields

NUMBERS = ["9223372036854775807", "9223372036854775808", "999999999999999999999999999999", "0"]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_that_no_row_has_leads_nowhere_on_any_route(app: Flask, visitor: Visitor, number: str) -> None:
    tried = 0
    for rule in app.url_map.iter_rules():
        if "<int:" in rule.rule:
            path = re.sub("<int:[a-z_]+>", number, rule.rule.replace("<token>", visitor.token))
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                code = visitor.client.open(path, method=method).status_code
                assert code in {404, 405} or (code < 500 and int(number) < 2**63), (method, path, code)
                tried += 1
    assert tried > 5


def test_an_error_inside_an_error_handler_is_logged_without_the_address(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_error: object) -> str:
        raise RuntimeError("in the handler")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["site.home"] = lambda: abort(418)
    app.register_error_handler(418, fail)
    with caplog.at_level(logging.ERROR):
        response = FlaskClient(app).get("/?secret=words")
    assert response.status_code == 500
    assert "in the handler" in caplog.text
    assert "words" not in caplog.text


def test_the_head_of_a_page_is_a_look_and_does_nothing_on_any_route(app: Flask, visitor: Visitor) -> None:
    taking_both = [
        rule.rule.replace("<token>", visitor.token)
        for rule in app.url_map.iter_rules()
        if {"GET", "POST"} <= (rule.methods or set()) and rule.arguments <= {"token"}
    ]
    assert len(taking_both) > 8
    with visitor.database.read() as connection:
        before = "\n".join(connection.iterdump())
    for path in taking_both:
        head = visitor.client.head(path)
        assert (head.status_code, head.data) == (visitor.client.get(path).status_code, b""), path
    with visitor.database.read() as connection:
        assert "\n".join(connection.iterdump()) == before


def test_what_is_not_sent_along_is_read_as_its_default_and_what_is_as_its_first_value() -> None:
    fields = Fields([("a", "1"), ("a", "2"), ("b", "x"), ("c", "")])
    assert (fields.get("a"), fields.get("c", "y"), fields.get("d"), fields.get("d", "y")) == ("1", "", None, "y")
    assert (fields.get("a", type=int), fields.get("b", 7, type=int), fields.get("d", 7, type=int)) == (1, 7, 7)


@pytest.mark.parametrize(("cookie", "language"), [({}, "nl"), ({"Cookie": "taal=en"}, "en"), ({"Cookie": "x=y"}, "nl")])
def test_a_browser_without_cookies_and_one_with_other_ones_get_dutch(
    app: Flask, cookie: dict[str, str], language: str
) -> None:
    assert f'<html lang="{language}">' in FlaskClient(app, use_cookies=False).get("/privacy", headers=cookie).text


@pytest.mark.parametrize("environ", [{}, {"HTTP_HOST": "Pleinwijzer.example:8000"}, {"SCRIPT_NAME": "/onder"}])
def test_a_request_finds_its_view_as_flask_finds_it(app: Flask, environ: dict[str, str]) -> None:
    request = app.request_class(create_environ("/privacy", query_string="taal=en", environ_overrides=environ))
    ours, theirs = app.create_url_adapter(request), Flask.create_url_adapter(app, request)
    assert ours is not None
    assert theirs is not None
    told = [{**vars(one), "server_name": one.server_name.lower()} for one in (ours, theirs)]
    assert told[0] == told[1]
    assert ours.match() == theirs.match()


def test_who_visits_is_looked_up_once_for_many_addresses_and_each_is_that_of_flask(app: Flask) -> None:
    with app.test_request_context("/begin"):
        find = find_here()
        assert find("site.home", None, {}) == url_for("site.home")
        assert find("method.method", "advies", {}) == url_for("method.method", _anchor="advies")
        with addressed({"token": "iemand"}):
            assert find_here()("report.result", None, {}) == url_for("report.result") == "/z/iemand/resultaat"


def test_outside_of_a_request_an_address_is_written_all_the_same(app: Flask) -> None:
    app.config["SERVER_NAME"] = "plein.example"
    with app.app_context():
        assert find_here()("site.home", None, {}) == "http://plein.example/"
