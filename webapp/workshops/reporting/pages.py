"""The report of a room: what was revealed, that on which it differs most first. Nothing else of a workshop is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask import render_template

from assessment.workshops.gate import gate
from assessment.workshops.measures import Measured, measure, order_by_difference
from webapp.language.locale import format_day
from webapp.store.workshops import Subject
from webapp.web.state import get_edition, get_settings
from webapp.workshops.asked import Item
from webapp.workshops.leading.pages import Room
from webapp.workshops.spread import Spread, tell_agreement
from webapp.workshops.wording import name_subject, tell_agreed


class Shown(NamedTuple):
    """A question of which something was revealed."""

    item: Item
    spread: Spread
    measured: Measured | None
    agreed: str
    dissent: str


class Report(NamedTuple):
    """A room as it is read afterwards. `ordered` and `unordered` are measured each in their own way."""

    room: Room
    day: str
    about: str
    shown: tuple[Shown, ...]
    ordered: tuple[tuple[Shown, str], ...]
    unordered: tuple[tuple[Shown, str], ...]

    @property
    def has_agreed(self) -> bool:
        """Whether the room agreed on anything."""
        return any(one.agreed for one in self.shown)

    @property
    def is_about_many(self) -> bool:
        """Whether each judged their own municipality: then there is no agreed answer, and no level of the room."""
        return self.room.workshop.subject is Subject.MANY


def show_report(room: Room) -> str:
    """Return the page of the report."""
    return render_template("workshops/reporting/report.html", report=shape_report(room))


def shape_report(room: Room) -> Report:
    """Return what the report shows, from revealed rounds alone."""
    found = ((item, item.spread(get_edition())) for item in room.items)
    shown = tuple(_show(item, spread) for item, spread in found if spread is not None)
    by_key = {one.item.key: one for one in shown}
    measured = {key: one.measured for key, one in by_key.items() if one.measured is not None}
    order = order_by_difference(measured)
    return Report(
        room=room,
        day=format_day(room.workshop.day),
        about=name_subject(room.workshop),
        shown=shown,
        ordered=_list_measured(order.ordered, by_key, measured),
        unordered=_list_measured(order.unordered, by_key, measured),
    )


def _list_measured(
    keys: Sequence[str], by_key: Mapping[str, Shown], measured: Mapping[str, Measured]
) -> tuple[tuple[Shown, str], ...]:
    return tuple((by_key[key], tell_agreement(measured[key])) for key in keys)


def _show(item: Item, spread: Spread) -> Shown:
    last = item.revealed[-1]
    counts = gate(last.tally, get_settings().workshop_least_votes).counts
    settled = item.settled or last
    return Shown(
        item=item,
        spread=spread,
        measured=measure(item.votable, counts),
        agreed=tell_agreed(item, settled),
        dissent=settled.dissent,
    )
