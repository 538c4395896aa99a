"""sqlite-utils, imported without numpy, and our steps as it applies them.

It takes a thirtieth of a second to import, so only who brings a file up to date or restores one does. It looks for
numpy only to recognise numpy's own number types, and importing that takes longer than importing everything else
(docs/decisions/0010-sqlite.md has the measurement). No value of ours is one.
"""

from __future__ import annotations

import sys

from webapp.store.migrations import NAME, STEPS

_absent = "numpy" not in sys.modules
if _absent:
    sys.modules["numpy"] = None  # type: ignore[assignment]  # Python's own way to say "not installed"
try:
    from sqlite_utils import Database as SqliteDatabase
    from sqlite_utils import Migrations
finally:
    if _absent:
        del sys.modules["numpy"]

__all__ = ["Migrations", "SqliteDatabase", "gather_steps"]


def gather_steps() -> Migrations:
    """Return all steps that lead to today's schema."""
    migrations = Migrations(NAME)
    for step in STEPS:
        migrations()(step)
    return migrations
