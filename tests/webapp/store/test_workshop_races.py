"""Many who come in, answer and close at the same moment: each is there once, the newest stands, none after closing."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from assessment.workshops.gate import FEWEST
from tests.webapp.store.test_workshops import NEW, NO, NOW, YES, item, make, open_item, seat_of, sit
from tests.webapp.store.writing import read, write
from webapp.store.database import Database
from webapp.store.rounds import RoundRecord, close_round, reveal_round
from webapp.store.seats import RoomFullError, SeatRecord, count_present, create_seat
from webapp.store.votes import Outcome, Receipt, find_vote, list_numbers, save_vote
from webapp.store.workshops import WorkshopRecord

AT_ONCE = 8


@pytest.fixture
def room(patient: Database) -> WorkshopRecord:
    return make(patient, NEW)


def test_one_form_that_is_sent_many_times_at_once_makes_one_seat(patient: Database, room: WorkshopRecord) -> None:
    def join(_: int) -> SeatRecord:
        return write(patient, create_seat, room.id, seat_of(1), NOW)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        seats = set(pool.map(join, range(3 * AT_ONCE)))
    assert len(seats) == 1
    assert read(patient, count_present, room.id) == 1


def test_no_more_come_in_at_once_than_the_door_lets_in(patient: Database, room: WorkshopRecord) -> None:
    def join(number: int) -> bool:
        try:
            write(patient, create_seat, room.id, seat_of(number), NOW)
        except RoomFullError:
            return False
        return True

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert sum(pool.map(join, range(room.door_limit + 10))) == room.door_limit
    assert read(patient, count_present, room.id) == room.door_limit


def test_in_whatever_order_answers_arrive_the_newest_stands(patient: Database, room: WorkshopRecord) -> None:
    (seat,) = sit(patient, room, 1)
    entry = open_item(patient, room)
    numbers = list(range(1, 25))
    random.Random(3).shuffle(numbers)

    def vote(number: int) -> Receipt:
        return write(patient, save_vote, seat.id, entry.id, YES if number == max(numbers) else NO, number)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        receipts = list(pool.map(vote, numbers))
    assert read(patient, find_vote, seat.id, entry.id) == (YES, 24)
    assert {receipt.outcome for receipt in receipts} <= {Outcome.SAVED, Outcome.OLDER}


def test_who_answers_while_the_round_is_closed_is_in_or_hears_that_it_is_too_late(
    patient: Database, room: WorkshopRecord
) -> None:
    seats = sit(patient, room, 20)
    entry = open_item(patient, room)

    def act(place: int) -> RoundRecord | Receipt:
        if place == len(seats) // 2:
            return write(patient, close_round, room.id, entry.id)
        return write(patient, save_vote, seats[place].id, entry.id, YES, 1)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = list(pool.map(act, range(len(seats))))
    saved = [done_.outcome for done_ in done if isinstance(done_, Receipt)].count(Outcome.SAVED)
    assert len(read(patient, list_numbers, entry.id)) == saved
    shown = write(patient, reveal_round, room.id, entry.id, item(), FEWEST)
    assert shown.tally is not None
    assert (shown.tally.counts.real if shown.tally.counts else 0) == (saved if saved >= FEWEST else 0)
