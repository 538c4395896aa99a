"""Recommendations as HTML: what one says to everybody is drawn once in each language, a reader's own each time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, cast

from flask import Flask, get_template_attribute
from markupsafe import Markup

from assessment.road.model import Part
from webapp.language.locale import current_language
from webapp.report.parts.recommendations import AdviceView
from webapp.report.parts.sheets import SheetLink
from webapp.report.parts.tables import Table
from webapp.web.page_cache import Fragment, placeholder, split_fragment

MOST_KEPT = 2048
"""Each recommendation of a version, in each language, on each kind of page, folded or open; a card takes about 2 kB."""

_OWN = "report/advice_own.html"
_VARIANT = Markup('<p class="advice-variant">{}</p>')


def offer_advice(app: Flask) -> None:
    """Give templates `draw_advice`, with a memory that is this application's own."""
    app.jinja_env.globals["draw_advice"] = _Drawer(lru_cache(MOST_KEPT)(_draw)).draw


class _Card(NamedTuple):
    """What cards are alike by: the entry without anything that is a reader's own, and how it is shown.

    Of what a reader has, it tells only whether that is there. `tells_needs`: something must be done first;
    `tells_gain`: the card holds how its gain was computed.
    """

    entry: AdviceView
    tells_needs: bool
    tells_gain: bool
    show_dimension: bool
    heading: str
    is_open: bool


@dataclass(frozen=True)
class _Drawer:
    find: Callable[[str, _Card], Fragment]

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
        card = _Card(_blank(entry), bool(entry.needs), gain is not None, show_dimension, heading, is_open)
        return self.find(current_language(), card).fill(
            number=str(entry.number),
            variant=_VARIANT.format(entry.variant) if entry.variant else "",
            reason=entry.reason,
            facts=_call("own_facts", entry) if card.tells_needs else "",
            own=entry.href,
            gain=entry.gain_href,
            figure=entry.figure_href,
            plan=entry.plan_href,
            more=_call("own_more", entry, gain) if card.tells_gain else "",
            **{_name_sheet(place): sheet.href for place, sheet in enumerate(entry.sheets)},
        )


def _blank(entry: AdviceView) -> AdviceView:
    """Return an entry with places for what is a reader's own, where a reader has it."""
    return AdviceView(
        words=entry.words,
        number=0,
        part=Part.WAY,  # no card shows it
        gain="",
        variant="",
        reason=_REASON if entry.reason else "",
        needs=(),
        href=_OWN_PAGE,
        gain_href=_GAIN if entry.gain_href else "",
        figure_href=_FIGURE if entry.figure_href else "",
        plan_href=_PLAN if entry.plan_href else "",
        is_planned=entry.is_planned,
        sheets=tuple([SheetLink(one.id, one.title, placeholder(_name_sheet(n))) for n, one in enumerate(entry.sheets)]),
    )


_REASON, _OWN_PAGE, _GAIN, _FIGURE, _PLAN = map(placeholder, ("reason", "own", "gain", "figure", "plan"))


def _name_sheet(place: int) -> str:
    """Return the name of the place for a sheet's address; a name has no digits."""
    return f"sheet_{'abcdefghijklmnopqrstuvwxyz'[place]}"


def _draw(_language: str, card: _Card) -> Fragment:
    """Return a card with places for what is a reader's own: nothing of an assessment comes in here."""
    entry = card.entry
    facts = placeholder("facts") if card.tells_needs else _call("own_facts", entry)
    more = placeholder("more") if card.tells_gain else _call("own_more", entry)
    number, variant = placeholder("number"), placeholder("variant")
    draw = get_template_attribute("components/advice.html", "advice_card")
    shown = card.show_dimension, card.heading, card.is_open
    return split_fragment(draw(entry.words, *shown, number, variant, facts, more))


def _call(macro: str, *given: object) -> Markup:
    return cast(Markup, get_template_attribute(_OWN, macro)(*given))
