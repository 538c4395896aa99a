"""Text as it may stand in a Word file."""

from __future__ import annotations

import re

from docx.text.paragraph import Paragraph

_UNUSABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return a text with ordinary line ends, without signs that XML can't hold."""
    ordinary = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\x0b", "\n")
    return _UNUSABLE.sub("", ordinary)


def write_text(paragraph: Paragraph, text: str, style: str | None = None) -> None:
    """Add a text to a paragraph, as it was written: its line ends become line breaks."""
    run = paragraph.add_run(style=style)
    for place, line in enumerate(clean(text).split("\n")):
        if place:
            run.add_break()
        run.add_text(line)
