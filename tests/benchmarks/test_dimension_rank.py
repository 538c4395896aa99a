"""How many stood less far on a dimension as a whole, over everything that can go together."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.content import CONTENT_FOLDER, load_content
from assessment.model import DIMENSIONS, Answer, Range, State
from assessment.scoring import find_standing
from benchmarks import dimension_rank
from benchmarks.dimension_rank import MOST_WIDE, find_less_far, prepare_less_far
from benchmarks.editions import load_edition
from benchmarks.model import Edition
from tests.benchmarks.small_edition import DEGREE, LOOK, link, question, small_questionnaire

SQUARE = link("square", yes="yes", half="half", no="no")


def less_far(use: str, policy: str, services: str) -> Range | None:
    questionnaire = load_content(CONTENT_FOLDER / "2026.1").questionnaire
    chosen = {"use": use, "policy": policy, "services": services}
    answers = {f"participation.{name}": Answer(options=(option,)) for name, option in chosen.items()}
    return find_less_far(questionnaire, load_edition("2019"), find_standing(questionnaire, answers), "participation")


@pytest.mark.parametrize(
    ("answers", "at_least"),
    [
        # 100 takes a yes to policy: 3.5 to 4.5 printed, 3.85 at most once the four make 100
        (("always", "yes", "yes"), 96.15),
        # over 70 takes a yes to policy or to services: 3.85 + 6.5
        (("regular", "yes", "starting"), 89.65),
        (("always", "yes", "later"), 89.65),
    ],
)
def test_who_takes_people_along_a_lot_stood_further_than_nearly_all(
    answers: tuple[str, str, str], at_least: float
) -> None:
    found = less_far(*answers)
    assert found is not None
    assert [found.low, found.high] == pytest.approx([at_least, 100])


def test_in_the_middle_nothing_is_said() -> None:
    assert less_far("not_systematic", "later", "starting") is None
    assert less_far("regular", "starting", "starting") is None


def test_with_an_unknown_answer_nothing_is_said() -> None:
    questionnaire = load_content(CONTENT_FOLDER / "2026.1").questionnaire
    answers = {"participation.use": Answer(options=("always",)), "participation.policy": Answer(State.UNKNOWN)}
    standing = find_standing(questionnaire, answers)
    assert find_less_far(questionnaire, load_edition("2019"), standing, "participation") is None


@pytest.mark.parametrize("dimension", [name for name in DIMENSIONS if name != "participation"])
def test_dimensions_of_many_questions_get_no_rank(dimension: str) -> None:
    questionnaire = load_content(CONTENT_FOLDER / "2026.1").questionnaire
    answers = {
        one.id: Answer(options=(max(one.options, key=lambda option: option.points or 0).id,))
        for one in questionnaire.scored[dimension]
        if one.kind == "one"
    }
    standing = find_standing(questionnaire, answers)
    assert find_less_far(questionnaire, load_edition("2019"), standing, dimension) is None


POINTS = {"yes": 100, "half": 50, "no": 0}


@given(
    st.lists(st.tuples(st.sampled_from(sorted(POINTS)), st.sampled_from(sorted(POINTS))), min_size=40, max_size=40),
    st.sampled_from(sorted(POINTS)),
    st.sampled_from(sorted(POINTS)),
)
def test_no_population_with_these_shares_lies_outside(
    edition: Edition, order: list[tuple[str, str]], first: str, second: str
) -> None:
    """Look is 60, 20, 20 and square 40, 40, 20: a hundred people, whose answers are put together in any way."""
    one = question("listening.look", dimension="listening", weight=2, options=DEGREE, figure=LOOK)
    two = question("listening.square", dimension="listening", options=DEGREE, figure=SQUARE)
    asked = small_questionnaire(one, two)
    answers = {"listening.look": Answer(options=(first,)), "listening.square": Answer(options=(second,))}
    found = find_less_far(asked, edition, find_standing(asked, answers), "listening")
    if found is None:
        return
    looks = ["yes"] * 60 + ["half"] * 20 + ["no"] * 20
    squares = ["yes"] * 40 + ["half"] * 40 + ["no"] * 20
    for left, right in order:  # swap somebody's second answer with another's: still the same shares
        here, there = looks.index(left), squares.index(right)
        squares[here], squares[there] = squares[there], squares[here]
    own = 2 * POINTS[first] + POINTS[second]
    behind = sum(2 * POINTS[a] + POINTS[b] < own for a, b in zip(looks, squares, strict=True))
    assert found.low - 1e-9 <= behind <= found.high + 1e-9
    assert found.high - found.low <= MOST_WIDE


def test_what_is_proven_beforehand_is_not_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    questionnaire, edition = load_content(CONTENT_FOLDER / "2026.2").questionnaire, load_edition("2019")
    prepare_less_far(questionnaire, edition)
    monkeypatch.setattr(dimension_rank, "_prove_reaching", None)
    answers = {
        one.id: Answer(options=(max(one.options, key=lambda option: option.points or 0).id,))
        for one in questionnaire.scored["participation"]
        if one.kind == "one"
    }
    assert find_less_far(questionnaire, edition, find_standing(questionnaire, answers), "participation") is not None


def test_both_ends_are_proven_for_the_best_and_the_worst(edition: Edition) -> None:
    one = question("listening.look", dimension="listening", options=DEGREE, figure=LOOK)
    two = question("listening.square", dimension="listening", options=DEGREE, figure=SQUARE)
    asked = small_questionnaire(one, two)
    told = {}
    for first, second in product(POINTS, POINTS):
        answers = {"listening.look": Answer(options=(first,)), "listening.square": Answer(options=(second,))}
        told[(first, second)] = find_less_far(asked, edition, find_standing(asked, answers), "listening")
    worst = told[("no", "no")]
    assert worst is not None
    assert (worst.low, worst.high) == (0, 0)
    assert told[("yes", "yes")] is None  # 59.5 to 100: at most the rarer of the two, at least nobody
