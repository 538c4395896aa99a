"""The PDF says everything that the report says, takes nothing for markup, and is tagged for who can't see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from tests.webapp.documents.small_paper import MARKUP, STRANGE, SVG, make_small_paper, without_blocks
from webapp.documents.charts.model import Chart
from webapp.documents.empty import EmptyDocumentError
from webapp.documents.paper import (
    Block,
    Bullets,
    Chapter,
    Column,
    Entries,
    Entry,
    Heading,
    Pairs,
    Paper,
    Paragraph,
    Table,
)
from webapp.documents.pdf import write_pdf
from webapp.documents.pdf.row_heads import Rows, mark_row_heads
from webapp.documents.typefaces import clean

LONG = " ".join(f"woord{number}" for number in range(1120))


def draw(_chart: Chart) -> bytes:
    return SVG


def read(paper: Paper) -> PdfReader:
    return PdfReader(BytesIO(write_pdf(paper, draw)))


def text_of(reader: PdfReader) -> str:
    """Return all text without white space: where a line breaks is the typesetter's choice."""
    return "".join("".join(page.extract_text().split()) for page in reader.pages).replace("\xad", "")


def root_of(reader: PdfReader) -> Any:  # noqa: ANN401 (whatever stands in the file)
    """Return the file's root, whose entries can be anything."""
    return reader.trailer["/Root"]


