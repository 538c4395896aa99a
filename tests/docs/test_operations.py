"""What docs/operations.md says about running the site is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from webapp.config import VARIABLES

OPERATIONS = Path("docs/operations.md").read_text(encoding="utf-8")


def test_every_variable_is_listed_with_its_meaning() -> None:
    listed = re.findall(r"^\| `(PLEINWIJZER_\w+)` \| (.+) \|$", OPERATIONS, re.MULTILINE)
    assert listed == [(variable.name, variable.meaning) for variable in VARIABLES]
