"""The records in docs/decisions: each has a number of its own and a line in the index, and links to them lead there."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

DECISIONS = Path("docs/decisions")
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))
ROW = re.compile(
    r"^\| (?P<number>\d+) \| \[(?P<title>[^\]]+)\]\((?P<file>[\w-]+\.md)\) \| (?P<line>[^|]+) \| (?P<status>[^|]+) \|$",
    re.MULTILINE,
)
INDEX = list(ROW.finditer((DECISIONS / "README.md").read_text(encoding="utf-8")))
STATUSES = ("in force", "proposed", "replaced by ")
ADDRESS = re.compile(r"decisions/(\d{4}-[\w-]+)(?:\.md)?")
NUMBER = re.compile(r"\b[Dd]ecisions? (\d+)\b")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s]+)\)")


def list_texts() -> list[Path]:
    """Return the files of the repository that people read and write, ours only."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md", "*.py", "*.toml", "*.html"]
    try:
        listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("This is no clone: git cannot list the files.")
    return [path for name in listed if (path := Path(name)).is_file() and "vendor" not in path.parts]


def read_title(record: Path) -> tuple[int, str]:
    """Return the number and the title that a record's first line gives."""
    found = re.match(r"# (\d+)\.? (.+)\n", record.read_text(encoding="utf-8"))
    assert found, f"{record} does not begin with its number and title"
    return int(found[1]), found[2]


def test_no_two_records_have_one_number() -> None:
    numbers = Counter(record.name[:4] for record in RECORDS)
    assert [number for number, times in numbers.items() if times > 1] == []


def test_every_record_has_its_line_in_the_index_in_order() -> None:
    expected = [(*read_title(record), record.name) for record in RECORDS]
    assert [(int(row["number"]), row["title"], row["file"]) for row in INDEX] == expected


def test_a_file_is_called_by_the_number_that_its_title_gives() -> None:
    assert [int(record.name[:4]) for record in RECORDS] == [read_title(record)[0] for record in RECORDS]


@pytest.mark.parametrize("row", INDEX, ids=lambda row: row["file"])
def test_the_index_says_of_each_record_whether_it_is_in_force(row: re.Match[str]) -> None:
    assert row["status"].startswith(STATUSES)


def test_every_mention_of_a_decision_leads_to_a_record() -> None:
    names = {record.stem for record in RECORDS}
    numbers = {int(record.name[:4]) for record in RECORDS}
    lost = []
    for path in list_texts():
        text = path.read_text(encoding="utf-8")
        lost += [f"{path}: {name}" for name in ADDRESS.findall(text) if name not in names]
        lost += [f"{path}: decision {number}" for number in NUMBER.findall(text) if int(number) not in numbers]
    assert lost == []


def test_every_link_between_documents_leads_to_a_file() -> None:
    lost = [
        f"{path}: {target}"
        for path in list_texts()
        if path.suffix == ".md"
        for target in LINK.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / target.partition("#")[0]).exists()
    ]
    assert lost == []
