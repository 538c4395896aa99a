"""Documents are written in a process of their own: they take a processor for a second, and pages must not wait."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TypeVar

from webapp.documents.charts.process import answer_each, set_up_drawing
from webapp.documents.deck import Deck
from webapp.documents.paper import Paper
from webapp.documents.workbook import Workbook

Content = Paper | Deck | Workbook
"""What documents are made of."""


@dataclass(frozen=True)
class Job:
    """One document to write: its kind, which is how its file name ends, and what it says."""

    kind: str
    content: Content


def write_all(connection: Connection, folder: str) -> None:
    """Write what comes in until the other side closes; `folder` is for matplotlib's list of fonts."""
    set_up_drawing(folder)
    answer_each(connection, write)


def write(job: Job) -> bytes:
    """Return a document as bytes. Raises KeyError on an unknown kind, and what its writer raises."""
    return WRITERS[job.kind](job.content)


def _write_pdf(paper: Content) -> bytes:
    from webapp.documents.charts.drawing import draw_svg  # noqa: PLC0415 (only the writing process needs these)
    from webapp.documents.pdf import write_pdf  # noqa: PLC0415

    return write_pdf(_take(paper, Paper), draw_svg)


def _write_docx(paper: Content) -> bytes:
    from webapp.documents.charts.drawing import draw_png  # noqa: PLC0415
    from webapp.documents.word import write_word  # noqa: PLC0415

    return write_word(_take(paper, Paper), draw_png)


def _write_pptx(deck: Content) -> bytes:
    from webapp.documents.charts.drawing import draw_png  # noqa: PLC0415
    from webapp.documents.slides import write_slides  # noqa: PLC0415

    return write_slides(_take(deck, Deck), draw_png)


def _write_xlsx(workbook: Content) -> bytes:
    from webapp.documents.spreadsheet import write_spreadsheet  # noqa: PLC0415

    return write_spreadsheet(_take(workbook, Workbook))


_Wanted = TypeVar("_Wanted")


def _take(content: object, wanted: type[_Wanted]) -> _Wanted:
    if not isinstance(content, wanted):
        raise TypeError(f"this document is made of a {wanted.__name__}, not of a {type(content).__name__}")
    return content


WRITERS: Mapping[str, Callable[[Content], bytes]] = {
    "pdf": _write_pdf,
    "docx": _write_docx,
    "pptx": _write_pptx,
    "xlsx": _write_xlsx,
}
