"""Taking a seat, and finding one's own again."""

from __future__ import annotations

from webapp.clock import utc_now
from webapp.store.connections import Connection
from webapp.store.seats import (
    NewSeat,
    Origin,
    RoleError,
    SeatRecord,
    SeatTakenError,
    create_seat,
    find_seat,
    find_seat_by_return,
)
from webapp.store.secrets import SECRET_PATTERN
from webapp.store.workshops import WorkshopRecord, find_by_code
from webapp.web.state import reading, writing
from webapp.workshops import live
from webapp.workshops.codes import clean_code
from webapp.workshops.devices import list_own_seats
from webapp.workshops.limits import CodeKind, count_wrong_code, refuse_many_codes
from webapp.workshops.secrets import SeatKeys, derive_seat, hash_code


def find_room(typed: str) -> WorkshopRecord | None:
    """Return the workshop of a typed code; None where it lets nobody in now, which is counted as a wrong one.

    Raises TooManyCodesError before anything is looked up, where too many wrong codes were typed.
    """
    refuse_many_codes(CodeKind.JOINING)
    now, code = utc_now(), clean_code(typed)
    with reading() as connection:
        found = find_by_code(connection, code, now)
    if found is None or not found.is_door_open(now):
        count_wrong_code(CodeKind.JOINING, code)
        return None
    return found


def take_seat(workshop: WorkshopRecord, nonce: str, role: str | None, *, shares_device: bool) -> SeatKeys:
    """Take a seat, or return the one that the same form took before. `role`: None where none was chosen.

    Raises DoorShutError, RoomFullError, RoleError, WorkshopMissingError and StoreUnavailable, and SeatTakenError also
    for a form that is none of ours.
    """
    if not SECRET_PATTERN.fullmatch(nonce):
        raise SeatTakenError
    if role is None and workshop.roles:
        raise RoleError
    keys = derive_seat(workshop.uid, nonce)
    origin = Origin.TABLE if shares_device else Origin.PHONE
    with writing() as connection:
        new = NewSeat(nonce, keys.secret, keys.return_hash, keys.signs, role or "", origin)
        create_seat(connection, workshop.id, new, utc_now())
    return keys


def is_full(workshop: WorkshopRecord) -> bool:
    """Tell whether as many take part as the door lets in, as it was within the last tick."""
    return live.look(workshop.uid).present >= workshop.door_limit


def find_by_return_code(workshop: WorkshopRecord, typed: str) -> str | None:
    """Return the secret of the seat with a return code in this room; None where there is none, which is counted.

    Raises TooManyCodesError where too many wrong ones were typed.
    """
    refuse_many_codes(CodeKind.RETURN)
    with reading() as connection:
        seat = _find_seat(connection, workshop, typed)
    return _lead_back(workshop, seat)


def find_by_both_codes(typed_room: str, typed: str) -> str | None:
    """Return the secret of a seat by the code of its room and its return code, also while the door is shut.

    None where the two belong to nobody, which is counted; it does not tell which one is wrong. Raises TooManyCodesError
    where too many wrong ones were typed.
    """
    refuse_many_codes(CodeKind.RETURN)
    with reading() as connection:
        workshop = find_by_code(connection, clean_code(typed_room), utc_now())
        seat = None if workshop is None else _find_seat(connection, workshop, typed)
    return _lead_back(workshop, seat)


def _find_seat(connection: Connection, workshop: WorkshopRecord, typed: str) -> SeatRecord | None:
    return find_seat_by_return(connection, workshop.id, hash_code(workshop.uid, clean_code(typed)))


def _lead_back(workshop: WorkshopRecord | None, seat: SeatRecord | None) -> str | None:
    if workshop is None or seat is None:
        count_wrong_code(CodeKind.RETURN)
        return None
    return derive_seat(workshop.uid, seat.nonce).secret


def list_seats_here(workshop: WorkshopRecord) -> tuple[tuple[str, SeatRecord], ...]:
    """Return the seats of a workshop that this browser took, with their secrets."""
    secrets = list_own_seats()
    if not secrets:
        return ()
    with reading() as connection:
        found = [(secret, find_seat(connection, secret)) for secret in secrets]
    return tuple(
        (secret, pair[0]) for secret, pair in found if pair and pair[1].id == workshop.id and not pair[0].removed
    )