def squeeze(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def small() -> PdfReader:
    return read(make_small_paper())


def test_everything_in_the_report_stands_in_the_pdf(small: PdfReader) -> None:
    said = text_of(small)
    for text in (
        "Gentophetonlinedorpsplein",
        "tweederegel",
        "Lees",
        "272.000",
        "41,2tot58,9",
        "62,5",
        "3.Maakeenlijst",
        "7.Kijkenjulliena?ElkeweekSamenbekeken.In2019:40%8.Wieleest?",
    ):
        assert text in said
    for text in ("Puntenpervraag", "Antwoordenjullie?", "Onderschriftvanhetbeeld", "Klein", "Begin.", "Nietsmeer."):
        assert text in said


def test_a_row_is_named_by_one_of_its_cells_and_a_column_by_its_head(small: PdfReader) -> None:
    (table,) = list_tables(small)
    assert [[cell["/S"] for cell in row] for row in table] == [["/TH", "/TH"], *[["/TH", "/TD"]] * 3]
    scopes = [[scope_of(cell) for cell in row] for row in table]
    assert scopes == [["/Column", "/Column"], *[["/Row", None]] * 3]


def test_the_column_that_names_a_row_need_not_be_the_first() -> None:
    columns = (Column("Nr."), Column("Actie"), Column("Dagen", is_number=True))
    rows = tuple((str(n), f"Actie {n}", "2") for n in range(90))
    made = read(make_small_paper(Table("Acties", columns, rows, total=("", "Samen", "180"), named_by=1)))
    table = list_tables(made)[-1]
    assert len(table) == 92
    assert all([cell["/S"] for cell in row] == ["/TD", "/TH", "/TD"] for row in table[1:])
    assert all([scope_of(cell) for cell in row] == [None, "/Row", None] for row in table[1:])


def test_no_cell_names_its_heads_by_id_where_a_scope_says_more(small: PdfReader) -> None:
    for row in list_tables(small)[0]:
        assert all("/Headers" not in part or not part["/Headers"] for cell in row for part in cell["/A"])


def test_tags_that_are_not_those_of_the_tables_stay_as_they_are(caplog: pytest.LogCaptureFixture) -> None:
    written = write_pdf(make_small_paper(), draw)
    assert mark_row_heads(written, [Rows(4, 0)]) == written
    assert "heads of rows" in caplog.text


def test_what_somebody_typed_is_no_tag() -> None:
    typed = "<</Type/StructElem/S/TD/P 1 0 R/A[<</O/Table/Headers[(U1x0y0)]>>"
    made = read(replace(make_small_paper(Paragraph(typed)), title=typed))
    assert made.metadata is not None
    assert made.metadata.title == typed
    assert squeeze(typed) in text_of(made)


def list_tables(reader: PdfReader) -> list[list[list[Any]]]:
    """Return the cells of each row of each table, by their tags, in the order in which they are read."""

    def find(node: Any, tag: str) -> Iterator[Any]:  # noqa: ANN401 (whatever stands in the file)
        entry = node.get_object()
        if entry.get("/S") == tag:
            yield entry
            return
        inner = entry.get("/K")
        for child in inner if isinstance(inner, list) else [inner]:
            if hasattr(child, "get_object") and isinstance(child.get_object(), dict):
                yield from find(child, tag)

    return [
        [[cell.get_object() for cell in row["/K"]] for row in find(table, "/TR")]
        for table in find(root_of(reader)["/StructTreeRoot"], "/Table")
    ]


def scope_of(cell: Any) -> str | None:  # noqa: ANN401
    """Return what a cell is the head of: a row, a column, or nothing."""
    return next((str(part["/Scope"]) for part in cell["/A"] if "/Scope" in part), None)


def test_it_is_tagged_and_says_its_language_and_title(small: PdfReader) -> None:
    root = root_of(small)
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("nl")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert small.metadata is not None
    assert small.metadata.title == "Gent op het online dorpsplein"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_a_picture_says_in_words_what_it_shows(small: PdfReader) -> None:
    alts: list[str] = []

    def look(node: object, depth: int = 0) -> None:
        entry = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(entry, list):
            for child in entry:
                look(child, depth)
        elif isinstance(entry, dict) and depth < 40:
            if "/Alt" in entry:
                alts.append(str(entry["/Alt"]))
            if "/K" in entry:
                look(entry["/K"], depth + 1)

    look(root_of(small)["/StructTreeRoot"])
    assert "Titel van het beeld. Wat het beeld toont" in alts


def test_each_chapter_has_a_bookmark_and_begins_a_page(small: PdfReader) -> None:
    titles = [str(entry["/Title"]) for entry in small.outline if isinstance(entry, dict)]
    assert titles == ["Alles op een rij", "Bijlage"]
    pages = [small.get_destination_page_number(entry) for entry in small.outline if isinstance(entry, dict)]
    assert len(set(pages)) == 2
    for title, page in zip(titles, pages, strict=True):
        assert title in small.pages[page or 0].extract_text()[:200]


def test_pages_are_numbered_out_of_all(small: PdfReader) -> None:
    last = len(small.pages)
    assert f"Pagina {last} van {last}" in small.pages[-1].extract_text()


@pytest.mark.parametrize("text", MARKUP)
@pytest.mark.parametrize("kind", ["paragraph", "heading", "list", "pairs", "entries", "table"])
def test_markup_stays_the_text_that_somebody_typed(text: str, kind: str) -> None:
    blocks: dict[str, Block] = {
        "paragraph": Paragraph(text),
        "heading": Heading(text),
        "list": Bullets((text,)),
        "pairs": Pairs(((text, text),)),
        "entries": Entries((Entry(text, (text,), text),)),
        "table": Table(text, (Column(text),), ((text,),)),
    }
    assert squeeze(text) in text_of(read(make_small_paper(blocks[kind])))


@pytest.mark.parametrize("text", STRANGE)
def test_other_scripts_emoji_and_broken_signs_give_a_document(text: str) -> None:
    assert "Nietsmeer" not in text_of(read(make_small_paper(Paragraph(text + " einde"))))
    assert "einde" in text_of(read(make_small_paper(Paragraph(text + " einde"))))


@pytest.mark.parametrize("word", ["W" * 200, "https://example.org/" + "a1-" * 60, "x" * 35 + "\u00e9" * 165])
@pytest.mark.parametrize("kind", ["paragraph", "heading", "table"])
def test_a_word_without_end_stays_on_the_paper(word: str, kind: str) -> None:
    blocks: dict[str, Block] = {
        "paragraph": Paragraph(word),
        "heading": Heading(word),
        "table": Table("Acties", (Column("Actie"), Column("Wie")), ((word, "Team"),)),
    }
    lines = [line for page in read(make_small_paper(blocks[kind])).pages for line in page.extract_text().split("\n")]
    assert max(map(len, lines)) < 120
    assert squeeze(word)[-20:] in squeeze("".join(lines))


def test_a_word_without_end_reads_as_it_was_typed() -> None:
    said = [
        page.extract_text()
        for page in read(make_small_paper(Paragraph("\u00e9" * 50), Paragraph("\u00e9\u00e9n"))).pages
    ]
    assert "\u00e9\u00e9n" in "".join(said)
    assert "\u200b" not in "".join(said)


def test_a_row_stays_on_one_page() -> None:
    rows = tuple((f"begin{n} " + "woord " * (5 + n % 40) + f"einde{n}", "Team") for n in range(90))
    table = Table("Acties", (Column("Actie", width=1), Column("Wie", width=3)), rows)
    pages = [page.extract_text() for page in read(make_small_paper(table)).pages]
    for n in range(90):
        first = next(place for place, text in enumerate(pages) if re.search(rf"begin{n}\b", text))
        assert re.search(rf"einde{n}\b", pages[first]), n


def test_an_entry_stays_on_one_page_and_one_that_is_too_long_for_it_is_whole() -> None:
    entries = [Entry(f"begin{n}", ("woord " * (5 + n % 40),), f"einde{n}") for n in range(60)]
    pages = [page.extract_text() for page in read(make_small_paper(Entries((*entries, Entry("lang", (LONG,)))))).pages]
    for n in range(60):
        first = next(place for place, text in enumerate(pages) if re.search(rf"begin{n}\b", text))
        assert re.search(rf"einde{n}\b", pages[first]), n
    assert "woord1119" in pages[-1]


@pytest.mark.parametrize("lines", range(30, 46, 3))
def test_a_short_chapter_of_words_stands_on_one_page(lines: int) -> None:
    paper = make_small_paper(*(Paragraph(f"regel{n}") for n in range(lines)))
    last = Chapter("bronnen", "Bronnen", (Paragraph("eerste"), Bullets(("a", "b", "laatste"))), begins_page=False)
    pages = [page.extract_text() for page in read(replace(paper, chapters=(*paper.chapters, last))).pages]
    place = next(place for place, text in enumerate(pages) if "eerste" in text)
    assert "laatste" in pages[place]
    assert pages[place].count("Bronnen") > pages[place - 1].count("Bronnen")


def test_ten_thousand_characters_are_all_there() -> None:
    assert len(LONG) > 9_900
    said = text_of(read(make_small_paper(Table("Notities", (Column("Vraag"), Column("Notitie")), (("1", LONG),)))))
    assert re.findall(r"woord\d+", said.replace("-", ""))[-1] == "woord1119"
    assert "woord1119" in text_of(read(make_small_paper(Paragraph(LONG))))


def test_an_invented_example_says_so_on_every_page() -> None:
    reader = read(make_small_paper(is_invented=True))
    assert all("Verzonnen voorbeeld" in page.extract_text() for page in reader.pages)
    assert "Verzonnen" not in text_of(read(make_small_paper()))


def test_a_chapter_without_content_is_an_error() -> None:
    with pytest.raises(EmptyDocumentError):
        write_pdf(without_blocks(make_small_paper()), draw)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write_pdf(make_small_paper(), draw) == write_pdf(make_small_paper(), draw)


def test_a_text_is_cleaned_of_what_cannot_be_set() -> None:
    assert clean("a\x00b\r\nc\td\ud800e") == "ab\nc d\ufffde"


def test_only_a_word_that_is_longer_than_its_column_is_broken() -> None:
    usual = "Verantwoordelijkheden van medewerkers en burgemeesters"
    columns = (Column("Wat", width=3), *(Column(str(number)) for number in range(4)))
    rows = ((usual, *["Gemeenteraadscommunicatie"] * 4),)
    said = words_of(read(make_small_paper(Table("Wie", columns, rows))))
    assert {"Verantwoordelijkheden", "medewerkers", "burgemeesters"} <= said
    assert "Gemeenteraadscommunicatie" not in said


def words_of(reader: PdfReader) -> set[str]:
    """Return the words as they stand on their lines."""
    return {word for page in reader.pages for word in page.extract_text().split()}
