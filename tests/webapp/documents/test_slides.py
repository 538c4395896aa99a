"""Slides: native text and tables, nothing too small, nothing cut off, nothing taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Pt

from tests.webapp.documents.small_paper import CHART, MARKUP, STRANGE
from tests.webapp.documents.test_word import PNG
from webapp.documents.charts.model import (
    Chart,
    PathChart,
    PathLane,
    Phase,
    ReferenceLane,
    Span,
)
from webapp.documents.deck import Bar, Bars, Card, Deck, Slide
from webapp.documents.empty import EmptyDocumentError
from webapp.documents.letters import count_lines
from webapp.documents.office import clean
from webapp.documents.palette import DIMENSIONS, LIGHT
from webapp.documents.paper import Column, Picture, Table
from webapp.documents.slides import write_slides
from webapp.documents.slides.pages import split
from webapp.documents.slides.tables import TABLE_POINTS
from webapp.documents.slides.template import HEIGHT, ROLES, TITLE_ONLY, TWO, WIDTH

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
    return "\n".join(frame.text for shape in slide.shapes for frame in all_frames(shape))


def all_frames(shape: Any) -> Iterator[Any]:  # noqa: ANN401
    """Give every text frame of a shape, of a group's shapes and of a table's cells."""
    if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
        for part in shape.shapes:
            yield from all_frames(part)
    else:
        yield from frames(shape)


FOOT = {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
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


def test_no_letters_of_a_message_are_smaller_than_sixteen_points_and_none_of_a_table_than_fourteen() -> None:
    opened = read(Slide("Eén", lines=("Een zin.",)), Slide("Twee", table=TABLE), Slide("Lang " * 40, lines=("x",)))
    sizes = [
        run.font.size
        for slide in list(opened.slides)[1:]
        for shape in slide.shapes
        if shape.is_placeholder and shape.placeholder_format.type not in FOOT
        for frame in frames(shape)
        for line in frame.paragraphs
        for run in line.runs
    ]
    assert None in sizes, "the master says it"
    assert all(size >= Pt(16) for size in sizes if size is not None)
    assert min(TABLE_POINTS) >= 14
    master = opened.slide_master._element
    for name in ("titleStyle", "bodyStyle"):
        assert all(int(one.get("sz")) >= 1600 for one in master.find(f".//{qn(f'p:{name}')}").iter(qn("a:defRPr")))


def frames(shape: Any) -> list[Any]:  # noqa: ANN401 (python-pptx has few types)
    if shape.has_text_frame:
        return [shape.text_frame]
    return [cell.text_frame for row in shape.table.rows for cell in row.cells] if shape.has_table else []


BARS = Bars(
    "Punten",
    "Wat de staven tonen",
    "webcare",
    "zeker",
    "mogelijk",
    (Bar("Eén", 25, 75, "25 tot 75"), Bar("Twee", 50, 50, "50")),
)
CARDS = tuple(Card(name, name, 1, 2, "Groeifase 1 of 2", "Score: 41,2", "Boven 2019") for name in DIMENSIONS)
REFERENCE = ReferenceLane(Span(38, 43), Span(45, 45), "2019: 38 tot 43", "jullie: 45", "toen 38 tot 43")
LEVEL, SCORE = "Groeifase 1 of 2", "41,2 tot 58,9"
WEBCARE = PathLane(
    "Webcare", "webcare", (0, 15, 35, 55, 75), (1, 2), Span(41.2, 58.9), 49.5, SCORE, LEVEL, LEVEL, "", REFERENCE
)
PHASES = tuple(Phase(level, f"Fase {level}") for level in range(5))
PATH = PathChart(
    "nl", "Het groeipad", "Waar de gemeente staat", PHASES, (WEBCARE,), "Fasen", "jullie score", "misschien"
)


def test_bars_are_a_chart_of_the_presentation_with_the_numbers_of_the_pages() -> None:
    slide = list(read(Slide("x", bars=BARS, lines=("Een zin ernaast.",))).slides)[1]
    (frame,) = [shape for shape in slide.shapes if shape.has_chart]
    assert frame.is_placeholder, "another template finds its place for it"
    assert slide.slide_layout == slide.part.package.presentation_part.presentation.slide_layouts[TWO]
    assert [(one.name, list(one.values)) for one in frame.chart.series] == [("mogelijk", [75, 50]), ("zeker", [25, 50])]
    labels = [frame.chart.series[0].points[place].data_label.text_frame.text for place in range(2)]
    assert labels == ["25 tot 75", "50"]
    assert frame._element.xpath(".//p:cNvPr")[0].get("descr") == "Punten. Wat de staven tonen"
    assert "Een zin ernaast." in texts(slide)


def test_the_growth_path_is_drawn_over_the_width_in_the_colours_of_the_theme() -> None:
    slide = list(read(Slide("x", picture=Picture(PATH, ""))).slides)[1]
    assert slide.slide_layout == slide.part.package.presentation_part.presentation.slide_layouts[TITLE_ONLY]
    (group,) = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    assert group.width > 0.85 * WIDTH
    assert group.top + group.height < HEIGHT
    assert group._element.xpath("./p:nvGrpSpPr/p:cNvPr")[0].get("descr") == "Het groeipad. Waar de gemeente staat"
    said = [shape.text_frame.text for shape in group.shapes if shape.has_text_frame]
    assert {
        "Webcare",
        "jullie score 41,2 tot 58,9",
        "Groeifase 1 of 2",
        "2019: 38 tot 43; jullie: 45",
        "Fase 4",
    } <= set(said)
    filled = {
        shape.fill.fore_color.theme_color for shape in group.shapes if shape.has_text_frame and shape.fill.type == 1
    }
    assert ROLES["webcare"] in filled
    assert not list(group._element.iter(qn("a:srgbClr")))


def test_cards_have_their_levels_and_words() -> None:
    slide = list(read(Slide("x", cards=CARDS)).slides)[1]
    groups = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    assert len(groups) == 4
    for group in groups:
        said = [shape.text_frame.text for shape in group.shapes if shape.has_text_frame]
        assert {"1", "2", "3", "4", "Groeifase 1 of 2", "Score: 41,2", "Boven 2019"} <= set(said)
        assert "0" not in said, "a stone for phase 0 would be counted along"
        assert group.top + group.height < HEIGHT


def test_colours_and_letters_are_those_of_the_theme() -> None:
    written = write_slides(
        make_deck(Slide("Eén", lines=("y",)), Slide("x", table=TABLE), Slide("x", cards=CARDS)), draw
    )
    with ZipFile(BytesIO(written)) as file:
        names = file.namelist()
        theme = file.read("ppt/theme/theme1.xml").decode()
        slides = "".join(file.read(name).decode() for name in names if re.match(r"ppt/slides/slide\d", name))
    assert f'<a:accent1><a:srgbClr val="{LIGHT.listening.lstrip("#")}"/>' in theme
    assert '<a:latin typeface="Calibri"/>' in theme
    assert "srgbClr" not in slides
    assert "a:latin" not in slides, "the typeface is the theme's"
    assert len([name for name in names if re.match(r"ppt/slideLayouts/slideLayout\d", name)]) == 4


def test_every_slide_has_its_number_its_foot_its_notes_and_its_language() -> None:
    slides = list(read(Slide("Eén", lines=("y",), notes="Vertel dit."), Slide("x", table=TABLE)).slides)
    assert [slide.notes_slide.notes_text_frame.text for slide in slides] == ["Zelfscan", "Vertel dit.", "x"]
    for slide in slides[1:]:
        assert {shape.placeholder_format.type for shape in slide.placeholders} >= FOOT
        assert [field.get("type") for field in slide._element.iter(qn("a:fld"))] == ["slidenum"]
    for slide in slides:
        for element in (slide._element, slide.notes_slide._element):
            spoken = {run.find(qn("a:rPr")).get("lang") for run in element.iter(qn("a:r"))}
            assert spoken == {"nl-BE"}


def test_a_long_title_stays_in_its_place() -> None:
    name = "Pepingen-Bellingen-Bogaarden-Beert-Heikruis aan de Zuunbeekvallei " * 3
    title = list(read(Slide(name, lines=("y",))).slides)[1].shapes.title
    size = title.text_frame.paragraphs[0].runs[0].font.size
    assert size is not None
    assert size < Pt(28)
    assert count_lines(name, size.pt, WIDTH * 0.86 / 12_700, bold=True) * size * 1.22 < title.height * 1.05


def test_a_text_from_the_right_begins_at_the_right() -> None:
    slide = list(read(Slide("x", lines=("مرحبا بالعالم", "Gewoon"))).slides)[1]
    paragraphs = slide.placeholders[1].text_frame.paragraphs
    assert [p._p.get_or_add_pPr().get("rtl") for p in paragraphs] == ["1", None]


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


def test_a_table_that_nearly_fits_gets_smaller_letters_and_stays_on_one_slide() -> None:
    def rows_of(count: int) -> Table:
        return replace(TABLE, rows=tuple(("Regel " * 3, "Nog een regel") for _ in range(count)))

    fitting = [count for count in range(2, 30) if len(list(split(Slide("x", table=rows_of(count))))) == 1]
    assert fitting == list(range(2, max(fitting) + 1))
    sizes = [_size_in(rows_of(count)) for count in fitting]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == Pt(TABLE_POINTS[0])
    assert Pt(TABLE_POINTS[-1]) <= sizes[-1] < sizes[0]
    assert _size_in(rows_of(max(fitting) + 1)) == Pt(TABLE_POINTS[0]), "on two slides there is room"


def _size_in(table: Table) -> int:
    slide = list(read(Slide("x", table=table)).slides)[1]
    (shape,) = [one for one in slide.shapes if one.has_table]
    return int(shape.table.cell(1, 0).text_frame.paragraphs[0].runs[0].font.size)


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
