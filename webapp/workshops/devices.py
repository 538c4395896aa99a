"""Which seats a browser took, in a cookie: so that a second device can be asked whose it is.

It holds the secrets of seats, which stand in the addresses that this browser opened anyway. No page needs it: a browser
that keeps no cookies is asked once more, and goes on.
"""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from webapp.store.secrets import SECRET_PATTERN
from webapp.web.state import get_settings

COOKIE = "deelname"
SECONDS = 24 * 3600
"""As long as a workshop can take, and the evening after it."""
MOST = 6
"""Seats that one browser remembers: a phone that goes round a table."""
MINE = "mijn"
"""The value of `toestel` in an address where somebody said that this device is theirs."""
_JOINT = "."


def list_own_seats() -> tuple[str, ...]:
    """Return the secrets of the seats that were taken with this browser, the last one first."""
    found = request.cookies.get(COOKIE, "").split(_JOINT)
    return tuple(dict.fromkeys(one for one in found if SECRET_PATTERN.fullmatch(one)))[:MOST]


def name_device() -> str | None:
    """Return what stands in an address for a browser that keeps no cookies, so that it is asked but once."""
    return None if list_own_seats() else MINE


def remember_seat(response: Response, secret: str) -> None:
    """Remember that a seat is this browser's too."""
    others = (one for one in list_own_seats() if one != secret)
    _write(response, (secret, *others))


def forget_seat(response: Response, secret: str) -> None:
    """Forget a seat that is gone."""
    _write(response, tuple(one for one in list_own_seats() if one != secret))


def _write(response: Response, seats: tuple[str, ...]) -> None:
    response.set_cookie(
        COOKIE,
        _JOINT.join(seats[:MOST]),
        max_age=SECONDS if seats else 0,
        secure=get_settings().secure,
        httponly=True,
        samesite="Lax",
    )
