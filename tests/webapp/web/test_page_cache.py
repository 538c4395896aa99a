"""Fragments: text with named places."""

from __future__ import annotations

import pytest
from flask import Flask
from markupsafe import Markup

from tests.webapp.page_client import PageClient
from webapp.web import page_cache
from webapp.web.page_cache import keep_encoded, placeholder, split_fragment

FRAGMENT = split_fragment(f'<a href="/z/{placeholder("key")}/x">{placeholder("name")}</a> {placeholder("name")}')


def test_every_place_is_filled_wherever_it_stands() -> None:
    assert FRAGMENT.fill(key="abc", name="Gent") == '<a href="/z/abc/x">Gent</a> Gent'


def test_what_is_filled_in_is_escaped_unless_it_is_safe() -> None:
    assert FRAGMENT.fill(key="t", name="<b>&") == '<a href="/z/t/x">&lt;b&gt;&amp;</a> &lt;b&gt;&amp;'
    assert FRAGMENT.fill(key="t", name=Markup("<b>x</b>")) == '<a href="/z/t/x"><b>x</b></a> <b>x</b>'


def test_a_mark_in_what_is_filled_in_stays_what_it_is() -> None:
    assert "place__key__" in FRAGMENT.fill(key="t", name=placeholder("key"))


def test_a_place_that_nothing_fills_is_an_error() -> None:
    with pytest.raises(KeyError):
        FRAGMENT.fill(key="t")


def test_what_is_sent_is_what_is_filled_in() -> None:
    places = {"key": "één <b>", "name": Markup("<b>x</b>")}
    assert FRAGMENT.encode(**places) == FRAGMENT.fill(**places).encode()
    kept = keep_encoded(Markup("<b>é</b>"))
    assert FRAGMENT.encode(key=1, name=kept) == FRAGMENT.fill(key=1, name=kept.text).encode()


def test_text_without_places_stays_as_it_is() -> None:
    assert split_fragment("<p>x</p>").fill() == "<p>x</p>"


def test_each_visitor_gets_a_form_of_their_own_to_begin_with(client: PageClient) -> None:
    pages = [client.page("/begin") for _ in range(3)]
    values = [str(field["value"]) for page in pages for field in page.select("input[name=once]")]
    assert len(set(values)) == 3
    assert not any("place__" in str(page) for page in pages)


def test_a_page_with_somebodys_form_is_not_kept_for_everybody(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_cache, "render_template", lambda *_, **__: '<input type="hidden" name="once" value="x">')
    with app.test_request_context(), pytest.raises(RuntimeError):
        page_cache.render_shared("scan/begin.html", dict)
