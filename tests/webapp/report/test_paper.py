"""The report on paper says what the pages say: the same words, the same numbers, in the reader's language."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from tests.webapp.documents.small_paper import SVG
from tests.webapp.documents.test_pdf import list_tables, scope_of
from tests.webapp.report.conftest import NOTE, Reader, Stored
from tests.webapp.report.papers import LONG_NOTE, LONGEST_NAME, Papers, make_papers, texts_of
from tests.webapp.report.test_pages import long_texts
from webapp.documents.charts.drawing import draw_svg
from webapp.documents.paper import Advice, Entries, Heading, Levels, Paper, Table
from webapp.documents.pdf import write_pdf
from webapp.language.locale import format_score, speaking

CHAPTERS = [
    "summary",
    "open",
    "decisions",
    "path",
    "limits",
    "ten",
    "listening",
    "webcare",
    "participation",
    "strategy",
    "first",
    "whole",
    "listening-behind",
    "webcare-behind",
    "participation-behind",
    "strategy-behind",
    "context",
    "answers",
    "method",
    "sources",
]
SOMETIMES = {"open", "path", "ten", "first", "decisions", "listening", "webcare", "participation", "strategy"}
"""What there is too little to say of where hardly anything is answered, or nothing where all is well."""


@pytest.fixture(scope="session")
def papers(shared_app: Flask, empty: Stored, middle: Stored, perfect: Stored) -> Papers:
    return make_papers(shared_app, "nl", empty, middle, perfect)


@pytest.fixture(scope="session")
def english(shared_app: Flask, empty: Stored, middle: Stored, perfect: Stored) -> Papers:
    return make_papers(shared_app, "en", empty, middle, perfect)


def whole(paper: Paper) -> str:
    return "\n".join(texts_of(paper))


def test_every_chapter_is_there_and_says_something(papers: Papers) -> None:
    for paper in papers:
        found = [chapter.id for chapter in paper.chapters]
        assert found == [name for name in CHAPTERS if name in found]
        assert set(CHAPTERS) - set(found) <= SOMETIMES
        assert all(chapter.blocks for chapter in paper.chapters)


def test_headings_go_down_one_step_at_a_time(papers: Papers) -> None:
    for paper in papers:
        for chapter in paper.chapters:
            depth = 1
            for block in chapter.blocks:
                if isinstance(block, Heading | Advice):
                    assert block.depth <= depth + 1, chapter.id
                    depth = block.depth


def test_every_score_and_level_of_the_findings_stands_on_paper(
    shared_app: Flask, papers: Papers, middle: Stored
) -> None:
    said = whole(papers.middle)
    with shared_app.test_request_context("/"), speaking("nl"):
        for dimension in middle.findings.dimensions.values():
            for end in (dimension.score.range.low, dimension.score.range.high):
                assert format_score(end) in said
            if dimension.reference:
                for end in (dimension.reference.sampled.low, dimension.reference.sampled.high):
                    assert format_score(end) in said
    levels = [level for block in papers.middle.blocks() if isinstance(block, Levels) for level in block.items]
    for name, dimension in middle.findings.dimensions.items():
        shown = {(level.low, level.high) for level in levels if level.colour == name}
        assert shown == {(dimension.level.low, dimension.level.high)}


def test_every_answer_and_note_stands_on_paper(papers: Papers, middle: Stored) -> None:
    answers = next(chapter for chapter in papers.middle.chapters if chapter.id == "answers")
    entries = [entry for block in answers.blocks if isinstance(block, Entries) for entry in block.items]
    assert len(entries) == len(middle.findings.content.questionnaire.questions)  # the extras were answered too
    assert all(entry.lines[0] for entry in entries)
    assert NOTE not in whole(papers.empty)
    assert whole(papers.perfect).count(LONG_NOTE) == sum(
        len(dimension.questions) for dimension in middle.findings.dimensions.values()
    )


def test_the_tables_of_a_page_stand_on_paper_too(papers: Papers, reader: Reader, middle: Stored) -> None:
    said = {" ".join(text.split()) for text in texts_of(papers.middle)}
    for dimension in middle.findings.dimensions:
        page = reader.page(middle.url(f"/{dimension}"))
        table = page.select_one("#score table") or page.select_one("table")
        assert table is not None
        for cell in table.select("tbody td, tbody th"):
            assert " ".join(cell.get_text(" ", strip=True).split()) in said


def test_the_actions_to_begin_with_are_numbered_as_on_the_first_page(papers: Papers) -> None:
    first = next(chapter for chapter in papers.middle.chapters if chapter.id == "first")
    numbers = [block.number for block in first.blocks if isinstance(block, Advice)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 1


def test_the_cover_says_whose_it_is(papers: Papers) -> None:
    assert papers.middle.title.startswith("Gent")
    assert LONGEST_NAME in papers.perfect.title
    assert "24 november 2026" in dict(papers.middle.facts).values()
    assert [paper.is_invented for paper in papers] == [False, False, True]


def test_no_text_stays_in_the_other_language(papers: Papers, english: Papers) -> None:
    for dutch, other in zip(papers, english, strict=True):
        said, told = whole(dutch), whole(other)
        assert [one for one, _ in long_texts() if one in said] == []
        assert [two for one, two in long_texts() if two in told and two not in one] == []


def test_pictures_are_those_of_the_result(papers: Papers) -> None:
    for paper in papers:
        assert len(list(paper.pictures())) >= 4
        assert all(picture.caption and picture.chart.description for picture in paper.pictures())


@pytest.mark.parametrize("which", ["empty", "middle", "perfect"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_pdf_can_be_made_of_each(papers: Papers, english: Papers, which: str, language: str) -> None:
    paper: Paper = getattr(papers if language == "nl" else english, which)
    assert write_pdf(paper, lambda _chart: SVG).startswith(b"%PDF")


def test_every_row_of_a_pdf_is_named_by_the_cell_that_the_paper_says(papers: Papers) -> None:
    made = PdfReader(BytesIO(write_pdf(papers.middle, lambda _chart: SVG)))
    tables = [block for block in papers.middle.blocks() if isinstance(block, Table)]
    for table, (_, *rows) in zip(tables, list_tables(made), strict=True):
        assert len(rows) == len(table.rows) + bool(table.total), table.caption
        for row in rows:
            named = [place for place, cell in enumerate(row) if scope_of(cell) == "/Row"]
            assert named == [table.named_by], table.caption


def test_a_table_of_numbered_actions_is_named_by_what_they_are_called(papers: Papers) -> None:
    tables = [block for block in papers.middle.blocks() if isinstance(block, Table)]
    numbered = [table for table in tables if table.columns[0].title == "Nr."]
    assert len(numbered) == 3
    assert all(table.named_by == 1 for table in numbered)


def test_a_pdf_takes_the_pictures_as_they_are_drawn(papers: Papers) -> None:
    assert len(write_pdf(papers.middle, draw_svg)) > len(write_pdf(papers.middle, lambda _chart: SVG)) + 10_000
