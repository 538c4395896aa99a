"""Recommendations as HTML: what one says to everybody is drawn once in each language, a reader's own each time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from flask import Flask, get_template_attribute
from markupsafe import Markup

from webapp.language.locale import current_language
from webapp.report.parts.recommendations import AdviceView, AdviceWords
from webapp.report.parts.tables import Table
from webapp.web.page_cache import Fragment, placeholder, split_fragment

MOST_KEPT = 2048
"""Each recommendation of a version, in each language, on each kind of page, folded or open; a card takes about 2 kB."""

_OWN = "report/advice_own.html"
_VARIANT = Markup('<p class="advice-variant">{}</p>')
_PLACES = ("number", "variant", "facts", "more")


def offer_advice(app: Flask) -> None:
    """Give templates `draw_advice`, with a memory that is this application's own."""
    app.jinja_env.globals["draw_advice"] = _Drawer(lru_cache(MOST_KEPT)(_draw)).draw


@dataclass(frozen=True)
class _Drawer:
    find: Callable[[str, AdviceWords, bool, str, bool], Fragment]

    def draw(
        self,
        entry: AdviceView,
        *,
        show_dimension: bool,
        heading: str,
        gain: Table | None = None,
        is_open: bool = False,
    ) -> Markup:
        """Return the card of a recommendation: with how its gain was computed, or with the way to that."""
        return self.find(current_language(), entry.words, show_dimension, heading, is_open).fill(
            number=entry.number,
            variant=_VARIANT.format(entry.variant) if entry.variant else "",
            facts=_call("own_facts", entry),
            more=_call("own_more", entry, gain),
        )


def _draw(_language: str, words: AdviceWords, show_dimension: bool, heading: str, is_open: bool) -> Fragment:
    """Return a card with places for what is a reader's own: nothing of an assessment comes in here."""
    card = get_template_attribute("components/advice.html", "advice_card")
    return split_fragment(card(words, show_dimension, heading, is_open, *map(placeholder, _PLACES)))


def _call(macro: str, *given: object) -> Markup:
    return cast(Markup, get_template_attribute(_OWN, macro)(*given))
