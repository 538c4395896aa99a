"""Text as it stands in a Word file."""

from __future__ import annotations

from docx.text.paragraph import Paragraph

from webapp.documents.office import clean


def write_text(paragraph: Paragraph, text: str, style: str | None = None) -> None:
    """Add a text to a paragraph, as it was written: its line ends become line breaks."""
    run = paragraph.add_run(style=style)
    for place, line in enumerate(clean(text).split("\n")):
        if place:
            run.add_break()
        run.add_text(line)
