"""What if: other answers on a copy, counted as the real ones are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.content import Content
from assessment.model import DIMENSIONS, Item
from assessment.scoring import find_standing, score_questions
from assessment.whatif import YES, choice_now, choices_of, what_if
from tests.assessment.strategies import partial_answers
from tests.newest import newest_content

REAL = newest_content()


@given(data=st.data())
def test_setting_every_known_item_to_what_it_is_changes_nothing(small: Content, data: st.DataObject) -> None:
    standing = find_standing(small.questionnaire, data.draw(partial_answers(small.questionnaire)))
    items = [(q, item) for qs in small.questionnaire.scored.values() for q in qs for item in q.items]
    choices = {item: choice for q, item in items if (choice := choice_now(q, item, standing)) is not None}
    assert dict(what_if(small.questionnaire, standing, choices)) == dict(standing)


@given(data=st.data())
def test_setting_every_item_settles_the_score_and_leaves_the_answers_alone(small: Content, data: st.DataObject) -> None:
    standing = find_standing(small.questionnaire, data.draw(partial_answers(small.questionnaire)))
    before = dict(standing)
    for name in DIMENSIONS:
        questions = small.questionnaire.scored[name]
        choices = {item: data.draw(st.sampled_from(choices_of(q))) for q in questions for item in q.items}
        after = what_if(small.questionnaire, standing, choices)
        if any(after[item] is not None for item in choices):
            assert score_questions(questions, after).is_point
        assert all((after[item] is None) == (standing[item] is None) for item in choices)
    assert dict(standing) == before


@given(data=st.data())
def test_a_better_choice_never_lowers_the_score(small: Content, data: st.DataObject) -> None:
    standing = find_standing(small.questionnaire, data.draw(partial_answers(small.questionnaire)))
    questions = small.questionnaire.scored["webcare"]
    for question in questions:
        (item,) = question.items
        by_points = sorted(choices_of(question), key=question.points)
        scores = [score_questions(questions, what_if(small.questionnaire, standing, {item: c})).low for c in by_points]
        assert scores == sorted(scores)


def test_the_real_choices_are_the_options_or_yes_and_no() -> None:
    for questions in REAL.questionnaire.scored.values():
        for question in questions:
            assert set(choices_of(question)) in ({YES, "no"}, set(question.option_by_id))


@pytest.mark.parametrize("choices", [{("webcare.nothing", None): "yes"}, {("webcare.who", None): "nonsense"}])
def test_what_is_not_there_is_a_mistake(choices: dict[Item, str]) -> None:
    standing = find_standing(REAL.questionnaire, {})
    with pytest.raises(KeyError):
        what_if(REAL.questionnaire, standing, choices)
