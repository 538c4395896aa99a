"""Screen, PDF, Word, slides, spreadsheet and JSON show the same numbers: the pages' tables are looked up in each.

The numbers come from the pages as a reader sees them; where a document has numbers instead of texts, they are written
as the pages write them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from docx import Document
from flask import Flask
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from assessment.levels import LevelRange
from assessment.model import DIMENSIONS, Range
from tests.webapp.documents.small_paper import SVG
from tests.webapp.documents.test_slides import texts
from tests.webapp.documents.test_word import PNG
from tests.webapp.report.conftest import Reader, Stored
from webapp.documents.pdf import write_pdf
from webapp.documents.slides import write_slides
from webapp.documents.spreadsheet import write_spreadsheet
from webapp.documents.word import write_word
from webapp.language.locale import speaking
from webapp.report.documents.deck import make_deck
from webapp.report.documents.kinds import NO_LINK
from webapp.report.documents.paper import make_paper
from webapp.report.documents.workbook import make_workbook
from webapp.report.parts.addresses import Addresses
from webapp.web.admission import addressed
from webapp.wording.levels import level_text, phase_text
from webapp.wording.numbers import gain_text, number_text, points_text, score_text

Row = tuple[str, ...]
TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Everywhere:
    """One assessment in every form: rows of the pages and of Word, the PDF's text, the sheets' rows, the JSON."""

    pages: dict[str, list[Row]]
    pdf: str
    word: set[Row]
    slides: str
    sheets: list[list[tuple[Any, ...]]]
    data: Any


def squeeze(text: str) -> str:
    return "".join(text.split()).replace("\xad", "").replace("-", "")


def bare(text: str) -> str:
    """Return a text without the zeros that give the numbers of a column of a document as many decimals each."""
    return re.sub(r"(?<=\d)[.,]0+(?!\d)|(?<=[.,])(\d*?[1-9])0+(?!\d)", r"\1", text)


def rows_of(table: Tag) -> list[Row]:
    found = [tuple(" ".join(c.get_text(" ").split()) for c in row.select("th, td")) for row in table.select("tr")]
    return found[1:]


def read_table(page: BeautifulSoup, caption: str) -> list[Row]:
    for table in page.select("table"):
        name = table.caption.get_text(strip=True) if table.caption else ""
        if name == caption:
            return rows_of(table)
    raise LookupError(caption)


OVERALL = ("Algemeen", "Overall")
CASES = [("empty", "nl"), ("middle", "nl"), ("perfect", "nl"), ("middle", "en")]
CAPTIONS = {
    "nl": ("Hetzelfde in cijfers", "Waarom deze eerst", "Van antwoorden naar score"),
    "en": ("The same in numbers", "Why these first", "From answers to score"),
}


@pytest.fixture(scope="session", params=CASES, ids=["-".join(case) for case in CASES])
def everywhere(request: pytest.FixtureRequest, shared_app: Flask, reader: Reader) -> Everywhere:
    which, language = request.param
    stored: Stored = request.getfixturevalue(which)
    addresses = Addresses()
    with shared_app.test_request_context("/"), addressed(NO_LINK), speaking(language):
        paper = make_paper(stored.findings, addresses, TODAY)
        workbook = make_workbook(stored.findings, addresses, TODAY)
        deck = make_deck(stored.findings, addresses, TODAY)
    opened = load_workbook(BytesIO(write_spreadsheet(workbook)), data_only=True)
    word = Document(BytesIO(write_word(paper, lambda _chart: PNG)))
    slides = Presentation(BytesIO(write_slides(deck, lambda _chart: PNG)))
    pdf = PdfReader(BytesIO(write_pdf(paper, lambda _chart: SVG)))
    return Everywhere(
        pages=read_pages(reader, stored, language),
        pdf=squeeze("".join(page.extract_text() for page in pdf.pages)),
        word={tuple(" ".join(c.text.split()) for c in row.cells) for table in word.tables for row in table.rows},
        slides=squeeze("".join(map(texts, slides.slides))),
        sheets=[[tuple(cell.value for cell in row) for row in page.iter_rows(min_row=2)] for page in opened],
        data=json.loads(reader.get(f"/z/{stored.token}/documenten/resultaat.json?taal={language}").data),
    )


def read_pages(reader: Reader, stored: Stored, language: str) -> dict[str, list[Row]]:
    levels, first, score = CAPTIONS[language]
    found: dict[str, list[Row]] = {"levels": [], "first": []}
    if stored.findings.answers:  # without an answer the first page shows nothing but the way to the questions
        page = reader.page(stored.url() + f"?taal={language}")
        found = {"levels": read_table(page, levels), "first": read_table(page, first) if stored.findings.advice else []}
    for name in DIMENSIONS:
        found[name] = read_table(reader.page(stored.url(f"/{name}") + f"?taal={language}"), score)
    return found


def all_rows(everywhere: Everywhere) -> Iterator[Row]:
    for rows in everywhere.pages.values():
        yield from rows


def test_there_is_much_to_compare(everywhere: Everywhere) -> None:
    assert len(list(all_rows(everywhere))) > 25


def test_every_row_of_the_pages_stands_in_the_word_file(everywhere: Everywhere) -> None:
    written = {tuple(map(bare, row)) for row in everywhere.word}
    assert [row for row in all_rows(everywhere) if tuple(map(bare, row)) not in written] == []


def test_every_row_of_the_pages_stands_in_the_pdf(everywhere: Everywhere) -> None:
    missing = [row for row in all_rows(everywhere) if squeeze("".join(row)) not in everywhere.pdf]
    # A row can go on after the head of the next page: then its numbers still stand there, one after the other.
    left = [row for row in missing if any(squeeze(cell) not in everywhere.pdf for cell in row)]
    assert left == []
    assert len(missing) <= 4


def test_the_slides_have_the_levels_scores_and_actions_of_the_pages(everywhere: Everywhere, shared_app: Flask) -> None:
    with shared_app.test_request_context("/"), speaking(everywhere.data["language"]):
        phases = [
            phase_text(LevelRange(**one["level"]), one["likely"]["level"])
            for one in (*everywhere.data["dimensions"], everywhere.data["overall"])
        ]
    for (name, _, score, *_), phase in zip(everywhere.pages["levels"], phases, strict=bool(everywhere.pages["levels"])):
        beside = everywhere.slides.partition(squeeze(name + phase))[2] if name not in OVERALL else everywhere.slides
        assert squeeze(phase) in everywhere.slides
        assert squeeze(score) in (beside[:80] if name not in OVERALL else beside)
    for row in everywhere.pages["first"]:
        assert squeeze(row[0] + row[1]) in everywhere.slides


def test_the_sheets_have_the_levels_and_scores_of_the_pages(everywhere: Everywhere, shared_app: Flask) -> None:
    with shared_app.test_request_context("/"), speaking(everywhere.data["language"]):
        written = [
            (r[0], level_text(LevelRange(r[2], r[4]), r[3]), score_text(Range(r[5], r[6])))
            for r in everywhere.sheets[0]
            if r[2] is not None  # a note stands below the table
        ]
    for row in everywhere.pages["levels"]:
        assert row[:3] in written


def test_the_sheets_have_the_points_of_the_pages(everywhere: Everywhere, shared_app: Flask) -> None:
    with shared_app.test_request_context("/"), speaking(everywhere.data["language"]):
        written = {
            (row[2], points_text(Range(row[4], row[5])), str(row[6]))
            for row in everywhere.sheets[2]
            if row[4] is not None and row[6] is not None
        }
    shown = [row for name in DIMENSIONS for row in everywhere.pages[name][:-1]]
    assert {(row[0], row[2], row[3]) for row in shown if row[3] != "–"} == written


def test_the_data_has_the_scores_levels_points_and_gains_of_the_pages(
    everywhere: Everywhere, shared_app: Flask
) -> None:
    data = everywhere.data
    with shared_app.test_request_context("/"), speaking(data["language"]):
        levels = [
            (
                one["name"],
                level_text(LevelRange(**one["level"]), one["likely"]["level"]),
                score_text(Range(**one["score"])),
            )
            for one in data["dimensions"]
        ]
        points = {
            (one["text"], points_text(Range(**one["points"])), str(one["weight"]))
            for dimension in data["dimensions"]
            for one in dimension["questions"]
            if one["points"] is not None
        }
        gains = {
            one["title"]: (
                str(one["number"]),
                gain_text(Range(**one["gain_left"])),
                number_text(one["days"]),
                number_text(one["hours_a_week"]),
            )
            for one in data["recommendations"]
        }
    assert [row[:3] for row in everywhere.pages["levels"][:-1]] in (levels, [])
    shown = [row for name in DIMENSIONS for row in everywhere.pages[name][:-1]]
    assert {(row[0], row[2], row[3]) for row in shown if row[3] != "–"} == points
    for row in everywhere.pages["first"]:
        assert (row[0], *row[4:7]) == gains[row[1]]
