"""The program's version tells documents of other words and figures apart."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from webapp.background import version
from webapp.background.version import read_version
from webapp.config import ROOT


def test_all_processes_agree_on_the_version() -> None:
    program = "from webapp.background.version import read_version; print(read_version())"
    printed = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == read_version()


@pytest.mark.parametrize(
    ("file", "counts"),
    [
        ("webapp/report.py", True),
        ("webapp/documents/report.typ", True),
        ("assessment/content/2026.1/advice.toml", True),
        ("translations/nl/messages.po", True),
        ("requirements.lock", True),
        ("webapp/__pycache__/report.pyc", False),
        ("webapp/static/css/page.css", False),
        ("data/secret-key.txt", False),
    ],
)
def test_what_documents_are_made_of_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, counts: bool
) -> None:
    (tmp_path / "requirements.lock").write_text("typst==1")
    monkeypatch.setattr(version, "ROOT", tmp_path)
    before = read_version.__wrapped__()
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text("changed")
    assert (read_version.__wrapped__() != before) == counts
