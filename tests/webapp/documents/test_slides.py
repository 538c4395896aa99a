"""Slides: native text and tables, nothing too small, nothing cut off, nothing taken for markup."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Pt

from tests.webapp.documents.small_paper import CHART, MARKUP, STRANGE
from tests.webapp.documents.test_word import PNG
from webapp.documents.charts.model import Chart
from webapp.documents.deck import Deck, Slide
from webapp.documents.office import clean
from webapp.documents.paper import Column, EmptyDocumentError, Picture, Table
from webapp.documents.slides import HEIGHT, WIDTH, split, write_slides

COLUMNS = (Column("Actie", width=3), Column("Domein"))


def draw(_chart: Chart) -> bytes:
    return PNG


def make_deck(*slides: Slide, mark: str = "") -> Deck:
    return Deck(
        "nl",
        "Gent op het online dorpsplein",
        "Zelfscan",
        "Gent · 24 november 2026",
        mark,
        date(2026, 11, 24),
        "Gent",
        slides,
    )


def read(*slides: Slide, mark: str = "") -> Any:  # noqa: ANN401 (python-pptx has few types)
    return Presentation(BytesIO(write_slides(make_deck(*slides, mark=mark), draw)))


def texts(slide: Any) -> str:  # noqa: ANN401
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    return "\n".join(found + [cell.text for table in tables for row in table.rows for cell in row.cells])


TABLE = Table("Acties", COLUMNS, (("Maak een lijst", "Luisteren"), ("Oefen", "Webcare")))


def test_every_slide_has_its_title_and_its_content() -> None:
    opened = read(
        Slide("Eén", lines=("Een zin.", "Nog een zin."), notes="Vertel dit."),
        Slide("Twee", table=TABLE),
        Slide("Drie", picture=Picture(CHART, "")),
    )
    slides = list(opened.slides)
    assert [slide.shapes.title.text for slide in slides] == ["Gent op het online dorpsplein", "Eén", "Twee", "Drie"]
    assert "Nog een zin." in texts(slides[1])
    assert slides[1].notes_slide.notes_text_frame.text == "Vertel dit."
    assert "Maak een lijst" in texts(slides[2])
    assert (opened.slide_width, opened.slide_height) == (WIDTH, HEIGHT)


def test_a_picture_says_in_words_what_it_shows() -> None:
    (shape,) = [
        one for one in list(read(Slide("x", picture=Picture(CHART, ""))).slides)[1].shapes if one.shape_type == 13
    ]
    assert shape._element.nvPicPr.cNvPr.get("descr") == "Titel van het beeld. Wat het beeld toont"


def test_no_letters_are_smaller_than_sixteen_points_but_those_of_the_foot() -> None:
    for slide in list(read(Slide("Eén", lines=("Een zin.",)), Slide("Twee", table=TABLE)).slides)[1:]:
        for shape in slide.shapes:
            if shape.has_text_frame and shape.top > HEIGHT * 0.9:
                continue
            frames = [shape.text_frame] if shape.has_text_frame else []
            frames += [cell.text_frame for row in shape.table.rows for cell in row.cells] if shape.has_table else []
            sizes = [run.font.size for frame in frames for line in frame.paragraphs for run in line.runs]
            assert all(size is not None and size >= Pt(16) for size in sizes)


def test_what_does_not_fit_goes_on_to_the_next_slide() -> None:
    long = Table(
        "Acties",
        COLUMNS,
        tuple((f"Actie {n} met een titel die een regel vult en nog wat", "Webcare") for n in range(30)),
    )
    opened = list(read(Slide("Acties", table=long)).slides)[1:]
    assert len(opened) > 2
    said = "\n".join(map(texts, opened))
    assert all(f"Actie {n} met" in said for n in range(30))
    for slide in opened:
        table = next(shape for shape in slide.shapes if shape.has_table)
        assert table.top + sum(row.height for row in table.table.rows) <= HEIGHT
    lines = tuple(f"Zin {n}: " + "woord " * 25 for n in range(12))
    assert [line for part in split(Slide("x", lines=lines)) for line in part.lines] == list(lines)


@pytest.mark.parametrize("text", [*MARKUP, *STRANGE])
def test_what_somebody_typed_stays_text(text: str) -> None:
    table = Table(text, COLUMNS, ((text, text),))
    for slide in list(read(Slide(text, lines=(text,), notes=text), Slide(text, table=table)).slides)[1:]:
        assert clean(text) in texts(slide)


def test_an_invented_example_says_so_on_every_slide() -> None:
    for slide in read(Slide("x", lines=("y",)), mark="Verzonnen voorbeeld").slides:
        assert "Verzonnen voorbeeld" in texts(slide)


def test_a_slide_with_more_than_one_thing_to_show_is_refused() -> None:
    with pytest.raises(ValueError, match="more than one"):
        Slide("x", lines=("y",), table=TABLE)


@pytest.mark.parametrize("slides", [(), (Slide("leeg"),)])
def test_a_slide_without_content_is_an_error(slides: tuple[Slide, ...]) -> None:
    with pytest.raises(EmptyDocumentError):
        write_slides(make_deck(*slides), draw)


def test_the_same_deck_gives_the_same_bytes() -> None:
    deck = make_deck(Slide("Eén", lines=("Een zin.",)), Slide("Twee", table=TABLE))
    assert write_slides(deck, draw) == write_slides(deck, draw)
