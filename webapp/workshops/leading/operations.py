"""What the trainer does: each a whole, all of it or nothing, and only on what they saw.

Every command carries the revision of the workshop that stood on the page. Where another tab, a clicker that was pressed
twice, or a second laptop was faster, it changes nothing and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from assessment.workshops.stages import Stage, WrongStageError
from webapp.clock import utc_now
from webapp.store import rounds
from webapp.store.connections import Connection
from webapp.store.rooms import end_room, move_door, open_door, open_room, shut_door
from webapp.store.rounds import (
    RoundRecord,
    agree,
    close_round,
    get_round,
    list_rounds,
    open_round,
    prepare_round,
    reveal_round,
    set_hands,
    show_round,
    skip_round,
)
from webapp.store.seats import remove_seat
from webapp.store.workshops import NewWorkshop, WorkshopRecord, change_workshop, delete_workshop, require_workshop
from webapp.web.state import get_database, get_settings, writing
from webapp.workshops.asked import find_item
from webapp.workshops.limits import give_back_code
from webapp.workshops.live import forget
from webapp.workshops.opening.invented import vote_invented
from webapp.workshops.secrets import draw_free_code

_Done = TypeVar("_Done")


class StaleError(Exception):
    """The workshop went on since the page was made; nothing was changed."""


class NoSuchSignError(Exception):
    """Nobody in the room has this sign."""


def command(workshop: WorkshopRecord, revision: int, act: Callable[[Connection, WorkshopRecord], _Done]) -> _Done:
    """Do one thing in one write, on the workshop as the trainer saw it.

    Raises StaleError, WrongStageError, WorkshopMissingError and StoreUnavailable; nothing is changed then.
    """
    with writing() as connection:
        now = require_workshop(connection, workshop.id)
        if now.revision != revision:
            raise StaleError
        done = act(connection, now)
        then = require_workshop(connection, workshop.id)
    if then.door_open and not now.door_open:
        give_back_code(then.code)
    forget(workshop.uid)
    return done


def start(connection: Connection, workshop: WorkshopRecord) -> None:
    """Open the room and its door; a code that is no longer alive becomes another one."""
    open_room(connection, workshop.id, utc_now(), draw_free_code(connection))


def prepare(connection: Connection, workshop: WorkshopRecord, item: str, no: int = 1) -> None:
    """Put a question before the room, in the place of one that was only put before it."""
    if item not in workshop.items:
        raise WrongStageError
    prepare_round(connection, workshop.id, item, no)


def show_again(connection: Connection, workshop: WorkshopRecord, round_id: int) -> None:
    """Go back to what was shown before."""
    show_round(connection, workshop.id, round_id)


def go_on(connection: Connection, workshop: WorkshopRecord, to: Stage, timer_seconds: int | None = None) -> None:
    """Bring the round under way to its next stage. Raises WrongStageError where there is none, or it is elsewhere."""
    one = _require_current(connection, workshop)
    votable = find_item(workshop, one.item)
    match to:
        case Stage.OPEN:
            open_round(connection, workshop.id, one.id, utc_now(), timer_seconds)
            if workshop.is_rehearsal:
                vote_invented(connection, workshop, one, votable)
        case Stage.CLOSED:
            close_round(connection, workshop.id, one.id)
        case Stage.REVEALED:
            reveal_round(connection, workshop.id, one.id, votable, get_settings().workshop_least_votes)
        case _:
            skip_round(connection, workshop.id, one.id)


def turn_screen(connection: Connection, workshop: WorkshopRecord, *, by_role: bool) -> None:
    """Let the beamer show what each role answered, or the room again."""
    rounds.turn_screen(connection, workshop.id, _require_current(connection, workshop).id, by_role=by_role)


def leave_no_trace() -> None:
    """Take what was dropped out of the database's log too; it is saved that it was."""
    get_database().truncate_log()


def count_hands(connection: Connection, workshop: WorkshopRecord, round_id: int, hands: Sequence[int] | None) -> None:
    """Keep how many hands the trainer counted; they stand apart from the answers."""
    set_hands(connection, workshop.id, round_id, hands)


def settle(connection: Connection, workshop: WorkshopRecord, round_id: int, mask: str | None, dissent: str) -> None:
    """Keep the answer that the room agreed on, and who saw it otherwise; it takes the place of an earlier round's."""
    asked = list_rounds(connection, workshop.id)
    item = next((one.item for one in asked if one.id == round_id), None)
    for one in asked:
        if one.item == item and one.id < round_id and (one.agreed or one.dissent):
            agree(connection, workshop.id, one.id, None)
    agree(connection, workshop.id, round_id, mask, dissent)


def change_door(connection: Connection, workshop: WorkshopRecord, limit: int, *, is_open: bool) -> None:
    """Move how many can come in, and shut or open the door."""
    if limit != workshop.door_limit:
        move_door(connection, workshop.id, limit)
    if is_open != workshop.door_open:
        (open_door if is_open else shut_door)(connection, workshop.id)


def send_away(connection: Connection, workshop: WorkshopRecord, sign: str) -> None:
    """Take somebody out of the room by the sign that stands on their phone. Raises NoSuchSignError."""
    if remove_seat(connection, workshop.id, sign) is None:
        raise NoSuchSignError


def end(connection: Connection, workshop: WorkshopRecord) -> None:
    """End the session: from then on it can only be read."""
    end_room(connection, workshop.id)


def change(connection: Connection, workshop: WorkshopRecord, new: NewWorkshop) -> None:
    """Change what is prepared. Raises WrongStageError once the room is open."""
    change_workshop(connection, workshop.id, new)


def delete(workshop: WorkshopRecord) -> None:
    """Delete a workshop with its seats, answers and tallies. Raises StoreUnavailable."""
    with writing() as connection:
        delete_workshop(connection, workshop.id)
    leave_no_trace()
    forget(workshop.uid)


def _require_current(connection: Connection, workshop: WorkshopRecord) -> RoundRecord:
    one = None if workshop.round_id is None else get_round(connection, workshop.round_id)
    if one is None:
        raise WrongStageError
    return one
