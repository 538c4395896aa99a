"""The Word file says everything that the report says, in Word's own styles, and takes nothing for markup."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Opened
from docx.oxml.ns import qn

from tests.webapp.documents.small_paper import MARKUP, STRANGE, make_small_paper, without_blocks
from webapp.documents.charts.model import Chart
from webapp.documents.empty import EmptyDocumentError
from webapp.documents.office import clean
from webapp.documents.paper import Block, Bullets, Chapter, Column, Heading, Pairs, Paper, Paragraph, Table
from webapp.documents.word import write_word
from webapp.documents.word.styles import LOOKS


def make_png() -> bytes:
    """Return a picture of two grey dots."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 2, 1, 8, 0, 0, 0, 0)
    dots = zlib.compress(b"\x00\x80\x80")
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", dots) + part(b"IEND", b"")


PNG = make_png()


def draw(_chart: Chart) -> bytes:
    return PNG


def read(paper: Paper) -> Opened:
    return Document(BytesIO(write_word(paper, draw)))


def texts(document: Opened) -> list[str]:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


@pytest.fixture(scope="module")
def small() -> Opened:
    return read(make_small_paper())


def test_everything_in_the_report_stands_in_the_file(small: Opened) -> None:
    said = "\n".join(texts(small))
    for text in (
        "Gent op het online dorpsplein",
        "Met een tweede regel.",
        "Lees dit met zorg.",
        "Tweede punt",
        "272.000",
    ):
        assert text in said
    for text in ("Score 41,2 tot 58,9", "62,5", "Onderschrift van het beeld", "3. Maak een lijst", "Waarom: Daarom."):
        assert text in said


def test_headings_captions_lists_and_tables_have_words_own_styles(small: Opened) -> None:
    styles = {paragraph.text: str(paragraph.style.name) for paragraph in small.paragraphs if paragraph.style}
    assert styles["Alles op een rij"] == "Heading 1"
    assert styles["Tussenkop"] == "Heading 2"
    assert styles["3. Maak een lijst"] == "Heading 3"
    assert styles["Eerste punt"] == "List Bullet"
    assert styles["Tabel 1. Punten per vraag"] == "Caption"
    assert {table.style.name for table in small.tables if table.style} == {"Report Table"}


def test_an_entry_is_one_paragraph_with_a_strong_title_and_a_soft_remark(small: Opened) -> None:
    first = next(paragraph for paragraph in small.paragraphs if paragraph.style and paragraph.style.name == "Entry")
    assert first.text == "7. Kijken jullie na?\nElke week\nSamen bekeken.\nIn 2019: 40%"
    looks = {run.text: run.style.name for run in first.runs if run.text.strip()}
    assert looks["7. Kijken jullie na?"] == "Strong"
    assert looks["In 2019: 40%"] == "Remark"
    assert looks["Elke week"] not in {"Strong", "Remark"}


def test_a_table_repeats_its_heading_and_keeps_its_rows_whole(small: Opened) -> None:
    table = next(table for table in small.tables if table.rows[0].cells[0].text == "Vraag")
    assert table.rows[0]._tr.get_or_add_trPr().find(qn("w:tblHeader")) is not None
    assert all(row._tr.get_or_add_trPr().find(qn("w:cantSplit")) is not None for row in table.rows)
    assert [cell.text for cell in table.rows[-1].cells] == ["Samen", "62,5"]


def test_a_table_says_whether_its_first_cells_name_its_rows() -> None:
    table = Table("Acties", (Column("Nr."), Column("Actie")), (("1", "Begin"),))
    made = read(make_small_paper(table, replace(table, named_by=1)))
    looks = [one._tbl.tblPr.find(qn("w:tblLook")) for one in made.tables[-2:]]
    assert [look.get(qn("w:firstColumn")) for look in looks] == ["1", "0"]
    assert [look.get(qn("w:val")) for look in looks] == ["04A0", "0420"]


def test_a_picture_says_in_words_what_it_shows(small: Opened) -> None:
    assert [shape._inline.docPr.get("descr") for shape in small.inline_shapes] == [
        "Titel van het beeld. Wat het beeld toont"
    ]


def fields_in(element: Any) -> list[str]:  # noqa: ANN401 (lxml has no types)
    return [str(text.text).strip() for text in element.iter(qn("w:instrText"))]


def test_contents_captions_and_page_numbers_are_fields(small: Opened) -> None:
    fields = fields_in(small.element)
    assert fields[0].startswith('TOC \\o "1-1"')
    assert fields[1:] == [
        "PAGEREF _Toc000000001 \\h",
        "PAGEREF _Toc000000002 \\h",
        "SEQ Tabel \\* ARABIC",
        "SEQ Figuur \\* ARABIC",
    ]
    section = small.sections[0]
    assert fields_in(section.footer._element) == ["PAGE", "NUMPAGES"]
    assert fields_in(section.header._element) == ["STYLEREF 1"], "by depth: styles have other names in Dutch Word"
    assert small.settings.element.find(qn("w:updateFields")) is None, "Word would ask a question at every opening"
    for element in (small.element, section.footer._element, section.header._element):
        marks = [mark.get(qn("w:fldCharType")) for mark in element.iter(qn("w:fldChar"))]
        assert marks.count("begin") == marks.count("separate") == marks.count("end")


