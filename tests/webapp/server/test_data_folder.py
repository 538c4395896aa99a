"""The data folder and all in it that is ours is closed to the other users of the machine, also where it was open."""

from __future__ import annotations

import logging
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from webapp.config import Settings, prepare_data_folder
from webapp.preparation import prepare_site


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def folder(settings: Settings) -> Path:
    """A folder with data that somebody opened to all."""
    prepare_site(settings)
    folder = settings.data_folder
    (folder / "documents").mkdir(exist_ok=True)
    beside = ("pleinwijzer.sqlite3-wal", "pleinwijzer.sqlite3.lock")
    for name in ("secret-key", "limits.sqlite3", "server.lock", "documents/report.pdf", *beside):
        (folder / name).touch()
    (folder / "letter.txt").write_text("somebody else's")
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    folder.chmod(0o755)
    return folder


def test_what_others_could_read_is_closed_to_them_and_that_is_said_once(
    folder: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        prepare_data_folder(settings)
    assert mode_of(folder) == mode_of(folder / "documents") == 0o700
    for name in (
        "pleinwijzer.sqlite3",
        "pleinwijzer.sqlite3-wal",
        "pleinwijzer.sqlite3.lock",
        "pleinwijzer.sqlite3.made",
        "limits.sqlite3",
        "secret-key",
        "server.lock",
        "documents/report.pdf",
    ):
        assert mode_of(folder / name) == 0o600, name
    assert mode_of(folder / "letter.txt") == 0o644, "what is not ours is left alone"
    assert "Others could read the data. That is mended" in caplog.text
    caplog.clear()
    prepare_data_folder(settings)
    assert not caplog.records


def test_a_new_folder_is_closed_from_the_beginning(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    new = replace(settings, data_folder=tmp_path / "new")
    prepare_site(new)
    assert mode_of(new.data_folder) == 0o700
    assert {mode_of(path) for path in new.data_folder.glob("pleinwijzer*")} == {0o600}
    assert "Others" not in caplog.text


def test_a_folder_of_everybody_stays_as_it_is_but_our_files_in_it_are_closed(
    folder: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    folder.chmod(0o1777)
    prepare_data_folder(settings)
    assert mode_of(folder) == 0o1777
    assert mode_of(folder / "pleinwijzer.sqlite3") == 0o600
    assert "Better choose one for Pleinwijzer alone" in caplog.text


def test_rights_that_this_user_cannot_change_are_said_and_do_not_stop_the_site(
    folder: Path, settings: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _mode: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    prepare_data_folder(settings)
    assert f"Others can use {folder}" in caplog.text
