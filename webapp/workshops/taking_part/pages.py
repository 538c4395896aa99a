"""What a participant's phone shows of the room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from flask import render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from assessment.model import NOT_APPLICABLE, UNKNOWN
from assessment.workshops.choices import chosen
from assessment.workshops.items import Votable
from assessment.workshops.stages import Stage
from webapp.clock import utc_now
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.scan.pages.profile import describe_form
from webapp.scan.profile_form import ProfileForm
from webapp.store.rounds import RoundRecord, list_rounds
from webapp.store.votes import find_vote
from webapp.store.workshops import WorkshopRecord
from webapp.web.drafts import name_drafts
from webapp.web.notices import current_notice
from webapp.web.state import get_edition, reading
from webapp.wording.answers import name_state
from webapp.workshops.asked import Choice, list_choices
from webapp.workshops.codes import group_code
from webapp.workshops.devices import name_device
from webapp.workshops.live import Scene, Snapshot
from webapp.workshops.policy import SeatVisit
from webapp.workshops.secrets import derive_seat, room_address
from webapp.workshops.spread import shape_spread
from webapp.workshops.taking_part.even import send_even
from webapp.workshops.taking_part.operations import own_answers, votable_of
from webapp.workshops.wording import count_seconds_left

STAGES = {Scene.OPEN: "open", Scene.CLOSED: "closed", Scene.REVEALED: "revealed", Scene.ENDED: "over"}
"""What a participant is told of a room; before all of these, and between them, they wait."""


class Asked(NamedTuple):
    """What a round asks. `number` of `total` in the workshop; `row` is what a line of a table is about, else empty.

    `given`: what this seat answered, by the ids of choices.
    """

    round: RoundRecord
    number: int
    total: int
    text: str
    row: str
    help: str
    choices: tuple[Choice, ...]
    given: frozenset[str]
    is_several: bool


def show_now(visit: SeatVisit, snapshot: Snapshot) -> Response:
    """Return the page of a seat as the room is now: as long on the line whatever this seat answered."""
    mask, number = _find_own(visit, snapshot.round)
    shown = {
        "stage": find_stage(snapshot),
        "number": number,
        "notice": current_notice(),
        "seconds_left": count_seconds_left(snapshot.round),
        "drafts": name_drafts(visit.address),
        **describe_seat(visit, snapshot.workshop),
    }
    page = _draw_now(snapshot, mask, shown)
    return send_even(page, _draw_now(snapshot, "", shown) if mask else page)


def _draw_now(snapshot: Snapshot, mask: str, shown: Mapping[str, object]) -> str:
    workshop, current = snapshot.workshop, snapshot.round
    asked = ask(workshop, current, mask) if current is not None else None
    result = show_result(workshop, current, mask) if current and current.stage is Stage.REVEALED else ""
    return render_template("workshops/phone/seat.html", asked=asked, result=result, **shown)


def describe_seat(visit: SeatVisit, workshop: WorkshopRecord) -> dict[str, object]:
    """Return what stands on every page of a seat."""
    is_open = workshop.is_door_open(utc_now())
    return {
        "workshop": workshop,
        "here": url_for("seat.now", toestel=name_device()),
        "sign": visit.seat.sign,
        "return_code": group_code(derive_seat(workshop.uid, visit.seat.nonce).return_code),
        "door": url_for("door.join", room_code=room_address(workshop.code)) if is_open else "",
    }


def find_stage(snapshot: Snapshot) -> str:
    """Return where the room is, as a participant is told: waiting, open, closed, revealed or over."""
    return STAGES.get(snapshot.scene, "waiting")


def tell_stage(snapshot: Snapshot) -> tuple[str, str]:
    """Return what is said when the room has come here, and what the way to it is called."""
    current = snapshot.round
    number = _number_of(snapshot.workshop, current) if current else 0
    match find_stage(snapshot):
        case "open":
            return (
                gettext("Question %(number)s is open.", number=number),
                gettext("To question %(number)s", number=number),
            )
        case "closed":
            return gettext("Question %(number)s is closed. Look at the screen.", number=number), gettext("Go on")
        case "revealed":
            return gettext("This is what the room answered."), gettext("See what the room answered")
        case "over":
            return gettext("The workshop is over. Thank you!"), gettext("See what you take home")
        case _:
            return gettext("The trainer is preparing the next question."), gettext("Go on")


def ask(workshop: WorkshopRecord, current: RoundRecord, mask: str) -> Asked:
    """Return what a round asks, as the self-scan shows it, with the answer that this seat gave."""
    votable = votable_of(workshop, current.item)
    return Asked(
        round=current,
        number=_number_of(workshop, current),
        total=len(workshop.items),
        text=translate_text(votable.title),
        row=translate_text(votable.row.text) if votable.row else "",
        help=translate_text(votable.question.help),
        choices=list_choices(votable),
        given=frozenset(chosen(votable, mask)) if mask else frozenset(),
        is_several=votable.is_several,
    )


def show_result(workshop: WorkshopRecord, current: RoundRecord, mask: str) -> Markup:
    """Return what a revealed round shows, from the frozen tally alone, with the own answer marked in it."""
    votable = votable_of(workshop, current.item)
    with reading() as connection:
        rounds = list_rounds(connection, workshop.id)
    before = _find_before(rounds, current)
    counts = current.tally.counts if current.tally else None
    peers = {UNKNOWN: counts.unknown, NOT_APPLICABLE: counts.not_applicable} if counts else {}
    page = render_template(
        "workshops/phone/result.html",
        spread=shape_spread(votable, current, before, get_edition()),
        own=set(chosen(votable, mask)) if mask else set(),
        peers=[(name, name_state(name), count) for name, count in peers.items() if count],
        agreed=[translate_text(votable.question.option_by_id[one].text) for one in _agreed(votable, current)],
        dissent=current.dissent,
    )
    return Markup(page)  # noqa: S704 (a template's own output)


def _agreed(votable: Votable, current: RoundRecord) -> list[str]:
    names = chosen(votable, current.agreed) if current.agreed else ()
    return [name for name in names if name in votable.question.option_by_id]


def _find_before(rounds: tuple[RoundRecord, ...], current: RoundRecord) -> RoundRecord | None:
    """Return the revealed round in which the same was asked before."""
    return next(
        (one for one in rounds if one.item == current.item and one.no < current.no and one.stage is Stage.REVEALED),
        None,
    )


def _find_own(visit: SeatVisit, current: RoundRecord | None) -> tuple[str, int]:
    """Return the mask that this seat sent in a round and its number; an empty one and 0 where it sent none."""
    if current is None or current.stage is Stage.PREPARED:
        return "", 0
    with reading() as connection:
        return find_vote(connection, visit.seat.id, current.id) or ("", 0)


def _number_of(workshop: WorkshopRecord, current: RoundRecord) -> int:
    return workshop.items.index(current.item) + 1 if current.item in workshop.items else len(workshop.items)


def show_begin(visit: SeatVisit, form: ProfileForm, notice: str = "") -> str:
    """Return the page on which somebody begins the self-scan of their own municipality with their answers."""
    count = len(own_answers(visit))
    return render_template("workshops/begin_own.html", message=notice, count=count, **describe_form(form))
