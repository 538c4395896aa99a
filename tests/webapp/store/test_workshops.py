"""Workshops in the store: who comes in, what a round goes through, and that no answer is lost, doubled or late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from assessment.model import UNKNOWN
from assessment.workshops.choices import mask_of
from assessment.workshops.counts import Counts, Tally
from assessment.workshops.items import Votable, find_votable
from assessment.workshops.stages import Stage, WrongStageError
from tests.newest import NEWEST, newest_content
from tests.webapp.store.writing import read, write
from webapp.store.assessments import AssessmentRecord, delete_assessment, get_assessment
from webapp.store.backup import backup_database, restore_database
from webapp.store.connections import Connection
from webapp.store.database import Database, open_database
from webapp.store.rooms import bind_assessment, end_room, move_door, open_door, open_room, shut_door
from webapp.store.rounds import (
    RoundMissingError,
    RoundRecord,
    agree,
    close_round,
    get_round,
    list_rounds,
    open_round,
    prepare_round,
    reveal_round,
    set_hands,
    show_round,
    skip_round,
)
from webapp.store.seats import (
    DoorShutError,
    NewSeat,
    Origin,
    RoleError,
    RoomFullError,
    SeatRecord,
    SeatTakenError,
    count_present,
    create_seat,
    delete_seat,
    find_seat,
    find_seat_by_return,
    remove_seat,
)
from webapp.store.votes import Outcome, Receipt, count_votes, find_vote, list_own_votes, save_vote
from webapp.store.workshops import (
    NewWorkshop,
    RoomState,
    Subject,
    WorkshopRecord,
    change_workshop,
    copy_for_rehearsal,
    create_workshop,
    delete_workshop,
    find_by_code,
    find_by_recovery,
    find_by_trainer,
    find_workshop,
    get_workshop,
    list_workshops_before,
    replace_trainer,
)

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
ITEM = "webcare.reports"
NEW = NewWorkshop("Sessie", date(2027, 3, 1), Subject.ONE, "44021", "nl", NEWEST, (ITEM, "webcare.scheme"), (), 20)


def item(key: str = ITEM) -> Votable:
    found = find_votable(newest_content().questionnaire, key)
    assert found is not None
    return found


YES, NO, DONT_KNOW = mask_of(item(), "always"), mask_of(item(), "never"), mask_of(item(), UNKNOWN)


@pytest.fixture
def workshop(database: Database) -> WorkshopRecord:
    return make(database, NEW)


def make(database: Database, new: NewWorkshop, code: str = "ACDEFH") -> WorkshopRecord:
    made = write(
        database, create_workshop, new, code=code, trainer_hash=code.encode(), recovery_hash=code.lower().encode()
    )
    return write(database, open_room, made.id, NOW, "MNPQRT")


def seat_of(number: int, role: str = "", origin: Origin = Origin.PHONE) -> NewSeat:
    name = f"seat {number}"
    return NewSeat(name, f"secret {name}", name.encode(), (f"S{number}",), role, origin)


def sit(database: Database, workshop: WorkshopRecord, count: int, start: int = 0, role: str = "") -> list[SeatRecord]:
    numbers = range(start, start + count)
    return [write(database, create_seat, workshop.id, seat_of(number, role), NOW) for number in numbers]


def open_item(database: Database, workshop: WorkshopRecord, key: str = ITEM, no: int = 1) -> RoundRecord:
    prepared = write(database, prepare_round, workshop.id, key, no)
    return write(database, open_round, workshop.id, prepared.id, NOW)


def vote(database: Database, seat: SeatRecord, entry: RoundRecord, mask: str = YES, number: int = 1) -> Receipt:
    return write(database, save_vote, seat.id, entry.id, mask, number)


def reveal(database: Database, entry: RoundRecord, least: int = 5) -> Tally:
    write(database, close_round, entry.workshop_id, entry.id)
    shown = write(database, reveal_round, entry.workshop_id, entry.id, item(entry.item), least)
    assert shown.tally is not None
    return shown.tally


def revision(database: Database, workshop: WorkshopRecord) -> int:
    found = read(database, get_workshop, workshop.id)
    assert found is not None
    return found.revision


def test_a_workshop_is_kept_as_it_was_prepared(database: Database, workshop: WorkshopRecord) -> None:
    assert workshop == read(database, find_workshop, workshop.uid)
    assert (workshop.title, workshop.day, workshop.subject, workshop.items) == (NEW.title, NEW.day, "one", NEW.items)
    assert (workshop.heads, workshop.door_limit, workshop.state) == (20, 23, RoomState.OPEN)
    assert workshop.groups is None


def test_what_is_prepared_changes_until_the_room_opens(database: Database) -> None:
    made = write(database, create_workshop, NEW, code="ACDEFH", trainer_hash=b"t", recovery_hash=b"r")
    changed = write(database, change_workshop, made.id, replace(NEW, title="Anders", heads=200))
    assert (changed.title, changed.door_limit) == ("Anders", 220)
    write(database, open_room, made.id, NOW, "MNPQRT")
    with pytest.raises(WrongStageError):
        write(database, change_workshop, made.id, NEW)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(NEW, heads=0),
        replace(NEW, heads=100_000),
        replace(NEW, items=()),
        replace(NEW, items=(ITEM, ITEM)),
        replace(NEW, roles=("Politie", "Politie ")),
        replace(NEW, roles=("",)),
        replace(NEW, title="x" * 101),
    ],
)
def test_what_no_room_can_be_is_refused(database: Database, wrong: NewWorkshop) -> None:
    with pytest.raises(ValueError, match=r"has|asked"):
        write(database, create_workshop, wrong, code="ACDEFH", trainer_hash=b"t", recovery_hash=b"r")


def test_a_code_leads_to_the_room_while_it_is_open_and_for_twelve_hours_at_most(database: Database) -> None:
    made = write(database, create_workshop, NEW, code="ACDEFH", trainer_hash=b"t", recovery_hash=b"r")
    assert read(database, find_by_code, "ACDEFH", NOW) is None
    write(database, open_room, made.id, NOW, "MNPQRT")
    last = NOW + timedelta(hours=12) - timedelta(seconds=1)
    assert read(database, find_by_code, "ACDEFH", last) is not None
    assert read(database, find_by_code, "ACDEFH", last + timedelta(seconds=1)) is None
    ended = write(database, end_room, made.id)
    assert read(database, find_by_code, "ACDEFH", last) == ended
    assert not ended.is_code_alive(NOW)


def test_a_room_that_opens_again_after_its_code_was_over_gets_another_code(
    database: Database, workshop: WorkshopRecord
) -> None:
    assert write(database, open_room, workshop.id, NOW + timedelta(hours=1), "MNPQRT").code == "ACDEFH"
    again = write(database, open_room, workshop.id, NOW + timedelta(hours=20), "MNPQRT")
    assert again.code == "MNPQRT"
    assert read(database, find_by_code, "ACDEFH", NOW + timedelta(hours=20)) is None


def test_a_trainers_link_and_recovery_code_are_replaced_together(database: Database, workshop: WorkshopRecord) -> None:
    assert read(database, find_by_trainer, b"ACDEFH") == workshop
    assert read(database, find_by_recovery, b"acdefh") == workshop
    write(database, replace_trainer, workshop.id, b"new", b"new too")
    assert read(database, find_by_trainer, b"ACDEFH") is None
    assert read(database, find_by_recovery, b"acdefh") is None
    assert read(database, find_by_trainer, b"new") is not None


# --- seats


def test_a_form_that_is_sent_again_finds_the_seat_it_made_also_when_the_door_is_shut(
    database: Database, workshop: WorkshopRecord
) -> None:
    first = write(database, create_seat, workshop.id, seat_of(1), NOW)
    write(database, shut_door, workshop.id)
    assert write(database, create_seat, workshop.id, seat_of(1), NOW) == first
    with pytest.raises(DoorShutError):
        write(database, create_seat, workshop.id, seat_of(2), NOW)
    write(database, open_door, workshop.id)
    assert write(database, create_seat, workshop.id, seat_of(2), NOW) != first


def test_of_a_seat_no_secret_is_stored_and_no_time(database: Database, workshop: WorkshopRecord) -> None:
    (seat,) = sit(database, workshop, 1)
    vote(database, seat, open_item(database, workshop))
    with database.read() as connection:
        rows = [dict(row) for table in ("seat", "vote") for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608
        audit = connection.execute("SELECT count(*) FROM audit").fetchone()[0]
    assert set(rows[0]) == {
        "id",
        "workshop_id",
        "secret_hash",
        "nonce",
        "return_hash",
        "origin",
        "role",
        "sign",
        "removed",
    }
    assert set(rows[1]) == {"round_id", "seat_id", "answer", "number"}
    assert "secret seat 0" not in str(rows)
    assert audit == 0


def test_the_door_lets_in_a_tenth_more_than_expected_and_at_least_three(database: Database) -> None:
    small = make(database, replace(NEW, heads=2))
    sit(database, small, 5)
    with pytest.raises(RoomFullError):
        write(database, create_seat, small.id, seat_of(9), NOW)
    write(database, move_door, small.id, 6)
    sit(database, small, 1, start=9)


def test_nobody_comes_in_after_the_end_or_twelve_hours(database: Database, workshop: WorkshopRecord) -> None:
    with pytest.raises(DoorShutError):
        write(database, create_seat, workshop.id, seat_of(1), NOW + timedelta(hours=12))
    write(database, end_room, workshop.id)
    with pytest.raises(DoorShutError):
        write(database, create_seat, workshop.id, seat_of(1), NOW)


def test_a_seat_is_found_by_its_address_and_by_its_return_code_until_the_end(
    database: Database, workshop: WorkshopRecord
) -> None:
    (seat,) = sit(database, workshop, 1)
    assert read(database, find_seat, "secret seat 0") == (seat, workshop)
    assert read(database, find_seat, "seat 0") is None
    assert read(database, find_seat_by_return, workshop.id, b"seat 0") == seat
    write(database, end_room, workshop.id)
    assert read(database, find_seat_by_return, workshop.id, b"seat 0") is None
    found = read(database, find_seat, "secret seat 0")
    assert found is not None
    assert found[0] == seat


def test_two_seats_never_share_a_sign_or_a_return_code(database: Database, workshop: WorkshopRecord) -> None:
    first, second = (replace(seat_of(number), signs=("SAME", "NEXT")) for number in (1, 2))
    assert write(database, create_seat, workshop.id, first, NOW).sign == "SAME"
    assert write(database, create_seat, workshop.id, second, NOW).sign == "NEXT"
    with pytest.raises(SeatTakenError):
        write(database, create_seat, workshop.id, replace(seat_of(3), signs=("SAME",)), NOW)
    with pytest.raises(SeatTakenError):
        write(database, create_seat, workshop.id, replace(seat_of(4), return_hash=b"seat 1"), NOW)


def count_roles(connection: Connection, workshop_id: int) -> dict[str, int]:
    query = "SELECT role, count(*) AS n FROM seat WHERE workshop_id = ? AND removed = 0 GROUP BY role"
    return {row["role"]: row["n"] for row in connection.execute(query, (workshop_id,))}


def test_roles_are_fixed_when_the_first_round_opens(database: Database) -> None:
    room = make(database, replace(NEW, roles=("Politie", "Onthaal", "Schepen")))
    with pytest.raises(RoleError):
        sit(database, room, 1)
    sit(database, room, 2, role="Politie")
    sit(database, room, 3, start=2, role="Onthaal")
    assert read(database, count_roles, room.id) == {"Politie": 2, "Onthaal": 3}
    open_item(database, room)
    with pytest.raises(RoleError):
        sit(database, room, 1, start=9, role="Schepen")
    sit(database, room, 1, start=9, role="Politie")
    sit(database, room, 1, start=10, role="")
    fixed = read(database, get_workshop, room.id)
    assert fixed is not None
    assert fixed.groups == ("Onthaal", "Politie")


def test_a_question_before_an_empty_room_takes_nobodys_role_away(database: Database) -> None:
    room = make(database, replace(NEW, roles=("Politie", "Onthaal")))
    early = open_item(database, room)
    people = [*sit(database, room, 5, role="Politie"), *sit(database, room, 5, start=5, role="Onthaal")]
    for seat in people:
        vote(database, seat, early)
    assert reveal(database, early).groups == {}
    open_item(database, room, no=2)
    fixed = read(database, get_workshop, room.id)
    assert fixed is not None
    assert fixed.groups == ("Onthaal", "Politie")


def test_a_rehearsal_takes_invented_seats_only_and_a_room_none(database: Database, workshop: WorkshopRecord) -> None:
    rehearsal = write(database, copy_for_rehearsal, workshop.id, "TUVWXY")
    rehearsal = write(database, open_room, rehearsal.id, NOW, "-")
    write(database, create_seat, rehearsal.id, seat_of(1, origin=Origin.INVENTED), NOW)
    with pytest.raises(DoorShutError):
        write(database, create_seat, rehearsal.id, seat_of(2), NOW)
    with pytest.raises(DoorShutError):
        write(database, create_seat, workshop.id, seat_of(2, origin=Origin.INVENTED), NOW)
    assert (rehearsal.items, rehearsal.code, rehearsal.trainer_hash) == (workshop.items, "TUVWXY", None)


def test_a_second_rehearsal_takes_the_place_of_the_first(database: Database, workshop: WorkshopRecord) -> None:
    first = write(database, copy_for_rehearsal, workshop.id, "TUVWXY")
    second = write(database, copy_for_rehearsal, workshop.id, "PQRTUV")
    assert read(database, find_workshop, first.uid) is None
    assert read(database, find_workshop, second.uid) == second


# --- rounds


def test_a_round_goes_one_way(database: Database, workshop: WorkshopRecord) -> None:
    entry = write(database, prepare_round, workshop.id, ITEM)
    steps: dict[Stage, Callable[[], object]] = {
        Stage.OPEN: lambda: write(database, open_round, workshop.id, entry.id, NOW),
        Stage.CLOSED: lambda: write(database, close_round, workshop.id, entry.id),
        Stage.REVEALED: lambda: write(database, reveal_round, workshop.id, entry.id, item(), 5),
    }
    for stage, step in steps.items():
        for other, wrong in steps.items():
            if other is not stage:
                with pytest.raises(WrongStageError):
                    wrong()
        step()
        found = read(database, get_round, entry.id)
        assert found is not None
        assert found.stage is stage
    for again in steps.values():
        with pytest.raises(WrongStageError):
            again()
    with pytest.raises(WrongStageError):
        write(database, skip_round, workshop.id, entry.id)


def test_every_command_raises_the_revision_by_one_and_nothing_of_a_seat_does(
    database: Database, workshop: WorkshopRecord
) -> None:
    before = revision(database, workshop)
    (seat,) = sit(database, workshop, 1)
    assert revision(database, workshop) == before
    entry = write(database, prepare_round, workshop.id, ITEM)
    assert revision(database, workshop) == before + 1
    write(database, open_round, workshop.id, entry.id, NOW)
    assert revision(database, workshop) == before + 2
    vote(database, seat, entry)
    assert revision(database, workshop) == before + 2
    reveal(database, entry)
    assert revision(database, workshop) == before + 4
    write(database, delete_seat, seat.id)
    assert revision(database, workshop) == before + 4


def test_one_round_at_a_time_and_a_second_one_only_of_what_was_shown(
    database: Database, workshop: WorkshopRecord
) -> None:
    with pytest.raises(WrongStageError):
        write(database, prepare_round, workshop.id, ITEM, 2)
    entry = open_item(database, workshop)
    with pytest.raises(WrongStageError):
        write(database, prepare_round, workshop.id, "webcare.scheme")
    reveal(database, entry)
    with pytest.raises(WrongStageError):
        write(database, prepare_round, workshop.id, ITEM)
    second = open_item(database, workshop, no=2)
    reveal(database, second)
    with pytest.raises(WrongStageError):
        write(database, prepare_round, workshop.id, ITEM, 3)
    assert [(entry.item, entry.no) for entry in read(database, list_rounds, workshop.id)] == [(ITEM, 1), (ITEM, 2)]


def test_what_is_only_prepared_gives_way_to_something_else(database: Database, workshop: WorkshopRecord) -> None:
    write(database, prepare_round, workshop.id, ITEM)
    other = write(database, prepare_round, workshop.id, "webcare.scheme")
    assert read(database, list_rounds, workshop.id) == (other,)


def test_skipping_drops_the_answers_unseen_and_it_can_be_asked_again(
    database: Database, workshop: WorkshopRecord
) -> None:
    seats = sit(database, workshop, 6)
    entry = open_item(database, workshop)
    for seat in seats:
        vote(database, seat, entry)
    write(database, skip_round, workshop.id, entry.id)
    with database.read() as connection:
        assert connection.execute("SELECT count(*) FROM vote").fetchone()[0] == 0
    assert read(database, list_rounds, workshop.id) == ()
    assert reveal(database, open_item(database, workshop)) == Tally()


def test_a_round_of_another_room_is_not_there(database: Database, workshop: WorkshopRecord) -> None:
    other = make(database, NEW, "TUVWXY")
    entry = write(database, prepare_round, other.id, ITEM)
    with pytest.raises(RoundMissingError):
        write(database, open_round, workshop.id, entry.id, NOW)


def test_nothing_is_tallied_before_the_reveal_and_nothing_changes_after_it(
    database: Database, workshop: WorkshopRecord
) -> None:
    seats = sit(database, workshop, 7)
    entry = open_item(database, workshop)
    for seat in seats:
        vote(database, seat, entry, YES if seat.id % 2 else NO)
    closed = write(database, close_round, workshop.id, entry.id)
    assert closed.tally is None
    shown = write(database, reveal_round, workshop.id, entry.id, item(), 5)
    assert shown.tally == Tally(Counts((4, 0, 0, 0, 3), 7, 0, 0))
    for seat in seats[:4]:
        write(database, delete_seat, seat.id)
    later = read(database, get_round, entry.id)
    assert later is not None
    assert later.tally == shown.tally


def test_a_tally_that_was_tampered_with_shows_nothing(database: Database, workshop: WorkshopRecord) -> None:
    entry = open_item(database, workshop)
    reveal(database, entry)
    for text in ("", "nonsense", "[]", '{"counts":{"options":[-1]}}', '{"counts":null}'):
        with database.write() as connection:
            connection.execute("UPDATE round SET tally = ?", (text,))
        found = read(database, get_round, entry.id)
        assert found is not None
        assert found.tally == Tally()


def test_hands_stand_beside_the_answers(database: Database, workshop: WorkshopRecord) -> None:
    seats = sit(database, workshop, 5)
    entry = open_item(database, workshop)
    for seat in seats:
        vote(database, seat, entry)
    with pytest.raises(WrongStageError):
        write(database, set_hands, workshop.id, entry.id, (1, 0, 0, 0, 0))
    tally = reveal(database, entry)
    found = write(database, set_hands, workshop.id, entry.id, (9, 0, 0, 0, 0))
    assert (found.hands, found.tally) == ((9, 0, 0, 0, 0), tally)
    with pytest.raises(ValueError, match="0"):
        write(database, set_hands, workshop.id, entry.id, (-1,))


def test_what_was_agreed_is_kept_after_the_reveal_only(database: Database, workshop: WorkshopRecord) -> None:
    entry = open_item(database, workshop)
    with pytest.raises(WrongStageError):
        write(database, agree, workshop.id, entry.id, YES, "")
    reveal(database, entry)
    kept = write(database, agree, workshop.id, entry.id, YES, " De balie ziet het anders. ")
    assert (kept.agreed, kept.dissent) == (YES, "De balie ziet het anders.")


def test_a_round_that_was_shown_can_be_looked_at_again(database: Database, workshop: WorkshopRecord) -> None:
    first = open_item(database, workshop)
    reveal(database, first)
    second = open_item(database, workshop, "webcare.scheme")
    with pytest.raises(WrongStageError):
        write(database, show_round, workshop.id, first.id)
    write(database, skip_round, workshop.id, second.id)
    write(database, show_round, workshop.id, first.id)
    found = read(database, get_workshop, workshop.id)
    assert found is not None
    assert found.round_id == first.id


def test_a_room_ends_between_rounds_only(database: Database, workshop: WorkshopRecord) -> None:
    entry = open_item(database, workshop)
    with pytest.raises(WrongStageError):
        write(database, end_room, workshop.id)
    reveal(database, entry)
    write(database, prepare_round, workshop.id, "webcare.scheme")
    ended = write(database, end_room, workshop.id)
    assert (ended.state, ended.round_id) == (RoomState.ENDED, None)
    with pytest.raises(WrongStageError):
        write(database, prepare_round, workshop.id, "webcare.scheme")


# --- votes


def test_an_answer_is_in_and_one_seat_counts_once(database: Database, workshop: WorkshopRecord) -> None:
    (seat,) = sit(database, workshop, 1)
    entry = open_item(database, workshop)
    assert vote(database, seat, entry) == Receipt(Outcome.SAVED, 1, YES)
    assert vote(database, seat, entry, NO, 2) == Receipt(Outcome.SAVED, 2, NO)
    assert read(database, count_votes, entry.id) == 1
    assert read(database, list_own_votes, seat.id) == {entry.id: NO}


def test_an_older_answer_never_overwrites_a_newer_one(database: Database, workshop: WorkshopRecord) -> None:
    (seat,) = sit(database, workshop, 1)
    entry = open_item(database, workshop)
    vote(database, seat, entry, NO, 5)
    for number in (1, 4, 5):
        assert vote(database, seat, entry, YES, number) == Receipt(Outcome.OLDER, 5, NO)
    assert read(database, find_vote, seat.id, entry.id) == (NO, 5)


def test_an_answer_whose_receipt_got_lost_is_acknowledged_again_also_after_closing(
    database: Database, workshop: WorkshopRecord
) -> None:
    (seat,) = sit(database, workshop, 1)
    entry = open_item(database, workshop)
    vote(database, seat, entry, NO, 2)
    assert vote(database, seat, entry, NO, 2).outcome is Outcome.SAVED
    write(database, close_round, workshop.id, entry.id)
    assert vote(database, seat, entry, NO, 2).outcome is Outcome.SAVED
    assert vote(database, seat, entry, YES, 3) == Receipt(Outcome.LATE, 2, NO)


@pytest.mark.parametrize("stage", [Stage.PREPARED, Stage.CLOSED, Stage.REVEALED, Stage.SKIPPED])
def test_only_an_open_round_takes_answers(database: Database, workshop: WorkshopRecord, stage: Stage) -> None:
    (seat,) = sit(database, workshop, 1)
    entry = write(database, prepare_round, workshop.id, ITEM)
    if stage is not Stage.PREPARED:
        write(database, open_round, workshop.id, entry.id, NOW)
        write(database, skip_round if stage is Stage.SKIPPED else close_round, workshop.id, entry.id)
    if stage is Stage.REVEALED:
        write(database, reveal_round, workshop.id, entry.id, item(), 5)
    assert vote(database, seat, entry) == Receipt(Outcome.LATE, 0, None)
    assert read(database, find_vote, seat.id, entry.id) is None


def test_a_removed_seat_answers_no_more_and_counts_no_more(database: Database, workshop: WorkshopRecord) -> None:
    seats = sit(database, workshop, 6)
    first = open_item(database, workshop)
    with pytest.raises(WrongStageError):
        write(database, remove_seat, workshop.id, seats[0].sign)
    for seat in seats:
        vote(database, seat, first)
    reveal(database, first)
    assert write(database, remove_seat, workshop.id, "nobody") is None
    gone = write(database, remove_seat, workshop.id, seats[0].sign)
    assert gone is not None
    assert gone.removed
    assert read(database, count_present, workshop.id) == 5
    assert vote(database, gone, first).outcome is Outcome.REMOVED
    second = open_item(database, workshop, "webcare.scheme")
    assert vote(database, gone, second).outcome is Outcome.REMOVED
    assert read(database, count_votes, second.id) == 0


def test_a_seat_of_another_room_answers_nothing(database: Database, workshop: WorkshopRecord) -> None:
    other = make(database, NEW, "TUVWXY")
    (stranger,) = sit(database, other, 1)
    entry = open_item(database, workshop)
    assert vote(database, stranger, entry).mask is None
    assert read(database, count_votes, entry.id) == 0


def test_who_leaves_takes_their_answer_along_until_it_is_shown(database: Database, workshop: WorkshopRecord) -> None:
    seats = sit(database, workshop, 6)
    entry = open_item(database, workshop)
    for seat in seats:
        vote(database, seat, entry)
    write(database, delete_seat, seats[0].id)
    assert reveal(database, entry).counts == Counts((5, 0, 0, 0, 0), 5, 0, 0)


def test_newcomers_are_not_given_away_by_the_second_round(database: Database, workshop: WorkshopRecord) -> None:
    seats = sit(database, workshop, 8)
    first = open_item(database, workshop)
    for seat in seats:
        vote(database, seat, first)
    reveal(database, first)
    (late,) = sit(database, workshop, 1, start=20)
    second = open_item(database, workshop, no=2)
    for seat in seats:
        vote(database, seat, second)
    vote(database, late, second, NO)
    assert reveal(database, second) == Tally(Counts((8, 0, 0, 0, 0), 8, 0, 0), only_both=True)


def test_who_left_by_deleting_their_seat_still_counts_as_one_of_the_first_round_alone(
    database: Database, workshop: WorkshopRecord
) -> None:
    seats = sit(database, workshop, 12)
    first = open_item(database, workshop)
    for seat in seats:
        vote(database, seat, first, YES if seat.id % 2 else NO)
    reveal(database, first)
    write(database, delete_seat, seats[0].id)
    second = open_item(database, workshop, no=2)
    for seat in seats[1:]:
        vote(database, seat, second, NO)
    tally = reveal(database, second)
    assert tally.only_both
    assert tally.movement is None


# --- the end


def test_deleting_takes_all_of_it_and_leaves_the_self_scan(
    database: Database, workshop: WorkshopRecord, record: AssessmentRecord
) -> None:
    write(database, bind_assessment, workshop.id, record.id)
    write(database, copy_for_rehearsal, workshop.id, "TUVWXY")
    (seat,) = sit(database, workshop, 1)
    vote(database, seat, open_item(database, workshop))
    write(database, delete_workshop, workshop.id)
    with database.read() as connection:
        for table in ("workshop", "seat", "round", "vote"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0  # noqa: S608
    assert read(database, get_assessment, record.id) == record


def test_a_workshop_outlives_the_self_scan_it_was_bound_to(
    database: Database, workshop: WorkshopRecord, record: AssessmentRecord
) -> None:
    write(database, bind_assessment, workshop.id, record.id)
    write(database, delete_assessment, record.id)
    found = read(database, get_workshop, workshop.id)
    assert found is not None
    assert found.assessment_id is None


def test_old_workshops_are_listed_by_their_planned_day(database: Database, workshop: WorkshopRecord) -> None:
    write(database, copy_for_rehearsal, workshop.id, "TUVWXY")
    assert read(database, list_workshops_before, NEW.day) == ()
    assert read(database, list_workshops_before, NEW.day + timedelta(days=1)) == (workshop.id,)


def test_a_backup_has_the_room_with_all_in_it_and_is_restored(
    database: Database, workshop: WorkshopRecord, tmp_path: Path
) -> None:
    seats = sit(database, workshop, 6)
    entry = open_item(database, workshop)
    for seat in seats:
        vote(database, seat, entry)
    shown = reveal(database, entry)
    backup_database(database, tmp_path / "copy.sqlite3")
    restore_database(tmp_path / "copy.sqlite3", tmp_path / "restored.sqlite3")
    restored = open_database(tmp_path / "restored.sqlite3")
    try:
        assert read(restored, list_own_votes, seats[0].id) == {entry.id: YES}
        assert read(restored, list_rounds, workshop.id)[0].tally == shown
        found = read(restored, find_seat, "secret seat 0")
        assert found is not None
        assert found[0] == seats[0]
    finally:
        restored.close()
