"""A platform chosen on purpose stands in for what it replaces: no loophole, and no answer that lowers anything."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from assessment.advice import Recommendation, consider, select, take
from assessment.levels import check_dimension
from assessment.model import Answer, Answers, Item, PlatformChoice, StandIn, State
from assessment.platform import is_replaced, settle
from assessment.scoring import find_standing, score_dimension
from assessment.whatif import what_if
from benchmarks.reference import find_reference
from tests.assessment.archetypes import read_archetype
from tests.assessment.strategies import improved, learned, partial_answers
from tests.assessment.test_laws import assert_nothing_lower, outcome_from
from tests.newest import newest_content, newest_edition

CONTENT = newest_content()
QUESTIONNAIRE = CONTENT.questionnaire
assert QUESTIONNAIRE.platform is not None
CHOICE: PlatformChoice = QUESTIONNAIRE.platform
TOWN = read_archetype(QUESTIONNAIRE, "platform_town").answers
CLAIM = {CHOICE.question: Answer(options=(CHOICE.option,)), CHOICE.name: Answer(text="samen.voorbeeld.be")}
ON_SOCIAL: Item = ("participation.on_social", None)


def one(option: str) -> Answer:
    return Answer(options=(option,))


@st.composite
def with_claim(draw: DrawFn) -> tuple[Answers, Answers]:
    """Answers of somebody who chose a platform, before and after one of them became better."""
    before, after = draw(improved(QUESTIONNAIRE))
    return {**before, **CLAIM}, {**after, **CLAIM}


def test_it_counts_as_much_as_the_lesser_of_leading_there_and_telling_back() -> None:
    standing = find_standing(QUESTIONNAIRE, {**TOWN, "participation.feedback": one("regular")})
    assert {(points.low, points.high) for item in CHOICE.replaces if (points := standing[item])} == {(75.0, 75.0)}
    assert all(is_replaced(standing[item]) for item in CHOICE.replaces)


@pytest.mark.parametrize(
    "change",
    [
        {CHOICE.question: one("platform_so_far")},
        {CHOICE.question: one("both")},
        {CHOICE.question: Answer(State.UNKNOWN)},
        {CHOICE.name: Answer(State.NOT_APPLICABLE)},
        {CHOICE.name: Answer(State.UNKNOWN)},
        {"participation.leading": one("not_systematic")},
        {"participation.feedback": one("not_systematic")},
        {"participation.feedback": Answer(State.NOT_APPLICABLE)},
    ],
)
def test_without_the_choice_a_name_or_what_shows_its_use_the_own_answers_count(change: dict[str, Answer]) -> None:
    standing = find_standing(QUESTIONNAIRE, {**TOWN, **change})
    points = standing[ON_SOCIAL]
    assert points is not None
    assert (points.low, points.high) == (0.0, 0.0)
    assert not is_replaced(points)


def test_who_does_more_on_social_media_than_the_platform_shows_keeps_that() -> None:
    answers = {**TOWN, "participation.feedback": one("regular"), "participation.on_social": one("always")}
    points = find_standing(QUESTIONNAIRE, answers)[ON_SOCIAL]
    assert points is not None
    assert points.low == 100.0


@given(with_claim())
def test_with_a_platform_too_a_better_answer_never_lowers_a_score_or_a_level(answers: tuple[Answers, Answers]) -> None:
    before, after = answers
    assert_nothing_lower(outcome_from(before), outcome_from(after))


@given(partial_answers(QUESTIONNAIRE))
def test_saying_that_it_was_chosen_never_lowers_a_score_or_a_level(answers: Answers) -> None:
    unsaid = {name: answer for name, answer in answers.items() if name not in CLAIM}
    assert_nothing_lower(outcome_from(unsaid), outcome_from({**unsaid, **CLAIM}))


@given(learned(QUESTIONNAIRE))
def test_once_it_was_chosen_one_more_known_answer_never_widens_a_range(answers: tuple[Answers, Answers]) -> None:
    before, after = (outcome_from({**one, **CLAIM}) for one in answers)
    for name, (low, high) in after.ends.items():
        assert before.ends[name][0] <= low <= high <= before.ends[name][1]


@given(partial_answers(QUESTIONNAIRE), st.sampled_from(CONTENT.recommendations))
def test_a_recommendation_never_lowers_what_a_platform_town_has(
    answers: Answers, recommendation: Recommendation
) -> None:
    standing = find_standing(QUESTIONNAIRE, {**answers, **CLAIM})
    after = take(standing, recommendation)
    again = settle(CHOICE, after)
    levels = CONTENT.growth_path.dimensions["participation"]
    found = [
        check_dimension(levels, score_dimension(QUESTIONNAIRE, one, "participation").range, one).range
        for one in (standing, after, again)
    ]
    assert found[0].low <= found[1].low <= found[2].low
    assert found[0].high <= found[1].high <= found[2].high


def test_nothing_is_advised_on_what_the_platform_stands_in_for() -> None:
    standing = find_standing(QUESTIONNAIRE, {**TOWN, "participation.feedback": one("regular")})
    for recommendation, _ in select(consider(CONTENT.recommendations, standing, frozenset(), "medium")).values():
        items = {change.item for change in recommendation.changes}
        assert not items or not items <= CHOICE.replaces, recommendation.id


def test_what_the_platform_stands_in_for_is_not_compared_with_then() -> None:
    assert find_reference(QUESTIONNAIRE, newest_edition(), find_standing(QUESTIONNAIRE, TOWN), "participation") is None


def test_what_if_the_municipality_told_back_less_the_own_answers_count_again() -> None:
    standing = find_standing(QUESTIONNAIRE, TOWN)
    after = what_if(QUESTIONNAIRE, standing, {("participation.feedback", None): "seldom"})
    assert (after[ON_SOCIAL].low, after[ON_SOCIAL].high) == (0.0, 0.0)  # type: ignore[union-attr]
    back = what_if(QUESTIONNAIRE, after, {("participation.feedback", None): "always"})
    assert isinstance(back[ON_SOCIAL], StandIn)
    assert back[ON_SOCIAL] == standing[ON_SOCIAL]


def test_a_questionnaire_without_a_platform_stands_as_before() -> None:
    plain = replace(QUESTIONNAIRE, platform=None)
    points = find_standing(plain, TOWN)[ON_SOCIAL]
    assert points is not None
    assert points.high == 0.0
