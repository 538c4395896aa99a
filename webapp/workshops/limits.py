"""Limits on what is tried and made without a secret: typed codes, and new workshops.

A code is short, so that tries are refused before it is looked up: who tries on learns nothing, not even by a right one.
Links and QR codes of ours carry a proof and go on meanwhile. Each kind of code has a budget of its own: whoever comes
back, or opens or takes over a workshop, does not wait for those who type the code of a room too early.
"""

from __future__ import annotations

import hmac
from enum import StrEnum

from werkzeug.exceptions import HTTPException, NotFound, TooManyRequests

from webapp.web.limits import client_address, get_limits
from webapp.web.state import get_settings

WRONG_CODES_SECONDS = 60
EVERYBODY = "everybody"
NEW_WORKSHOPS, NEW_WORKSHOPS_SECONDS = "new-workshops", 3600


class CodeKind(StrEnum):
    """What a typed code is for."""

    JOINING = "joining-codes"
    RETURN = "return-codes"
    RECOVERY = "recovery-codes"
    OPENING = "opening-codes"


class WrongCodeError(NotFound):
    """A typed code that leads nowhere."""


class TooManyCodesError(TooManyRequests):
    """So many wrong codes were typed that the next one has to wait, whatever it is. `retry_after` is in seconds."""


class TooManyNewWorkshopsError(TooManyRequests):
    """So many workshops were made from one address that the next one has to wait. `retry_after` is in seconds."""


def refuse_many_codes(kind: CodeKind) -> None:
    """Raise TooManyCodesError while no code of a kind may be typed: too many wrong ones from here, or from all."""
    limits = get_limits()
    for who, most in _budgets():
        if limits.count(kind, who, WRONG_CODES_SECONDS) >= most:
            raise TooManyCodesError(retry_after=limits.seconds_left(WRONG_CODES_SECONDS))


def count_wrong_code(kind: CodeKind, code: str = "") -> None:
    """Remember that a wrong code of a kind was typed; `code`: which one, if it can become a right one."""
    for who, _ in _budgets():
        get_limits().hit(kind, who, WRONG_CODES_SECONDS, code)


def give_back_code(code: str) -> None:
    """Forget that the code of a room was wrong so far: its door opens, and who typed it too early may type it again."""
    get_limits().give_back(CodeKind.JOINING, code, WRONG_CODES_SECONDS)


def answer_wrong_code(code: str) -> HTTPException:
    """Count a wrong code of a room, and return what to answer."""
    count_wrong_code(CodeKind.JOINING, code)
    return WrongCodeError()


def refuse_many_workshops() -> None:
    """Raise TooManyNewWorkshopsError where an address made as many workshops in this hour as it may."""
    count = get_limits().count(NEW_WORKSHOPS, client_address(), NEW_WORKSHOPS_SECONDS)
    if count >= get_settings().new_workshops_per_hour:
        raise TooManyNewWorkshopsError(retry_after=get_limits().seconds_left(NEW_WORKSHOPS_SECONDS))


def count_new_workshop() -> None:
    """Remember that an address made a workshop."""
    get_limits().hit(NEW_WORKSHOPS, client_address(), NEW_WORKSHOPS_SECONDS)


def asks_opening_code() -> bool:
    """Tell whether this installation lets only those make a workshop who know its opening code."""
    return bool(get_settings().workshop_code)


def is_opening_code(text: str) -> bool:
    """Tell whether a text is that code; any is where none is asked. Tries are for the caller to count."""
    wanted = get_settings().workshop_code
    return not wanted or hmac.compare_digest(text.strip().encode("utf-8", "replace"), wanted.encode())


def _budgets() -> tuple[tuple[str, int], ...]:
    settings = get_settings()
    return (client_address(), settings.wrong_codes_per_minute), (EVERYBODY, settings.all_wrong_codes_per_minute)
