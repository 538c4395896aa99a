"""Tables, written out in code."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from webapp.report.parts.tables import Column, link
from webapp.web.tables import draw_table

COLUMNS = (Column("Wat & waar"), Column("Punten", number=True))


def test_what_stands_in_a_table_is_text_and_never_html() -> None:
    drawn = draw_table("<b>", COLUMNS, [("<i>", link("<u>", '"x" & y'))])
    assert isinstance(drawn, Markup)
    assert "<caption>&lt;b&gt;</caption>" in drawn
    assert 'aria-label="&lt;b&gt;"' in drawn
    assert '<th scope="col">Wat &amp; waar</th>' in drawn
    assert '<th scope="row">&lt;i&gt;</th>' in drawn
    assert '<td class="is-number"><a href="&#34;x&#34; &amp; y">&lt;u&gt;</a></td>' in drawn


def test_what_is_markup_already_stays_as_it_is() -> None:
    assert "<td><em>x</em></td>" in draw_table("x", [{"text": "a"}, {"text": "b"}], [("y", Markup("<em>x</em>"))])


def test_a_total_is_a_row_of_its_own_and_none_leaves_no_foot() -> None:
    rows = [("a", "1"), ("b", "2")]
    assert "tfoot" not in draw_table("x", COLUMNS, rows)
    drawn = draw_table("x", COLUMNS, rows, ("Samen", "3"))
    assert '<tfoot><tr><th scope="row">Samen</th><td class="is-number">3</td></tr></tfoot>' in drawn
    assert drawn.count("<tr>") == 4


def test_a_caption_can_be_left_to_screen_readers() -> None:
    assert '<caption class="visually-hidden">x</caption>' in draw_table("x", COLUMNS, [], hide_caption=True)


def test_a_row_that_is_longer_than_its_table_is_wide_is_a_mistake() -> None:
    with pytest.raises(IndexError):
        draw_table("x", COLUMNS, [("a", "b", "c")])


def test_braces_in_a_text_are_text() -> None:
    drawn = draw_table("{}", (Column("{0}"), Column("{caption}")), [("{rows}", link("{text}", "?{x}"))], ("{", "}"))
    for text in ("<caption>{}</caption>", ">{0}</th>", ">{caption}</th>", ">{rows}</th>", '<a href="?{x}">{text}</a>'):
        assert text in drawn
    assert '<tfoot><tr><th scope="row">{</th><td>}</td></tr></tfoot>' in drawn
