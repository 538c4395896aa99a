"""Pages put together from what is kept in memory are the pages that the templates would have rendered."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from flask import render_template

from assessment.model import Kind, Question
from tests.newest import newest_content
from tests.webapp.assessments import begin_assessment
from tests.webapp.page_client import PageClient
from tests.webapp.reading import read_page
from tests.webapp.store.writing import write
from tests.webapp.visitor import Visitor
from webapp.scan.pages import finish, overview
from webapp.scan.pages import section as section_pages
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import NewAssessment
from webapp.store.database import Database
from webapp.web.page_cache import Kept
from webapp.web.visit import Visit

SECTIONS = [section.id for section in newest_content().questionnaire.sections]
QUERIES = ["", "?taal=en", '?taal=nl&x="<b>', "?melding=bewaard&waarde=10:42", "?melding=heropend&taal=en"]
CHANGES = [
    AnswerChange("webcare.questions", {"options": ["mostly"]}, "place__token__ & <i>eigen woorden</i>"),
    AnswerChange("webcare.reports", {"state": "unknown"}),
    AnswerChange("barriers.reported", {"rows": {"time": "fully", "budget": "unknown"}}),
]


def render_directly(
    _visit: Visit, template: str, _about: str, shape: Callable[[], Mapping[str, object]], **places: object
) -> str:
    shown = {name: value.text if isinstance(value, Kept) else value for name, value in places.items()}
    return render_template(template, **shape(), **shown)


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("section", SECTIONS)
def test_a_page_from_memory_equals_the_rendered_one(
    visitor: Visitor, section: str, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(visitor.database, save_answers, visitor.record.id, CHANGES, PROGRAM)
    address = f"{visitor.url}/vragen/{section}{query}"
    kept = [visitor.client.get(address).text for _ in range(2)]
    monkeypatch.setattr(section_pages, "fill_page", render_directly)
    rendered = visitor.client.get(address).text
    assert kept == [rendered] * 2
    assert "place__" not in rendered.replace("place__token__ &amp;", "")


@pytest.mark.parametrize("query", QUERIES)
def test_an_overview_without_answers_equals_the_rendered_one(
    visitor: Visitor, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"{visitor.url}{query}"
    kept = [visitor.client.get(address).text for _ in range(2)]
    monkeypatch.setattr(overview, "fill_page", render_directly)
    assert kept == [visitor.client.get(address).text] * 2
    assert "place__" not in kept[0]


@pytest.mark.parametrize("query", QUERIES)
def test_the_check_of_a_full_questionnaire_equals_the_rendered_one(
    visitor: Visitor, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_all(visitor)
    address = f"{visitor.url}/afronden{query}"
    kept = [visitor.client.get(address).text for _ in range(2)]
    monkeypatch.setattr(finish, "fill_page", render_directly)
    assert kept == [visitor.client.get(address).text] * 2
    assert "place__" not in kept[0]


def test_a_kept_overview_tells_each_their_own_link_and_inhabitants(
    visitor: Visitor, client: PageClient, app_database: Database
) -> None:
    version = newest_content().questionnaire.version
    other = begin_assessment(app_database, NewAssessment("11002", 530_000, "", "nl", version))[1]
    mine, theirs = str(visitor.open("")), str(client.page(f"/z/{other}"))
    assert visitor.token in mine
    assert other in theirs
    assert visitor.token not in theirs
    assert "530.000 inwoners" in theirs


def answer_all(visitor: Visitor) -> None:
    """Answer every question, knowing all."""
    changes = [AnswerChange(one.id, answer_fully(one)) for one in newest_content().questionnaire.questions]
    write(visitor.database, save_answers, visitor.record.id, changes, PROGRAM)


def answer_fully(question: Question) -> dict[str, object]:
    """Return the first answer that there is, with nothing left open."""
    match question.kind:
        case Kind.GRID:
            return {"rows": {row.id: question.options[0].id for row in question.rows}}
        case Kind.NUMBER if question.number is not None:
            return {"number": str(question.number.minimum)}
        case Kind.TEXT:
            return {"text": "Een antwoord."}
        case _:
            return {"options": [question.options[0].id]}


@pytest.mark.parametrize("section", SECTIONS)
def test_nothing_of_one_assessment_shows_in_another(
    visitor: Visitor, client: PageClient, app_database: Database, section: str
) -> None:
    write(visitor.database, save_answers, visitor.record.id, CHANGES, PROGRAM)
    version = newest_content().questionnaire.version
    other = begin_assessment(app_database, NewAssessment("11002", 530_000, "", "nl", version))[1]
    mine, theirs = visitor.open(f"/vragen/{section}"), client.page(f"/z/{other}/vragen/{section}")
    assert "Gent" in mine.title.get_text() if mine.title else False
    assert "Antwerpen" in theirs.title.get_text() if theirs.title else False
    assert visitor.token not in str(theirs)
    assert "eigen woorden" not in str(theirs)
    assert not theirs.select("main input[checked]")


def test_after_saving_the_notice_stands_on_the_kept_page_and_not_on_the_next(visitor: Visitor) -> None:
    for _ in range(2):
        response = visitor.answer("listening", **{"answer.listening.themes": "fully"})
        page = visitor.client.page(response.location)
        (notice,) = page.select("main .notice[role=status], .notice[role=status]")
        assert notice.get_text(strip=True).startswith("Bewaard om ")
        assert not visitor.open("/vragen/webcare").select(".notice[role=status]")


def test_a_notice_on_a_kept_page_says_nothing_that_is_not_ours(visitor: Visitor) -> None:
    page = visitor.client.get(f"{visitor.url}/vragen/webcare?melding=bewaard&waarde=<b>place__cards__</b>").text
    assert not read_page(page).select(".notice[role=status]")
    assert "<b>place" not in page
