"""What several people say on one question: whether it can stand together, and what is laid over what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.model import NOT_APPLICABLE, UNKNOWN, Answer, Answers, Kind, Question, State
from assessment.voices import Standpoint, compare, compare_question, join, lay_over, overlay, says_something
from tests.assessment.strategies import answers_to, partial_answers
from tests.newest import newest_content

CONTENT = newest_content()
QUESTIONNAIRE = CONTENT.questionnaire
some_answers = partial_answers(QUESTIONNAIRE)
voices = st.dictionaries(st.sampled_from("abcde"), some_answers, max_size=4)

DONT_KNOW, NOT_HERE = Answer(State.UNKNOWN), Answer(State.NOT_APPLICABLE)
ONE = next(q for q in QUESTIONNAIRE.questions if q.kind is Kind.ONE and len(q.options) > 2)
GRID = next(q for q in QUESTIONNAIRE.questions if q.kind is Kind.GRID and q.dimension)
FIRST, SECOND = (Answer(options=(option.id,)) for option in ONE.options[:2])
ROW, OTHER_ROW = GRID.rows[0].id, GRID.rows[1].id
HIGH, LOW = GRID.options[0].id, GRID.options[1].id


def standpoint(question: Question, agreed: Answer | None, *said: Answer) -> Standpoint:
    return compare_question(question, agreed, list(zip("abcdefghij", said, strict=False))).standpoint


@pytest.mark.parametrize(
    ("agreed", "said", "expected"),
    [
        (None, [DONT_KNOW], Standpoint.SILENT),
        (FIRST, [DONT_KNOW, DONT_KNOW], Standpoint.SILENT),
        (None, [FIRST], Standpoint.UNDISPUTED),
        (FIRST, [FIRST, DONT_KNOW], Standpoint.UNDISPUTED),
        (DONT_KNOW, [FIRST], Standpoint.UNDISPUTED),
        (SECOND, [FIRST], Standpoint.DIFFERENT),
        (None, [FIRST, SECOND], Standpoint.DIFFERENT),
        (FIRST, [NOT_HERE], Standpoint.DIFFERENT),
        (NOT_HERE, [FIRST], Standpoint.DIFFERENT),
        (None, [FIRST] * 9 + [SECOND], Standpoint.DIFFERENT),
    ],
)
def test_who_does_not_know_disputes_nothing_and_who_says_something_else_does(
    agreed: Answer | None, said: list[Answer], expected: Standpoint
) -> None:
    assert standpoint(ONE, agreed, *said) is expected


def test_rows_of_a_grid_that_different_people_filled_in_come_together() -> None:
    found = compare_question(GRID, None, [("a", Answer(rows={ROW: HIGH})), ("b", Answer(rows={OTHER_ROW: LOW}))])
    assert found.standpoint is Standpoint.UNDISPUTED
    assert found.together == Answer(rows={ROW: HIGH, OTHER_ROW: LOW})


def test_one_row_that_differs_makes_a_grid_differ() -> None:
    both = Answer(rows={ROW: HIGH, OTHER_ROW: LOW})
    assert standpoint(GRID, Answer(rows={ROW: LOW}), both) is Standpoint.DIFFERENT


def test_a_row_that_nobody_knows_takes_nothing_away() -> None:
    known, unknown = Answer(rows={ROW: HIGH}), Answer(rows={ROW: UNKNOWN, OTHER_ROW: LOW})
    assert join(GRID, known, unknown) == Answer(rows={ROW: HIGH, OTHER_ROW: LOW})
    assert lay_over(GRID, known, unknown) == Answer(rows={ROW: HIGH, OTHER_ROW: LOW})


def test_ten_voices_on_one_question_stand_in_as_many_groups_as_there_are_answers_the_largest_first() -> None:
    said = [FIRST] * 6 + [SECOND] * 3 + [DONT_KNOW]
    found = compare_question(ONE, None, [(f"{number:02}", answer) for number, answer in enumerate(said)])
    assert [(group.answer, len(group.voices)) for group in found.groups] == [(FIRST, 6), (SECOND, 3), (DONT_KNOW, 1)]


def test_a_row_that_does_not_apply_is_something_said() -> None:
    assert says_something(Answer(rows={ROW: NOT_APPLICABLE}))
    assert not says_something(Answer(rows={ROW: UNKNOWN}))


def test_a_question_that_the_questionnaire_does_not_have_is_laid_over_nothing() -> None:
    assert overlay(QUESTIONNAIRE, {}, {"gone.long-ago": FIRST}) == {}


@given(some_answers, some_answers)
def test_laying_a_voice_over_twice_is_laying_it_over_once(answers: Answers, voice: Answers) -> None:
    once = overlay(QUESTIONNAIRE, answers, voice)
    assert overlay(QUESTIONNAIRE, once, voice) == once


@given(some_answers)
def test_who_says_what_was_agreed_changes_nothing_and_differs_from_nothing(answers: Answers) -> None:
    assert overlay(QUESTIONNAIRE, answers, answers) == dict(answers)
    assert {one.standpoint for one in compare(QUESTIONNAIRE, answers, {"a": answers})} <= {
        Standpoint.SILENT,
        Standpoint.UNDISPUTED,
    }


@given(some_answers, voices)
def test_differences_are_the_same_in_whatever_order_the_voices_come(
    agreed: Answers, said: dict[str, dict[str, Answer]]
) -> None:
    backwards = dict(reversed(list(said.items())))
    assert compare(QUESTIONNAIRE, agreed, said) == compare(QUESTIONNAIRE, agreed, backwards)


@given(some_answers, voices)
def test_what_nobody_disputes_holds_all_that_is_said_and_can_be_taken_over_once(
    agreed: Answers, said: dict[str, dict[str, Answer]]
) -> None:
    for one in compare(QUESTIONNAIRE, agreed, said):
        if one.standpoint is Standpoint.DIFFERENT:
            assert one.together is None
            continue
        for answer in (agreed.get(one.question.id), *(group.answer for group in one.groups)):
            if answer is not None:
                assert join(one.question, one.together, answer) == one.together
        again = compare_question(one.question, one.together, [(n, g.answer) for g in one.groups for n in g.voices])
        assert again.together == one.together


@given(st.data())
def test_two_answers_stand_together_in_either_order_or_in_neither(data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(QUESTIONNAIRE.questions))
    one, other = data.draw(answers_to(question)), data.draw(answers_to(question))
    assert join(question, one, other) == join(question, other, one)
    assert join(question, one, one) == one
