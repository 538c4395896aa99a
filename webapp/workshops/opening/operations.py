"""What is done to a workshop as a whole: making one, taking it over with the recovery code, rehearsing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from webapp.clock import utc_now
from webapp.store.connections import Connection
from webapp.store.rooms import open_room
from webapp.store.secrets import hash_secret
from webapp.store.workshops import (
    NewWorkshop,
    RoomState,
    WorkshopRecord,
    copy_for_rehearsal,
    create_workshop,
    find_by_recovery,
    find_by_trainer,
    replace_trainer,
)
from webapp.web.once import derive_secret
from webapp.web.state import reading, writing
from webapp.workshops.codes import RECOVERY_SIGNS, clean_code, draw_code
from webapp.workshops.limits import (
    CodeKind,
    count_new_workshop,
    count_wrong_code,
    refuse_many_codes,
    refuse_many_workshops,
)
from webapp.workshops.opening.invented import invent_seats
from webapp.workshops.secrets import draw_free_code, hash_code

RECOVERY = "recovery"


class AlreadyOpenedError(Exception):
    """The form came in again after the workshop was opened: its link is shown no more."""


class WrongRecoveryCodeError(Exception):
    """No workshop has this recovery code."""


@dataclass(frozen=True)
class Keys:
    """What opens a workshop for its trainer; it is shown once. `is_repeated`: the form came in before."""

    workshop: WorkshopRecord
    secret: str = field(repr=False)
    recovery: str = field(repr=False)
    is_repeated: bool = False


def make(new: NewWorkshop, form_value: str) -> Keys:
    """Make a workshop, or find the one that this form made.

    Raises FormValueError, AlreadyOpenedError, TooManyNewWorkshopsError and StoreUnavailable; nothing is made then.
    """
    secret, recovery = derive_keys(form_value)
    with reading() as connection:
        made = _find_made(connection, secret)
    if made is not None:
        return Keys(made, secret, recovery, is_repeated=True)
    refuse_many_workshops()
    with writing() as connection:
        if made := _find_made(connection, secret):
            return Keys(made, secret, recovery, is_repeated=True)
        made = create_workshop(
            connection,
            new,
            code=draw_free_code(connection),
            trainer_hash=hash_secret(secret),
            recovery_hash=hash_code(RECOVERY, recovery),
        )
    count_new_workshop()
    return Keys(made, secret, recovery)


def take_over(code: str, form_value: str) -> Keys:
    """Give the workshop with a recovery code another link and another code; those before work no longer.

    Raises WrongRecoveryCodeError, FormValueError, TooManyCodesError and StoreUnavailable; nothing changes then.
    """
    secret, recovery = derive_keys(form_value)
    refuse_many_codes(CodeKind.RECOVERY)
    with writing() as connection:
        found = find_by_recovery(connection, hash_code(RECOVERY, clean_code(code)))
        if found is not None:
            found = replace_trainer(connection, found.id, hash_secret(secret), hash_code(RECOVERY, recovery))
            return Keys(found, secret, recovery)
        found = find_by_trainer(connection, hash_secret(secret))  # the form came in twice
    if found is None:
        count_wrong_code(CodeKind.RECOVERY)
        raise WrongRecoveryCodeError
    return Keys(found, secret, recovery, is_repeated=True)


def rehearse(workshop: WorkshopRecord) -> WorkshopRecord:
    """Make the copy to rehearse in, with invented people in it, in the place of an earlier one.

    Raises WorkshopMissingError and StoreUnavailable.
    """
    with writing() as connection:
        copy = copy_for_rehearsal(connection, workshop.id, draw_free_code(connection))
        copy = open_room(connection, copy.id, utc_now(), draw_free_code(connection))
        invent_seats(connection, copy)
    return copy


def derive_keys(form_value: str) -> tuple[str, str]:
    """Return the secret of the link and the recovery code that a form gives. Raises FormValueError."""
    digest = hashlib.sha256(derive_secret(form_value, RECOVERY).encode()).digest()
    return derive_secret(form_value, "workshop"), draw_code(int.from_bytes(digest), RECOVERY_SIGNS)


def _find_made(connection: Connection, secret: str) -> WorkshopRecord | None:
    found = find_by_trainer(connection, hash_secret(secret))
    if found is not None and found.state is not RoomState.PREPARED:
        raise AlreadyOpenedError
    return found
