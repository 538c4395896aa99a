"""What is still open, and which of it could change a growth phase: tried out with real answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assessment.content import Content
from assessment.model import DIMENSIONS, Answer, Kind, Question, State
from benchmarks.model import Edition
from tests.webapp.report.conftest import Reader, StoreAnswers, Stored, best_answer, make_findings, middle_answers
from webapp.findings.model import Findings

MakeAnswers = Callable[[Content], dict[str, Answer]]


def worst_answer(question: Question) -> Answer:
    """Return the answer with fewest points."""
    if question.kind is Kind.SEVERAL:
        return Answer(options=(next(option.id for option in question.options if option.exclusive),))
    worst = min(question.options, key=lambda option: option.points or 0).id
    return Answer(rows={row.id: worst for row in question.rows}) if question.rows else Answer(options=(worst,))


def nearly_best_answers(content: Content) -> dict[str, Answer]:
    """Return the best answers, with the gaps of those in the middle: each of them could cost a growth phase."""
    middle = middle_answers(content)
    gaps = {name: answer for name, answer in middle.items() if answer.state is State.UNKNOWN}
    return {q.id: best_answer(q) for q in content.questionnaire.questions if q.id in middle} | gaps


@pytest.fixture(scope="module")
def found(content: Content, edition: Edition) -> Findings:
    return make_findings(content, edition, middle_answers(content))


@pytest.mark.parametrize(("make_answers", "decides"), [(middle_answers, False), (nearly_best_answers, True)])
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_a_question_decides_when_its_answers_lead_to_different_levels(
    content: Content, edition: Edition, dimension: str, make_answers: MakeAnswers, decides: bool
) -> None:
    answers = make_answers(content)
    found = make_findings(content, edition, answers)
    decisive = {question.id for question in found.dimensions[dimension].deciding}
    for entry in found.dimensions[dimension].open_questions:
        worst = make_findings(content, edition, answers | {entry.question.id: worst_answer(entry.question)})
        best = make_findings(content, edition, answers | {entry.question.id: best_answer(entry.question)})
        differs = worst.dimensions[dimension].level != best.dimensions[dimension].level
        expected = (
            decides or dimension == "participation"
        )  # whether input is answered settles a phase in the middle too
        assert differs == (entry.question.id in decisive) == expected, entry.question.id


def test_answered_questions_are_never_decisive(found: Findings) -> None:
    for finding in found.dimensions.values():
        still_open = {entry.question.id for entry in finding.open_questions}
        assert {question.id for question in finding.deciding} <= still_open


def test_the_page_names_what_could_still_change_a_growth_phase(
    reader: Reader, store_answers: StoreAnswers, content: Content
) -> None:
    links = reader.page(store_answers(nearly_best_answers(content)).url()).select(
        "#open .derivation:not(#onbeantwoord) li a"
    )
    questions = {str(link["href"]).partition("#q-")[2] for link in links}
    assert questions == {"listening-forwarded", "webcare-scheme", "participation-feedback", "strategy-resources"}


def test_the_page_names_what_is_not_answered_and_leads_to_it(reader: Reader, middle: Stored) -> None:
    page = reader.page(middle.url())
    links = [str(link["href"]) for link in page.select("#onbeantwoord li a")]
    expected = [entry.question for entry in middle.findings.questions.values() if not entry.complete]
    assert len(links) == len(expected)
    assert any(link.endswith("/vragen/participation#q-participation-feedback") for link in links)
    assert reader.get(links[0].partition("#")[0]).status_code == 200


def test_links_to_questions_arrive_in_the_questionnaire(reader: Reader, middle: Stored) -> None:
    address, _, anchor = str(reader.page(middle.url()).select("#onbeantwoord li a")[0]["href"]).partition("#")
    assert reader.page(address).find(id=anchor) is not None


def test_when_nothing_is_open_the_page_says_so(reader: Reader, perfect: Stored) -> None:
    section = reader.page(perfect.url()).find(id="open")
    assert section is not None
    assert "elke vraag heeft een antwoord" in " ".join(section.get_text(" ").split())