def test_the_contents_lead_to_each_chapter_with_its_page(small: Opened) -> None:
    links = list(small.element.iter(qn("w:hyperlink")))
    entries = [[text.text for text in link.iter(qn("w:t"))] for link in links]
    assert entries == [["Alles op een rij", "3"], ["Bijlage", "5"]]
    marks = {mark.get(qn("w:name")): mark.getparent() for mark in small.element.iter(qn("w:bookmarkStart"))}
    for link, (title, _) in zip(links, entries, strict=True):
        assert "".join(text.text for text in marks[link.get(qn("w:anchor"))].iter(qn("w:t"))) == title


def test_a_longer_chapter_moves_those_after_it() -> None:
    paper = make_small_paper()
    long = replace(paper, chapters=(Chapter("lang", "Lang", (Paragraph("woord " * 3000),)), *paper.chapters))
    texts = [[text.text for text in link.iter(qn("w:t"))] for link in read(long).element.iter(qn("w:hyperlink"))]
    first, second, third = (int(str(entry[-1])) for entry in texts)
    assert first == 3
    assert second >= 7, "three thousand words take four pages and more"
    assert third == second + 2, "the chapter between takes two"


def test_what_runs_from_the_right_is_marked() -> None:
    (paragraph,) = [p for p in read(make_small_paper(Paragraph("مرحبا Gent 12"))).paragraphs if "Gent 12" in p.text]
    assert paragraph._p.get_or_add_pPr().find(qn("w:bidi")) is not None
    runs = [(run.text, run._r.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None) for run in paragraph.runs]
    assert runs == [("مرحبا ", True), ("Gent 12", False)]
    (dutch,) = [p for p in read(make_small_paper(Paragraph("Zo: שלום."))).paragraphs if "Zo" in p.text]
    assert dutch._p.get_or_add_pPr().find(qn("w:bidi")) is None


def test_every_style_that_is_used_exists(small: Opened) -> None:
    known = {style.style_id for style in small.styles}
    used = {
        mark.get(qn("w:val"))
        for name in ("pStyle", "rStyle", "tblStyle")
        for mark in small.element.iter(qn(f"w:{name}"))
    }
    assert used <= known
    assert set(LOOKS) <= known
    assert {style.font.name for style in small.styles if style.style_id in LOOKS} == {"Calibri"}


def test_it_says_when_and_for_whom_it_was_made_and_by_what() -> None:
    written = write_word(make_small_paper(), draw)
    properties = Document(BytesIO(written)).core_properties
    assert properties.author == "Gent"
    assert properties.last_modified_by == "Pleinwijzer"
    assert properties.created == properties.modified
    assert str(properties.created).startswith("2026-11-24")
    with ZipFile(BytesIO(written)) as file:
        assert "<Application>Pleinwijzer<" in file.read("docProps/app.xml").decode()


def test_it_knows_its_title_and_its_language(small: Opened) -> None:
    assert small.core_properties.title == "Gent op het online dorpsplein"
    spoken = {str(lang.get(qn("w:val"))) for lang in small.styles.element.iter(qn("w:lang"))}
    assert spoken == {"nl-BE"}
    english = read(make_small_paper(language="en"))
    assert {str(lang.get(qn("w:val"))) for lang in english.styles.element.iter(qn("w:lang"))} == {"en-GB"}


@pytest.mark.parametrize("text", [*MARKUP, *STRANGE])
@pytest.mark.parametrize("kind", ["paragraph", "heading", "list", "pairs", "table"])
def test_what_somebody_typed_stays_text(text: str, kind: str) -> None:
    blocks: dict[str, Block] = {
        "paragraph": Paragraph(text),
        "heading": Heading(text),
        "list": Bullets((text,)),
        "pairs": Pairs(((text, text),)),
        "table": Table(text, (Column(text),), ((text,),)),
    }
    assert clean(text) in "\n".join(texts(read(make_small_paper(blocks[kind]))))


def test_ten_thousand_characters_are_all_there() -> None:
    long = "woord " * 1700
    assert long in texts(read(make_small_paper(Paragraph(long))))
    assert long in texts(read(make_small_paper(Table("Notities", (Column("Notitie"),), ((long,),)))))


def test_an_invented_example_says_so_on_every_page() -> None:
    section = read(make_small_paper(is_invented=True)).sections[0]
    for footer in (section.footer, section.first_page_footer):
        assert "Verzonnen voorbeeld" in [paragraph.text for paragraph in footer.paragraphs]


def test_a_chapter_without_content_is_an_error() -> None:
    with pytest.raises(EmptyDocumentError):
        write_word(without_blocks(make_small_paper()), draw)


def test_the_same_report_gives_the_same_bytes() -> None:
    one, other = (write_word(make_small_paper(), draw) for _ in range(2))
    with ZipFile(BytesIO(one)) as first, ZipFile(BytesIO(other)) as second:
        differing = [name for name in first.namelist() if first.read(name) != second.read(name)]
    assert differing == []
    assert one == other
