"""Workshops: a room that answers together, who leads it, until when one comes in, and what was asked last.

Whoever leads it has a link and a recovery code, of which only hashes are kept. Commands raise the revision, by which
screens and phones see that something changed; nothing that a seat does raises it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from assessment.workshops.door import MOST_HEADS, find_door_limit
from assessment.workshops.stages import WrongStageError
from webapp.clock import utc_now
from webapp.store.answers import replace_surrogates
from webapp.store.assessments import UID_BYTES, write_time
from webapp.store.connections import Connection, Row

TITLE_LENGTH = 100
WIFI_LENGTH = 60
ROLE_LENGTH = 60
MOST_ROLES = 12
CODE_LIFE = timedelta(hours=12)
"""How long a code opens a room at most, from when the room was opened."""
KEPT_DAYS = 90
"""How long a workshop is kept, from its planned day."""

_NAMES = (
    "id", "uid", "title", "day", "subject", "municipality", "language", "version", "items", "roles", "groups", "heads",
    "door_limit", "wifi", "code", "trainer_hash", "state", "door_open", "opened_at", "revision", "rehearsal_of",
    "assessment_id", "round_id", "made_at",
)  # fmt: skip
WORKSHOP_COLUMNS = ", ".join(f"workshop.{name} AS workshop_{name}" for name in _NAMES)
_SELECT = f"SELECT {WORKSHOP_COLUMNS} FROM workshop WHERE "  # noqa: S608 (constants of ours)
_INSERT = (
    "INSERT INTO workshop (uid, title, day, subject, municipality, language, version, items, roles, heads, door_limit,"
    " wifi, code, trainer_hash, recovery_hash, state, rehearsal_of, made_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'prepared', ?, ?)"
)


class Subject(StrEnum):
    """Whom a room judges: all of them one municipality, or each their own."""

    ONE = "one"
    MANY = "many"


class RoomState(StrEnum):
    """Whether a room can be entered yet, still, or no longer."""

    PREPARED = "prepared"
    OPEN = "open"
    ENDED = "ended"


class WorkshopMissingError(Exception):
    """There is no such workshop (any more); nothing was changed."""


@dataclass(frozen=True)
class NewWorkshop:
    """What is prepared. `municipality` is that of the subject where there is one; `items` are keys of what is asked.

    `roles` are those that somebody who comes in chooses from; none where roles are not asked.
    """

    title: str
    day: date
    subject: Subject
    municipality: str
    language: str
    version: str
    items: tuple[str, ...]
    roles: tuple[str, ...]
    heads: int
    wifi: str = ""


class WorkshopRecord(NamedTuple):
    """A workshop as stored. `groups` are the roles as fixed when the first round opened; None before that.

    `uid` is in addresses and opens nothing. `rehearsal_of` is the workshop that this is the rehearsal of.
    `assessment_id` is the self-scan that agreed answers go to, `round_id` the round that the room is at.
    """

    id: int
    uid: str
    title: str
    day: date
    subject: Subject
    municipality: str
    language: str
    version: str
    items: tuple[str, ...]
    roles: tuple[str, ...]
    groups: tuple[str, ...] | None
    heads: int
    door_limit: int
    wifi: str
    code: str
    trainer_hash: bytes | None
    state: RoomState
    door_open: bool
    opened_at: datetime | None
    revision: int
    rehearsal_of: int | None
    assessment_id: int | None
    round_id: int | None
    made_at: datetime

    @property
    def is_rehearsal(self) -> bool:
        """Whether it is a copy to try things in: no phone comes in."""
        return self.rehearsal_of is not None

    @property
    def open_roles(self) -> tuple[str, ...]:
        """The roles to choose from at the door now; empty where none are asked.

        Once the groups are fixed, only those: another role would be a group of one. The last is empty then, for who has
        none of them and counts in the whole only.
        """
        if self.groups is None or set(self.groups) == set(self.roles):
            return self.roles
        return (*(role for role in self.roles if role in self.groups), "")

    def is_code_alive(self, now: datetime) -> bool:
        """Whether an address with its code leads to it: between opening and end, and for twelve hours at most."""
        return self.state is RoomState.OPEN and self.is_code_known(now)

    def is_code_known(self, now: datetime) -> bool:
        """Whether its code still leads a screen in the room to it: also after its end, until twelve hours are over."""
        return self.opened_at is not None and now < self.opened_at + CODE_LIFE

    def is_door_open(self, now: datetime) -> bool:
        """Whether somebody new can come in by a phone, and its code can be typed."""
        return self.door_open and not self.is_rehearsal and self.is_code_alive(now)


def create_workshop(
    connection: Connection,
    new: NewWorkshop,
    *,
    code: str,
    trainer_hash: bytes,
    recovery_hash: bytes,
    rehearsal_of: int | None = None,
) -> WorkshopRecord:
    """Store a workshop and return it. `code` is one that no other has (`draw_free_code`). Raises ValueError."""
    made = connection.execute(
        _INSERT,
        (
            secrets.token_hex(UID_BYTES),
            *_write_new(new),
            find_door_limit(new.heads),
            _clean(new.wifi, WIFI_LENGTH),
            code,
            None if rehearsal_of else trainer_hash,
            None if rehearsal_of else recovery_hash,
            rehearsal_of,
            write_time(utc_now()),
        ),
    )
    return require_workshop(connection, made.lastrowid or 0)


def copy_for_rehearsal(connection: Connection, workshop_id: int, code: str) -> WorkshopRecord:
    """Make the copy in which somebody rehearses, in the place of an earlier one. Raises WorkshopMissingError."""
    original = require_workshop(connection, workshop_id)
    connection.execute("DELETE FROM workshop WHERE rehearsal_of = ?", (original.id,))
    new = NewWorkshop(
        **{name: getattr(original, name) for name in NewWorkshop.__dataclass_fields__}  # the same, and what it is asked
    )
    return create_workshop(connection, new, code=code, trainer_hash=b"", recovery_hash=b"", rehearsal_of=original.id)


def change_workshop(connection: Connection, workshop_id: int, new: NewWorkshop) -> WorkshopRecord:
    """Change what is prepared, until the room opens. Raises WorkshopMissingError, WrongStageError, ValueError."""
    if require_workshop(connection, workshop_id).state is not RoomState.PREPARED:
        raise WrongStageError
    connection.execute(
        "UPDATE workshop SET title = ?, day = ?, subject = ?, municipality = ?, language = ?, version = ?, items = ?,"
        " roles = ?, heads = ?, door_limit = ?, wifi = ? WHERE id = ?",
        (*_write_new(new), find_door_limit(new.heads), _clean(new.wifi, WIFI_LENGTH), workshop_id),
    )
    return raise_revision(connection, workshop_id)


def get_workshop(connection: Connection, workshop_id: int) -> WorkshopRecord | None:
    """Return a workshop; None where there is none (any more)."""
    return _find(connection, "workshop.id = ?", workshop_id)


def require_workshop(connection: Connection, workshop_id: int) -> WorkshopRecord:
    """Return a workshop. Raises WorkshopMissingError."""
    found = get_workshop(connection, workshop_id)
    if found is None:
        raise WorkshopMissingError
    return found


def find_workshop(connection: Connection, uid: str) -> WorkshopRecord | None:
    """Return the workshop of a uid; None where there is none (any more)."""
    return _find(connection, "workshop.uid = ?", uid)


def find_by_code(connection: Connection, code: str, now: datetime) -> WorkshopRecord | None:
    """Return the workshop that a code leads to now, also one that has ended; None where it leads nowhere."""
    found = _find(connection, "workshop.code = ?", code)
    return found if found is not None and found.is_code_known(now) else None


def is_code_taken(connection: Connection, code: str) -> bool:
    """Tell whether a workshop has or had this code, as long as it is kept."""
    return _find(connection, "workshop.code = ?", code) is not None


def find_by_trainer(connection: Connection, trainer_hash: bytes) -> WorkshopRecord | None:
    """Return the workshop of which a trainer's link has this hash."""
    return _find(connection, "workshop.trainer_hash = ?", trainer_hash)


