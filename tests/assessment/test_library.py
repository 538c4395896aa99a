"""Every version stands beside the others: one is read when something is asked of it, and is then kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessment.content import list_versions, load_content
from assessment.library import Library
from assessment.reading import ContentError, Problem
from tests.made_up_versions import NEW, OLD, write_versions


def test_versions_are_in_their_order_also_past_nine(tmp_path: Path) -> None:
    for name in ("2026.10", "2026.2", "2025.3", "notes", "2026"):
        (tmp_path / name).mkdir()
    (tmp_path / "2024.1").touch()
    assert list_versions(tmp_path) == ("2025.3", "2026.2", "2026.10")


def test_the_newest_is_what_a_content_without_a_folder_is() -> None:
    assert load_content().questionnaire.version == Library().newest.questionnaire.version == list_versions()[-1]


def test_only_what_is_asked_for_is_read_and_it_is_read_once(tmp_path: Path) -> None:
    library = Library(write_versions(tmp_path))
    (tmp_path / OLD / "levels.toml").write_text("this is no TOML", "utf-8")
    assert library.newest is library.newest
    assert library.of(NEW) is library.newest
    with pytest.raises(ContentError):
        library.of(OLD)


@pytest.mark.parametrize(
    ("asked", "read"),
    [("2026.1", OLD), ("2026.2", OLD), ("2019.1", OLD), ("2099.1", NEW), ("2120.4", NEW), ("", NEW), ("draft", NEW)],
)
def test_an_unknown_version_is_read_by_the_nearest_one_before_it(tmp_path: Path, asked: str, read: str) -> None:
    library = Library(write_versions(tmp_path))
    assert library.nearest(asked) == read
    assert library.of(asked).questionnaire.version == read


def test_only_what_comes_after_all_known_versions_is_newer(tmp_path: Path) -> None:
    library = Library(write_versions(tmp_path))
    assert [library.is_newer(version) for version in ("2099.2", "2100.1", "2099.1", "2026.3", "", "draft")] == [
        True,
        True,
        *[False] * 4,
    ]
    assert library.newer_of(OLD, NEW) == library.newer_of(NEW, OLD) == NEW


def test_a_version_in_a_folder_of_another_name_is_told(tmp_path: Path) -> None:
    write_versions(tmp_path)
    (tmp_path / NEW).rename(tmp_path / "2099.2")
    with pytest.raises(ContentError, match=r"what its folder is called: 2099\.2"):
        Library(tmp_path).check_all()


def test_what_else_must_hold_is_checked_of_every_version(tmp_path: Path) -> None:
    library = Library(write_versions(tmp_path), lambda content: [Problem("x", content.questionnaire.version, "no")])
    with pytest.raises(ContentError) as raised:
        library.check_all()
    assert [problem.id for problem in raised.value.problems] == [OLD, NEW]
