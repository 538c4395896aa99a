"""A note of one page as a Word file, in the same styles as the report, to change and to sign."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

from webapp.documents.empty import EmptyDocumentError
from webapp.documents.office import PROGRAM
from webapp.documents.paper import Note
from webapp.documents.word import begin_document, save
from webapp.documents.word.blocks import Body, Draw, write_block, write_pairs
from webapp.documents.word.elements import add_paragraph
from webapp.documents.word.pages import count_pages
from webapp.documents.word.styles import CAUTION, FOOTER, KICKER, heading_style


def write_note(note: Note, draw: Draw) -> bytes:
    """Return the note as a docx file. Raises EmptyDocumentError when there is nothing to say."""
    if not note.blocks:
        raise EmptyDocumentError("the note says nothing")
    document = begin_document(note.language, note.title, note.subject, note.author, note.day)
    section = document.sections[0]
    section.different_first_page_header_footer = False
    _write_foot(section.footer, note)
    body = Body(document, document.element.body, note.labels, draw)
    end = body.element.sectPr
    body.element.remove(end)
    _write(body, note)
    body.element.append(end)
    return save(document, note.day)


def count_note_pages(note: Note, draw: Draw) -> int:
    """Return how many pages a note takes, as far as the widths of letters tell."""
    document = begin_document(note.language, note.title, note.subject, note.author, note.day)
    body = Body(document, document.element.body, note.labels, draw)
    _write(body, note)
    return count_pages(body.pieces)


def _write(body: Body, note: Note) -> None:
    body.say(KICKER, PROGRAM)
    body.say(heading_style(1), note.title)
    if note.is_invented:
        body.say(CAUTION, note.labels.invented)
    write_pairs(body, note.facts)
    for block in note.blocks:
        write_block(body, block)


def _write_foot(footer: Any, note: Note) -> None:  # noqa: ANN401 (python-docx has few types)
    footer.is_linked_to_previous = False
    for paragraph in footer._element.findall(qn("w:p")):
        footer._element.remove(paragraph)
    mark = f"{note.labels.invented} · " if note.is_invented else ""
    add_paragraph(footer._element, FOOTER, f"{mark}{note.foot}")