def find_by_recovery(connection: Connection, recovery_hash: bytes) -> WorkshopRecord | None:
    """Return the workshop of which a recovery code has this hash."""
    return _find(connection, "workshop.recovery_hash = ?", recovery_hash)


def replace_trainer(
    connection: Connection, workshop_id: int, trainer_hash: bytes, recovery_hash: bytes
) -> WorkshopRecord:
    """Give a workshop another trainer's link and recovery code; those of before, and their cookies, open nothing."""
    connection.execute(
        "UPDATE workshop SET trainer_hash = ?, recovery_hash = ? WHERE id = ?",
        (trainer_hash, recovery_hash, workshop_id),
    )
    return require_workshop(connection, workshop_id)


def delete_workshop(connection: Connection, workshop_id: int) -> None:
    """Delete a workshop with its rehearsal, seats, rounds and answers; self-scans begun from it stay."""
    connection.execute("DELETE FROM workshop WHERE id = ?", (workshop_id,))


def list_workshops_before(connection: Connection, day: date) -> tuple[int, ...]:
    """Return the ids of the workshops that were planned, and made, before a day; rehearsals go with theirs."""
    rows = connection.execute(
        "SELECT id FROM workshop WHERE day < ? AND made_at < ? AND rehearsal_of IS NULL ORDER BY day, id",
        (day.isoformat(), day.isoformat()),
    )
    return tuple(int(row["id"]) for row in rows)


