"""Findings -> the first recommendations in a grid: what each brings, against how much work it is.

Both are classes: points of different dimensions can't be laid on one scale.
"""

from __future__ import annotations

from collections.abc import Sequence

from assessment.road.model import Advised, Group
from webapp.documents.charts.model import GridChart, GridEntry, GridRow
from webapp.documents.charts.texts import Words
from webapp.findings.model import Findings

MOST = 10
EFFORTS = ("small", "medium", "large")


def chart_grid(findings: Findings, words: Words) -> GridChart:
    """Return the grid of the first recommendations. Raises KeyError where there is none."""
    first = findings.advice[:MOST]
    if not first:
        raise KeyError("grid")
    columns, names = _name_columns(words), _name_rows(words)
    rows = tuple(
        GridRow(name, tuple(_cell(first, group, effort, words) for effort in EFFORTS))
        for group, name in names.items()
        if any(entry.group is group for entry in first)
    )
    return GridChart(
        language=words.language,
        title=words.gettext("What the first recommendations bring, and how much work they are"),
        description=_describe(rows, columns, words),
        heading=words.gettext("Effort"),
        columns=columns,
        rows=rows,
    )


def _name_columns(words: Words) -> tuple[str, ...]:
    return words.gettext("Small"), words.gettext("Medium"), words.gettext("Large")


def _name_rows(words: Words) -> dict[Group, str]:
    """The words of pages for why a recommendation stands where it stands."""
    return {
        Group.BASIS: words.gettext("Must be in order everywhere"),
        Group.UNLOCKS: words.gettext("Opens the way to the next growth phase"),
        Group.LOWERS_BARRIER: words.gettext("Lowers a barrier that you reported"),
        Group.RAISES_SCORE: words.gettext("Raises the score"),
    }


def _cell(first: Sequence[Advised], group: Group, effort: str, words: Words) -> tuple[GridEntry, ...]:
    return tuple(
        GridEntry(number, words.content(entry.recommendation.title), entry.recommendation.dimension)
        for number, entry in enumerate(first, start=1)
        if entry.group is group and entry.recommendation.effort == effort
    )


def _describe(rows: Sequence[GridRow], columns: Sequence[str], words: Words) -> str:
    return " ".join(
        words.gettext(
            "%(brings)s, effort %(effort)s: %(which)s.",
            brings=row.name,
            effort=column.lower(),
            which="; ".join(f"{entry.number}. {entry.title}" for entry in cell),
        )
        for row in rows
        for column, cell in zip(columns, row.cells, strict=True)
        if cell
    )
