"""One assessment's findings: everything a page or document may say comes from here, and hangs together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assessment.answers import is_complete
from assessment.content import Content
from assessment.model import DIMENSIONS, Answer, Kind, Question, Range, State, round_score
from benchmarks.model import Edition
from tests.newest import newest_content, newest_edition
from webapp.findings.compute import find
from webapp.findings.model import Findings, Margin, Profile

PROFILE = Profile("Gent", "44021", 24_600)


@pytest.fixture(scope="module")
def content() -> Content:
    return newest_content()


@pytest.fixture(scope="module")
def edition() -> Edition:
    return newest_edition()


@pytest.fixture(scope="module")
def nothing(content: Content, edition: Edition) -> Findings:
    return find(content, edition, PROFILE, {})


@pytest.fixture(scope="module")
def something(content: Content, edition: Edition) -> Findings:
    answers = {
        "webcare.questions": Answer(options=("mostly",)),
        "webcare.reports": Answer(State.NOT_APPLICABLE),
        "webcare.scheme": Answer(State.UNKNOWN),
        "strategy.conditions": Answer(rows={"responsibility": "fully"}),
        "barriers.reported": Answer(rows={"time": "rather", "budget": "more_or_less", "knowledge": "unknown"}),
    }
    return find(content, edition, PROFILE, answers, Margin({"webcare.questions": "a note"}))


def test_without_answers_everything_is_possible(nothing: Findings) -> None:
    assert nothing.complete == 0
    assert nothing.overall_score == Range(0.0, 100.0)
    for finding in nothing.dimensions.values():
        assert finding.score.range == Range(0.0, 100.0)
        assert (finding.level.low, finding.level.high) == (0, 4)
        assert finding.open_questions == finding.questions
    assert nothing.road.way == ()
    assert [entry.recommendation.basis for entry in nothing.road.beginning] == [True] * len(nothing.road.basis)
    telling = [
        entry for entry in nothing.advice if not entry.recommendation.basis and not entry.recommendation.practice
    ]
    assert not any(entry.certain for entry in telling)  # of the others no answer tells whether they are in order


def test_each_question_is_found_once(nothing: Findings, content: Content) -> None:
    entries = [q.question.id for d in nothing.dimensions.values() for q in d.questions]
    entries += [q.question.id for q in nothing.context]
    assert sorted(entries) == sorted(question.id for question in content.questionnaire.questions)
    assert len(entries) == len(nothing.questions)
    assert nothing.total == len(content.questionnaire.core)  # extra ones are not counted


def test_an_answer_carries_its_note_points_and_figure(something: Findings) -> None:
    entry = something.questions["webcare.questions"]
    assert (entry.note, entry.complete, entry.points) == ("a note", True, Range(75.0, 75.0))
    comparison = entry.comparisons[None]
    assert comparison.figure.id == "webcare.questions"
    assert [line.own for line in comparison.shares][:2] == [True, False]


def test_what_does_not_apply_has_no_points_and_no_part(something: Findings) -> None:
    entry = something.questions["webcare.reports"]
    assert entry.points is None
    assert entry.part is None
    assert entry.complete


def test_unknown_counts_as_answered_but_stays_open(something: Findings) -> None:
    entry = something.questions["webcare.scheme"]
    assert entry.complete
    assert entry in something.dimensions["webcare"].open_questions


def test_a_grid_with_open_rows_is_not_complete(something: Findings) -> None:
    entry = something.questions["strategy.conditions"]
    assert not entry.complete
    assert entry.points == Range(20.0, 100.0)


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_the_parts_of_a_dimension_make_the_whole(something: Findings, dimension: str) -> None:
    finding = something.dimensions[dimension]
    parts = [entry for entry in finding.questions if entry.part is not None and entry.points is not None]
    assert sum(entry.part or 0 for entry in parts) == pytest.approx(100)
    low = sum(entry.points.low * (entry.part or 0) / 100 for entry in parts if entry.points)
    high = sum(entry.points.high * (entry.part or 0) / 100 for entry in parts if entry.points)
    assert (round_score(low), round_score(high)) == (finding.score.range.low, finding.score.range.high)


def test_barriers_are_those_agreed_with(something: Findings) -> None:
    assert something.barriers == {"time"}


def test_advice_of_the_dimensions_is_all_advice_in_the_same_order(something: Findings) -> None:
    for name in something.dimensions:
        assert list(something.advice_of(name)) == [a for a in something.advice if a.recommendation.dimension == name]
    assert sum(len(something.advice_of(name)) for name in something.dimensions) == len(something.advice)


def test_what_counts_as_complete_is_what_the_model_says(something: Findings, content: Content) -> None:
    questions = content.questionnaire.questions
    assert something.complete == sum(is_complete(q, something.answers.get(q.id)) for q in questions)


def test_followers_are_compared_as_a_share_of_inhabitants(content: Content, edition: Edition) -> None:
    question = content.questionnaire.question("presence.followers_facebook")
    findings = find(content, edition, PROFILE, {question.id: Answer(number=Decimal(4920))})
    comparison = findings.questions[question.id].comparisons[None]
    assert str(comparison.own_number) == "20.00"


@pytest.mark.parametrize(
    ("inhabitants", "size"), [(14_999, "small"), (15_000, "medium"), (34_999, "medium"), (35_000, "large")]
)
def test_a_municipality_has_a_size_class(inhabitants: int, size: str) -> None:
    assert Profile("x", "1", inhabitants).size_class == size


def test_one_unknown_answer_leaves_a_likely_level_and_is_named(content: Content, edition: Edition) -> None:
    answers = {q.id: _best(q) for q in content.questionnaire.questions if q.scores}
    found = find(content, edition, PROFILE, {**answers, "webcare.scheme": Answer(State.UNKNOWN)})
    webcare = found.dimensions["webcare"]
    assert (webcare.level.low, webcare.level.high) == (2, 4)
    assert (webcare.likely.level, webcare.likely.score) == (4, 100.0)
    assert [question.id for question in webcare.deciding] == ["webcare.scheme"]
    assert (found.likely.level, found.likely.score) == (4, 100.0)
    assert [question.id for question in found.deciding] == ["webcare.scheme"]


def test_what_is_settled_has_nothing_that_decides(content: Content, edition: Edition) -> None:
    found = find(content, edition, PROFILE, {q.id: _best(q) for q in content.questionnaire.questions if q.scores})
    assert (found.likely.level, found.deciding) == (4, ())
    assert all(entry.deciding == () for entry in found.dimensions.values())


def test_without_answers_it_is_too_early_to_say_anything(nothing: Findings) -> None:
    assert nothing.likely.level is None
    assert all(entry.likely.level is None for entry in nothing.dimensions.values())
    assert {question.dimension for question in nothing.deciding if question.scores} == set(DIMENSIONS)
    assert [q.id for q in nothing.deciding if not q.scores] == ["participation.platform", "participation.platform_name"]


def _best(question: Question) -> Answer:
    best = max(question.options, key=lambda option: option.points or 0).id
    if question.kind is Kind.GRID:
        return Answer(rows={row.id: best for row in question.rows})
    if question.kind is Kind.SEVERAL:
        return Answer(options=tuple(option.id for option in question.options if not option.exclusive))
    return Answer(options=(best,))
