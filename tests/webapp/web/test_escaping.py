"""Values as they stand in HTML."""

from __future__ import annotations

import pytest
from flask import Flask
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from webapp.web.escaping import as_html


class Told:
    """Something that knows how it stands in HTML."""

    def __html__(self) -> str:
        return "<i>verteld</i>"


class Chosen(str):
    """A text of a kind of its own."""

    __slots__ = ()


@pytest.mark.parametrize(
    "value", ["", "gewoon", "<b> & \"x\" 'y' é", Markup("<b>& é</b>"), Chosen("<b>"), Told(), 7, 62.5, None, ["<"]]
)
def test_a_value_stands_in_html_as_it_does_for_everybody_else(value: object) -> None:
    assert as_html(value) == str(escape(value))


def test_a_template_escapes_what_it_writes_and_leaves_what_is_safe(app: Flask) -> None:
    page = app.jinja_env.from_string("{% macro said(x) %}{{ x }}{% endmacro %}{{ one }}|{{ other }}|{{ said(one) }}")
    assert page.render(one="<i>", other=Markup("<i>")) == "&lt;i&gt;|<i>|&lt;i&gt;"


def test_what_a_macro_gives_is_safe_and_what_is_joined_to_it_is_not(app: Flask) -> None:
    page = app.jinja_env.from_string('{% macro bold(x) %}<b>{{ x }}</b>{% endmacro %}{{ bold("a&b") ~ "<i>" }}')
    assert page.render() == "<b>a&amp;b</b>&lt;i&gt;"


def test_a_function_that_wants_the_template_still_gets_it(app: Flask) -> None:
    @pass_context
    def count(context: Context, name: str) -> str:
        return f"{name} {context['number']}"

    page = app.jinja_env.from_string("{% for _ in [1] %}{{ count('a') }}, {{ plain('b', c=2) }}{% endfor %}")
    assert page.render(count=count, plain=lambda name, c: f"{name} {c}", number=7) == "a 7, b 2"
