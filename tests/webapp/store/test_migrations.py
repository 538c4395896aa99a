"""Every earlier schema, with data in it, must come up to today's; earlier/ holds one SQL dump for each version.

When a migration is added, make its dump once, and never again (PYTHONPATH is the folder of run.py):
    cd tests/webapp/store
    ../../../.venv/bin/python dump_schema.py m001_assessments_and_answers > earlier/m001.sql
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.newest import NEWEST
from tests.webapp.store.writing import read, write
from webapp.store import library, upgrading
from webapp.store.action_plan import Fields, NewAction, add_actions, get_actions, list_action_actors
from webapp.store.actors import PROGRAM, Actor, ActorKind
from webapp.store.answers import AnswerChange, get_answers, save_answers
from webapp.store.assessments import (
    AssessmentRecord,
    NewAssessment,
    create_assessment,
    delete_assessment,
    get_assessment,
)
from webapp.store.backup import restore_database
from webapp.store.database import Database, UnusableDatabaseError, attach_database, connect, open_database
from webapp.store.library import SqliteDatabase
from webapp.store.links import Scope, find_link, list_links
from webapp.store.migrations import STEPS

EARLIER = Path(__file__).parent / "earlier"
FINISHED_TOKEN = "AAAAAAAAAAAAAAAAAAAAAA"  # noqa: S105 (of the invented assessments in the dumps)
EMPTY_TOKEN = "BBBBBBBBBBBBBBBBBBBBBB"  # noqa: S105
DUMPS = sorted(EARLIER.glob("*.sql"))


def load(dump: Path, path: Path) -> Path:
    with closing(sqlite3.connect(path)) as old:
        old.executescript(dump.read_text(encoding="utf-8"))
    return path


def find(database: Database, secret: str) -> AssessmentRecord | None:
    found = read(database, find_link, secret, date(2026, 7, 1))
    return None if found is None else found[1]


def step_names() -> list[str]:
    return [step.__name__ for step in STEPS]


def test_every_released_schema_has_its_dump() -> None:
    assert [dump.stem for dump in DUMPS] == [name.partition("_")[0] for name in step_names()]


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
def test_data_of_every_earlier_schema_is_kept_and_can_be_gone_on_with(dump: Path, tmp_path: Path) -> None:
    database = open_database(load(dump, tmp_path / "old.sqlite3"))
    finished = find(database, FINISHED_TOKEN)
    empty = find(database, EMPTY_TOKEN)
    assert finished is not None
    assert empty is not None
    assert (finished.municipality, finished.inhabitants, finished.role) == ("44021", 272000, "webcare")
    assert (finished.language, finished.questionnaire_version, finished.revision) == ("nl", "2019.1", 3)
    assert finished.finished_at == datetime(2026, 2, 3, 10, 30, tzinfo=UTC)
    answers = read(database, get_answers, finished.id)
    assert answers["listening.themes"].plain == {"options": ["more_or_less"]}
    assert answers["listening.themes"].note == "gezien in maart: 'ja' – ✓"
    assert answers["webcare.staff"].plain is None
    assert read(database, get_answers, empty.id) == {}
    change = AnswerChange("listening.themes", {"options": ["yes"]}, base_revision=finished.revision)
    assert write(database, save_answers, finished.id, [change], actor=PROGRAM).revision == 4
    database.close()


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
def test_an_upgraded_schema_is_the_same_as_a_new_one(dump: Path, tmp_path: Path) -> None:
    def describe(path: Path) -> list[tuple[str, ...]]:
        open_database(path).close()
        with closing(sqlite3.connect(path)) as database:
            shown = database.execute("SELECT type, name, tbl_name FROM sqlite_master ORDER BY type, name").fetchall()
            tables = [name for kind, name, _ in shown if kind == "table"]
            columns = [database.execute(f"PRAGMA table_info({name})").fetchall() for name in tables]
            relations = [database.execute(f"PRAGMA foreign_key_list({name})").fetchall() for name in tables]
        return [*shown, *columns, *relations]

    assert describe(load(dump, tmp_path / "old.sqlite3")) == describe(tmp_path / "new.sqlite3")


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
def test_a_backup_of_every_earlier_schema_can_be_restored(dump: Path, tmp_path: Path) -> None:
    restore_database(load(dump, tmp_path / "old.sqlite3"), tmp_path / "new.sqlite3")
    database = open_database(tmp_path / "new.sqlite3")
    assert find(database, FINISHED_TOKEN) is not None
    database.close()


def make_newer(path: Path) -> None:
    with closing(connect(path)) as future:
        SqliteDatabase(future).table("_sqlite_migrations").insert(
            {"migration_set": "pleinwijzer", "name": "m999_from_the_future", "applied_at": "2050-01-01"}
        )


def test_a_database_from_a_newer_version_is_refused_with_what_to_do(database: Database) -> None:
    make_newer(database.path)
    with pytest.raises(UnusableDatabaseError, match=r"newer version.*m999_from_the_future.*older backup"):
        open_database(database.path)


def test_a_backup_from_a_newer_version_is_refused(
    database: Database, new_assessment: NewAssessment, tmp_path: Path
) -> None:
    record = write(database, create_assessment, new_assessment, actor=PROGRAM)
    open_database(tmp_path / "newer.sqlite3").close()
    make_newer(tmp_path / "newer.sqlite3")
    with pytest.raises(UnusableDatabaseError, match="newer version"):
        restore_database(tmp_path / "newer.sqlite3", database.path)
    assert read(database, get_assessment, record.id) is not None


def test_a_step_that_fails_leaves_the_database_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(db: SqliteDatabase) -> None:
        db.execute("DROP TABLE answer")
        raise ZeroDivisionError

    path = load(DUMPS[-1], tmp_path / "old.sqlite3")
    for module in (library, upgrading):
        monkeypatch.setattr(module, "STEPS", [*STEPS, stumble])
    with pytest.raises(ZeroDivisionError):
        open_database(path)
    monkeypatch.undo()
    database = open_database(path)
    found = find(database, FINISHED_TOKEN)
    assert found is not None
    assert len(read(database, get_answers, found.id)) == 3
    database.close()


def test_rebuilding_a_table_keeps_the_rows_that_refer_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def rebuild(db: SqliteDatabase) -> None:
        db.table("assessment").transform(rename={"role": "function"})
        db.table("assessment").transform(rename={"function": "role"})

    path = load(DUMPS[-1], tmp_path / "old.sqlite3")
    for module in (library, upgrading):
        monkeypatch.setattr(module, "STEPS", [*STEPS, rebuild])
    database = open_database(path)
    found = find(database, FINISHED_TOKEN)
    assert found is not None
    assert len(read(database, get_answers, found.id)) == 3
    database.close()


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
def test_every_link_that_was_given_out_works_and_is_who_wrote_what_was_there(dump: Path, tmp_path: Path) -> None:
    database = open_database(load(dump, tmp_path / "old.sqlite3"))
    found = read(database, find_link, FINISHED_TOKEN, date(2026, 7, 1))
    assert found is not None
    link, record = found
    assert (link.is_own, link.scope, link.made_by, link.revoked_at) == (True, Scope.FILL_IN, PROGRAM, None)
    assert read(database, list_links, record.id) == (link,)
    assert (record.created_by, record.changed_by) == (link.actor, link.actor)
    assert {answer.saved_by for answer in read(database, get_answers, record.id).values()} == {link.actor}
    other = find(database, EMPTY_TOKEN)
    assert other is not None
    assert len({record.uid, other.uid}) == 2
    assert len(record.uid) == 32
    database.close()


def test_the_plan_is_kept_and_signed_and_no_number_is_given_twice(tmp_path: Path) -> None:
    path = load(EARLIER / "m003.sql", tmp_path / "old.sqlite3")
    moment = "2026-02-03T10:00:00.000000+00:00"
    with closing(sqlite3.connect(path)) as old, old:
        old.execute(
            "INSERT INTO action (id, assessment_id, title, status, position, changed_at)"
            " VALUES (5, 1, 'Meet', 'todo', 1, ?), (9, 1, 'Gone', 'todo', 2, ?)",
            (moment, moment),
        )
        old.execute("INSERT INTO action_event (action_id, at, change) VALUES (5, ?, 'added')", (moment,))
        old.execute("UPDATE assessment SET earlier_id = 1 WHERE id = 2")
        old.execute("DELETE FROM action WHERE id = 9")
        old.execute("UPDATE sqlite_sequence SET seq = 40 WHERE name = 'assessment'")
    database = open_database(path)
    (action,) = read(database, get_actions, 1)
    assert (action.id, action.title, len(action.history)) == (5, "Meet", 1)
    assert read(database, list_action_actors, 1) == {5: (Actor(ActorKind.LINK, 1),)}
    (added,) = write(database, add_actions, 1, [NewAction(Fields("New"))], PROGRAM)
    assert added.id == 10
    later = find(database, EMPTY_TOKEN)
    assert later is not None
    assert later.earlier_id == 1
    new = NewAssessment("44021", 20000, "", "nl", NEWEST)
    assert write(database, create_assessment, new, PROGRAM).id == 41
    write(database, delete_assessment, 1)
    assert read(database, get_actions, 1) == ()
    database.close()


def test_a_worker_refuses_an_older_or_newer_schema(tmp_path: Path) -> None:
    path = load(EARLIER / "m003.sql", tmp_path / "old.sqlite3")
    with pytest.raises(UnusableDatabaseError, match="older version"):
        attach_database(path)
    open_database(path).close()
    attach_database(path).close()
    make_newer(path)
    with pytest.raises(UnusableDatabaseError, match="newer version"):
        attach_database(path)
