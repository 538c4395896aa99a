"""Points and scores, redone by hand on the small content."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.model import Answer, Questionnaire, Range, State, round_score
from assessment.scoring import (
    find_standing,
    question_points,
    score_dimension,
    score_overall,
    weighted_mean,
)

UNKNOWN, NOT_APPLICABLE = Answer(State.UNKNOWN), Answer(State.NOT_APPLICABLE)


def one(option: str) -> Answer:
    return Answer(options=(option,))


def several(*options: str) -> Answer:
    return Answer(options=options)


def grid(**rows: str) -> Answer:
    return Answer(rows=rows)


@pytest.mark.parametrize(
    ("name", "answer", "points"),
    [
        ("webcare.reply", one("most"), Range(70, 70)),
        ("webcare.reply", None, Range(0, 100)),
        ("webcare.reply", UNKNOWN, Range(0, 100)),
        ("listening.share", NOT_APPLICABLE, None),
        ("strategy.papers", several("plan"), Range(60, 60)),
        ("strategy.papers", several("plan", "rules"), Range(100, 100)),
        ("strategy.papers", several("none"), Range(0, 0)),
        ("strategy.papers", UNKNOWN, Range(0, 100)),
        ("strategy.staff", grid(hours="yes", training="half"), Range(75, 75)),
        ("strategy.staff", grid(hours="yes"), Range(50, 100)),
        ("strategy.staff", grid(hours="yes", training="unknown"), Range(50, 100)),
        ("participation.rooms", grid(square="yes", hall="half", park="not_applicable"), Range(75, 75)),
        ("participation.rooms", grid(square="yes", hall="not_applicable"), Range(50, 100)),
        ("participation.rooms", grid(square="not_applicable", hall="not_applicable", park="not_applicable"), None),
    ],
)
def test_an_answer_has_its_points(
    name: str, answer: Answer | None, points: Range | None, small_questionnaire: Questionnaire
) -> None:
    standing = find_standing(small_questionnaire, {} if answer is None else {name: answer})
    assert question_points(small_questionnaire.question(name), standing) == points


@pytest.mark.parametrize(
    ("sentence", "dimension", "answers", "score", "known"),
    [
        ("nothing is known", "webcare", {}, Range(0, 100), 0),
        ("(3 x 70 + 1 x 100) / 4", "webcare", {"webcare.reply": one("most"), "webcare.scheme": one("yes")}, 77.5, 1),
        ("(3 x 70 + 1 x [0, 100]) / 4", "webcare", {"webcare.reply": one("most")}, Range(52.5, 77.5), 0.75),
        ("don't know is as open as no answer", "webcare", {"webcare.reply": UNKNOWN}, Range(0, 100), 0),
        (
            "(2 x 50) / 2: what does not apply is left out",
            "listening",
            {"listening.look": one("half"), "listening.share": NOT_APPLICABLE},
            50.0,
            1,
        ),
        (
            "(2 x 60 + 1 x 75) / 3",
            "strategy",
            {"strategy.papers": several("plan"), "strategy.staff": grid(hours="yes", training="half")},
            65.0,
            1,
        ),
        (
            "([100 + 50 + [0, 100]] / 3 + 0) / 2, rounded to one decimal",
            "participation",
            {"participation.rooms": grid(square="yes", hall="half"), "participation.ask": one("no")},
            Range(25, 41.7),
            5 / 6,
        ),
    ],
)
def test_a_dimensions_score_can_be_redone_by_hand(
    sentence: str,
    dimension: str,
    answers: dict[str, Answer],
    score: Range | float,
    known: float,
    small_questionnaire: Questionnaire,
) -> None:
    found = score_dimension(small_questionnaire, find_standing(small_questionnaire, answers), dimension)
    assert found.range == (score if isinstance(score, Range) else Range(score, score)), sentence
    assert found.known == pytest.approx(known)


def test_the_overall_score_is_the_mean_of_the_four_as_they_are_shown() -> None:
    scores = {
        "listening": Range(10, 20),
        "webcare": Range(33.3, 33.3),
        "participation": Range(0, 100),
        "strategy": Range(50, 50),
    }
    assert score_overall(scores) == Range(23.3, 50.8)  # 93.3 / 4 = 23.325 and 203.3 / 4 = 50.825


def test_nothing_to_weigh_could_be_anything() -> None:
    assert weighted_mean([]) == Range(0, 100)


def test_context_is_no_part_of_the_standing(small_questionnaire: Questionnaire) -> None:
    standing = find_standing(small_questionnaire, {"context.count": Answer(number=Decimal(5))})
    assert {item[0] for item in standing} == {q.id for q in small_questionnaire.questions if q.scores}


def test_none_of_these_is_no_item_of_its_own(small_questionnaire: Questionnaire) -> None:
    papers = small_questionnaire.question("strategy.papers")
    assert papers.items == (("strategy.papers", "plan"), ("strategy.papers", "rules"))


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(34.95, 35.0), (34.949, 34.9), (0.05, 0.1), (0.25, 0.3), (99.95, 100.0), (100.0, 100.0), (0.0, 0.0), (2 / 3, 0.7)],
)
def test_a_score_is_rounded_to_one_decimal_with_halves_upwards(value: float, rounded: float) -> None:
    assert round_score(value) == rounded


@given(st.lists(st.tuples(st.integers(1, 10), st.integers(0, 100)), min_size=1, max_size=12))
def test_a_mean_is_rounded_as_exact_fractions_would_be(pairs: list[tuple[int, int]]) -> None:
    exact = Fraction(sum(w * p for w, p in pairs), sum(w for w, _ in pairs))
    wanted = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    mean = weighted_mean((weight, Range(points, points)) for weight, points in pairs)
    assert Decimal(str(round_score(mean.low))) == wanted


@given(st.floats(0, 100), st.floats(0, 100))
def test_rounding_never_turns_an_order_around(one_value: float, other: float) -> None:
    assert round_score(min(one_value, other)) <= round_score(max(one_value, other))


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 100))
def test_an_improvement_raises_a_range_as_far_as_it_promises(low: float, more: float, floor: float) -> None:
    before = Range(min(low, more), max(low, more))
    after = before.raised_to(floor)
    assert after.low == max(before.low, floor)
    assert after.high == max(before.high, floor)
    assert after.is_point is (after.low == after.high)
