"""What each process never imports, because it never needs it: that would make a start slower and a process bigger."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import SECONDS

ROOT = Path(__file__).resolve().parents[2]


def find_imported(program: str, unwanted: set[str]) -> set[str]:
    """Return which of these packages a Python has imported at the end of a program."""
    question = f"import sys\n{program}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", question], cwd=ROOT, check=True, capture_output=True, text=True, timeout=SECONDS
    )
    return unwanted & set(done.stdout.split())


WRITERS = {"matplotlib", "fontTools", "typst", "docx", "pptx", "xlsxwriter", "icalendar"}


PUT_INTO_WORDS = {"webapp.documents.paper", "webapp.documents.deck", "webapp.report.documents.paper"}


def test_an_application_never_imports_what_documents_are_made_with_or_what_changes_a_schema() -> None:
    program = "import webapp.report.parts.pictures, webapp.background.worker, webapp.assembly"
    assert not find_imported(program, {*WRITERS, *PUT_INTO_WORDS, "sqlite_utils", "filelock"})


def test_what_writes_documents_never_imports_matplotlib() -> None:
    program = (
        "import webapp.documents.pdf, webapp.documents.word, webapp.documents.slides, webapp.documents.spreadsheet"
    )
    assert not find_imported(program, {"matplotlib"})


@pytest.mark.parametrize("modules", ["webapp.cli, webapp.server, webapp.store.failures", "webapp.preparation"])
def test_commands_and_the_preparation_never_import_the_program_that_is_served(modules: str) -> None:
    assert not find_imported(f"import {modules}", {*WRITERS, "flask", "jinja2", "sqlite_utils", "webapp.assembly"})
