"""Findings of three invented municipalities, and the words that charts are made with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from assessment.content import Content
from assessment.model import Answer, Kind, Question
from tests.newest import newest_content, newest_edition
from webapp.documents.charts.texts import Words
from webapp.findings.compute import find
from webapp.findings.model import Findings, Profile

MakeFindings = Callable[[str], Findings]


@pytest.fixture(scope="session")
def content() -> Content:
    return newest_content()


@pytest.fixture(scope="session")
def make_findings(content: Content) -> MakeFindings:
    """Make the findings of a municipality that answered nothing, something, or all at its best."""

    def make(kind: str) -> Findings:
        questions = content.questionnaire.questions
        answers = {
            question.id: _answer(question, best=kind == "best")
            for number, question in enumerate(questions)
            if kind == "best" or (kind == "middling" and number % 6 != 5)
        }
        return find(content, newest_edition(), Profile("Nergensgem", "00000", 12_000), answers)

    return make


@pytest.fixture
def words() -> Words:
    def gettext(string: str, **variables: object) -> str:
        return string % variables if variables else string

    return Words(
        "nl",
        gettext,
        lambda text: text.dutch,
        lambda score: f"{score:g}",
        lambda share: f"{share:g}%",
        date.isoformat,
        lambda day, _parts: day.isoformat(),
    )


def _answer(question: Question, *, best: bool) -> Answer:
    options = [option for option in question.options if not option.exclusive]
    chosen = max(options, key=lambda option: option.points or 0) if best and options else None
    chosen = chosen or (options[len(options) // 2] if options else None)
    match question.kind:
        case Kind.SEVERAL:
            return Answer(options=tuple(option.id for option in (options if best else options[::2])))
        case Kind.GRID if chosen:
            return Answer(rows={row.id: chosen.id for row in question.rows})
        case Kind.NUMBER:
            return Answer(number=Decimal(100))
        case Kind.ONE if chosen:
            return Answer(options=(chosen.id,))
        case _:
            return Answer(text="Meer luisteren")
