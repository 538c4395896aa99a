"""Content files as plain data, kept in a folder that all processes and the next start share.

Parsing the TOML of one version, its sheets and its figures takes a twentieth of a second, reading the same as JSON a
tenth of that. What is kept is data and no code, and is found by the digest of the text that it follows from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from assessment.reading import Parse, parse_toml
from webapp.web.kept_files import is_ready, keep, read_kept

NAME = "tables.json"
_EXACT = "exact number"
"""The only key of what stands for a fraction: JSON has none that are exact."""

_FORM = "1"
"""How tables are read and written here; what was kept in another way is not found. Raise it when that changes."""

Tables = dict[str, dict[str, object]]


@contextmanager
def keeping_parsed(folder: Path | None) -> Iterator[Parse]:
    """Give what parses content files; what was parsed before this ends is kept, where that can be done."""
    path = folder / NAME if folder and is_ready(folder) else None
    kept, used = _read(path) if path else Tables(), Tables()

    def parse(text: str) -> dict[str, object]:
        if has_ended:
            return parse_toml(text)
        digest = _name(text)
        used[digest] = kept[digest] if digest in kept else parse_toml(text)
        return used[digest]

    has_ended = False
    yield parse
    has_ended = True
    if path and used.keys() != kept.keys():
        _write(path, used)
    kept.clear()
    used.clear()  # whoever still has `parse` would hold all of it


def _name(text: str) -> str:
    return sha256(f"{_FORM} {text}".encode()).hexdigest()


def _read(path: Path) -> Tables:
    try:
        tables = json.loads(read_kept(path) or "null", object_hook=_restore)
    except (ValueError, ArithmeticError, RecursionError):
        return Tables()
    return tables if isinstance(tables, dict) else Tables()


def _write(path: Path, tables: Tables) -> None:
    try:
        body = json.dumps(tables, default=_stand_in, ensure_ascii=False)
        if json.loads(body, object_hook=_restore) != tables:
            return
    except (TypeError, ArithmeticError):  # a day, or what looks like our stand-in: no content has any
        return
    keep(path, body.encode())


def _stand_in(value: object) -> dict[str, str]:
    if not isinstance(value, Decimal):
        raise TypeError
    return {_EXACT: str(value)}


def _restore(table: dict[str, object]) -> object:
    return Decimal(str(table[_EXACT])) if table.keys() == {_EXACT} else table
