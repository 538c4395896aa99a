"""What opens a workshop, and how it is made: drawn, or from the server's key; only hashes are kept.

The secret of a seat follows from the nonce of the form that made it, so that a form that is sent again leads to the
same seat and nothing of it need be stored. A code is short: its hash takes the key, else it could be tried out.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from webapp.config import read_secret_key
from webapp.store.connections import Connection
from webapp.store.secrets import SECRET_BYTES
from webapp.store.workshops import is_code_taken
from webapp.web.state import get_settings
from webapp.workshops.codes import JOIN_SIGNS, RETURN_SIGNS, SEAT_SIGNS, SIGNS, draw_code

PROOF_SIGNS = 10
MOST_SIGNS = 12
"""So many signs a seat is offered; by chance one of them is free."""
_DOT = "."


@dataclass(frozen=True)
class SeatKeys:
    """What follows from the nonce of a seat: its own address, the code that leads back to it, and its signs."""

    secret: str = field(repr=False)
    return_code: str = field(repr=False)
    return_hash: bytes
    signs: tuple[str, ...]


def draw_free_code(connection: Connection) -> str:
    """Return a join code that no workshop has."""
    while True:
        code = "".join(secrets.choice(SIGNS) for _ in range(JOIN_SIGNS))
        if not is_code_taken(connection, code):
            return code


def hash_code(purpose: str, code: str) -> bytes:
    """Return what is kept of a code. The same code for another purpose has another hash."""
    return _digest(_read_key(), "code", purpose, code)


def derive_seat(workshop_uid: str, nonce: str) -> SeatKeys:
    """Return what follows from the nonce of a form in a room."""
    key = _read_key()
    secret = _write(_digest(key, "seat", workshop_uid, nonce)[:SECRET_BYTES])
    code = _derive_code(key, "return", workshop_uid, nonce, length=RETURN_SIGNS)
    signs = tuple(_derive_code(key, f"sign {n}", workshop_uid, nonce, length=SEAT_SIGNS) for n in range(MOST_SIGNS))
    return SeatKeys(secret, code, hash_code(workshop_uid, code), signs)


def room_address(code: str) -> str:
    """Return how a room is named in addresses that we give out: its code, with a proof that nobody typed it.

    Whoever has it is let in also while typing has to wait.
    """
    return f"{code}{_DOT}{_derive_code(_read_key(), 'room', code, length=PROOF_SIGNS)}"


def read_room_address(text: str) -> tuple[str, bool]:
    """Return the code in the address of a room, as it was written, and whether it carries the proof."""
    code, _, proof = text.partition(_DOT)
    is_proven = hmac.compare_digest(room_address(code).encode(), text.encode("utf-8", "replace"))
    return code, bool(proof) and is_proven


def sign_trainer(uid: str, trainer_hash: bytes, purpose: str) -> str:
    """Return what shows that somebody leads a workshop; another one as soon as its link is replaced."""
    return _write(_digest(_read_key(), f"trainer {purpose}", uid, trainer_hash.hex()))


def _derive_code(key: bytes, purpose: str, *parts: str, length: int) -> str:
    return draw_code(int.from_bytes(_digest(key, purpose, *parts), "big"), length)


def _digest(key: bytes, purpose: str, *parts: str) -> bytes:
    told = "\n".join(["workshop", purpose, *parts]).encode("utf-8", "surrogatepass")
    return hmac.digest(key, told, hashlib.sha256)


def _read_key() -> bytes:
    """Return the server's key. It is a file: once for all that follows from it together."""
    return read_secret_key(get_settings()).encode()


def _write(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
