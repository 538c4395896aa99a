"""Typst, which sets the PDF and turns pictures into pixels: with our typefaces and no others, and without a memory."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import typst

from webapp.documents.typefaces import FOLDER

COMPILATIONS_REMEMBERED: Final = 10
_EMPTY = Path(__file__).parent / "pdf" / "empty.typ"


@cache
def find_fonts() -> typst.Fonts:
    """Return the typefaces that documents know, and no others: what they lack was replaced before."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


def forget() -> None:
    """Let Typst forget what it remembers of a document, by compiling nothing at all a few times.

    It remembers for ten compilations, which is for somebody who types; each document would stay in memory, words
    and all.
    """
    compiler = typst.Compiler(_EMPTY, root=_EMPTY.parent, font_paths=find_fonts())
    for _ in range(COMPILATIONS_REMEMBERED + 1):
        compiler.compile(format="pdf")
