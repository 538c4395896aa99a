"""The method page holds the whole model, and nothing of it is written twice."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag

from assessment.content import Content
from benchmarks.model import Edition
from tests.webapp.report.conftest import Reader


@pytest.fixture
def method(reader: Reader) -> BeautifulSoup:
    return reader.page("/methode?taal=nl")


def words(tag: Tag | BeautifulSoup | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def entry(page: BeautifulSoup, anchor: str) -> str:
    found = page.find(id=anchor)
    assert isinstance(found, Tag), anchor
    return words(found)


def test_everybody_may_read_it_without_a_link(reader: Reader) -> None:
    assert reader.get("/methode").status_code == 200


def test_it_is_there_in_english(reader: Reader) -> None:
    assert "How Pleinwijzer counts" in words(reader.page("/methode?taal=en"))


def test_every_question_stands_there_with_its_points_and_weight(method: BeautifulSoup, content: Content) -> None:
    for question in content.questionnaire.questions:
        text = entry(method, f"q-{question.id.replace('.', '-')}")
        assert question.text.dutch in text
        if question.scores:
            assert f"Gewicht {question.weight}:" in text
            for option in question.options:
                assert f"{option.text.dutch} {option.points}" in text


def test_a_question_that_does_not_score_promises_no_points(method: BeautifulSoup, content: Content) -> None:
    for question in content.questionnaire.questions:
        text = entry(method, f"q-{question.id.replace('.', '-')}")
        assert ("de punten van wat gekozen is" in text or "het gemiddelde van de rijen" in text) == question.scores


def test_every_threshold_and_condition_stands_there(method: BeautifulSoup, content: Content) -> None:
    for dimension, levels in content.growth_path.dimensions.items():
        text = entry(method, f"domein-{dimension}")
        for level in levels[1:]:
            assert f"Een score van minstens {level.threshold}." in text
            assert all(criterion.text.dutch in text for criterion in level.criteria)


def test_every_figure_stands_there_with_its_numbers_note_and_section(method: BeautifulSoup, edition: Edition) -> None:
    for figure in edition.figures:
        text = entry(method, f"cijfer-{figure.id.replace('.', '-')}")
        assert " ".join(figure.section.split()) in text
        for share in figure.shares:
            assert share.text.dutch in text
            assert str(share.value).replace(".", ",") in text
        if figure.note:
            assert figure.note.dutch in text


def test_the_warnings_of_the_report_stand_there(method: BeautifulSoup, edition: Edition) -> None:
    text = words(method.find("main"))
    assert edition.warning.dutch in text
    assert all(note.text.dutch in text for note in edition.notes)


def test_the_sample_size_is_worked_out(method: BeautifulSoup) -> None:
    assert "142 × (300 − 1) ÷ (300 − 142) = 268,7" in entry(method, "vergelijken")


def test_the_contents_lead_to_their_places(method: BeautifulSoup) -> None:
    ids = {str(tag["id"]) for tag in method.find_all(id=True)}
    links = [str(link["href"]) for link in method.select("main a[href^='#']")]
    assert len(links) > 50
    assert {link[1:] for link in links} <= ids
