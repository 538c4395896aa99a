"""A report as PDF: A4, tagged, with bookmarks, meant to satisfy PDF/UA-1; typeset by Typst."""

from __future__ import annotations

import dataclasses
import json
import logging
from pathlib import Path
from typing import Final

import typst

from webapp.documents.charts.model import Chart
from webapp.documents.empty import EmptyDocumentError
from webapp.documents.palette import LIGHT
from webapp.documents.paper import Paper, Table
from webapp.documents.pdf.describing import Draw, describe
from webapp.documents.pdf.row_heads import Rows, mark_row_heads
from webapp.documents.typefaces import TYPEFACES, simplify
from webapp.documents.typesetting import find_fonts, forget

STANDARD: Final = "ua-1"
"""Typst refuses to write what it knows to break the standard: a picture without words, a heading that skips a step."""

log = logging.getLogger("pleinwijzer")

_FOLDER = Path(__file__).parent


def write_pdf(paper: Paper, draw: Draw) -> bytes:
    """Return the report as PDF. `draw` gives a chart as SVG, on white; where it gives none, words take its place.

    What Typst can't set goes step by step, so that there is a document: first the pictures, then the signs that our
    own typeface lacks. Raises EmptyDocumentError when there is nothing to say or a chapter would be missing, and
    typst.TypstError.
    """
    if not paper.chapters or not all(chapter.blocks for chapter in paper.chapters):
        raise EmptyDocumentError("the report has a chapter without content")
    try:
        for drawing in (draw, _draw_nothing):
            try:
                return _mark(_compile(describe(paper, drawing)), paper)
            except typst.TypstError as error:
                log.warning("A report is made once more, with less in it: %s", type(error).__name__)
        return _mark(_compile(describe(paper, _draw_nothing, simplify)), paper)
    finally:
        forget()


def _compile(content: dict[str, object]) -> bytes:
    inputs = {
        "paper": json.dumps(content),
        "palette": json.dumps(dataclasses.asdict(LIGHT)),
        "typefaces": json.dumps([face.family for face in TYPEFACES]),
    }
    compiler = typst.Compiler(_FOLDER / "report.typ", root=_FOLDER, font_paths=find_fonts(), sys_inputs=inputs)
    written = compiler.compile(format="pdf", pdf_standards=STANDARD)
    if not isinstance(written, bytes):
        raise EmptyDocumentError("nothing was written")
    return written


def _mark(written: bytes, paper: Paper) -> bytes:
    tables = [block for block in paper.blocks() if isinstance(block, Table)]
    return mark_row_heads(written, [Rows(len(table.rows) + bool(table.total), table.named_by) for table in tables])


def _draw_nothing(_chart: Chart) -> None:
    return None
