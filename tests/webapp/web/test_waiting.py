"""Views that wait for another process say so."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.webapp.visitor import Visitor
from webapp.web.application import Application
from webapp.web.waiting import does_wait, expect_to_wait, match_waiting, waits


def draw(**_: object) -> str:
    """Do what only a view may do that said so."""
    expect_to_wait()
    return "drawn"


def make_app() -> Flask:
    app = Flask(__name__)
    app.add_url_rule("/z/<token>/beeld/<name>.svg", "slow", waits(draw))
    app.add_url_rule("/kamer/<int:number>/verslag.pdf", "report", waits(lambda **_: ""))
    app.add_url_rule("/snel", "quick", lambda: draw())  # noqa: PLW0108 (another view than the one that says so)
    return app


@pytest.mark.parametrize("path", ["/z/abc_-1/beeld/grid.svg", "/kamer/7/verslag.pdf"])
def test_the_address_of_a_view_that_waits_is_known(path: str) -> None:
    assert match_waiting(make_app()).fullmatch(path)


@pytest.mark.parametrize("path", ["//z/abc/beeld/grid.svg", "z/abc/beeld/grid.svg", "///z/a%0a\xff/beeld/\n.svg"])
def test_it_is_known_in_whatever_way_it_reaches_the_view(path: str) -> None:
    app = make_app()
    assert app.test_client().get("/", environ_overrides={"PATH_INFO": path}).text == "drawn"
    assert match_waiting(app).fullmatch(path)


@pytest.mark.parametrize("path", ["/", "/snel", "/z/abc/beeld/gridXsvg", "/z/abc/def/beeld/grid.svg", "/kamer/7", ""])
def test_no_other_address_is(path: str) -> None:
    assert not match_waiting(make_app()).fullmatch(path)


def test_where_nothing_waits_no_address_does() -> None:
    assert not match_waiting(Flask(__name__)).fullmatch("/")


def test_a_view_that_waits_without_saying_so_is_an_error() -> None:
    app = make_app()
    app.testing = True
    assert app.test_client().get("/z/a/beeld/b.svg").text == "drawn"
    with pytest.raises(RuntimeError, match="quick waits"):
        app.test_client().get("/snel")


def test_every_address_that_reaches_a_view_that_waits_is_known(app: Flask, visitor: Visitor) -> None:
    assert isinstance(app, Application)
    waiting = [rule for rule in app.url_map.iter_rules() if does_wait(app, rule.endpoint)]
    assert {rule.endpoint for rule in waiting} >= {"report.picture", "documents.document", "room_report.pdf"}
    for rule in waiting:
        assert app.waits_at(re.sub("<[^>]+>", "a1", rule.rule)), rule
    assert not app.waits_at(visitor.url)
