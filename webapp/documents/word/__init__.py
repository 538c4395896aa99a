"""A report as a Word file, in Word's own styles: whoever changes a style re-styles the whole report."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from webapp.documents.empty import EmptyDocumentError
from webapp.documents.office import PROGRAM, clean, finish, language_of, moment_of
from webapp.documents.paper import Paper
from webapp.documents.word.blocks import Body, Draw, write_block, write_pairs
from webapp.documents.word.elements import add_paragraph
from webapp.documents.word.fields import bookmark, make_contents, write_header_and_footer
from webapp.documents.word.pages import count_pages
from webapp.documents.word.styles import CAUTION, KICKER, SUBTITLE, TITLE, heading_style, set_up_styles

PAGES_BEFORE = 2
"""The cover and the contents."""
WORD_VERSION = "15"
"""Without it Word takes the file for one of an older Word."""


def write_word(paper: Paper, draw: Draw) -> bytes:
    """Return the report as a docx file. `draw` gives a chart as PNG, on white, sharp enough to print, or None.

    Raises EmptyDocumentError when there is nothing to say or a chapter would be missing.
    """
    if not paper.chapters or not all(chapter.blocks for chapter in paper.chapters):
        raise EmptyDocumentError("the report has a chapter without content")
    document = begin_document(paper.language, paper.title, paper.subtitle, paper.author, paper.day)
    document.core_properties.keywords = clean(", ".join(paper.keywords))[:255]
    write_header_and_footer(document, paper)
    element: Any = document.element.body
    end = element.sectPr
    element.remove(end)
    body = Body(document, element, paper.labels, draw)
    _write_cover(body, paper)
    contents_at = len(element)
    pages = _write_chapters(body, paper)
    element.insert(contents_at, make_contents(paper, pages))
    element.append(end)
    return save(document, paper.day)


def _write_chapters(body: Body, paper: Paper) -> list[int]:
    """Write the chapters, and return the page that each begins on."""
    pages, page = [], PAGES_BEFORE + 1
    for number, chapter in enumerate(paper.chapters, start=1):
        pages.append(page)
        body.pieces.clear()
        bookmark(body.say(heading_style(1), chapter.title, new_page=True), number)
        for block in chapter.blocks:
            write_block(body, block)
        page += count_pages(body.pieces)
    return pages


def _write_cover(body: Body, paper: Paper) -> None:
    add_paragraph(body.element, KICKER, PROGRAM)
    add_paragraph(body.element, TITLE, paper.title)
    add_paragraph(body.element, SUBTITLE, paper.subtitle)
    if paper.is_invented:
        add_paragraph(body.element, CAUTION, paper.labels.invented)
    write_pairs(body, paper.facts)


def begin_document(language: str, title: str, subject: str, author: str, day: date) -> WordDocument:
    """Return an empty document with its styles, and what it knows of itself."""
    document = Document()
    set_up_styles(document, language)
    settings: Any = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), WORD_VERSION)
    for spoken in settings.iter(qn("w:themeFontLang")):
        spoken.set(qn("w:val"), language_of(language))
    properties = document.core_properties
    properties.title, properties.subject = clean(title)[:255], clean(subject)[:255]
    properties.author, properties.last_modified_by = clean(author)[:255], PROGRAM
    properties.language, properties.comments = language_of(language), ""
    properties.created = properties.modified = moment_of(day)
    return document


def save(document: WordDocument, day: date) -> bytes:
    """Return the document as a file."""
    file = BytesIO()
    document.save(file)
    return finish(file.getvalue(), day)
