"""The commands for an administrator: each does what it says, and says what to do when it can't."""

from __future__ import annotations

import errno
import json
import sqlite3
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from tests.newest import NEWEST
from tests.webapp.assessments import begin_assessment
from tests.webapp.store.writing import write
from webapp.cli import main
from webapp.config import Settings
from webapp.exchange import all_exports
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import NewAssessment, iterate_assessments
from webapp.store.database import Database, UnusableDatabaseError, open_database

SCHEMA = json.loads(Path("webapp/static/schema/zelfscan-1.json").read_text("utf-8"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def database(folder: Path) -> Database:
    """A database with two assessments, one of them with an answer."""
    folder.mkdir()
    opened = open_database(Settings(data_folder=folder).database_path)
    for municipality in ("44021", "11002"):
        record, _ = begin_assessment(opened, NewAssessment(municipality, 20_000, "", "nl", NEWEST))
        change = AnswerChange("webcare.questions", {"options": ["yes"]}, "=1+1 é")
        write(opened, save_answers, record.id, [change], PROGRAM)
    return opened


class TestExport:
    def test_every_assessment_becomes_a_file_that_follows_the_schema(
        self, database: Database, folder: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / "out"
        result = run("export", str(target), "--data-folder", str(folder))
        assert (result.exit_code, result.output) == (0, "Exported: 2.\n")
        files = sorted(target.iterdir())
        assert [file.name for file in files] == ["zelfscan-000001-44021.json", "zelfscan-000002-11002.json"]
        for file in files:
            document = json.loads(file.read_text("utf-8"))
            jsonschema.validate(document, SCHEMA)
            assert document["answers"]["webcare.questions"]["note"] == "=1+1 é"
            assert file.stat().st_mode & 0o077 == 0
        assert len(list(iterate_assessments(database))) == 2

    def test_a_folder_with_something_in_it_is_left_alone(
        self, database: Database, folder: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "letter.txt").write_text("mine")
        result = run("export", str(tmp_path), "--data-folder", str(folder))
        assert result.exit_code == 1
        assert "is not empty" in result.output
        database.close()


class TestBackup:
    def test_a_backup_brings_everything_back(self, database: Database, folder: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy.sqlite3"
        assert run("backup", str(copy), "--data-folder", str(folder)).exit_code == 0
        with database.write() as connection:
            connection.execute("DELETE FROM assessment")
        database.close()
        assert run("restore", str(copy), "--force", "--data-folder", str(folder)).exit_code == 0
        again = open_database(Settings(data_folder=folder).database_path)
        assert len(list(iterate_assessments(again))) == 2
        again.close()

    def test_restoring_never_overwrites_unasked(self, database: Database, folder: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy.sqlite3"
        run("backup", str(copy), "--data-folder", str(folder))
        result = run("restore", str(copy), "--data-folder", str(folder))
        assert result.exit_code == 1
        assert "--force" in result.output
        database.close()

    def test_something_else_is_no_backup(self, folder: Path, tmp_path: Path) -> None:
        other = tmp_path / "other.sqlite3"
        connection = sqlite3.connect(other)
        connection.execute("CREATE TABLE x (y)")
        connection.commit()
        connection.close()
        result = run("restore", str(other), "--data-folder", str(folder))
        assert result.exit_code == 1
        assert not Settings(data_folder=folder).database_path.exists()


def test_expiring_says_what_is_due_and_deletes_at_once_only_when_told_to(database: Database, folder: Path) -> None:
    with database.write() as connection:
        connection.execute("UPDATE assessment SET changed_at = '2001-01-01T00:00:00.000000Z' WHERE id = 1")
    database.close()
    said = run("expire", "--data-folder", str(folder)).output
    assert "Deleted: 0" in said
    assert "Too old, and not deleted yet: 1" in said
    assert "--yes" in said
    assert "Deleted: 1 " in run("expire", "--yes", "--data-folder", str(folder)).output
    assert "Deleted: 0 " in run("expire", "--data-folder", str(folder)).output


@pytest.mark.parametrize("command", [["backup", "copy"], ["export", "out"], ["expire"], ["expire", "--yes"]])
@pytest.mark.parametrize("made", [True, False])
def test_a_wrong_folder_is_said_to_be_wrong_and_gets_no_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], made: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = tmp_path / "wrong"
    if made:
        wrong.mkdir()
    result = run(*command, "--data-folder", str(wrong))
    assert result.exit_code == 1
    assert "There is no database" in result.output
    assert str(wrong) in result.output
    assert list(tmp_path.rglob("*")) == ([wrong] if made else [])


def test_a_backup_goes_into_no_folder_that_is_not_there(database: Database, folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    assert f"in {copy}. Self-scans: 2." in run("backup", str(copy), "--data-folder", str(folder)).output
    database.close()
    result = run("restore", str(copy), "--data-folder", str(tmp_path / "wrong"))
    assert result.exit_code == 1
    assert "There is no folder" in result.output
    assert not (tmp_path / "wrong").exists()
    (tmp_path / "right").mkdir()
    result = run("restore", str(copy), "--data-folder", str(tmp_path / "right"))
    assert result.exit_code == 0
    assert f"{tmp_path / 'right' / 'pleinwijzer.sqlite3'}. Self-scans: 2. It is a new file" in result.output


def test_an_old_database_is_copied_as_it_is_before_an_upgrade(database: Database, folder: Path, tmp_path: Path) -> None:
    with database.write() as connection:
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm006_expiry'")
    database.close()
    assert run("backup", str(tmp_path / "copy.sqlite3"), "--data-folder", str(folder)).exit_code == 0


def test_an_export_that_fails_half_way_leaves_nothing(
    database: Database, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []

    def write_or_fail(document: dict[str, object]) -> str:
        if written:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(json.dumps(document))
        return written[0]

    monkeypatch.setattr(all_exports, "write_json", write_or_fail)
    result = run("export", str(tmp_path / "out"), "--data-folder", str(folder))
    assert result.exit_code == 1
    assert "No space left" in result.output
    assert list((tmp_path / "out").iterdir()) == []
    database.close()


class TestNewDatabase:
    def test_a_database_that_is_gone_is_missed_until_somebody_begins_anew(
        self, database: Database, folder: Path
    ) -> None:
        database.close()
        path = database.path
        kept = path.rename(path.with_name("kept"))
        with pytest.raises(UnusableDatabaseError, match="new-database"):
            open_database(path)
        assert not path.exists()
        path.touch()
        with pytest.raises(UnusableDatabaseError, match="gone or empty"):
            open_database(path)
        assert run("new-database", "--data-folder", str(folder)).exit_code == 0
        open_database(path).close()
        assert run("new-database", "--data-folder", str(folder)).exit_code == 1
        kept.replace(path)
        open_database(path).close()


@pytest.mark.parametrize("what", ["content", "translations"])
def test_what_is_in_the_repository_passes_its_check(what: str) -> None:
    assert run("check", what).exit_code == 0


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["check", "nonsense"], ["--port", "abc"], ["restore", "/no/such/file"]]
)
def test_a_wrong_command_says_so(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Error" in result.output
