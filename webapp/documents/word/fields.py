"""What Word itself fills in: the contents, the page numbers; and what stands on every page."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from webapp.documents.office import clean
from webapp.documents.paper import Paper
from webapp.documents.word.styles import CAUTION
from webapp.documents.word.text import write_text


def add_contents(document: WordDocument, paper: Paper) -> None:
    """Add the contents as a field: the chapters stand in it already, and Word adds their pages when it is updated.

    Nothing asks Word to update it: it would put a question to everybody who opens the file.
    """
    heading = document.add_paragraph(clean(paper.labels.contents), style="Subtitle")
    heading.paragraph_format.page_break_before = True
    heading.paragraph_format.space_after = Pt(14)
    titles = [clean(chapter.title) for chapter in paper.chapters]
    for place, title in enumerate(titles):
        paragraph = document.add_paragraph()
        if place == 0:
            _add_mark(paragraph, "begin")
            _add_instruction(paragraph, 'TOC \\o "1-1" \\h \\z \\u')
            _add_mark(paragraph, "separate")
        write_text(paragraph, title)
        if place == len(titles) - 1:
            _add_mark(paragraph, "end")


def write_header_and_footer(document: WordDocument, paper: Paper) -> None:
    """Put the running head, the page number, and where needed the mark of an invented example on the pages."""
    section = document.sections[0]
    write_text(section.header.paragraphs[0], paper.running_head)
    footer = section.footer.paragraphs[0]
    if paper.is_invented:
        write_text(section.footer.add_paragraph(style=CAUTION), paper.labels.invented)
        write_text(section.first_page_footer.paragraphs[0], paper.labels.invented)
    before, _, rest = paper.labels.page.partition("%(page)s")
    between, _, after = rest.partition("%(pages)s")
    write_text(footer, before)
    _add_field(footer, "PAGE")
    write_text(footer, between)
    _add_field(footer, "NUMPAGES")
    write_text(footer, after)


def _add_field(paragraph: Paragraph, instruction: str) -> None:
    _add_mark(paragraph, "begin")
    _add_instruction(paragraph, instruction)
    _add_mark(paragraph, "separate")
    paragraph.add_run("1")
    _add_mark(paragraph, "end")


def _add_mark(paragraph: Paragraph, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def _add_instruction(paragraph: Paragraph, instruction: str) -> None:
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = instruction
    paragraph.add_run()._r.append(text)
