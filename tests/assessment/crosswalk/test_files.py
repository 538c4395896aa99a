"""The crosswalk file accounts for everything that differs: `check content` says what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessment.library import Library
from assessment.reading import ContentError
from tests.made_up_versions import ADDED, CROSSWALK, MERGED, NEW, OLD, REMOVED, RENAMED, WITHDRAWN, write_versions


def _become_row(source: str, row: str, target: str = "content.kinds") -> str:
    return f'[[moved]]\nfrom = "{source}"\nto = "{target}"\nto_row = "{row}"\n'


ADDITIONS = {
    "a field that nobody knows": 'surprise = "x"\n',
    "an option without its new id": f'[[moved]]\nfrom = "{RENAMED}"\nto = "{RENAMED}"\noptions = ["yes"]\n',
    "a move to what is not asked": '[[moved]]\nfrom = "listening.themes"\nto = "listening.invented"\n',
    "a move from what was not asked": '[[moved]]\nfrom = "listening.invented"\nto = "listening.themes"\n',
    "a grid into one question": '[[moved]]\nfrom = "barriers.reported"\nto = "listening.grimmer"\n',
    "a row that is not there": '[[moved]]\nfrom = "barriers.reported"\nto = "listening.grimmer"\nrow = "x"\n',
    "two answers for one row": _become_row("listening.themes", "light") + _become_row("listening.reputation", "light"),
    "an answer into a row that was there": _become_row("content.advertising", "light"),
    "an answer into a row that is not there": _become_row("content.advertising", "advertising"),
    "an answer into a row of what is no grid": _become_row("content.advertising", "x", "content.video"),
    "a text into options": '[[moved]]\nfrom = "next.steps"\nto = "listening.grimmer"\n',
}
CHANGES = {
    "another version before": (f'from = "{OLD}"', 'from = "2020.1"'),
    "a new question that nobody names": (f'added = ["{ADDED}"]', "added = []"),
    "a question that was asked before in added": (f'"{ADDED}"]', f'"{ADDED}", "listening.themes"]'),
    "a question that is gone and nobody names": (f'removed = ["{REMOVED}"]', "removed = []"),
    "a question that is still there in removed": (f'"{REMOVED}"]', f'"{REMOVED}", "listening.themes"]'),
    "an option that is gone and nobody names": ('"yes: written", "later: -"', '"yes: written"'),
    "an option that never was": ('"later: -"', '"later: -", "never: -"'),
    "a recommendation that is gone and nobody names": (f'withdrawn = ["{WITHDRAWN}"]', "withdrawn = []"),
    "a recommendation that is still there": (
        f'withdrawn = ["{WITHDRAWN}"',
        f'withdrawn = ["{WITHDRAWN}", "webcare.team"',
    ),
    "a recommendation that becomes nothing": (f'"{MERGED}: ', f'"{MERGED}: listening.invented", "{MERGED}: '),
}


def find_problems(folder: Path, text: str) -> list[str]:
    write_versions(folder)
    (folder / NEW / "crosswalk.toml").write_text(text, "utf-8")
    with pytest.raises(ContentError) as raised:
        Library(folder).check_all()
    return [str(problem) for problem in raised.value.problems]


@pytest.mark.parametrize("name", ADDITIONS)
def test_a_mistake_in_the_file_is_told_with_its_place(tmp_path: Path, name: str) -> None:
    before = "[[moved]]"
    text = CROSSWALK + ADDITIONS[name] if ADDITIONS[name].startswith(before) else ADDITIONS[name] + CROSSWALK
    assert all(problem.startswith(f"{NEW}/crosswalk.toml: ") for problem in find_problems(tmp_path, text))


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_not_accounted_for_is_told(tmp_path: Path, name: str) -> None:
    old, new = CHANGES[name]
    assert old in CROSSWALK
    text = CROSSWALK.replace(old, new)
    if name == "a recommendation that becomes nothing":
        text = CROSSWALK.replace(f"{MERGED}: listening.key-contacts", f"{MERGED}: listening.invented")
    assert find_problems(tmp_path, text)


def test_a_version_without_its_crosswalk_is_told(tmp_path: Path) -> None:
    write_versions(tmp_path)
    (tmp_path / NEW / "crosswalk.toml").unlink()
    with pytest.raises(ContentError, match=f"{NEW}/crosswalk.toml"):
        Library(tmp_path).check_all()
