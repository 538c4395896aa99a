"""What is extra may stay open: it is not counted, never listed as open, and says so where it is asked."""

from __future__ import annotations

import pytest
from flask import Flask, get_template_attribute

from assessment.content import Content
from assessment.model import Answer, Question, State
from tests.newest import newest_content, newest_edition
from tests.webapp.report.conftest import best_answer
from webapp.findings.compute import find
from webapp.findings.model import Findings, Profile
from webapp.report.pages.context import shape_context
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.gaps import find_unanswered, tell_unanswered
from webapp.report.parts.questions import view_question
from webapp.scan.fields import Typed
from webapp.scan.pages.cards import Card
from webapp.scan.progress import measure_progress
from webapp.web.admission import addressed

EXTRA = "next.steps"


@pytest.fixture(scope="module")
def content() -> Content:
    """The newest content: its last question is one of those that are extra."""
    loaded = newest_content()
    assert loaded.questionnaire.question(EXTRA).extra
    return loaded


def answer_all_but_extra(content: Content) -> dict[str, Answer]:
    return {question.id: any_answer(question) for question in content.questionnaire.core}


def any_answer(question: Question) -> Answer:
    return best_answer(question) if question.options else Answer(State.UNKNOWN)


@pytest.fixture
def found(content: Content) -> Findings:
    profile = Profile("Gent", "44021", 24_600)
    return find(content, newest_edition(), profile, answer_all_but_extra(content))


def test_all_is_done_when_only_what_is_extra_is_open(content: Content) -> None:
    steps = measure_progress(content.questionnaire, answer_all_but_extra(content))
    assert {step.state for step in steps} == {"done"}
    assert sum(step.total for step in steps) == len(content.questionnaire.core)
    assert [question for step in steps for question in step.open_questions] == []


def test_an_answer_to_what_is_extra_counts_for_nothing(content: Content) -> None:
    answers = {EXTRA: Answer(text="Een loket op WhatsApp.")}
    steps = measure_progress(content.questionnaire, answers)
    assert [step.answered for step in steps] == [0] * len(steps)
    assert {step.state for step in steps} == {"todo"}


def test_the_result_counts_all_and_lists_nothing_as_open(app: Flask, found: Findings) -> None:
    with app.test_request_context(), addressed({"token": "token"}):
        assert (found.complete, found.total) == (44, 44)
        assert find_unanswered(found, Addresses()) == ()
        assert tell_unanswered(found) == ""
        view = view_question(found, found.questions[EXTRA], Addresses())
        assert not view.is_open


def test_the_page_of_what_does_not_score_skips_what_was_skipped(app: Flask, found: Findings) -> None:
    with app.test_request_context(), addressed({"token": "token"}):
        page = shape_context(found, Addresses())
        shown = {question.anchor for section in page.sections for question in section.questions}
        assert not any("next-steps" in anchor for anchor in shown)
        assert any("barriers-reported" in anchor for anchor in shown)


def test_a_card_says_that_what_is_extra_may_stay_open(app: Flask, content: Content) -> None:
    with app.test_request_context():
        show = get_template_attribute("scan/question.html", "show_question")
        for question in content.questionnaire.questions[-2:]:
            card = str(show(Card(question, 1, Typed()), ""))
            assert ('class="optional"' in card) == question.extra
