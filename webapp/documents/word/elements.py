"""Word's XML, written straight: a report has two thousand paragraphs, and each costs what is done for one."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap

from webapp.documents.office import RIGHT_TO_LEFT, clean, is_from_right

Element = Any
"""An element of lxml, which has no types."""

_W = f"{{{nsmap['w']}}}"
_KEEP_SPACES = "{http://www.w3.org/XML/1998/namespace}space"


def add(parent: Element, name: str, text: str | None = None, /, **attributes: str) -> Element:
    """Add an element of Word's by its short name, `pPr`, with attributes of Word's."""
    made = parent.makeelement(_W + name, {_W + key: value for key, value in attributes.items()})
    parent.append(made)
    if text is not None:
        made.text = text
    return made


def make(name: str, /, **attributes: str) -> Element:
    """Return an element of Word's that stands nowhere yet."""
    return OxmlElement(f"w:{name}", {_W + key: value for key, value in attributes.items()})


def add_paragraph(
    parent: Element,
    style: str,
    text: str = "",
    *,
    keep_next: bool = False,
    new_page: bool = False,
    strong: bool = False,
) -> Element:
    """Add a paragraph in a style, by the style's id. A text that begins from the right makes it run from the right."""
    paragraph = add(parent, "p")
    properties = add(paragraph, "pPr")
    add(properties, "pStyle", val=style)
    if keep_next:
        add(properties, "keepNext")
    if new_page:
        add(properties, "pageBreakBefore")
    if is_from_right(text):
        add(properties, "bidi")
    if text:
        write_text(paragraph, text, strong=strong)
    return paragraph


def write_text(paragraph: Element, text: str, *, strong: bool = False, style: str = "") -> None:
    """Add a text to a paragraph, as it was written: its line ends become line breaks.

    `style` is a style for letters, by its id.
    """
    for place, line in enumerate(clean(text).split("\n")):
        if place:
            add(add(paragraph, "r"), "br")
        for from_right, piece in split_directions(line):
            _write_run(paragraph, piece, style=style or ("Strong" if strong else ""), from_right=from_right)


def _write_run(paragraph: Element, text: str, *, style: str, from_right: bool) -> None:
    run = add(paragraph, "r")
    if style or from_right:
        properties = add(run, "rPr")
        if style:
            add(properties, "rStyle", val=style)
        if from_right:
            add(properties, "rtl")
    for place, piece in enumerate(text.split("\t")):
        if place:
            add(run, "tab")
        add(run, "t", piece).set(_KEEP_SPACES, "preserve")


def split_directions(line: str) -> list[tuple[bool, str]]:
    """Return a line in pieces, each with whether it runs from the right; what has no direction follows its neighbour.

    A text without letters from the right is one piece.
    """
    if line.isascii() or not any(unicodedata.bidirectional(sign) in RIGHT_TO_LEFT for sign in line):
        return [(False, line)]
    pieces, current = [], is_from_right(line)
    for sign in line:
        kind = unicodedata.bidirectional(sign)
        current = True if kind in RIGHT_TO_LEFT else False if kind == "L" else current
        pieces.append((current, sign))
    return [(current, "".join(sign for _, sign in same)) for current, same in groupby(pieces, key=lambda one: one[0])]
