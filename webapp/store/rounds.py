"""Rounds: what a room is asked, from its preparation to what is shown of it. Each function but the readings commands.

What is shown is written down once, when it is revealed, already without what would show one person; everything that
shows a round reads that and never the answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from assessment.workshops.counts import Tally, Vote, plain_tally, read_tally
from assessment.workshops.gate import tally_round
from assessment.workshops.items import Votable
from assessment.workshops.stages import MOST_ROUNDS, UNDER_WAY, Stage, WrongStageError, go_on
from webapp.store.answers import replace_surrogates
from webapp.store.assessments import write_time
from webapp.store.connections import Connection, Row
from webapp.store.rooms import fix_groups
from webapp.store.workshops import RoomState, raise_revision, require_workshop

DISSENT_LENGTH = 1000
LONGEST_TIMER = 3600

_COLUMNS = "id, workshop_id, item, no, stage, opened_at, timer_seconds, hands, tally, agreed, dissent, by_role"
_SELECT = f"SELECT {_COLUMNS} FROM round WHERE "  # noqa: S608 (a constant of ours)


class RoundMissingError(Exception):
    """The room has no such round (any more); nothing was changed."""


class RoundRecord(NamedTuple):
    """A round as stored. `tally` is what was found fit to show when it was revealed; before that there is none.

    `hands` are those that were counted in the room, an option each; `agreed` is a mask, as answers are. `by_role`: the
    beamer shows what each role answered.
    """

    id: int
    workshop_id: int
    item: str
    no: int
    stage: Stage
    opened_at: datetime | None
    timer_seconds: int | None
    hands: tuple[int, ...] | None
    tally: Tally | None
    agreed: str | None
    dissent: str
    by_role: bool


def list_rounds(connection: Connection, workshop_id: int) -> tuple[RoundRecord, ...]:
    """Return the rounds of a room in the order in which they were prepared, without those that were skipped."""
    rows = connection.execute(_SELECT + "workshop_id = ? AND stage <> 'skipped' ORDER BY id", (workshop_id,))
    return tuple(map(_read_round, rows))


def get_round(connection: Connection, round_id: int) -> RoundRecord | None:
    """Return a round; None where there is none (any more)."""
    row = connection.execute(_SELECT + "id = ?", (round_id,)).fetchone()
    return None if row is None else _read_round(row)


def require_round(connection: Connection, workshop_id: int, round_id: int) -> RoundRecord:
    """Return a round of a room. Raises RoundMissingError."""
    found = get_round(connection, round_id)
    if found is None or found.workshop_id != workshop_id:
        raise RoundMissingError
    return found


def prepare_round(connection: Connection, workshop_id: int, item: str, no: int = 1) -> RoundRecord:
    """Put a question before the room, in the place of another one that was not opened yet.

    Raises WorkshopMissingError, and WrongStageError where the room is not open, another round is under way, or it was
    asked before; a second time is for what was shown once.
    """
    if require_workshop(connection, workshop_id).state is not RoomState.OPEN or not 0 < no <= MOST_ROUNDS:
        raise WrongStageError
    connection.execute("DELETE FROM round WHERE workshop_id = ? AND stage = 'prepared'", (workshop_id,))
    rounds = list_rounds(connection, workshop_id)
    asked = {entry.no for entry in rounds if entry.item == item}
    if any(entry.stage in UNDER_WAY for entry in rounds) or asked != set(range(1, no)):
        raise WrongStageError
    made = connection.execute(
        "INSERT INTO round (workshop_id, item, no, stage) VALUES (?, ?, ?, 'prepared')", (workshop_id, item, no)
    )
    return _set_current(connection, workshop_id, made.lastrowid or 0)


def open_round(
    connection: Connection, workshop_id: int, round_id: int, now: datetime, timer_seconds: int | None = None
) -> RoundRecord:
    """Let the room answer; the first time this also fixes its groups. Raises RoundMissingError, WrongStageError."""
    if timer_seconds is not None and not 0 < timer_seconds <= LONGEST_TIMER:
        raise ValueError(f"A timer runs for 1 to {LONGEST_TIMER} seconds.")
    _go(connection, workshop_id, round_id, Stage.OPEN)
    fix_groups(connection, workshop_id)
    connection.execute(
        "UPDATE round SET opened_at = ?, timer_seconds = ? WHERE id = ?", (write_time(now), timer_seconds, round_id)
    )
    return _after(connection, workshop_id, round_id)


def close_round(connection: Connection, workshop_id: int, round_id: int) -> RoundRecord:
    """Take no more answers. Raises RoundMissingError, WrongStageError."""
    _go(connection, workshop_id, round_id, Stage.CLOSED)
    return _after(connection, workshop_id, round_id)


def reveal_round(connection: Connection, workshop_id: int, round_id: int, votable: Votable, least: int) -> RoundRecord:
    """Show a round: count it, once and for ever. `least` is how many real votes it takes.

    Raises RoundMissingError, WrongStageError.
    """
    entry = require_round(connection, workshop_id, round_id)
    go_on(entry.stage, Stage.REVEALED)
    first = _find_first(connection, entry)
    tally = tally_round(
        votable,
        _list_votes(connection, entry.id),
        groups=require_workshop(connection, workshop_id).groups or (),
        before=None if first is None else first.tally,
        earlier=() if first is None else _list_votes(connection, first.id),
        least=least,
    )
    connection.execute(
        "UPDATE round SET stage = 'revealed', tally = ? WHERE id = ?",
        (json.dumps(plain_tally(tally), ensure_ascii=False, separators=(",", ":")), round_id),
    )
    return _after(connection, workshop_id, round_id)


def skip_round(connection: Connection, workshop_id: int, round_id: int) -> RoundRecord:
    """Drop a round with its answers, which nobody sees. Raises RoundMissingError, WrongStageError."""
    _go(connection, workshop_id, round_id, Stage.SKIPPED)
    connection.execute("DELETE FROM vote WHERE round_id = ?", (round_id,))
    connection.execute("UPDATE round SET hands = NULL WHERE id = ?", (round_id,))
    return _after(connection, workshop_id, round_id)


def show_round(connection: Connection, workshop_id: int, round_id: int) -> RoundRecord:
    """Go back to a round that was revealed, while none is under way. Raises RoundMissingError, WrongStageError."""
    entry = require_round(connection, workshop_id, round_id)
    others = list_rounds(connection, workshop_id)
    if entry.stage is not Stage.REVEALED or any(other.stage in UNDER_WAY for other in others):
        raise WrongStageError
    return _set_current(connection, workshop_id, round_id)


def turn_screen(connection: Connection, workshop_id: int, round_id: int, *, by_role: bool) -> RoundRecord:
    """Let the beamer show what each role answered in a revealed round, or the room. Raises as the others."""
    if require_round(connection, workshop_id, round_id).stage is not Stage.REVEALED:
        raise WrongStageError
    connection.execute("UPDATE round SET by_role = ? WHERE id = ?", (by_role, round_id))
    return _after(connection, workshop_id, round_id)


def set_hands(connection: Connection, workshop_id: int, round_id: int, hands: Iterable[int] | None) -> RoundRecord:
    """Keep how many hands were counted for each option, beside the answers. Raises as the others, and ValueError."""
    counted = None if hands is None else list(hands)
    if counted is not None and (not counted or min(counted) < 0):
        raise ValueError("Hands are counted from 0.")
    if require_round(connection, workshop_id, round_id).stage not in (Stage.CLOSED, Stage.REVEALED):
        raise WrongStageError
    connection.execute(
        "UPDATE round SET hands = ? WHERE id = ?", (None if counted is None else json.dumps(counted), round_id)
    )
    return _after(connection, workshop_id, round_id)


def agree(connection: Connection, workshop_id: int, round_id: int, mask: str | None, dissent: str = "") -> RoundRecord:
    """Keep what the room agreed on after it saw the spread, and what was said against it. Raises as the others."""
    if require_round(connection, workshop_id, round_id).stage is not Stage.REVEALED:
        raise WrongStageError
    text = replace_surrogates(dissent).strip()
    if len(text) > DISSENT_LENGTH:
        raise ValueError(f"It has at most {DISSENT_LENGTH} characters.")
    connection.execute("UPDATE round SET agreed = ?, dissent = ? WHERE id = ?", (mask, text, round_id))
    return _after(connection, workshop_id, round_id)


def _go(connection: Connection, workshop_id: int, round_id: int, stage: Stage) -> None:
    entry = require_round(connection, workshop_id, round_id)
    if require_workshop(connection, workshop_id).state is not RoomState.OPEN:
        raise WrongStageError
    connection.execute("UPDATE round SET stage = ? WHERE id = ?", (str(go_on(entry.stage, stage)), round_id))


def _after(connection: Connection, workshop_id: int, round_id: int) -> RoundRecord:
    raise_revision(connection, workshop_id)
    return require_round(connection, workshop_id, round_id)


def _set_current(connection: Connection, workshop_id: int, round_id: int) -> RoundRecord:
    connection.execute("UPDATE workshop SET round_id = ? WHERE id = ?", (round_id, workshop_id))
    return _after(connection, workshop_id, round_id)


def _find_first(connection: Connection, entry: RoundRecord) -> RoundRecord | None:
    rounds = list_rounds(connection, entry.workshop_id)
    return next((other for other in rounds if other.item == entry.item and other.no < entry.no), None)


def _list_votes(connection: Connection, round_id: int) -> tuple[Vote, ...]:
    """Return the answers of a round, without those of seats that were removed: for counting, and for nobody's eyes."""
    rows = connection.execute(
        "SELECT vote.seat_id, vote.answer, seat.role FROM vote JOIN seat ON seat.id = vote.seat_id"
        " WHERE vote.round_id = ? AND seat.removed = 0",
        (round_id,),
    )
    return tuple(Vote(int(row["seat_id"]), row["answer"], row["role"]) for row in rows)


def _read_round(row: Row) -> RoundRecord:
    return RoundRecord(
        id=int(row["id"]),
        workshop_id=int(row["workshop_id"]),
        item=row["item"],
        no=int(row["no"]),
        stage=Stage(row["stage"]),
        opened_at=None if row["opened_at"] is None else datetime.fromisoformat(row["opened_at"]),
        timer_seconds=row["timer_seconds"],
        hands=None if row["hands"] is None else tuple(json.loads(row["hands"])),
        tally=_read_tally(row["tally"]),
        agreed=row["agreed"],
        dissent=row["dissent"],
        by_role=bool(row["by_role"]),
    )


def _read_tally(text: str | None) -> Tally | None:
    """Return what was kept; what can't be read shows nothing."""
    if text is None:
        return None
    try:
        plain = json.loads(text)
    except ValueError:
        return Tally()
    return read_tally(plain)
