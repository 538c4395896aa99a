"""A report as a Word file, in Word's own styles: whoever changes a style re-styles the whole report."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument

from webapp.documents.charts.model import Chart
from webapp.documents.office import MADE, clean, fix_times
from webapp.documents.paper import EmptyDocumentError, Paper
from webapp.documents.word.blocks import write_block
from webapp.documents.word.fields import add_contents, write_header_and_footer
from webapp.documents.word.styles import TERM, set_up_styles
from webapp.documents.word.text import write_text


def write_word(paper: Paper, draw: Callable[[Chart], bytes | None]) -> bytes:
    """Return the report as a docx file. `draw` gives a chart as PNG, on white, sharp enough to print, or None.

    Raises EmptyDocumentError when there is nothing to say or a chapter would be missing.
    """
    if not paper.chapters or not all(chapter.blocks for chapter in paper.chapters):
        raise EmptyDocumentError("the report has a chapter without content")
    document = Document()
    set_up_styles(document, paper.language)
    _describe(document, paper)
    write_header_and_footer(document, paper)
    _write_cover(document, paper)
    add_contents(document, paper)
    for chapter in paper.chapters:
        document.add_heading(clean(chapter.title), 1).paragraph_format.page_break_before = True
        for block in chapter.blocks:
            write_block(document, block, draw)
    file = BytesIO()
    document.save(file)
    return fix_times(file.getvalue())


def _describe(document: WordDocument, paper: Paper) -> None:
    properties = document.core_properties
    properties.title = clean(paper.title)[:255]
    properties.subject = clean(paper.subtitle)[:255]
    properties.keywords = clean(", ".join(paper.keywords))[:255]
    properties.language = paper.language
    properties.author = "Pleinwijzer"
    properties.comments = ""
    properties.created = properties.modified = MADE


def _write_cover(document: WordDocument, paper: Paper) -> None:
    document.add_paragraph("Pleinwijzer", style="Cover Mark")
    write_text(document.add_paragraph(style="Title"), paper.title)
    write_text(document.add_paragraph(style="Subtitle"), paper.subtitle)
    if paper.is_invented:
        document.add_paragraph(clean(paper.labels.invented), style="Caution")
    for name, value in paper.facts:
        paragraph = document.add_paragraph(style=TERM)
        write_text(paragraph, f"{name}: ", style="Strong")
        write_text(paragraph, value)
