"""The check of what was sent, acknowledged and shown finds each way in which it can be untrue."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.content import load_content
from assessment.workshops.choices import mask_of
from assessment.workshops.counts import Counts, Tally
from assessment.workshops.items import Votable, find_votable
from tests.performance.history import Command, History, Seen, Sent, Stored, check

ITEM = find_votable(load_content().questionnaire, "webcare.reports")
assert ITEM is not None
YES, NO = mask_of(ITEM, "always"), mask_of(ITEM, "never")


def whole() -> tuple[History, Stored]:
    """A round in which all is as it should be: six answer, one changes their mind, one is late."""
    sent = [Sent(seat, 1, 1, YES, seat, seat + 0.1, "received") for seat in range(6)]
    sent += [Sent(0, 1, 2, NO, 7, 7.1, "received"), Sent(5, 1, 2, NO, 12, 12.1, "late")]
    commands = [Command("open", 1, -2, -1), Command("close", 1, 10, 11), Command("reveal", 1, 20, 21)]
    seen = [Seen(8, 2, "open", 1, 6), Seen(20.5, 4, "revealed", 1), Seen(21, 4, "revealed", 1, 6)]
    votes = dict.fromkeys(range(1, 6), (YES, 1)) | {0: (NO, 2)}
    tally = Tally(Counts((5, 0, 0, 0, 1), 6, 0, 0))
    return History(sent, commands, seen), Stored({1: votes}, {1: tally}, {1: votable()})


def votable() -> Votable:
    assert ITEM is not None
    return ITEM


def problems(history: History, stored: Stored) -> list[str]:
    return [problem.partition(":")[0] for problem in check(history, stored)]


def with_votes(stored: Stored, **changed: tuple[str, int]) -> Stored:
    return replace(stored, votes={1: {**stored.votes[1], **{int(k[1:]): v for k, v in changed.items()}}})


def test_a_round_in_which_all_is_true_has_no_problem() -> None:
    assert problems(*whole()) == []


def test_an_acknowledged_answer_that_is_not_there_is_found() -> None:
    history, stored = whole()
    gone = {seat: vote for seat, vote in stored.votes[1].items() if seat != 3}
    assert problems(history, replace(stored, votes={1: gone})) == ["lost", "miscounted"]


def test_an_older_answer_in_the_place_of_a_newer_one_is_found() -> None:
    history, stored = whole()
    assert problems(history, with_votes(stored, s0=(YES, 1))) == ["lost", "miscounted"]


def test_another_answer_than_was_acknowledged_is_found() -> None:
    history, stored = whole()
    assert problems(history, with_votes(stored, s3=(NO, 1)))[:2] == ["changed", "invented"]


def test_an_answer_that_nobody_sent_is_found() -> None:
    history, stored = whole()
    assert "invented" in problems(history, with_votes(stored, s9=(NO, 1)))


def test_an_answer_that_was_received_after_closing_is_found() -> None:
    history, stored = whole()
    history.sent[-1] = replace(history.sent[-1], receipt="received")
    assert "late" in problems(history, stored)


def test_an_answer_sent_again_after_closing_that_was_there_before_is_no_problem() -> None:
    history, stored = whole()
    history.sent.append(Sent(3, 1, 1, YES, 12, 12.1, "received"))
    assert problems(history, stored) == []


@pytest.mark.parametrize("counts", [Counts((6, 0, 0, 0, 1), 7, 0, 0), Counts((5, 0, 0, 0, 0), 5, 0, 0), None])
def test_an_answer_that_is_counted_twice_or_never_is_found(counts: Counts | None) -> None:
    history, stored = whole()
    found = problems(history, replace(stored, tallies={1: Tally(counts)}))
    assert found == ["hidden" if counts is None else "miscounted"]


def test_a_reveal_that_was_seen_too_early_is_found() -> None:
    history, stored = whole()
    history.seen.append(Seen(15, 3, "revealed", 1))
    assert problems(history, stored) == ["early"]


def test_a_screen_that_counts_more_than_answered_is_found() -> None:
    history, stored = whole()
    history.seen.append(Seen(2.5, 2, "open", 1, 4))
    assert problems(history, stored) == ["too many"]
