"""The commands for an administrator: each does what it says, and says what to do when it can't."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from tests.webapp.assessments import begin_assessment
from tests.webapp.store.writing import write
from webapp.cli import main
from webapp.config import Settings
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import NewAssessment, iterate_assessments
from webapp.store.database import Database, open_database

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
        record, _ = begin_assessment(opened, NewAssessment(municipality, 20_000, "", "nl", "2026.1"))
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


def test_expiring_says_how_many_went(database: Database, folder: Path) -> None:
    with database.write() as connection:
        connection.execute("UPDATE assessment SET changed_at = '2001-01-01T00:00:00.000000Z' WHERE id = 1")
    database.close()
    assert run("expire", "--data-folder", str(folder)).output == "Deleted: 1.\n"
    assert run("expire", "--data-folder", str(folder)).output == "Deleted: 0.\n"


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
