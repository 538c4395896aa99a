"""A document as a file, from what it says. A second of work: it belongs in a process that no page waits for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from webapp.documents.charts.formats import Form
from webapp.documents.charts.model import Chart
from webapp.documents.charts.order import Order

if TYPE_CHECKING:
    from webapp.documents.content import Content

Draw = Callable[[Order], bytes]
"""What draws the pictures of a document."""

log = logging.getLogger("pleinwijzer")

_Wanted = TypeVar("_Wanted")


def write_document(content: Content, kind: str, draw: Draw) -> bytes:
    """Return a document as bytes, by its kind.

    Raises KeyError on an unknown kind, TypeError on one that is made of something else, and what its writer raises.
    """
    return WRITERS[kind](content, draw)


def _write_pdf(paper: Content, draw: Draw) -> bytes:
    from webapp.documents.paper import Paper  # noqa: PLC0415 (a process pays for this when it is needed)
    from webapp.documents.pdf import write_pdf  # noqa: PLC0415 (same)

    return write_pdf(_take(paper, Paper), _drawing(draw))


def _write_docx(paper: Content, draw: Draw) -> bytes:
    from webapp.documents.paper import Paper  # noqa: PLC0415
    from webapp.documents.word import write_word  # noqa: PLC0415

    with _drawing_pixels(draw) as drawing:
        return write_word(_take(paper, Paper), drawing)


def _write_note(note: Content, draw: Draw) -> bytes:
    from webapp.documents.paper import Note  # noqa: PLC0415
    from webapp.documents.word.note import write_note  # noqa: PLC0415

    with _drawing_pixels(draw) as drawing:
        return write_note(_take(note, Note), drawing)


def _write_pptx(deck: Content, draw: Draw) -> bytes:
    from webapp.documents.deck import Deck  # noqa: PLC0415
    from webapp.documents.slides import write_slides  # noqa: PLC0415

    with _drawing_pixels(draw) as drawing:
        return write_slides(_take(deck, Deck), drawing)


def _write_xlsx(workbook: Content, draw: Draw) -> bytes:
    from webapp.documents.spreadsheet import write_spreadsheet  # noqa: PLC0415
    from webapp.documents.workbook import Workbook  # noqa: PLC0415

    del draw
    return write_spreadsheet(_take(workbook, Workbook))


def _drawing(draw: Draw) -> Callable[[Chart], bytes | None]:
    """Return what draws a chart for a writer: None for one that can't be drawn, which leaves a gap and no more."""
    return lambda chart: _try(lambda: draw(Order(chart, form=Form.BARE_SVG)))


@contextmanager
def _drawing_pixels(draw: Draw) -> Iterator[Callable[[Chart], bytes | None]]:
    """Give the same for a writer that can only take pixels; afterwards nothing of the pictures is remembered."""
    from webapp.documents.pixels import to_pixels  # noqa: PLC0415
    from webapp.documents.typesetting import forget  # noqa: PLC0415

    try:
        yield lambda chart: _try(lambda: to_pixels(draw(Order(chart, form=Form.BARE_SVG))))
    finally:
        forget()


def _try(draw: Callable[[], bytes]) -> bytes | None:
    try:
        return draw()
    except Exception as error:  # noqa: BLE001 (whatever goes wrong with a picture, its table says the same)
        log.warning("A picture is missing from a document: %s", type(error).__name__)
        return None


def _take(content: object, wanted: type[_Wanted]) -> _Wanted:
    if not isinstance(content, wanted):
        raise TypeError(f"this document is made of a {wanted.__name__}, not of a {type(content).__name__}")
    return content


WRITERS: Mapping[str, Callable[[Content, Draw], bytes]] = {
    "management": _write_pdf,
    "pdf": _write_pdf,
    "docx": _write_docx,
    "council": _write_note,
    "pptx": _write_pptx,
    "xlsx": _write_xlsx,
}
