"""An SVG in pixels, for Word and slides: drawn by Typst, in a fifth of the time that matplotlib took."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import typst

from webapp.documents.typefaces import TYPEFACES
from webapp.documents.typesetting import find_fonts

SHARPNESS: Final = 2
"""Pixels of the file for one of paper: on the width of a page about 180 to an inch."""

POINTS_AN_INCH: Final = 72
_PICTURE = Path(__file__).parent / "pdf" / "picture.typ"


def to_pixels(svg: bytes) -> bytes:
    """Return a picture as PNG. Raises typst.TypstError on what is no SVG.

    Typst remembers it until `typesetting.forget`.
    """
    inputs = {"svg": svg.decode(), "typefaces": json.dumps([face.family for face in TYPEFACES])}
    compiler = typst.Compiler(_PICTURE, root=_PICTURE.parent, font_paths=find_fonts(), sys_inputs=inputs)
    written = compiler.compile(format="png", ppi=SHARPNESS * POINTS_AN_INCH)
    if not isinstance(written, bytes):
        raise TypeError("a picture has one page")
    return written
