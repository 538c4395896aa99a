"""Every page of the result, for somebody who has just begun, is halfway, or has it all."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from flask import Flask

from assessment.content import Content
from assessment.model import DIMENSIONS, Answer, State
from tests.webapp.report.conftest import NOTE, Reader, StoreAnswers, Stored, best_answer
from tests.webapp.store.writing import write
from webapp.language.locale import speaking
from webapp.report.pages.advice import EFFORTS
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, save_answers
from webapp.web.state import get_state
from webapp.wording.levels import phase_text

PAGES = (
    "",
    *(f"/{name}" for name in DIMENSIONS),
    "/context",
    "/aanbevelingen",
    "/aanbevelingen/strategy-secure-accounts",
    "/antwoorden/listening-themes",
    "/plan",
    "/webcare/wat-als",
)


def text_of(page: BeautifulSoup) -> str:
    """Return the words of the main part, with single spaces."""
    main = page.find("main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("who", "language"), [("empty", "nl"), ("middle", "nl"), ("middle", "en"), ("perfect", "nl")])
def test_each_page_opens_in_each_language(
    reader: Reader, request: pytest.FixtureRequest, who: str, page: str, language: str
) -> None:
    stored: Stored = request.getfixturevalue(who)
    found = reader.page(f"{stored.url(page)}?taal={language}")
    assert found.html is not None
    assert found.html["lang"] == language


def test_titles_tell_the_pages_apart(reader: Reader, middle: Stored) -> None:
    titles = [reader.page(middle.url(page)).title for page in PAGES]
    texts = [title.get_text() for title in titles if title]
    assert len(set(texts)) == len(PAGES)
    assert all("Gent" in text for text in texts)


@pytest.mark.parametrize("page", ["/nothing", "/barriers", "/presence"])
def test_a_page_that_is_not_there_is_not_found(reader: Reader, middle: Stored, page: str) -> None:
    assert reader.get(middle.url(page)).status_code == 404


def test_a_wrong_link_shows_no_result(reader: Reader) -> None:
    assert reader.get("/z/" + "a" * 22 + "/resultaat").status_code == 404


def test_without_answers_the_result_says_what_to_do(reader: Reader, empty: Stored) -> None:
    page = reader.page(empty.url())
    assert page.select_one(".empty-state a.button") is not None
    assert page.select_one(".dial") is None


def test_an_invented_assessment_says_so_on_each_page(reader: Reader, perfect: Stored, middle: Stored) -> None:
    for page in PAGES:
        assert "Verzonnen voorbeeld" in text_of(reader.page(perfect.url(page)))
        assert "Verzonnen voorbeeld" not in text_of(reader.page(middle.url(page)))


def test_a_note_stands_with_its_question_as_it_was_typed(reader: Reader, middle: Stored) -> None:
    entry = reader.page(middle.url("/webcare?alles=ja")).find(id="q-webcare-questions")
    assert entry is not None
    assert NOTE in entry.get_text()
    assert NOTE in text_of(reader.page(middle.url("/antwoorden/webcare-questions")))


def test_a_level_stands_on_its_page_as_settled_or_as_likely(shared_app: Flask, reader: Reader, middle: Stored) -> None:
    for finding in middle.findings.dimensions.values():
        dial = reader.page(middle.url(f"/{finding.id}")).select_one(".dial figcaption")
        assert dial is not None
        with shared_app.test_request_context("/"), speaking("nl"):
            assert phase_text(finding.level, finding.likely.level) in dial.get_text()


def test_a_level_that_could_be_anything_is_not_said(reader: Reader, empty: Stored) -> None:
    page = reader.page(empty.url("/webcare"))
    assert "Nog niet te zeggen" in text_of(page)
    assert page.select_one(".dial .hand, .dial .sector.is-reached") is None


def test_no_page_tells_as_a_fact_what_an_unknown_answer_hides(
    reader: Reader, store_answers: StoreAnswers, content: Content
) -> None:
    unknown = {"webcare.questions": Answer(State.UNKNOWN)}
    stored = store_answers({q.id: best_answer(q) for q in content.questionnaire.questions if q.scores} | unknown)
    levels = stored.findings.dimensions["webcare"].level
    assert (levels.low, levels.high) == (0, 4)
    path = content.growth_path
    for page in (reader.page(stored.url()), reader.page(stored.url("/webcare"))):
        verdict = page.select_one(".opening, .verdict")
        assert verdict is not None
        said = " ".join(verdict.get_text(" ").split())
        assert "Waarschijnlijk groeifase 4" in said
        assert not [name.meaning.dutch for name in path.names if name.meaning.dutch in said]
        assert not [level.practice.dutch for level in path.dimensions["webcare"] if level.practice.dutch in said]
        assert [str(a["href"]).partition("#")[2] for a in verdict.select(".deciding a, .opening-open a")] == [
            "q-webcare-questions"
        ]


def test_answers_of_an_older_questionnaire_do_not_break_the_result(
    shared_app: Flask, reader: Reader, store_answers: StoreAnswers
) -> None:
    stored = store_answers({})
    database = get_state(shared_app).database
    changes = [
        AnswerChange("webcare.gone", {"options": ["yes"]}),
        AnswerChange("webcare.questions", {"options": ["no-longer-there"]}),
        AnswerChange("webcare.stand_in", {"options": ["yes"]}),
    ]
    write(database, save_answers, stored.record.id, changes, PROGRAM)
    assert "Ja, iemand anders neemt het over" in text_of(reader.page(stored.url("/webcare")))


@pytest.mark.parametrize("page", ["", "/webcare", "/context"])
def test_each_picture_has_words_and_a_dark_and_a_narrow_form(reader: Reader, middle: Stored, page: str) -> None:
    pictures = reader.page(middle.url(page)).select("figure.picture")
    assert pictures
    for picture in pictures:
        image = picture.find("img")
        assert image is not None
        assert len(str(image["alt"])) > 20
        sources = " ".join(str(source["srcset"]) for source in picture.find_all("source"))
        assert "thema=donker" in sources
        assert "formaat=smal" in sources


def test_headings_go_down_one_step_at_a_time(reader: Reader, middle: Stored) -> None:
    for page in (*map(middle.url, PAGES), "/methode", "/methode/listening", "/methode/vergelijken"):
        levels = [int(tag.name[1]) for tag in reader.page(page).select("h1, h2, h3, h4")]
        steps = [(earlier, later) for earlier, later in itertools.pairwise(levels) if later > earlier + 1]
        assert not steps, f"{page}: {steps}"


def long_texts() -> list[tuple[str, str]]:
    """Return the page texts without places to fill, in English and in Dutch, long enough to be no accident."""
    with (Path(__file__).parents[3] / "translations/nl/LC_MESSAGES/messages.po").open("rb") as file:
        messages = [message for message in read_po(file) if isinstance(message.id, str)]
    pairs = [(str(message.id), str(message.string)) for message in messages]
    return [(one, other) for one, other in pairs if len(one) > 14 and "%" not in one and one != other]


@pytest.mark.parametrize("page", PAGES)
def test_no_text_stays_in_the_other_language(reader: Reader, middle: Stored, page: str) -> None:
    dutch, english = text_of(reader.page(middle.url(page))), text_of(reader.page(middle.url(page) + "?taal=en"))
    texts = long_texts()
    assert len(texts) > 100
    assert [one for one, _ in texts if one in dutch] == []
    assert [other for one, other in texts if other in english and other not in one] == []


class TestFilters:
    def test_links_choose_a_dimension_and_an_effort(self, reader: Reader, middle: Stored) -> None:
        page = reader.page(middle.url("/aanbevelingen?domein=webcare&inspanning=klein"))
        expected = [
            entry
            for entry in middle.findings.advice
            if entry.recommendation.dimension == "webcare" and entry.recommendation.effort == "small"
        ]
        assert len(page.select(".advice")) == len(expected)
        chosen = [" ".join(link.get_text().split()) for link in page.select(".filter [aria-current]")]
        assert [words.split()[0] for words in chosen] == ["Webcare", "Klein"]

    def test_each_recommendation_says_what_residents_notice(self, reader: Reader, middle: Stored) -> None:
        page = reader.page(middle.url("/aanbevelingen?alles=ja"))
        terms = [term for term in page.select("dt") if term.string == "Wat inwoners merken"]
        told = [dd.get_text() for term in terms if (dd := term.find_next_sibling("dd"))]
        assert told == [e.recommendation.residents.dutch for e in middle.findings.advice if e.recommendation.residents]
        assert len(told) == len(middle.findings.advice)

    @pytest.mark.parametrize("query", ["?domein=nothing", "?inspanning=huge", "?domein=%00&inspanning=<script>"])
    def test_an_unknown_choice_shows_everything(self, reader: Reader, middle: Stored, query: str) -> None:
        page = reader.page(middle.url("/aanbevelingen" + query))
        assert len(page.select(".advice, .entries li")) == len(middle.findings.advice)

    def test_each_link_keeps_the_other_choice(self, reader: Reader, middle: Stored) -> None:
        page = reader.page(middle.url("/aanbevelingen?domein=webcare"))
        links = [str(link["href"]) for link in page.select(".filter:last-child a")]
        assert all("domein=webcare" in link for link in links)

    def test_an_empty_choice_leads_back(self, reader: Reader, perfect: Stored) -> None:
        found = {(e.recommendation.dimension, e.recommendation.effort) for e in perfect.findings.advice}
        dimension, effort = next((d, e) for d in DIMENSIONS for e in EFFORTS if (d, EFFORTS[e]) not in found)
        page = reader.page(perfect.url(f"/aanbevelingen?domein={dimension}&inspanning={effort}"))
        assert not page.select(".advice")
        assert page.select_one(".empty-state a.button") is not None
