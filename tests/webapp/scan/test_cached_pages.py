"""Pages put together from what is kept in memory are the pages that the templates would have rendered."""

from __future__ import annotations

import re

import pytest
from flask import render_template
from markupsafe import Markup
from webapp.scan.cached_pages import SECTION_PAGE

from assessment.content import load_content
from tests.webapp.page_client import PageClient
from tests.webapp.visitor import Visitor
from webapp.scan import answering
from webapp.scan.pages import describe_section
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import NewAssessment, create_assessment
from webapp.store.database import Database

SECTIONS = [section.id for section in load_content().questionnaire.sections]
QUERIES = ["", "?taal=en", '?taal=nl&x="<b>']
CHANGES = [
    AnswerChange("webcare.questions", {"options": ["mostly"]}, "place__token__ & <i>eigen woorden</i>"),
    AnswerChange("webcare.reports", {"state": "unknown"}),
    AnswerChange("barriers.reported", {"rows": {"time": "fully", "budget": "unknown"}}),
]


def render_directly(section_id: str, token: str, cards: Markup, progress: Markup, _here: str) -> str:
    return render_template(SECTION_PAGE, token=token, cards=cards, progress=progress, **describe_section(section_id))


def without_signatures(page: str) -> str:
    return re.sub(r'(name="csrf_token" value=")[^"]+', r"\1", page)


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("section", SECTIONS)
def test_a_page_from_memory_equals_the_rendered_one(
    visitor: Visitor, section: str, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_answers(visitor.database, visitor.record.id, CHANGES)
    address = f"{visitor.url}/vragen/{section}{query}"
    kept = [visitor.client.get(address).text for _ in range(2)]
    monkeypatch.setattr(answering, "fill_page", render_directly)
    rendered = visitor.client.get(address).text
    assert [without_signatures(page) for page in kept] == [without_signatures(rendered)] * 2
    assert "place__" not in rendered.replace("place__token__ &amp;", "")


@pytest.mark.parametrize("section", SECTIONS)
def test_nothing_of_one_assessment_shows_in_another(
    visitor: Visitor, client: PageClient, app_database: Database, section: str
) -> None:
    save_answers(visitor.database, visitor.record.id, CHANGES)
    version = load_content().questionnaire.version
    other = create_assessment(app_database, NewAssessment("11002", 530_000, "", "nl", version))[1]
    mine, theirs = visitor.open(f"/vragen/{section}"), client.page(f"/z/{other}/vragen/{section}")
    assert "Gent" in mine.title.get_text() if mine.title else False
    assert "Antwerpen" in theirs.title.get_text() if theirs.title else False
    assert visitor.token not in str(theirs)
    assert "eigen woorden" not in str(theirs)
    assert not theirs.select("main input[checked]")


def test_each_form_of_a_page_carries_the_visitors_own_token(visitor: Visitor, colleague: Visitor) -> None:
    tokens = [
        {str(field["value"]) for field in one.open("/vragen/webcare").select("input[name=csrf_token]")}
        for one in (visitor, colleague)
    ]
    assert [len(found) for found in tokens] == [1, 1]
    assert tokens[0] != tokens[1]
