"""Whatever a page can show is in every document; a sign that no typeface has is replaced, and it alone."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from docx import Document
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from assessment.action_plan import Status
from tests.webapp.documents.hostile import BROKEN, EMOJI, HOSTILE, SCRIPTS, sample_unicode
from tests.webapp.documents.small_paper import CHART, SVG, make_small_paper
from webapp.documents.charts.drawing import draw_bare_svg, draw_svg
from webapp.documents.charts.model import Chart
from webapp.documents.charts.order import Order
from webapp.documents.charts.texts import Words
from webapp.documents.charts.timeline import Planned, chart_timelines
from webapp.documents.deck import Deck, Slide
from webapp.documents.paper import Bullets, Column, Heading, Pairs, Paper, Paragraph, Picture, Table
from webapp.documents.pdf import write_pdf
from webapp.documents.pixels import to_pixels
from webapp.documents.spreadsheet import write_spreadsheet
from webapp.documents.typefaces import FOLDER, REPLACEMENT, TYPEFACES, clean, split_runs
from webapp.documents.workbook import Column as SheetColumn
from webapp.documents.workbook import Sheet, Workbook
from webapp.documents.writing import write_document

DAY = date(2026, 11, 24)


def make_paper(*texts: str) -> Paper:
    rows = tuple((text, text) for text in texts)
    return make_small_paper(
        *map(Paragraph, texts),
        *map(Heading, texts),
        Bullets(texts),
        Pairs(rows),
        Table("Acties", (Column("Actie"), Column("Wie")), rows),
    )


def read_pdf(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def draw(_chart: Chart) -> bytes:
    return SVG


def make_timeline(words: Words, *texts: str) -> Chart:
    planned = [Planned(text, "webcare", DAY, DAY, None, Status.TODO, text, is_overdue=False) for text in texts]
    return next(iter(chart_timelines(planned, DAY, words)))


@pytest.mark.parametrize("text", [*EMOJI, *SCRIPTS])
def test_emoji_and_the_scripts_of_the_world_are_drawn_sign_by_sign(text: str) -> None:
    cleaned = clean(text)
    assert REPLACEMENT not in cleaned
    assert "".join(sorted("".join(run.text for run in split_runs(cleaned)))) == "".join(sorted(cleaned))


def test_a_sign_that_no_typeface_has_is_replaced_alone() -> None:
    assert clean("voor \u0378 en \ue000 na") == f"voor {REPLACEMENT} en {REPLACEMENT} na"
    assert clean("een 𓀀 teken") == f"een {REPLACEMENT} teken"


def test_a_text_of_plain_signs_stays_as_it_was_typed_beside_others_too() -> None:
    plain = "Één vraag – “ça va?” · 50\u00a0% ½ €"
    assert clean(plain) == plain
    assert clean(f"{plain}\u0378") == f"{plain}{REPLACEMENT}"
    assert clean(f"{plain}e\u0301\u00ad") == f"{plain}e\u0301"


def test_an_emoji_that_is_newer_than_python_is_still_an_emoji() -> None:
    assert clean("\U0001fae8") == "\U0001fae8"


@pytest.mark.parametrize("text", HOSTILE)
def test_every_piece_of_a_line_stands_in_a_typeface_that_has_its_signs(text: str) -> None:
    for line in clean(text).split("\n"):
        for run in split_runs(line):
            assert run.typeface in TYPEFACES
            assert run.text


def test_letters_that_go_to_the_left_are_placed_from_the_left() -> None:
    runs = [run.text for run in split_runs(clean("a שלום (ص) b"))]
    assert runs.index("ص") < runs.index("שלום ")
    assert runs[0].startswith("a")
    assert runs[-1].endswith("b")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_pdf_is_made_of_any_text(text: str) -> None:
    assert "Bijlage" in read_pdf(write_pdf(make_paper(text), draw))


def test_a_pdf_holds_other_scripts_as_text(caplog: pytest.LogCaptureFixture) -> None:
    said = read_pdf(write_pdf(make_paper(*EMOJI, *SCRIPTS), draw))
    assert not caplog.records
    for text in ("上海市", "日本語", "한국어", "📣", "Ελληνικά"):
        assert text in said


@pytest.mark.parametrize("seed", range(4))
def test_a_pdf_is_made_of_signs_from_all_of_unicode(seed: int) -> None:
    assert write_pdf(make_paper(sample_unicode(2000, seed)), draw).startswith(b"%PDF")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_timeline_is_drawn_of_any_text_and_fits_in_a_pdf(words: Words, text: str) -> None:
    chart = make_timeline(words, text)
    svg = draw_svg(chart)
    ET.fromstring(svg)  # noqa: S314 (our own)
    assert Image.open(BytesIO(to_pixels(draw_bare_svg(chart)))).width > 0
    assert write_pdf(make_small_paper(Picture(chart, text)), lambda _chart: svg).startswith(b"%PDF")


def test_one_emoji_in_a_title_leaves_its_other_words_as_they_were(words: Words) -> None:
    svg = draw_svg(make_timeline(words, "Campagne 📣 over de wijk")).decode()
    assert ">Campagne<" in svg
    assert ">over de wijk<" in svg


def test_pictures_fall_back_on_no_typeface_of_somebody_elses_machine(
    words: Words, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "matplotlib.font_manager"):
        svg = draw_svg(make_timeline(words, *EMOJI, *SCRIPTS, *BROKEN)).decode()
    assert "DejaVu" not in svg
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize("text", HOSTILE)
def test_word_slides_and_spreadsheet_are_made_of_any_text(text: str) -> None:
    paper = replace(make_paper(text), title=text, subtitle=text, facts=((text, text),))
    word = write_document(paper, "docx", lambda _order: draw_bare_svg(CHART))
    assert len(Document(BytesIO(word)).paragraphs) > 10
    table = Table("Acties", (Column("Actie"),), ((text,),))
    slides = (Slide(text, lines=(text,), notes=text), Slide(text, table=table))
    deck = write_document(Deck("nl", text, text, text, "", DAY, text, slides), "pptx", lambda _order: b"")
    assert len(Presentation(BytesIO(deck)).slides) >= 3
    sheet = Sheet("Acties", (SheetColumn("Actie"),), ((text[:32_000],),), notes=(text[:1000],))
    with ZipFile(BytesIO(write_spreadsheet(Workbook("nl", text[:200], text, DAY, text, (sheet,))))) as written:
        for name in written.namelist():
            if name.endswith(".xml"):
                ET.fromstring(written.read(name))  # noqa: S314 (our own)


def fail(_order: Order) -> bytes:
    raise RuntimeError("this picture hangs")


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_picture_that_cannot_be_drawn_leaves_words_and_no_missing_document(kind: str) -> None:
    written = write_document(make_small_paper(Picture(CHART, "Onderschrift")), kind, fail)
    said = (
        read_pdf(written) if kind == "pdf" else "\n".join(entry.text for entry in Document(BytesIO(written)).paragraphs)
    )
    assert "Wat het beeld toont" in said
    assert "Bijlage" in said


def test_a_slide_says_in_words_what_its_picture_would_show() -> None:
    deck = Deck("nl", "Titel", "", "", "", DAY, "", (Slide("Beeld", picture=Picture(CHART, "Onderschrift")),))
    slides = Presentation(BytesIO(write_document(deck, "pptx", fail))).slides
    assert "Wat het beeld toont" in "".join(shape.text_frame.text for shape in slides[1].shapes if shape.has_text_frame)


def test_a_picture_that_the_pdf_cannot_take_leaves_words_and_no_missing_document() -> None:
    written = write_pdf(make_small_paper(Picture(CHART, "Onderschrift")), lambda _chart: b"<svg><broken")
    assert "Wat het beeld toont" in read_pdf(written)


def test_every_typeface_is_shipped_with_its_licence() -> None:
    assert all(face.file(bold=bold).is_file() for face in TYPEFACES for bold in (False, True))
    fonts = {path.name for path in FOLDER.iterdir() if path.suffix in {".ttf", ".otf"}}
    assert fonts == {face.file(bold=bold).name for face in TYPEFACES for bold in (False, True)}
    for family in ("AtkinsonHyperlegibleNext-OFL", "Noto-OFL", "DejaVu-LICENSE"):
        assert "Copyright" in (FOLDER / f"{family}.txt").read_text(encoding="utf-8")
    assert sum(path.stat().st_size for path in Path(FOLDER).iterdir()) < 12_000_000
