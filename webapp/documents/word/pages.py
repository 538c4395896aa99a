"""On which page a chapter begins, before Word has laid anything out: counted with the widths of its letters.

Word counts again when the report is printed, kept as PDF, or when somebody updates the contents; until then these
numbers stand there. Each chapter begins on a new page, so that a line too many seldom moves the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from webapp.documents.letters import LINE, count_lines
from webapp.documents.word.styles import CELL_MARGIN, LOOKS, ROOM, WIDTH

CELL_ROOM = 2.5 + 2.5
"""Above and below what stands in a cell, in points."""
FEWEST_LINES = 2
"""Word leaves no line of a paragraph alone on a page."""


@dataclass(frozen=True)
class Piece:
    """Something that stands on one page, in points, with the space before it, which vanishes at the top of a page.

    `keeps_next` holds it on the page of what follows.
    """

    height: float
    before: float = 0
    keeps_next: bool = False


def measure_paragraph(style: str, text: str, *, keeps_next: bool = False) -> Iterator[Piece]:
    """Give a paragraph in pieces that may stand on different pages."""
    look = LOOKS[style]
    line = look.size * LINE * look.line
    lines = count_lines(text, look.size, WIDTH / 20, bold=look.bold)
    if look.keeps_next or keeps_next or lines < 2 * FEWEST_LINES:
        yield Piece(lines * line + look.after, look.before, look.keeps_next or keeps_next)
        return
    yield Piece(FEWEST_LINES * line, look.before)
    for _ in range(lines - 2 * FEWEST_LINES):
        yield Piece(line)
    yield Piece(FEWEST_LINES * line + look.after)


def measure_row(style: str, texts: Iterable[str], widths: Iterable[float]) -> Piece:
    """Return a row of a table; widths are in twentieths of a point."""
    look = LOOKS[style]
    most = max(
        count_lines(text, look.size, (width - 2 * CELL_MARGIN) / 20, bold=look.bold)
        for text, width in zip(texts, widths, strict=True)
    )
    return Piece(most * look.size * LINE * look.line + look.after + CELL_ROOM)


def count_pages(pieces: Iterable[Piece], room: float = ROOM) -> int:
    """Return how many pages these pieces take, one at least."""
    pages, used, together = 1, 0.0, list[Piece]()
    for piece in pieces:
        together.append(piece)
        if piece.keeps_next:
            continue
        height = sum(one.height + one.before for one in together)
        if used and used + height > room:
            pages, used = pages + 1, 0.0
        used += height - (together[0].before if not used else 0)
        while used > room:
            pages, used = pages + 1, used - room
        together.clear()
    return pages
