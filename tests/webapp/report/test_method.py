"""The pages of the method hold the whole model, each is short, and no link to the page that they once were is lost."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from assessment.content import Content
from assessment.library import Library
from assessment.model import DIMENSIONS
from benchmarks.model import Edition, Population
from tests.newest import NEWEST, shared_library
from tests.webapp.report.conftest import Reader, Stored

SUBJECTS = (*DIMENSIONS, "presence", "barriers", "andere")
PAGES = ("", *(f"/{name}" for name in DIMENSIONS), "/context", "/vergelijken", "/cijfers",
         *(f"/cijfers/{name}" for name in SUBJECTS))  # fmt: skip
MOST_ELEMENTS = 800
"""A phone lays out fewer than these without a pause that Lighthouse counts; the one page of before had 3,812."""
STEPS = ("afronding", "rest", "hoeveel", "steekproef", "wie-niet", "tellen", "plaats", "referentie")
CHAPTERS = ("kort", "punten", "score", "geheel", "waarschijnlijk", "vergelijken", "oordeel", "advies", "grootte",
            "grenzen", "cijfers")  # fmt: skip


@pytest.fixture
def start(reader: Reader) -> BeautifulSoup:
    return reader.page("/methode?taal=nl")


def words(tag: Tag | BeautifulSoup | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def entry(page: BeautifulSoup, anchor: str) -> str:
    found = page.find(id=anchor)
    assert isinstance(found, Tag), anchor
    return words(found)


def of_question(reader: Reader, content: Content, question_id: str) -> str:
    page = content.questionnaire.question(question_id).dimension or "context"
    return entry(reader.page(f"/methode/{page}?taal=nl"), f"q-{question_id.replace('.', '-')}")


def test_everybody_may_read_it_without_a_link(reader: Reader) -> None:
    assert reader.get("/methode").status_code == 200


def test_it_is_there_in_english(reader: Reader) -> None:
    assert "How Pleinwijzer counts" in words(reader.page("/methode?taal=en"))


@pytest.mark.parametrize("asked", ["?taal=nl", "?taal=en", "?versie=2026.1"])
def test_each_page_is_short_and_leads_to_all_others(reader: Reader, asked: str) -> None:
    for path in PAGES:
        page = reader.page(f"/methode{path}{asked}")
        assert len(page.find_all(True)) < MOST_ELEMENTS, path
        ways = [str(link["href"]) for link in page.select("nav.ways a")]
        assert len(ways) == 8, path
        version = "?versie=2026.1" if "versie" in asked else ""
        assert f"/methode/vergelijken{version}" in ways


def test_what_is_no_page_of_the_method_is_not_found(reader: Reader) -> None:
    for path in ("/nothing", "/presence", "/cijfers/nothing", "?versie=2019.1", "/listening?versie=2019.1"):
        assert reader.get(f"/methode{path}").status_code == 404, path


def test_every_question_stands_there_with_its_points_and_weight(reader: Reader, content: Content) -> None:
    for question in content.questionnaire.questions:
        text = of_question(reader, content, question.id)
        assert question.text.dutch in text
        if question.scores:
            assert f"Gewicht {question.weight}:" in text
            for option in question.options:
                assert f"{option.text.dutch} {option.points}" in text


def test_a_question_that_does_not_score_promises_no_points(reader: Reader, content: Content) -> None:
    for question in content.questionnaire.questions:
        text = of_question(reader, content, question.id)
        assert ("de punten van wat gekozen is" in text or "het gemiddelde van de rijen" in text) == question.scores


def test_every_threshold_and_condition_stands_there(reader: Reader, content: Content) -> None:
    for dimension, levels in content.growth_path.dimensions.items():
        text = entry(reader.page(f"/methode/{dimension}?taal=nl"), "groeifases")
        for level in levels[1:]:
            assert f"Een score van minstens {level.threshold}." in text
            assert all(criterion.text.dutch in text for criterion in level.criteria)


def test_every_figure_stands_there_with_its_numbers_note_and_section(reader: Reader, edition: Edition) -> None:
    anchors = {
        str(tag["id"]): words(tag)
        for subject in SUBJECTS
        for tag in reader.page(f"/methode/cijfers/{subject}?taal=nl").select("[id^=cijfer-]")
    }
    assert len(anchors) == len(edition.figures)
    for figure in edition.figures:
        text = anchors[f"cijfer-{figure.id.replace('.', '-')}"]
        assert " ".join(figure.section.split()) in text
        for share in figure.shares:
            assert share.text.dutch in text
            assert str(share.value).replace(".", ",") in text
        if figure.note:
            assert figure.note.dutch in text


def test_figures_about_others_never_stand_among_those_about_municipalities(reader: Reader, edition: Edition) -> None:
    other = reader.page("/methode/cijfers/andere")
    apart = {str(tag["id"]) for tag in other.select("[id^=cijfer-]")}
    expected = [figure.id for figure in edition.figures if figure.population is not Population.MUNICIPALITIES]
    assert apart == {f"cijfer-{name.replace('.', '-')}" for name in expected}
    assert len(other.select("section.chapter")) == len(Population) - 1


def test_the_warnings_of_the_report_stand_there(reader: Reader, start: BeautifulSoup, edition: Edition) -> None:
    assert edition.warning.dutch in words(start.find("main"))
    text = words(reader.page("/methode/cijfers?taal=nl").find("main"))
    assert all(note.text.dutch in text for note in edition.notes)


def test_the_sample_size_is_worked_out(reader: Reader) -> None:
    page = reader.page("/methode/vergelijken?taal=nl")
    assert "142 × (300 − 1) ÷ (300 − 142) = 268,7" in entry(page, "steekproef")


@pytest.mark.parametrize("version", [NEWEST, "2026.1"])
def test_each_place_of_the_page_that_it_once_was_leads_on(reader: Reader, edition: Edition, version: str) -> None:
    library: Library = shared_library()
    page = reader.page(f"/methode?versie={version}")
    for anchor in CHAPTERS:
        assert page.find(id=anchor) is not None, anchor
    moved = [f"q-{question.id.replace('.', '-')}" for question in library.of(version).questionnaire.questions]
    moved += [f"cijfer-{figure.id.replace('.', '-')}" for figure in edition.figures] + list(STEPS)
    for anchor in moved:
        link = page.select_one(f"#{anchor} > a")
        assert link is not None, anchor
        href = str(link["href"])
        assert urlsplit(href).fragment == anchor
        assert lands(reader, href), href
    whole = [*(f"domein-{name}" for name in DIMENSIONS), "context"]
    whole += [f"cijfers-{population.value.replace('_', '-')}" for population in Population]
    for anchor in whole:
        link = page.select_one(f"#{anchor} > a")
        assert link is not None, anchor
        assert lands(reader, str(link["href"])), anchor


def lands(reader: Reader, href: str) -> bool:
    """Tell whether the place that an address names is there."""
    address, _, anchor = href.partition("#")
    return not anchor or reader.page(address).find(id=anchor) is not None


def test_results_lead_to_places_that_are_there(reader: Reader, middle: Stored) -> None:
    pages = ["", *(f"/{name}?alles=ja" for name in DIMENSIONS), "/context?alles=ja", "/aanbevelingen?alles=ja"]
    links = {
        str(link["href"]) for path in pages for link in reader.page(middle.url(path)).select("a[href^='/methode']")
    }
    assert len(links) > 50
    assert [href for href in sorted(links) if not lands(reader, href)] == []


def test_questions_lead_to_the_figures_that_they_are_compared_with(reader: Reader) -> None:
    links = {
        str(link["href"])
        for path in (*DIMENSIONS, "context")
        for link in reader.page(f"/methode/{path}").select("#vragen details a")
    }
    assert len(links) > 30
    assert all(urlsplit(href).fragment.startswith("cijfer-") and lands(reader, href) for href in links)


@pytest.mark.parametrize("path", ["/methode/cijfers/listening", "/methode/cijfers/andere"])
def test_the_title_of_a_section_of_the_report_is_marked_as_dutch(
    reader: Reader, edition: Edition, path: str, middle: Stored
) -> None:
    titles = {figure.section for figure in edition.figures}
    for address in (f"{path}?taal=en", middle.url("/listening?alles=ja&taal=en")):
        page = reader.page(address)
        marked = [words(tag) for tag in page.select('span[lang="nl"]')]
        assert marked
        assert set(marked) <= titles
        assert words(page).count("section “") == len(marked)
