"""What another browser saves: an open page asks for it, and gets what it does not have yet."""

from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from tests.webapp.reading import read_page
from tests.webapp.store.writing import write
from tests.webapp.visitor import Visitor
from webapp.store.actors import PROGRAM
from webapp.store.assessments import finish_assessment

PATH = "/vragen/webcare/nieuw"


def ask(visitor: Visitor, known: str | None) -> TestResponse:
    headers = {} if known is None else {"If-None-Match": known}
    return visitor.client.get(visitor.url + PATH, headers=headers)


def cards_of(response: TestResponse) -> list[str]:
    return [str(card["id"]) for card in read_page(response.text).select(".question")]


def test_what_nobody_changed_is_not_sent(visitor: Visitor) -> None:
    visitor.answer("webcare", **{"answer.webcare.questions": "mostly"})
    now = f'"{visitor.record.revision}"'
    response = ask(visitor, now)
    assert (response.status_code, response.data) == (304, b"")
    assert response.headers["ETag"] == now
    assert response.headers["Cache-Control"] == "no-store"
    assert ask(visitor, f"W/{now}").status_code == 304


def test_only_what_was_saved_since_then_comes(visitor: Visitor) -> None:
    visitor.answer("webcare", **{"answer.webcare.questions": "mostly"})
    known = visitor.record.revision
    fields = visitor.section("webcare")
    visitor.save_one("webcare.reports", fields, **{"answer.webcare.reports": "unknown"})
    response = ask(visitor, f'"{known}"')
    assert cards_of(response) == ["q-webcare-reports"]
    assert response.headers["ETag"] == f'"{known + 1}"'
    assert "2 van 10" in response.text
    visitor.save_one("listening.themes", visitor.section("listening"), **{"answer.listening.themes": "fully"})
    response = ask(visitor, f'"{known + 1}"')
    assert (response.status_code, cards_of(response)) == (200, [])


def test_an_answer_that_was_cleared_comes_as_an_empty_question(visitor: Visitor) -> None:
    visitor.answer("webcare", **{"answer.webcare.questions": "mostly"})
    known = visitor.record.revision
    visitor.answer("webcare", clear="webcare.questions")
    page = read_page(ask(visitor, f'"{known}"').text)
    assert [str(card["id"]) for card in page.select(".question")] == ["q-webcare-questions"]
    assert not page.select("input[checked]")


@pytest.mark.parametrize("known", [None, '"99999"', '"x"', '"-1"', '"' + "9" * 40 + '"', "*", '"²"'])
def test_a_browser_that_knows_nothing_that_was_gets_all(visitor: Visitor, known: str | None) -> None:
    visitor.answer("webcare", **{"answer.webcare.questions": "mostly"})
    assert cards_of(ask(visitor, known)) == ["q-webcare-questions"]


def test_a_save_says_which_revision_it_made(visitor: Visitor) -> None:
    before = visitor.record.revision
    fields = visitor.section("webcare")
    response = visitor.save_one("webcare.reports", fields, **{"answer.webcare.reports": "unknown"})
    assert response.headers["ETag"] == f'"{before + 1}"'
    (form,) = visitor.open("/vragen/webcare").select("form[data-revision]")
    assert form["data-revision"] == str(before + 1)


def test_a_page_that_stays_open_while_another_finishes_is_answered(visitor: Visitor) -> None:
    known = visitor.record.revision
    write(visitor.database, finish_assessment, visitor.record.id, PROGRAM)
    assert ask(visitor, f'"{known}"').status_code == 200
    assert visitor.client.get(f"{visitor.url}/vragen/nergens/nieuw").status_code == 404
