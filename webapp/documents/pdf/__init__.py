"""A report as PDF: A4, tagged, with bookmarks, meant to satisfy PDF/UA-1; typeset by Typst."""

from __future__ import annotations

import dataclasses
import json
import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import typst

from webapp.documents.charts.model import Chart
from webapp.documents.office import language_of
from webapp.documents.palette import LIGHT
from webapp.documents.paper import EmptyDocumentError, Paper, Paragraph, Picture, Tone, describe_chart
from webapp.documents.typefaces import TYPEFACES, clean, simplify
from webapp.documents.typesetting import find_fonts, forget

STANDARD: Final = "ua-1"
"""Typst refuses to write what it knows to break the standard: a picture without words, a heading that skips a step."""

log = logging.getLogger("pleinwijzer")

_FOLDER = Path(__file__).parent


Draw = Callable[[Chart], bytes | None]
Spell = Callable[[str], str]


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
                return _compile(describe(paper, drawing))
            except typst.TypstError as error:
                log.warning("A report is made once more, with less in it: %s", type(error).__name__)
        return _compile(describe(paper, _draw_nothing, simplify))
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


def _draw_nothing(_chart: Chart) -> None:
    return None


def describe(paper: Paper, draw: Draw, spell: Spell = clean) -> dict[str, object]:
    """Return the report as plain data, with its charts drawn and its texts without signs that no typeface has."""
    language, _, region = language_of(paper.language).partition("-")
    return _plain_block(paper, draw, spell) | {"language": language, "region": region or None}


def _plain(value: object, draw: Draw, spell: Spell) -> object:
    if isinstance(value, str):
        return spell(value)
    if isinstance(value, tuple):
        return [_plain(entry, draw, spell) for entry in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    return _plain_block(value, draw, spell) if dataclasses.is_dataclass(value) else value


def _plain_block(block: object, draw: Draw, spell: Spell) -> dict[str, object]:
    if isinstance(block, Picture):
        drawn = draw(block.chart)
        if drawn is None:
            return _plain_block(Paragraph(describe_chart(block.chart), Tone.SOFT), draw, spell)
        said = {"alt": block.in_words(), "caption": block.caption, "source": block.source}
        return {"kind": "Picture", "svg": drawn.decode(), **{name: spell(text) for name, text in said.items()}}
    names = [field.name for field in dataclasses.fields(block)]  # type: ignore[arg-type]  # it is a dataclass
    return {"kind": type(block).__name__} | {name: _plain(getattr(block, name), draw, spell) for name in names}
