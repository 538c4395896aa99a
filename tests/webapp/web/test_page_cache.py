"""Fragments: text with named places."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from webapp.web.page_cache import placeholder, split_fragment

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


def test_text_without_places_stays_as_it_is() -> None:
    assert split_fragment("<p>x</p>").fill() == "<p>x</p>"
