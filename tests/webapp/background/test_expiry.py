"""How long anything is kept."""

from __future__ import annotations

import errno
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask

from tests.webapp.background.conftest import Letters
from tests.webapp.workshops.rooms import make_room, read_files
from webapp.assembly import create_app
from webapp.background import expiry
from webapp.background.documents import wait_for_document
from webapp.background.expiry import Expired, Expiry, count_grace, expire
from webapp.clock import utc_now
from webapp.config import Settings
from webapp.store import jobs
from webapp.store.actors import PROGRAM
from webapp.store.assessments import NewAssessment, create_assessment, write_time
from webapp.store.database import Database, open_database
from webapp.store.secrets import hash_secret
from webapp.web.state import get_state

DAY = timedelta(days=1)
KEPT = timedelta(days=1095)


class Days:
    """The days on which expiry looks, as a test sets them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = utc_now()
        monkeypatch.setattr(expiry, "utc_now", lambda: self.now)


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Days:
    return Days(monkeypatch)


def make_old(database: Database, last_change: datetime, *numbers: int) -> None:
    with database.write() as connection:
        for number in numbers or list_all(database):
            connection.execute("UPDATE assessment SET changed_at = ? WHERE id = ?", (write_time(last_change), number))


def list_all(database: Database) -> list[int]:
    with database.read() as connection:
        return [row["id"] for row in connection.execute("SELECT id FROM assessment ORDER BY id")]


def add(database: Database, new: NewAssessment, count: int) -> None:
    with database.write() as connection:
        for _ in range(count):
            create_assessment(connection, new, PROGRAM)


def test_an_old_assessment_is_marked_first_and_goes_with_its_documents_on_its_day(
    app: Flask, settings: Settings, app_database: Database, letters: Letters, days: Days
) -> None:
    with app.app_context():
        wait_for_document(letters.want())
    assert expire(app_database, settings) == Expired()
    make_old(app_database, days.now - KEPT + 6 * DAY)
    assert expire(app_database, settings) == Expired(coming=1)
    days.now += 5 * DAY
    assert expire(app_database, settings) == Expired(coming=1)
    days.now += 2 * DAY
    assert expire(app_database, settings) == Expired(deleted=1)
    assert letters.files() == []
    assert list_all(app_database) == []


def test_what_was_changed_after_it_was_marked_stays(
    app_database: Database, settings: Settings, days: Days, new_assessment: NewAssessment
) -> None:
    add(app_database, new_assessment, 1)
    make_old(app_database, days.now - KEPT + 6 * DAY)
    expire(app_database, settings)
    make_old(app_database, days.now)
    days.now += 7 * DAY
    assert expire(app_database, settings) == Expired()


@pytest.mark.parametrize("jump", [4 * 365 * DAY, 30 * DAY])
def test_a_clock_that_is_ahead_deletes_nothing_and_is_spoken_of(
    app_database: Database,
    settings: Settings,
    days: Days,
    new_assessment: NewAssessment,
    jump: timedelta,
    caplog: pytest.LogCaptureFixture,
) -> None:
    add(app_database, new_assessment, 30)
    make_old(app_database, days.now - KEPT + 20 * DAY)
    expire(app_database, settings)
    days.now += jump
    done = expire(app_database, settings)
    assert (done.deleted, done.left, done.jump) == (0, 30, jump)
    assert "a clock is wrong" in caplog.text
    days.now += 6 * DAY
    assert expire(app_database, settings).deleted == 0
    days.now -= jump
    assert expire(app_database, settings).deleted == 0
    assert len(list_all(app_database)) == 30


def test_a_clock_that_was_ahead_at_the_very_first_start_deletes_nothing_either(
    app_database: Database, settings: Settings, days: Days, new_assessment: NewAssessment
) -> None:
    add(app_database, new_assessment, 3)
    with app_database.write() as connection:
        connection.execute("DELETE FROM clock")
    days.now += 4 * 365 * DAY
    assert expire(app_database, settings).deleted == 0


def test_a_clock_that_stays_ahead_deletes_little_a_day_and_keeps_a_copy(
    app_database: Database, settings: Settings, days: Days, new_assessment: NewAssessment
) -> None:
    add(app_database, new_assessment, 60)
    days.now += 4 * 365 * DAY
    expire(app_database, settings)
    days.now += 7 * DAY
    first = expire(app_database, settings)
    assert (first.deleted, first.left) == (expiry.MOST_A_DAY, 35)
    assert expire(app_database, settings).deleted == 0, "however often the process starts on one day"
    days.now += DAY
    assert expire(app_database, settings).deleted == expiry.MOST_A_DAY
    assert first.copy is not None
    assert first.copy.stat().st_mode & 0o777 == 0o600
    copy = open_database(first.copy)
    assert len(list_all(copy)) == 60
    copy.close()


def test_copies_go_after_two_weeks(
    app_database: Database, settings: Settings, days: Days, new_assessment: NewAssessment
) -> None:
    add(app_database, new_assessment, 10)
    make_old(app_database, days.now - 2 * KEPT)
    copy = expire(app_database, settings, everything=True).copy
    assert copy is not None
    for _ in range(3):
        assert copy.exists()
        days.now += 5 * DAY
        expire(app_database, settings)
    assert not copy.exists()


def test_without_room_for_a_copy_nothing_is_deleted(
    app_database: Database,
    settings: Settings,
    days: Days,
    new_assessment: NewAssessment,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    add(app_database, new_assessment, 10)
    make_old(app_database, days.now - 2 * KEPT)
    monkeypatch.setattr(expiry, "backup_database", fail)
    done = expire(app_database, settings, everything=True)
    assert (done.deleted, len(list_all(app_database))) == (0, 10)
    assert "No space left" in done.problem


def test_a_clock_that_goes_back_deletes_nothing_and_what_is_saved_meanwhile_is_not_old_afterwards(
    app_database: Database, settings: Settings, days: Days, new_assessment: NewAssessment
) -> None:
    add(app_database, new_assessment, 2)
    right = days.now
    days.now = right - 2 * KEPT
    assert round(expire(app_database, settings).jump / DAY) == -2190
    days.now += DAY
    make_old(app_database, days.now, 1)
    expire(app_database, settings)
    for day in (1, 5, 9, 13):
        days.now = right + day * DAY
        assert expire(app_database, settings).deleted == 0
    assert list_all(app_database) == [1, 2]


def test_somebody_who_says_yes_deletes_all_that_is_too_old_at_once(
    app_database: Database, settings: Settings, days: Days, new_assessment: NewAssessment
) -> None:
    add(app_database, new_assessment, 40)
    make_old(app_database, days.now - KEPT - DAY, *range(1, 40))
    assert expire(app_database, settings).left == 39
    assert expire(app_database, settings, everything=True).deleted == 39
    assert list_all(app_database) == [40]


@pytest.mark.parametrize(("kept", "grace"), [(1, 1), (7, 1), (20, 5), (1095, 7)])
def test_who_keeps_for_a_short_time_has_a_short_grace(settings: Settings, kept: int, grace: int) -> None:
    assert count_grace(replace(settings, expiry_days=kept)).days == grace


def test_a_document_goes_with_its_day(app: Flask, settings: Settings, app_database: Database, letters: Letters) -> None:
    with app.app_context():
        wait_for_document(letters.want())
        wait_for_document(letters.want(days_ago=1))
    assert len(letters.files()) == 2
    expire(app_database, settings)
    (left,) = letters.files()
    with app_database.read() as connection:
        assert jobs.list_files(connection) == {left.name}


def test_what_is_too_old_goes_at_the_start(
    app: Flask, settings: Settings, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        wait_for_document(letters.want())
    make_old(get_state(app).database, utc_now() - 2 * KEPT)
    create_app(replace(settings))
    assert len(letters.files()) == 1
    for later in (utc_now() + 4 * DAY, utc_now() + 8 * DAY):
        monkeypatch.setattr(expiry, "utc_now", lambda later=later: later)
        create_app(replace(settings))
    assert letters.files() == []


def test_the_pictures_of_earlier_versions_go(app_database: Database, settings: Settings) -> None:
    kept = settings.data_folder / "pictures" / "0a.svg"
    kept.parent.mkdir()
    kept.write_text("<svg/>")
    expire(app_database, settings)
    assert not kept.parent.exists()


def test_the_worker_expires_once_a_day_and_deletes_documents_when_a_day_begins(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(expiry, "expire", lambda *_given: done.append("expire"))
    monkeypatch.setattr(expiry, "delete_old_documents", lambda *_given: done.append("documents"))
    clock = Expiry(get_state(app).database, get_state(app).settings)
    clock.expire_when_due()
    clock.expire_when_due()
    assert done == ["expire", "documents"]
    clock.swept_on = clock.swept_on.replace(year=2020)
    clock.expire_when_due()
    assert done == ["expire", "documents", "documents"]
    clock.next_expiry = 0
    clock.expire_when_due()
    assert done == ["expire", "documents", "documents", "expire"]


def test_a_workshop_goes_ninety_days_after_its_day_with_all_in_it(app: Flask, settings: Settings, days: Days) -> None:
    room = make_room(app)
    seats = [hash_secret(seated.secret) for seated in room.sit(2)]
    assert all(seat in read_files(room.database) for seat in seats)
    deleted = []
    for _ in range(31):
        deleted.append(expire(room.database, settings).workshops)
        days.now += 3 * DAY
    assert deleted == [*[0] * 30, 1]
    with room.database.read() as connection:
        assert connection.execute("SELECT count(*) FROM seat").fetchone()[0] == 0
    assert not any(seat in read_files(room.database) for seat in seats)


def test_no_copy_keeps_a_workshop_longer_and_none_that_fails_keeps_it_back(
    app: Flask, settings: Settings, days: Days, new_assessment: NewAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = make_room(app)
    kept: list[int] = []

    def look(database: Database, _path: object) -> None:
        with database.read() as connection:
            kept.append(connection.execute("SELECT count(*) FROM workshop").fetchone()[0])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(expiry, "backup_database", look)
    for _ in range(31):
        expire(room.database, settings)
        days.now += 3 * DAY
    add(room.database, new_assessment, 10)
    make_old(room.database, days.now - 2 * KEPT)
    later = make_room(app)
    with room.database.write() as connection:
        connection.execute("UPDATE workshop SET day = '2020-01-01', made_at = '2020-01-01' WHERE id = ?", (later.id,))
    assert "No space left" in expire(room.database, settings, everything=True).problem
    assert kept == [0]


def test_a_clock_that_jumped_deletes_no_workshop(app: Flask, settings: Settings, days: Days) -> None:
    room = make_room(app)
    expire(room.database, settings)
    days.now += 200 * DAY
    assert expire(room.database, settings).workshops == 0
    days.now += 6 * DAY
    assert expire(room.database, settings).workshops == 0
    days.now += 2 * DAY
    assert expire(room.database, settings).workshops == 1
