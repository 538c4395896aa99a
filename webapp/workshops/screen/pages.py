"""What stands on the beamer: the code for latecomers always, the question, how many answered, and what was revealed."""

from __future__ import annotations

from typing import NamedTuple

from flask import render_template, url_for
from markupsafe import Markup

from assessment.workshops.stages import Stage
from webapp.store.rounds import list_rounds
from webapp.store.workshops import RoomState
from webapp.web.state import get_edition, reading
from webapp.workshops.asked import Item, list_items
from webapp.workshops.codes import group_code
from webapp.workshops.live import Snapshot, look
from webapp.workshops.policy import RoomVisit
from webapp.workshops.spread import Spread
from webapp.workshops.way_in import describe_way_in
from webapp.workshops.wording import count_seconds_left, tell_present

SCHEMES = ("licht", "donker")
LONG_TITLE = 90


class Screen(NamedTuple):
    """The beamer at one moment. `item` is None in the lobby; `spread` is there only once it was revealed.

    `by_role`: of the spread, what each role answered, where that may be shown.
    """

    title: str
    code: str
    qr: Markup
    typed_address: str
    revision: int
    stage: str
    no: int
    present: int
    answered: int
    present_text: str
    seconds_left: int | None
    item: Item | None
    total: int
    spread: Spread | None
    by_role: bool
    is_door_open: bool
    is_rehearsal: bool
    is_over: bool
    scheme: str
    poll_href: str
    light_href: str
    dark_href: str

    @property
    def is_long(self) -> bool:
        """Whether the question needs smaller letters."""
        return self.item is not None and len(self.item.name) > LONG_TITLE


def show_screen(visit: RoomVisit, scheme: str) -> str:
    """Return the page of the beamer. Raises StoreUnavailable."""
    return render_template("workshops/screen/screen.html", screen=shape_screen(visit, scheme))


def shape_screen(visit: RoomVisit, scheme: str) -> Screen:
    """Return what stands on the beamer now. Raises StoreUnavailable."""
    snapshot = look(visit.workshop.uid)
    with reading() as connection:
        rounds = list_rounds(connection, snapshot.workshop.id)
    items = list_items(snapshot.workshop, rounds)
    item = _find_item(snapshot, items)
    one = snapshot.round
    is_revealed = one is not None and one.stage is Stage.REVEALED
    way_in = describe_way_in(snapshot.workshop)
    return Screen(
        title=snapshot.workshop.title,
        code=group_code(snapshot.workshop.code),
        qr=way_in.qr,
        typed_address=way_in.typed_address,
        revision=snapshot.workshop.revision,
        stage=one.stage.value if one else "",
        no=one.no if one else 1,
        present=snapshot.present,
        answered=snapshot.answered,
        present_text=tell_present(snapshot.present),
        seconds_left=count_seconds_left(one),
        item=item,
        total=len(items),
        spread=item.spread(get_edition()) if item and is_revealed else None,
        by_role=one is not None and one.by_role,
        is_door_open=visit.is_door_open,
        is_rehearsal=snapshot.workshop.is_rehearsal,
        is_over=snapshot.workshop.state is RoomState.ENDED,
        scheme=scheme if scheme in SCHEMES else "",
        poll_href=url_for("screen.stand"),
        light_href=url_for("screen.show", kleur="licht"),
        dark_href=url_for("screen.show", kleur="donker"),
    )


def _find_item(snapshot: Snapshot, items: tuple[Item, ...]) -> Item | None:
    number = snapshot.round.id if snapshot.round else None
    return next((item for item in items if any(one.id == number for one in item.rounds)), None)
