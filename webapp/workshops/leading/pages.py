"""What the trainer's pages show: only what the room may see, for the laptop may be mirrored."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from flask import render_template, url_for

from assessment.content import Content
from assessment.workshops.gate import gate
from assessment.workshops.stages import MOST_ROUNDS, UNDER_WAY, Stage
from webapp.language.locale import format_day
from webapp.language.texts import gettext
from webapp.store.connections import Connection
from webapp.store.rounds import RoundRecord, list_rounds
from webapp.store.seats import count_present
from webapp.store.votes import count_votes
from webapp.store.workshops import RoomState, Subject, WorkshopRecord, get_workshop
from webapp.web.state import get_edition, get_settings, reading
from webapp.workshops.asked import Item, list_items
from webapp.workshops.codes import group_code
from webapp.workshops.opening.forms import WorkshopForm
from webapp.workshops.opening.pages import describe_form
from webapp.workshops.policy import LeadVisit
from webapp.workshops.secrets import room_address
from webapp.workshops.wording import count_seconds_left, name_subject, tell_answered, tell_present

TIMERS = (0, 30, 60, 90, 120, 180)


class Act(StrEnum):
    """What the trainer can do with a round, as the form says it."""

    PREPARE = "klaarzetten"
    AGAIN = "opnieuw"
    OPEN = "openen"
    CLOSE = "sluiten"
    REVEAL = "tonen"
    SKIP = "overslaan"
    SHOW = "terugtonen"
    BY_ROLE = "rollen"
    AS_ONE = "zaal"


STAGES = {Act.OPEN: Stage.OPEN, Act.CLOSE: Stage.CLOSED, Act.REVEAL: Stage.REVEALED, Act.SKIP: Stage.SKIPPED}
"""To which stage each of them brings the round under way."""


class Step(NamedTuple):
    """A button: what it does, on which question, and its words."""

    act: Act
    text: str
    item: str = ""


@dataclass(frozen=True)
class Room:
    """A workshop at one moment, as far as its trainer may see it. `original_uid` is what this rehearses, else empty."""

    workshop: WorkshopRecord
    token: str
    items: tuple[Item, ...]
    present: int
    answered: int
    original_uid: str = ""

    @property
    def current(self) -> Item | None:
        """The question that the room is at."""
        number = self.workshop.round_id
        return next((item for item in self.items if any(one.id == number for one in item.rounds)), None)

    @property
    def round(self) -> RoundRecord | None:
        """The round that the room is at."""
        return next((one for item in self.items for one in item.rounds if one.id == self.workshop.round_id), None)

    @property
    def is_before(self) -> bool:
        """Whether the door was not opened yet."""
        return self.workshop.state is RoomState.PREPARED

    @property
    def is_over(self) -> bool:
        """Whether the session ended."""
        return self.workshop.state is RoomState.ENDED

    @property
    def is_about_one(self) -> bool:
        """Whether everybody judges the same municipality, so that the room can agree on an answer."""
        return self.workshop.subject is Subject.ONE

    @property
    def may_be_handed_over(self) -> bool:
        """Whether what it agreed on can become a self-scan."""
        return self.is_about_one and not self.workshop.is_rehearsal

    @property
    def following(self) -> Item | None:
        """The next question that was not asked yet, after the current one and else from the beginning."""
        place = self.current.number if self.current else 0
        ordered = (*self.items[place:], *self.items[:place])
        return next((item for item in ordered if not item.rounds), None)

    @property
    def is_round_under_way(self) -> bool:
        """Whether people answer, or answered something that was not shown yet."""
        return self.round is not None and self.round.stage in UNDER_WAY

    @property
    def has_asked(self) -> bool:
        """Whether the room was asked anything yet that was not skipped."""
        return any(item.rounds for item in self.items)

    @property
    def has_revealed(self) -> bool:
        """Whether there is anything to take home."""
        return any(item.revealed for item in self.items)


def read_room(connection: Connection, workshop: WorkshopRecord, token: str) -> Room:
    """Return a workshop as it is now. Raises StoreUnavailable."""
    rehearsed = None if workshop.rehearsal_of is None else get_workshop(connection, workshop.rehearsal_of)
    return Room(
        workshop,
        token,
        list_items(workshop, list_rounds(connection, workshop.id)),
        count_present(connection, workshop.id),
        0 if workshop.round_id is None else count_votes(connection, workshop.round_id),
        rehearsed.uid if rehearsed else "",
    )


def load_room(visit: LeadVisit) -> Room:
    """Return the visited workshop. Raises StoreUnavailable."""
    with reading() as connection:
        return read_room(connection, visit.workshop, visit.token)


def show_lead(
    room: Room,
    *,
    problem: str = "",
    typed: str | None = None,
    chosen: Collection[str] | None = None,
    hands_problem: str = "",
) -> str:
    """Return the page from which a workshop is led, with what is wrong with what was typed and `chosen`."""
    current, one = room.current, room.round
    return render_template(
        "workshops/leading/lead.html",
        room=room,
        current=current,
        round=one,
        stage=one.stage.value if one else "",
        stage_names=name_stages(),
        primary=find_next_step(room),
        others=list_other_steps(room),
        spread=current.spread(get_edition()) if current and one and one.stage is Stage.REVEALED else None,
        told=tell_answered(room.answered, room.present),
        present=tell_present(room.present),
        seconds_left=count_seconds_left(one),
        timers=list_timers(),
        screen_href=url_for("screen.show", room_code=room_address(room.workshop.code)),
        code=group_code(room.workshop.code),
        about=name_subject(room.workshop),
        day=format_day(room.workshop.day),
        states={item.key: tell_state(item) for item in room.items},
        problem=problem,
        hands_problem=hands_problem,
        typed=(current.settled.dissent if current and current.settled else "") if typed is None else typed,
        chosen=_mark_agreed(current) if chosen is None else chosen,
    )


def _mark_agreed(item: Item | None) -> Collection[str]:
    """Return the masks of what the room agreed on, of those that the form offers."""
    if item is None or item.settled is None:
        return ()
    return [one.mask for one in item.choices if item.is_in(one.mask, item.settled.agreed)]


def show_door(room: Room, *, limit_problem: str = "", sign_problem: str = "", sign: str = "") -> str:
    """Return the page of the door: how many can come in, and who is sent away."""
    found = (("grens", limit_problem), ("teken", sign_problem))
    return render_template(
        "workshops/leading/door.html",
        room=room,
        present=tell_present(room.present),
        limit_problem=limit_problem,
        sign_problem=sign_problem,
        sign=sign,
        errors=[{"href": f"#{name}", "text": text} for name, text in found if text],
    )


def show_change(room: Room, content: Content, form: WorkshopForm) -> str:
    """Return the page on which what is prepared is changed."""
    return render_template("workshops/opening/change.html", room=room, **describe_form(content, form))


def find_next_step(room: Room) -> Step | None:
    """Return the one thing that comes next; None where nothing does."""
    one = room.round
    if room.is_before or room.is_over:
        return None
    if one is not None and one.stage is Stage.PREPARED:
        return Step(Act.OPEN, gettext("Let people answer"))
    if one is not None and one.stage is Stage.OPEN:
        return Step(Act.CLOSE, gettext("Close"))
    if one is not None and one.stage is Stage.CLOSED:
        return Step(Act.REVEAL, gettext("Show the answers"))
    following = room.following
    if following is None:
        return None
    return Step(Act.PREPARE, gettext("Put question %(number)s to the room", number=following.number), following.key)


def list_other_steps(room: Room) -> tuple[Step, ...]:
    """Return what can be done besides."""
    current, one = room.current, room.round
    if current is None or one is None or room.is_over:
        return ()
    if one.stage in (Stage.OPEN, Stage.CLOSED):
        return (Step(Act.SKIP, gettext("Skip: drop these answers unseen")),)
    if one.stage is not Stage.REVEALED:
        return ()
    again = (Step(Act.AGAIN, gettext("Let people answer again, after the talk"), current.key),)
    return (*_list_turns(one), *(again if one.no < MOST_ROUNDS else ()))


def _list_turns(one: RoundRecord) -> tuple[Step, ...]:
    """Return how the beamer is turned to the roles and back, where their answers may be shown."""
    if one.by_role:
        return (Step(Act.AS_ONE, gettext("Screen: show the room as a whole")),)
    if gate(one.tally, get_settings().workshop_least_votes).groups:
        return (Step(Act.BY_ROLE, gettext("Screen: show by role")),)
    return ()


def name_stages() -> tuple[tuple[str, str], ...]:
    """Return the stages of a round in order, each with its name."""
    return (
        (Stage.PREPARED.value, gettext("put to the room")),
        (Stage.OPEN.value, gettext("open")),
        (Stage.CLOSED.value, gettext("closed")),
        (Stage.REVEALED.value, gettext("shown")),
    )


def tell_state(item: Item) -> str:
    """Return how far a question is."""
    last = item.last
    if last is None:
        return str(gettext("not asked yet"))
    if last.stage is Stage.REVEALED:
        return str(gettext("shown, two rounds")) if last.no > 1 else str(gettext("shown"))
    return dict(name_stages()).get(last.stage.value, "")


def list_timers() -> tuple[dict[str, str], ...]:
    """Return the times that a clock can show."""
    return tuple(
        {"value": str(seconds), "text": gettext("%(num)s seconds", num=seconds) if seconds else gettext("no clock")}
        for seconds in TIMERS
    )
