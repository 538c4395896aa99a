"""A made-up questionnaire of the far future beside the one of 2026.1: what changes from one version to the next, small.

It renames a question and one of its options, takes an option, a question and a recommendation away, adds a question,
merges two recommendations, and changes the points and the text of a question that stays.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from assessment.content import CONTENT_FOLDER
from assessment.library import Library

OLD, NEW = "2026.1", "2099.1"
RENAMED, RENAMED_TO = "webcare.scheme", "webcare.scheme_2099"
REMOVED, ADDED = "content.topics", "content.added"
OTHER_POINTS = "listening.inside"
MERGED, MERGED_INTO = "listening.group-admins", "listening.key-contacts"
WITHDRAWN = "webcare.daily-round-once"

CROSSWALK = f"""
from = "{OLD}"
added = ["{ADDED}"]
removed = ["{REMOVED}"]
recommendations = ["{MERGED}: {MERGED_INTO}"]
withdrawn = ["{WITHDRAWN}"]

[[moved]]
from = "{RENAMED}"
to = "{RENAMED_TO}"
options = ["yes: written", "later: -"]
"""
NEW_QUESTION = f"""
[[questions]]
id = "{ADDED}"
section = "presence"
kind = "text"
text = "Wat vroeg nog niemand?"
help = "Een verzonnen vraag."
why = "Om te zien wat er met een nieuwe vraag gebeurt."

# ---------------------------------------------------------------- 6. barriers
"""


def write_versions(folder: Path) -> Path:
    """Both versions in a folder, as the content's own folder has them."""
    shutil.copytree(CONTENT_FOLDER / OLD, folder / OLD, ignore=shutil.ignore_patterns("crosswalk.toml"))
    shutil.copytree(folder / OLD, folder / NEW)
    _change(folder / NEW / "questionnaire.toml", _change_questionnaire)
    _change(folder / NEW / "levels.toml", _rename_in_rules)
    _change(folder / NEW / "advice.toml", _change_advice)
    (folder / NEW / "crosswalk.toml").write_text(CROSSWALK, "utf-8")
    return folder


def make_library(folder: Path) -> Library:
    """The library of both versions, checked as `check content` does."""
    library = Library(write_versions(folder))
    library.check_all()
    return library


def _change(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text("utf-8")), "utf-8")


def _change_questionnaire(text: str) -> str:
    text = text.replace(f'version = "{OLD}"', f'version = "{NEW}"')
    text = _replace_in(text, "questions", RENAMED, f'id = "{RENAMED}"', f'id = "{RENAMED_TO}"')
    text = _replace_in(text, "questions", RENAMED_TO, '{ id = "yes"', '{ id = "written"')
    text = _replace_in(text, "questions", RENAMED_TO, "yes = [", "written = [")
    text = _replace_in(text, "questions", RENAMED_TO, 'later = ["later"], no = ["rest"]', 'no = ["later", "rest"]')
    later = '  { id = "later", text = "Nog niet, we denken eraan", points = 10 },\n'
    text = _replace_in(text, "questions", RENAMED_TO, later, "")
    text = _replace_in(text, "questions", OTHER_POINTS, "points = 55", "points = 30")
    text = _replace_in(text, "questions", OTHER_POINTS, 'text = "Wat gebeurt', 'text = "En wat gebeurt')
    text = _take_away(text, "questions", REMOVED)
    return text.replace(
        "# ---------------------------------------------------------------- 6. barriers\n", NEW_QUESTION
    )


def _change_advice(text: str) -> str:
    for name in (MERGED, WITHDRAWN):
        text = _take_away(text, "recommendations", name)
    return _rename_in_rules(text.replace(f'after = ["{MERGED}"]\n', ""))


def _rename_in_rules(text: str) -> str:
    text = re.sub(rf'(question = "{RENAMED}", (?:at_least|to) = )"yes"', r'\1"written"', text)
    return text.replace(f'question = "{RENAMED}"', f'question = "{RENAMED_TO}"')


def _replace_in(text: str, kind: str, name: str, old: str, new: str) -> str:
    block = _find(text, kind, name)
    assert old in block, (name, old)
    return text.replace(block, block.replace(old, new, 1))


def _take_away(text: str, kind: str, name: str) -> str:
    return text.replace(_find(text, kind, name), "")


def _find(text: str, kind: str, name: str) -> str:
    """The table of an id, up to the next one."""
    blocks = re.split(rf"(?=^\[\[{kind}\]\]$)", text, flags=re.MULTILINE)
    block = next(block for block in blocks if f'\nid = "{name}"\n' in block)
    return block.split("\n# ---", 1)[0]
