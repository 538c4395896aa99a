"""Assessments to look at: one without answers, one in the middle with unknown ones, one nearly perfect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from assessment.answers import plain_answer
from assessment.content import Content
from assessment.model import Answer, Kind, Question, State
from benchmarks.model import Edition
from tests.newest import NEWEST, newest_content, newest_edition
from tests.webapp.page_client import PageClient, open_client
from tests.webapp.store.writing import write
from webapp.findings.compute import find
from webapp.findings.model import Findings, Profile
from webapp.scan.operations import begin
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import AssessmentRecord, NewAssessment
from webapp.web.state import get_state

UNKNOWN_IN_THE_MIDDLE = ("listening.forwarded", "webcare.scheme", "strategy.resources")
UNANSWERED_IN_THE_MIDDLE = ("participation.feedback",)
INHABITANTS = 24_600
NOTE = "So said the department: <b>not bold</b>."


@dataclass(frozen=True)
class Stored:
    """One assessment in the application under test: as it was begun, its own link's token, and its findings."""

    record: AssessmentRecord
    token: str
    findings: Findings

    def url(self, page: str = "") -> str:
        """Return the address of a page of its result."""
        return f"/z/{self.token}/resultaat{page}"


@pytest.fixture(scope="session")
def content() -> Content:
    return newest_content()


@pytest.fixture(scope="session")
def edition() -> Edition:
    return newest_edition()


def best_answer(question: Question) -> Answer:
    """Return the answer with most points; the first option where nothing scores."""
    if question.kind is Kind.NUMBER:
        assert question.number is not None
        return Answer(number=min(Decimal(5240), question.number.maximum))
    if question.kind is Kind.TEXT:
        return Answer(text="We want a response scheme.")
    if question.kind is Kind.SEVERAL:
        return Answer(options=tuple(option.id for option in question.options if not option.exclusive))
    best = max(question.options, key=lambda option: option.points or 0).id
    return Answer(rows={row.id: best for row in question.rows}) if question.rows else Answer(options=(best,))


def middle_answer(question: Question) -> Answer:
    """Return the answer in the middle of the list; the first choice only where several are asked."""
    if question.kind in (Kind.NUMBER, Kind.TEXT):
        return best_answer(question)
    middle = question.options[len(question.options) // 2].id
    if question.kind is Kind.SEVERAL:
        return Answer(options=(question.options[0].id,))
    return Answer(rows={row.id: middle for row in question.rows}) if question.rows else Answer(options=(middle,))


def middle_answers(content: Content) -> dict[str, Answer]:
    """Return answers in the middle, some unknown and one missing."""
    answers = {q.id: middle_answer(q) for q in content.questionnaire.questions if q.id not in UNANSWERED_IN_THE_MIDDLE}
    return answers | {name: Answer(State.UNKNOWN) for name in UNKNOWN_IN_THE_MIDDLE}


def make_findings(content: Content, edition: Edition, answers: dict[str, Answer]) -> Findings:
    """Return findings as the pages have them."""
    return find(content, edition, Profile("Gent", "44021", INHABITANTS), answers)


StoreAnswers = Callable[..., Stored]


class Reader:
    """Somebody who reads results in the shared application, and remembers the pages that they opened."""

    def __init__(self, client: PageClient) -> None:
        self._client = client
        self._pages: dict[str, BeautifulSoup] = {}

    def get(self, url: str) -> TestResponse:
        """Ask for an address."""
        return self._client.get(url)

    def page(self, url: str) -> BeautifulSoup:
        """Return a page, parsed; pages here never change, so that each is fetched and parsed once."""
        if url not in self._pages:
            self._pages[url] = self._client.page(url)
        return self._pages[url]


@pytest.fixture(scope="session")
def reader(shared_app: Flask) -> Reader:
    opened = open_client(shared_app)
    return Reader(opened)


@pytest.fixture(scope="session")
def store_answers(shared_app: Flask, content: Content, edition: Edition) -> StoreAnswers:
    """Store answers in the application, and return the assessment."""

    def store(answers: dict[str, Answer], *, invented: bool = False, note_with: str = "") -> Stored:
        database = get_state(shared_app).database
        new = NewAssessment("44021", INHABITANTS, "communication_officer", "nl", NEWEST, invented)
        begun = write(database, begin, new)
        notes = {note_with: NOTE}
        changes = [AnswerChange(name, plain_answer(answer), notes.get(name, "")) for name, answer in answers.items()]
        if changes:
            write(database, save_answers, begun.assessment.id, changes, begun.link.actor)
        return Stored(begun.assessment, begun.secret, make_findings(content, edition, answers))

    return store


@pytest.fixture(scope="session")
def empty(store_answers: StoreAnswers) -> Stored:
    return store_answers({})


@pytest.fixture(scope="session")
def middle(store_answers: StoreAnswers, content: Content) -> Stored:
    return store_answers(middle_answers(content), note_with="webcare.questions")


@pytest.fixture(scope="session")
def perfect(store_answers: StoreAnswers, content: Content) -> Stored:
    return store_answers({q.id: best_answer(q) for q in content.questionnaire.questions}, invented=True)
