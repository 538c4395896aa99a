"""What docs/operations.md says about running the site is what the program does."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import yaml

from webapp.background.expiry import DOCUMENT_DAYS
from webapp.config import VARIABLES, Settings
from webapp.store.database import open_database
from webapp.store.secrets import SECRET_BYTES
from webapp.web.language import COOKIE_DAYS

OPERATIONS = Path("docs/operations.md").read_text(encoding="utf-8")


def test_every_variable_is_listed_with_its_meaning() -> None:
    listed = re.findall(r"^\| `(PLEINWIJZER_\w+)` \| (.+) \|$", OPERATIONS, re.MULTILINE)
    assert listed == [(variable.name, variable.meaning) for variable in VARIABLES]


def read_kept() -> str:
    """Return the section that tells what is kept."""
    return OPERATIONS.partition("\n## What it keeps")[2].partition("\n## ")[0]


def test_every_table_of_the_database_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite3"
    open_database(path).close()
    with closing(sqlite3.connect(path)) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    ours = {name for name in names if not name.startswith(("sqlite_", "_sqlite_"))}
    assert ours == {name for name in re.findall(r"`(\w+)`", read_kept()) if name in ours}


def test_the_times_that_pages_and_register_promise_are_those_of_the_program() -> None:
    register = Path("docs/verwerkingsregister.md").read_text(encoding="utf-8")
    assert Settings().expiry_days == 3 * 365
    assert "3 years" in read_kept()
    assert "drie jaar na de laatste wijziging" in register
    assert DOCUMENT_DAYS == 1
    assert f"| {COOKIE_DAYS} days at most |" in read_kept()
    assert f"privélinks van {8 * SECRET_BYTES} bits" in register


def test_the_live_copy_keeps_what_was_deleted_as_long_as_is_said() -> None:
    configured = yaml.safe_load(Path("container/litestream.yml").read_text(encoding="utf-8"))
    days = int(configured["snapshot"]["retention"].removesuffix("h")) // 24
    register = Path("docs/verwerkingsregister.md").read_text(encoding="utf-8")
    assert f"`retention` ({days} days in our file)" in OPERATIONS
    assert f"in een tweede kopie met litestream {days} dagen" in register
    assert configured["dbs"][0]["truncate-page-n"] == 1


def test_the_register_asks_for_everything_that_the_law_asks() -> None:
    register = Path("docs/verwerkingsregister.md").read_text(encoding="utf-8")
    asked = (
        "Verwerkingsverantwoordelijke", "Functionaris", "Doel", "Betrokkenen", "Persoonsgegevens", "Ontvangers",
        "Doorgifte", "Bewaartermijn", "Beveiliging, technisch", "Beveiliging, organisatorisch",
    )  # fmt: skip
    assert [word for word in asked if not re.search(rf"^\| {re.escape(word)}", register, re.MULTILINE)] == []
