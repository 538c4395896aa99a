"""What was sent, acknowledged and shown in a room, and whether it can all be true together.

It knows nothing of how the program does it: only what left the phones, what came back, and what is stored in the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from assessment.workshops.counts import Tally, Vote, count
from assessment.workshops.gate import FEWEST
from assessment.workshops.items import Votable

RECEIVED = "received"


@dataclass(frozen=True)
class Sent:
    """An answer that left a phone; `receipt` is what came back by `ended`, None where nothing did."""

    seat: int
    round: int
    number: int
    mask: str
    started: float
    ended: float | None = None
    receipt: str | None = None


@dataclass(frozen=True)
class Command:
    """Something that whoever leads the room did; `ended` is when they heard that it was done."""

    what: str
    round: int
    started: float
    ended: float


@dataclass(frozen=True)
class Seen:
    """What a phone or a screen was told; `answered` is None on a phone."""

    at: float
    revision: int
    scene: str
    round: int
    answered: int | None = None


@dataclass
class History:
    """All of a room, in whatever order it was written down."""

    sent: list[Sent] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)


@dataclass(frozen=True)
class Stored:
    """What is there in the end: answer and number by seat, for each round; what was shown of it; what was asked."""

    votes: Mapping[int, Mapping[int, tuple[str, int]]]
    tallies: Mapping[int, Tally]
    items: Mapping[int, Votable]


def check(history: History, stored: Stored) -> Iterator[str]:
    """Yield every way in which what was told is not true."""
    yield from _check_receipts(history, stored)
    yield from _check_late(history)
    yield from _check_counts(stored)
    yield from _check_shown(history)
    yield from _check_screens(history)


def _check_receipts(history: History, stored: Stored) -> Iterator[str]:
    """Each acknowledged answer is there, or a newer one that was sent; nothing is there that was not sent."""
    sent = {(one.seat, one.round, one.number): one.mask for one in history.sent}
    for (seat, round_id), newest in _newest_received(history).items():
        mask, number = stored.votes.get(round_id, {}).get(seat, ("", 0))
        if number < newest.number:
            yield f"lost: seat {seat}, round {round_id}: {newest.number} was acknowledged, {number} is there"
        elif number == newest.number and mask != newest.mask:
            yield f"changed: seat {seat}, round {round_id}: {newest.mask} was acknowledged, {mask} is there"
    for round_id, votes in stored.votes.items():
        for seat, (mask, number) in votes.items():
            if sent.get((seat, round_id, number)) != mask:
                yield f"invented: seat {seat}, round {round_id}: nobody sent {number}, {mask}"


def _newest_received(history: History) -> dict[tuple[int, int], Sent]:
    newest: dict[tuple[int, int], Sent] = {}
    for one in history.sent:
        if one.receipt == RECEIVED:
            before = newest.get((one.seat, one.round))
            if before is None or before.number < one.number:
                newest[one.seat, one.round] = one
    return newest


def _check_late(history: History) -> Iterator[str]:
    """What left a phone for the first time after a round was closed is never acknowledged as received."""
    closed = {one.round: one.ended for one in history.commands if one.what == "close"}
    first: dict[tuple[int, int, int], float] = {}
    for one in history.sent:
        key = one.seat, one.round, one.number
        first[key] = min(one.started, first.get(key, one.started))
    for one in history.sent:
        begun = first[one.seat, one.round, one.number]
        if one.receipt == RECEIVED and one.round in closed and begun > closed[one.round]:
            yield f"late: seat {one.seat}, round {one.round}: {one.number} was received after the round was closed"


def _check_counts(stored: Stored) -> Iterator[str]:
    """Each answer that is there is counted once."""
    for round_id, tally in stored.tallies.items():
        votes = [Vote(seat, mask) for seat, (mask, _) in stored.votes.get(round_id, {}).items()]
        expected = count(stored.items[round_id], votes)
        if tally.counts is None and expected.real >= FEWEST:
            yield f"hidden: round {round_id} shows nothing of {expected.real} answers"
        elif tally.counts is not None and tally.counts != expected:
            yield f"miscounted: round {round_id} shows {tally.counts}, there are {expected}"


def _check_shown(history: History) -> Iterator[str]:
    """Nobody hears that a round is shown before somebody showed it."""
    shown = {one.round: one.started for one in history.commands if one.what == "reveal"}
    for one in history.seen:
        if one.scene == "revealed" and one.at < shown.get(one.round, float("inf")):
            yield f"early: round {one.round} was seen as shown at {one.at:.3f}"


def _check_screens(history: History) -> Iterator[str]:
    """A screen never counts more people than had sent an answer by then."""
    starts: dict[tuple[int, int], float] = {}
    for one in history.sent:
        key = one.round, one.seat
        starts[key] = min(one.started, starts.get(key, one.started))
    by_round: dict[int, list[float]] = {}
    for (round_id, _), started in starts.items():
        by_round.setdefault(round_id, []).append(started)
    for seen in history.seen:
        if seen.answered:
            sent = sum(started <= seen.at for started in by_round.get(seen.round, []))
            if seen.answered > sent:
                yield f"too many: a screen counted {seen.answered} in round {seen.round}, {sent} had sent something"
