"""Reads the crosswalk file of a version, and checks that it accounts for all that differs."""

from __future__ import annotations

from pathlib import Path

from assessment.content import Content
from assessment.crosswalk.checks import check_crosswalk
from assessment.crosswalk.model import Crosswalk, Moved
from assessment.reading import ContentError, Problem, Table, read_table

FILE = "crosswalk.toml"


def load_crosswalk(folder: Path, before: Content, after: Content) -> Crosswalk:
    """The step from the version before to the one of a folder. Raises ContentError with every mistake found."""
    problems: list[Problem] = []
    table = read_table(folder / FILE, problems)
    if problems:
        raise ContentError(problems)
    crosswalk = _read_crosswalk(table, after.questionnaire.version)
    if not problems:
        problems.extend(check_crosswalk(crosswalk, before, after))
    if problems:
        raise ContentError(problems)
    return crosswalk


def _read_crosswalk(table: Table, version: str) -> Crosswalk:
    crosswalk = Crosswalk(
        source=table.string("from"),
        target=version,
        added=frozenset(table.strings("added")),
        removed=frozenset(table.strings("removed")),
        moved=tuple(_read_moved(entry) for entry in table.tables("moved")),
        recommendations=_read_pairs(table, "recommendations"),
        withdrawn=frozenset(table.strings("withdrawn")),
    )
    table.finish()
    return crosswalk


def _read_moved(table: Table) -> Moved:
    moved = Moved(
        source=table.string("from"),
        target=table.string("to"),
        options=_read_pairs(table, "options"),
        rows=_read_pairs(table, "rows"),
        row=table.string("row", ""),
        to_row=table.string("to_row", ""),
    )
    table.finish()
    return moved


def _read_pairs(table: Table, key: str) -> dict[str, str]:
    """Return what is called otherwise, from a list of `"old: new"`."""
    pairs = {}
    for written in table.strings(key):
        old, _, new = (part.strip() for part in written.partition(":"))
        if not old or not new:
            table.report(f"{key}: write each as 'old: new', and 'old: -' for what is left out; not {written!r}")
        pairs[old] = new
    return pairs
