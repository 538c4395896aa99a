"""What an answer rests on: how sure whoever gave it is, and where that can be seen.

It belongs to any answer, agreed or of a voice, and changes no score: what a guess is worth is `assessment.guesses`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlsplit

LONGEST_URL = 500


class Confidence(StrEnum):
    """How sure somebody is of an answer, from most to least."""

    SURE = "sure"
    FAIRLY = "fairly"
    GUESS = "guess"


class Basis(NamedTuple):
    """How sure, and on what: an address and its day. All of it may be left out."""

    confidence: Confidence | None = None
    url: str = ""
    day: date | None = None

    @property
    def is_guess(self) -> bool:
        """Whether the answer is a guess."""
        return self.confidence is Confidence.GUESS

    @property
    def without_evidence(self) -> Basis:
        """The same, of which only is told how sure it is."""
        return NO_BASIS if self.confidence is None else Basis(self.confidence)


NO_BASIS = Basis()


class AddressError(ValueError):
    """A text that is no address of a page."""


def read_url(written: str) -> str:
    """The address that was written, with `https://` where it has none. Raises AddressError when it can't be one."""
    if not written:
        return ""
    url = written if "://" in written else f"https://{written}"
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port  # a port that is none tells `javascript:x` from an address
    except ValueError:
        raise AddressError from None
    is_odd = any(sign.isspace() or not sign.isprintable() for sign in url)
    if parts.scheme not in ("http", "https") or not host or len(url) > LONGEST_URL or is_odd:
        raise AddressError
    return url


def plain_basis(basis: Basis) -> dict[str, object]:
    """The basis as plain data; nothing of what was left out. `read_basis` gives it back."""
    found: dict[str, object] = {}
    if basis.confidence is not None:
        found["confidence"] = str(basis.confidence)
    if basis.url or basis.day is not None:
        found["evidence"] = {"url": basis.url, "day": basis.day.isoformat() if basis.day is not None else None}
    return found


def read_basis(plain: Mapping[str, object]) -> Basis:
    """The basis that stands beside an answer in plain data. Raises ValueError or TypeError when it can't be one."""
    confidence, evidence = plain.get("confidence"), plain.get("evidence")
    found = None if confidence is None else Confidence(str(confidence))
    if evidence is None:
        return Basis(found)
    if not isinstance(evidence, Mapping):
        raise TypeError
    url, day = evidence.get("url", ""), evidence.get("day")
    if not isinstance(url, str) or not (day is None or isinstance(day, str)):
        raise TypeError
    return Basis(found, read_url(url), None if day is None else date.fromisoformat(day))


def choose_basis(bases: Iterable[Basis]) -> Basis:
    """Of what several people say who gave the same answer, that of who is surest; with evidence before without."""
    order = list(Confidence)
    return min(
        bases,
        key=lambda one: (len(order) if one.confidence is None else order.index(one.confidence), not one.url),
        default=NO_BASIS,
    )
