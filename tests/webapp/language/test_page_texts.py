"""Page texts in templates: in the reader's language, safe where the template escapes, whatever fills their places."""

from __future__ import annotations

import pytest
from flask import Flask, render_template_string

from webapp.language.locale import speaking

DIALS = (
    '{% from "components/levels.html" import level_dial %}'
    "{% for low, high, likely in levels %}"
    '{{ level_dial({"low": low, "high": high, "likely": likely, "words": "", "scale": "", "level_name": ""}) }}'
    "|{% endfor %}"
)


@pytest.fixture
def page(shared_app: Flask) -> Flask:
    return shared_app


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ _('Result') }}", "Resultaat"),
        ("{{ _('Question %(number)s.', number='<b>') }}", "Vraag &lt;b&gt;."),
        ("{{ _('a <i>text</i> of ours') }}", "a <i>text</i> of ours"),
        ("{{ _('50%% of them') }}", "50% of them"),
        ("{{ gettext('Result') }}", "Resultaat"),
        ("{% trans name='<b>' %}Hello {{ name }}{% endtrans %}", "Hello &lt;b&gt;"),
        ("{% autoescape false %}{{ _('Question %(number)s.', number='<b>') }}{% endautoescape %}", "Vraag <b>."),
    ],
)
def test_a_text_is_translated_and_what_fills_its_places_is_escaped(page: Flask, template: str, expected: str) -> None:
    with page.test_request_context(), speaking("nl"):
        assert render_template_string(template) == expected


def test_a_text_that_was_finished_in_one_language_is_not_shown_in_another(page: Flask) -> None:
    with page.test_request_context():
        for code, expected in (("nl", "Resultaat"), ("en", "Result"), ("nl", "Resultaat")):
            with speaking(code):
                assert render_template_string("{{ _('Result') }}") == expected


def test_dials_beside_each_other_keep_their_own_hand_and_sectors(page: Flask) -> None:
    levels = [(1, 3, 2), (1, 3, None), (2, 2, 2), (1, 3, 2)]
    with page.test_request_context(), speaking("nl"):
        first, without_hand, point, again, _ = render_template_string(DIALS, levels=levels).split("|")
        alone = render_template_string(DIALS, levels=[(2, 2, 2)]).rstrip("|")
    assert first == again
    assert 'class="hand' not in without_hand
    assert 'class="hand is-possible"' in first
    assert (point.count("is-reached"), first.count("is-reached"), first.count("sector is-possible")) == (2, 1, 2)
    assert alone == point
