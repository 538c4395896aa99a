"""How far a room agrees: from ten votes up, on what is a step, and in two orders that are never mixed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.workshops.counts import Counts
from assessment.workshops.door import find_door_limit
from assessment.workshops.items import Votable, find_votable
from assessment.workshops.measures import Measured, Ordered, Scale, measure, order_by_difference
from assessment.workshops.stages import FOLLOWING, Stage, WrongStageError, go_on
from tests.newest import newest_content

QUESTIONNAIRE = newest_content().questionnaire


def item(key: str) -> Votable:
    found = find_votable(QUESTIONNAIRE, key)
    assert found is not None
    return found


def counted(*options: int, unknown: int = 0) -> Counts:
    return Counts(options, sum(options), unknown, 0)


def test_agreement_is_told_from_ten_votes_up_with_how_many_they_are() -> None:
    reports = item("webcare.reports")
    assert measure(reports, counted(3, 3, 2, 1, 0, unknown=50)) is None
    assert measure(reports, counted(6, 8, 5, 3, 2, unknown=50)) == Measured(Scale.ORDERED, 0.3125, 24)
    assert measure(reports, None) is None


def test_what_stands_beside_the_steps_does_not_count() -> None:
    questions = item("webcare.questions")
    assert measure(questions, counted(6, 8, 5, 3, 2, 40)) == Measured(Scale.ORDERED, 0.3125, 24)
    assert measure(questions, counted(2, 2, 2, 2, 1, 40)) is None


def test_a_list_without_order_has_another_measure_and_several_answers_have_none() -> None:
    assert measure(item("presence.active"), counted(6, 6)) == Measured(Scale.UNORDERED, 30 / 66, 12)
    assert measure(item("strategy.documents"), counted(12, 12, 12, 0, 0, 0, 0)) is None


def test_the_room_differs_most_on_what_comes_first_and_measures_are_not_mixed() -> None:
    measured = {
        "a": Measured(Scale.ORDERED, 0.5, 20),
        "b": Measured(Scale.UNORDERED, 0.1, 20),
        "c": Measured(Scale.ORDERED, -0.5, 20),
        "d": Measured(Scale.UNORDERED, 0.9, 20),
    }
    assert order_by_difference(measured) == Ordered(("c", "a"), ("b", "d"))


@given(st.integers(1, 2000))
def test_the_door_lets_in_a_tenth_more_and_at_least_three(heads: int) -> None:
    more = find_door_limit(heads) - heads
    assert more >= 3
    assert more >= heads / 10
    assert more == 3 or more - 1 < heads / 10


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("to", Stage)
def test_a_stage_has_its_followers_and_no_way_back(stage: Stage, to: Stage) -> None:
    if to in FOLLOWING[stage]:
        assert go_on(stage, to) is to
        assert list(Stage).index(to) > list(Stage).index(stage)
    else:
        with pytest.raises(WrongStageError):
            go_on(stage, to)
