"""What the slides show: what is decided on one, and the first recommendations in a grid."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from assessment.content import Content
from benchmarks.model import Edition
from tests.assessment.archetypes import read_archetype
from tests.webapp.report.conftest import make_findings, middle_answers
from webapp.documents.deck import Slide
from webapp.documents.slides.pages import split
from webapp.findings.model import Findings
from webapp.language.locale import speaking, translate_text
from webapp.report.documents.deck import make_deck
from webapp.report.documents.kinds import NO_LINK
from webapp.report.parts.addresses import Addresses
from webapp.web.admission import addressed

TOWNS = ("silent_village", "sender", "enthusiast", "scheme_town", "platform_town")


def make_slides(app: Flask, findings: Findings, language: str = "nl") -> tuple[Slide, ...]:
    with app.test_request_context("/"), addressed(NO_LINK), speaking(language):
        return make_deck(findings, Addresses(), date(2026, 11, 24)).slides


def find_slide(slides: tuple[Slide, ...], beginning: str) -> Slide:
    return next(slide for slide in slides if slide.title.startswith(beginning))


@pytest.mark.parametrize("name", TOWNS)
def test_what_is_decided_and_the_grid_stand_on_one_slide_each(
    shared_app: Flask, content: Content, edition: Edition, name: str
) -> None:
    findings = make_findings(content, edition, dict(read_archetype(content.questionnaire, name).answers))
    slides = make_slides(shared_app, findings)
    decided = find_slide(slides, "Te beslissen: ")
    assert decided.table is not None
    assert len(decided.table.rows) == len(findings.road.beginning) > 5
    grid = find_slide(slides, "Van de eerste 10 aanbevelingen")
    assert [len(list(split(slide))) for slide in (decided, grid)] == [1, 1]


def test_the_slide_of_decisions_says_what_they_cost_together(
    shared_app: Flask, content: Content, edition: Edition
) -> None:
    findings = make_findings(content, edition, middle_answers(content))
    efforts = [entry.recommendation for entry in findings.road.beginning]
    slide = find_slide(make_slides(shared_app, findings), "Te beslissen: ")
    assert f"{len(efforts)} acties om mee te beginnen, samen {sum(one.days for one in efforts):g} dagen" in slide.title
    assert slide.table is not None
    for row, effort in zip(slide.table.rows, efforts, strict=True):
        assert [float(cell.replace(",", ".")) for cell in row[4:]] == [effort.days, effort.hours_a_week]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_grid_has_each_of_the_first_ten_in_the_column_of_its_effort(
    shared_app: Flask, content: Content, edition: Edition, language: str
) -> None:
    findings = make_findings(content, edition, middle_answers(content))
    beginning = {"nl": "Van de eerste 10 aanbevelingen", "en": "Of the first 10 recommendations"}[language]
    table = find_slide(make_slides(shared_app, findings, language), beginning).table
    assert table is not None
    cells = [[text for row in table.rows for text in row[column].split("\n")] for column in (1, 2, 3)]
    for number, entry in enumerate(findings.advice[:10], start=1):
        with shared_app.test_request_context("/"), speaking(language):
            said = f"{number}. {translate_text(entry.recommendation.title)}"
        place = ("small", "medium", "large").index(entry.recommendation.effort)
        assert [said in column for column in cells] == [place == at for at in range(3)], said
