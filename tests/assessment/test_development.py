from __future__ import annotations

import pytest

from assessment.development import Move, compare_ranges, find_development
from assessment.model import DIMENSIONS, Answer, Range, State
from assessment.scoring import find_standing, score_dimension
from tests.newest import newest_content

CONTENT = newest_content()
QUESTIONNAIRE = CONTENT.questionnaire
ALL = frozenset(QUESTIONNAIRE.question_by_id)
ONE = QUESTIONNAIRE.question("listening.themes")
WORST, BEST = (
    Answer(options=(pick(ONE.options, key=lambda option: option.points or 0).id,)) for pick in (min, max)
)  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "move"),
    [
        (Range(40, 40), Range(50, 50), Move.UP),
        (Range(50, 50), Range(40, 40), Move.DOWN),
        (Range(40, 40), Range(40, 40), Move.SAME),
        (Range(40, 60), Range(60, 80), Move.UNCLEAR),
        (Range(40, 60), Range(40, 60), Move.UNCLEAR),
        (Range(40, 60), Range(61, 80), Move.UP),
    ],
)
def test_a_move_is_only_told_where_it_is_certain(before: Range, after: Range, move: Move) -> None:
    assert compare_ranges(before, after) is move


def test_only_what_differs_is_a_change_and_it_stands_in_its_dimension() -> None:
    unchanged = {"webcare.scheme": Answer(State.UNKNOWN)}
    found = find_development(CONTENT, {ONE.id: WORST, **unchanged}, {ONE.id: BEST, **unchanged}, ALL)
    (change,) = found.dimensions["listening"].questions
    assert (change.before, change.after) == (WORST, BEST)
    assert change.points_before is not None
    assert change.points_after is not None
    assert change.points_before.low < change.points_after.low
    assert not any(found.dimensions[name].questions for name in DIMENSIONS if name != "listening")
    assert (found.shared, found.total) == (len(ALL), len(ALL))


def test_with_the_same_questions_the_scores_are_those_of_the_result() -> None:
    before, after = {ONE.id: WORST}, {ONE.id: BEST}
    found = find_development(CONTENT, before, after, ALL)
    for name in DIMENSIONS:
        for answers, score in (
            (before, found.dimensions[name].score_before),
            (after, found.dimensions[name].score_after),
        ):
            assert score == score_dimension(QUESTIONNAIRE, find_standing(QUESTIONNAIRE, answers), name).range
        assert found.dimensions[name].shared == pytest.approx(100)


def test_where_no_answer_changed_nothing_moved_even_when_much_is_unknown() -> None:
    found = find_development(CONTENT, {ONE.id: BEST}, {ONE.id: BEST}, ALL)
    assert {change.move for change in found.dimensions.values()} == {Move.SAME}


def test_a_question_that_was_added_counts_in_no_comparison() -> None:
    shared = ALL - {ONE.id}
    found = find_development(CONTENT, {}, {ONE.id: BEST}, shared)
    change = found.dimensions["listening"]
    assert change.questions == ()
    assert change.score_before == change.score_after
    weights = {question.id: question.weight for question in QUESTIONNAIRE.scored["listening"]}
    assert change.shared == pytest.approx(100 * (1 - weights[ONE.id] / sum(weights.values())))
    assert found.shared == found.total - 1


def test_a_dimension_without_shared_questions_says_nothing() -> None:
    found = find_development(CONTENT, {}, {ONE.id: BEST}, frozenset())
    assert found.dimensions["listening"].score_after == Range(0, 100)
    assert found.dimensions["listening"].move is Move.UNCLEAR
    assert found.dimensions["listening"].shared == 0


def test_answers_outside_the_scores_are_told_apart() -> None:
    other = next(q for q in QUESTIONNAIRE.questions if not q.scores and q.options and not q.rows)
    answer = Answer(options=(other.options[0].id,))
    found = find_development(CONTENT, {}, {other.id: answer}, ALL)
    assert [change.question.id for change in found.others] == [other.id]
    assert found.others[0].points_after is None
