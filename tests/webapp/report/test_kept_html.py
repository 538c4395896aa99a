"""What is kept of a result's HTML is the same for all: nobody reads on a page what somebody else filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask

from assessment.answers import plain_answer
from assessment.model import Answer
from tests.newest import NEWEST, newest_content
from tests.webapp.assessments import begin_assessment
from tests.webapp.conftest import start_app, stop_app
from tests.webapp.report.conftest import best_answer, middle_answers
from tests.webapp.store.writing import write
from webapp.config import Settings
from webapp.store.action_plan import Fields, NewAction, add_actions
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import NewAssessment
from webapp.web.state import get_state

PAGES = ("", "/aanbevelingen", "/webcare")
LANGUAGES = ("nl", "en")


@dataclass(frozen=True)
class Town:
    """A self-scan of one municipality, with the signs by which it is known on a page."""

    secret: str
    name: str

    def addresses(self) -> Iterator[str]:
        """Give the pages with recommendations, in both languages."""
        yield from (f"/z/{self.secret}/resultaat{page}?taal={language}" for page in PAGES for language in LANGUAGES)


def store_town(app: Flask, name: str, code: str, answers: dict[str, Answer]) -> Town:
    """Store a self-scan with answers, and with everything that is advised in its plan."""
    database = get_state(app).database
    record, secret = begin_assessment(database, NewAssessment(code, 24_600, "", "nl", NEWEST))
    changes = [AnswerChange(question, plain_answer(answer)) for question, answer in answers.items()]
    write(database, save_answers, record.id, changes, PROGRAM)
    plan = [NewAction(Fields(one.title.dutch), one.id) for one in newest_content().recommendations[::2]]
    write(database, add_actions, record.id, plan, PROGRAM)
    return Town(secret, name)


@pytest.fixture
def towns(app: Flask) -> tuple[Town, Town]:
    """Two that are told much of the same advice, each in another place and for other reasons."""
    middle = middle_answers(newest_content())
    few = {q.id: best_answer(q) for q in newest_content().questionnaire.questions if q.dimension == "listening"}
    return store_town(app, "Gent", "44021", middle), store_town(app, "Antwerpen", "11002", few)


def test_a_page_is_the_same_whoever_came_before(app: Flask, settings: Settings, towns: tuple[Town, Town]) -> None:
    first, second = towns
    client = app.test_client()
    for address in first.addresses():
        assert client.get(address).status_code == 200
    after_somebody_else = [client.get(address).text for address in second.addresses()]
    nobody_before = start_app(settings)
    try:
        fresh = nobody_before.test_client()
        alone = [fresh.get(address).text for address in second.addresses()]
    finally:
        stop_app(nobody_before)
    assert after_somebody_else == alone
    assert all(second.secret in page for page in alone)
    assert not any(sign in page for page in after_somebody_else for sign in (first.secret, first.name))


def test_no_place_is_left_open_on_a_page(app: Flask, towns: tuple[Town, Town]) -> None:
    client = app.test_client()
    assert not any("place__" in client.get(address).text for town in towns for address in town.addresses())