def raise_revision(connection: Connection, workshop_id: int) -> WorkshopRecord:
    """Let screens and phones see that something changed. Raises WorkshopMissingError."""
    connection.execute("UPDATE workshop SET revision = revision + 1 WHERE id = ?", (workshop_id,))
    return require_workshop(connection, workshop_id)


def _find(connection: Connection, where: str, value: int | str | bytes) -> WorkshopRecord | None:
    row = connection.execute(_SELECT + where, (value,)).fetchone()
    return None if row is None else read_workshop(row)


def _write_new(new: NewWorkshop) -> tuple[str | int, ...]:
    if not 0 < new.heads <= MOST_HEADS:
        raise ValueError(f"A room has 1 to {MOST_HEADS} heads.")
    roles = tuple(_clean(role, ROLE_LENGTH) for role in new.roles)
    if len(set(roles)) != len(roles) or len(roles) > MOST_ROLES or not all(roles):
        raise ValueError(f"A room has at most {MOST_ROLES} roles, each once and with a name.")
    if not new.items or len(set(new.items)) != len(new.items):
        raise ValueError("A room is asked something, and each thing once.")
    return (
        _clean(new.title, TITLE_LENGTH),
        new.day.isoformat(),
        str(new.subject),
        new.municipality,
        new.language,
        new.version,
        _write_list(new.items),
        _write_list(roles),
        new.heads,
    )


def _clean(text: str, length: int) -> str:
    cleaned = replace_surrogates(text).strip()
    if len(cleaned) > length:
        raise ValueError(f"It has at most {length} characters.")
    return cleaned


def _write_list(values: Iterable[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))


def read_workshop(row: Row) -> WorkshopRecord:
    """Return the workshop of a row that has WORKSHOP_COLUMNS."""
    value = {name: row[f"workshop_{name}"] for name in _NAMES}
    for name in ("items", "roles", "groups"):
        value[name] = None if value[name] is None else tuple(json.loads(value[name]))
    for name in ("opened_at", "made_at"):
        value[name] = None if value[name] is None else datetime.fromisoformat(value[name])
    value["day"] = date.fromisoformat(value["day"])
    value["subject"], value["state"] = Subject(value["subject"]), RoomState(value["state"])
    value["door_open"] = bool(value["door_open"])
    return WorkshopRecord(**value)
