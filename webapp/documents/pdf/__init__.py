"""A report as PDF: A4, tagged, with bookmarks, meant to satisfy PDF/UA-1; typeset by Typst."""

from __future__ import annotations

import dataclasses
import json
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import typst

from webapp.documents.charts.model import Chart
from webapp.documents.palette import LIGHT
from webapp.documents.paper import EmptyDocumentError, Paper, Picture

STANDARD: Final = "ua-1"
"""Typst refuses to write what it knows to break the standard: a picture without words, a heading that skips a step."""

COMPILATIONS_REMEMBERED: Final = 10

_FOLDER = Path(__file__).parent
_UNUSABLE = {"Cc", "Cs", "Co", "Cn"}


def write_pdf(paper: Paper, draw: Callable[[Chart], bytes]) -> bytes:
    """Return the report as PDF. `draw` gives a chart as SVG, on white.

    Raises EmptyDocumentError when there is nothing to say or a chapter would be missing, and typst.TypstError.
    """
    if not paper.chapters or not all(chapter.blocks for chapter in paper.chapters):
        raise EmptyDocumentError("the report has a chapter without content")
    inputs = {"paper": json.dumps(describe(paper, draw)), "palette": json.dumps(dataclasses.asdict(LIGHT))}
    compiler = typst.Compiler(_FOLDER / "report.typ", root=_FOLDER, font_paths=_fonts(), sys_inputs=inputs)
    try:
        written = compiler.compile(format="pdf", pdf_standards=STANDARD)
    finally:
        _forget()
    if not isinstance(written, bytes):
        raise EmptyDocumentError("nothing was written")
    return written


def _forget() -> None:
    """Let Typst forget what it remembers of a report, by compiling nothing at all a few times.

    It remembers for ten compilations, which is for somebody who types; each report would stay in memory, words and all.
    """
    compiler = typst.Compiler(_FOLDER / "empty.typ", root=_FOLDER, font_paths=_fonts())
    for _ in range(COMPILATIONS_REMEMBERED + 1):
        compiler.compile(format="pdf")


def describe(paper: Paper, draw: Callable[[Chart], bytes]) -> dict[str, object]:
    """Return the report as plain data, with its charts drawn and its texts without signs that no typeface has."""
    return _plain_block(paper, draw)


def _plain(value: object, draw: Callable[[Chart], bytes]) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return [_plain(entry, draw) for entry in value]
    if isinstance(value, frozenset):
        return sorted(value)
    return _plain_block(value, draw) if dataclasses.is_dataclass(value) else value


def _plain_block(block: object, draw: Callable[[Chart], bytes]) -> dict[str, object]:
    if isinstance(block, Picture):
        alt = clean(f"{block.chart.title}. {block.chart.description}")
        return {"kind": "Picture", "svg": draw(block.chart).decode(), "alt": alt, "caption": clean(block.caption)}
    names = [field.name for field in dataclasses.fields(block)]  # type: ignore[arg-type]  # it is a dataclass
    return {"kind": type(block).__name__} | {name: _plain(getattr(block, name), draw) for name in names}


def clean(text: str) -> str:
    """Return a text with ordinary line ends and without signs that can't be set: controls, halves, unassigned ones."""
    ordinary = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u2028", "\n")
    return "".join(sign for sign in ordinary if sign == "\n" or unicodedata.category(sign) not in _UNUSABLE)


@cache
def _fonts() -> typst.Fonts:
    """Our typeface, and those that matplotlib brings: the last of them has a box for every sign that others lack."""
    package = find_spec("matplotlib")
    locations = list(package.submodule_search_locations or ()) if package else []
    ours = [str(_FOLDER.parent / "fonts")]
    theirs = [str(Path(place) / "mpl-data" / "fonts" / "ttf") for place in locations]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[*ours, *theirs])
