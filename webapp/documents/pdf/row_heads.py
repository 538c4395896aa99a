"""The cells that name their rows, tagged as headers in a PDF that Typst made: it tags those of columns alone.

Typst writes each cell's tag in the open: `/S/TD … /A[<</O/Table/Headers[(U3x0y0)]>>`, the third table's first column.
Such a cell becomes `/S/TH` with `/Scope/Row`, and no cell names the head of its column by its id any more: a program
that is given ids looks no further, and without them it finds the heads of row and column by their scope. Every piece
keeps its length, with spaces, so that nothing else in the file moves.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

_CELL: Final = re.compile(
    rb"(?<=<</Type/StructElem)/S/TD(?P<place>/P \d+ 0 R/A\[<</O/Table)"
    rb"(?P<heads>/Headers\[\(U(?P<table>\d+)x(?P<column>\d+)y\d+\)\])(?=>>)"
)

log = logging.getLogger("pleinwijzer")


class Rows(NamedTuple):
    """How many rows a table has, and which of its columns names them."""

    how_many: int
    named_by: int


def mark_row_heads(written: bytes, tables: Sequence[Rows]) -> bytes:
    """Return the PDF with the head of every row tagged; as it was where its tags are not those of these tables."""
    marked: Counter[int] = Counter()

    def mark(cell: re.Match[bytes]) -> bytes:
        table, room = int(cell["table"]), len(cell["heads"])
        names_row = table <= len(tables) and int(cell["column"]) == tables[table - 1].named_by
        marked[table] += names_row
        tag, scope = (b"/S/TH", b"/Scope/Row") if names_row else (b"/S/TD", b"")
        return tag + cell["place"] + scope.ljust(room)

    found = _CELL.sub(mark, written)
    if [marked[number] for number in range(1, len(tables) + 1)] != [rows.how_many for rows in tables]:
        log.warning("The heads of rows are not tagged: a report's tags are not those of its tables")
        return written
    return found
