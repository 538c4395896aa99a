"""SQL stands in the store and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

SQL = re.compile(
    r"\.execute(?:many|script)?\(|\b(?:SELECT\b.+\bFROM|INSERT INTO|DELETE FROM|UPDATE \w+ SET|PRAGMA)\b", re.DOTALL
)


def test_no_sql_stands_outside_the_store() -> None:
    root = Path("webapp")
    guilty = [
        str(path)
        for folder in (root, Path("assessment"), Path("benchmarks"))
        for path in folder.rglob("*.py")
        if "store" not in path.relative_to(folder).parts and SQL.search(without_docstrings(path.read_text("utf-8")))
    ]
    assert guilty == []


def without_docstrings(source: str) -> str:
    return re.sub(r'"""(?:.|\n)*?"""|#.*', "", source)
