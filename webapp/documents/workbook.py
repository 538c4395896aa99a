"""A spreadsheet as plain data: sheets with typed columns and rows of values, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LONGEST_CELL = 32_767
"""Characters that fit in a cell: what is longer would be lost, so it is an error."""


class Type(StrEnum):
    """What stands in a column. A percentage is a number of percent, 57 and not 0.57."""

    TEXT = "text"
    WHOLE = "whole"
    SCORE = "score"
    NUMBER = "number"
    PERCENT = "percent"
    DAY = "day"


@dataclass(frozen=True)
class Formula:
    """A formula of ours, with the value that it has now: never made of what somebody typed.

    `{row}` in the text is the number of the row that it stands in, `{first}` and `{last}` those of the rows of data.
    """

    text: str
    value: float


Value = str | int | float | date | Formula | None
"""What stands in a cell; None for an empty one."""


@dataclass(frozen=True)
class Column:
    """A column's heading, what stands in it, and its width in characters."""

    title: str
    type: Type = Type.TEXT
    width: int = 14


@dataclass(frozen=True)
class Sheet:
    """One sheet: a table with headings that stay in sight. `notes` stand below it, `totals` are its last rows."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: tuple[tuple[Value, ...], ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError when a row does not fit the columns, or a text its cell."""
        for row in (*self.rows, *self.totals):
            if len(row) != len(self.columns):
                raise ValueError(f"a row of the sheet {self.name!r} does not fit its columns")
            if any(isinstance(value, str) and len(value) > LONGEST_CELL for value in row):
                raise ValueError(f"a text in the sheet {self.name!r} is longer than a cell can hold")


@dataclass(frozen=True)
class Workbook:
    """A whole spreadsheet. `header` stands on each printed page."""

    language: str
    title: str
    header: str
    day: date
    author: str
    sheets: tuple[Sheet, ...]
