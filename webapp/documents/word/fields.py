"""What Word itself fills in: the contents, numbers of pages, tables and pictures; and what stands on every page."""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from webapp.documents.office import clean
from webapp.documents.paper import Paper
from webapp.documents.word.elements import Element, add, add_paragraph, make, write_text
from webapp.documents.word.styles import CAPTION, CAUTION, CONTENTS, CONTENTS_HEADING, FOOTER, HEADER


def name_bookmark(number: int) -> str:
    """Return the name of a chapter's bookmark, as Word itself would call it."""
    return f"_Toc{number:09d}"


def bookmark(paragraph: Element, number: int) -> None:
    """Put a bookmark around what stands in a paragraph."""
    begin = make("bookmarkStart", id=str(number), name=name_bookmark(number))
    paragraph.insert(1, begin)
    add(paragraph, "bookmarkEnd", id=str(number))


def make_contents(paper: Paper, pages: list[int]) -> Element:
    """Return the contents: each chapter with its page, as links, in a field that Word can make again.

    Nothing asks Word to do that at once: it would put a question to everybody who opens the file.
    """
    whole = make("sdt")
    part = add(add(whole, "sdtPr"), "docPartObj")
    add(part, "docPartGallery", val="Table of Contents")
    add(part, "docPartUnique")
    content = add(whole, "sdtContent")
    add_paragraph(content, CONTENTS_HEADING, paper.labels.contents, new_page=True)
    last = len(paper.chapters) - 1
    for place, (chapter, page) in enumerate(zip(paper.chapters, pages, strict=True)):
        paragraph = add_paragraph(content, CONTENTS)
        if place == 0:
            _open_field(paragraph, 'TOC \\o "1-1" \\h \\z \\u')
        link = add(paragraph, "hyperlink", anchor=name_bookmark(place + 1), history="1")
        write_text(link, chapter.title)
        add(add(link, "r"), "tab")
        add_field(link, f"PAGEREF {name_bookmark(place + 1)} \\h", str(page))
        if place == last:
            _mark(paragraph, "end")
    return whole


def add_caption(parent: Element, label: str, number: int, text: str, *, keeps_next: bool) -> None:
    """Add a caption that Word numbers: `Table 3. Points of each question`."""
    paragraph = add_paragraph(parent, CAPTION, keep_next=keeps_next)
    write_text(paragraph, f"{label} ")
    add_field(paragraph, f"SEQ {label} \\* ARABIC", str(number))
    write_text(paragraph, f". {text}")


def write_header_and_footer(document: WordDocument, paper: Paper) -> None:
    """Put the running head, the chapter, the page, and where needed the mark of an invented example on the pages."""
    section = document.sections[0]
    _write_header(_empty(section.header), paper)
    footer = _empty(section.footer)
    paragraph = add_paragraph(footer, FOOTER)
    before, _, rest = paper.labels.page.partition("%(page)s")
    between, _, after = rest.partition("%(pages)s")
    write_text(paragraph, before)
    add_field(paragraph, "PAGE", "1")
    write_text(paragraph, between)
    add_field(paragraph, "NUMPAGES", "1")
    write_text(paragraph, after)
    if paper.is_invented:
        add_paragraph(footer, CAUTION, paper.labels.invented)
        add_paragraph(_empty(section.first_page_footer), CAUTION, paper.labels.invented)


def _write_header(header: Element, paper: Paper) -> None:
    """The chapter is found by its depth, not by the name of its style: that is another one in Dutch Word."""
    paragraph = add_paragraph(header, HEADER, paper.running_head)
    add(add(paragraph, "r"), "tab")
    add_field(paragraph, "STYLEREF 1", "")


def _empty(part: Any) -> Element:  # noqa: ANN401 (a header or a footer)
    """The element of a header or footer, without the empty paragraph that it begins with."""
    part.is_linked_to_previous = False
    element = part._element
    for paragraph in element.findall(qn("w:p")):
        element.remove(paragraph)
    return element


def add_field(parent: Element, instruction: str, result: str) -> None:
    """Add a field with what stands there until Word fills it in."""
    _open_field(parent, instruction)
    if result:
        write_text(parent, clean(result))
    _mark(parent, "end")


def _open_field(parent: Element, instruction: str) -> None:
    _mark(parent, "begin")
    add(add(parent, "r"), "instrText", f" {instruction} ").set(qn("xml:space"), "preserve")
    _mark(parent, "separate")


def _mark(parent: Element, kind: str) -> None:
    add(add(parent, "r"), "fldChar", fldCharType=kind)
