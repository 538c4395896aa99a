"""One blind answer: what is read, what is refused, and that its length says nothing."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.answers import read_answer
from assessment.model import NOT_APPLICABLE, UNKNOWN, Answer, State
from assessment.workshops.choices import (
    ChoiceError,
    answer_of,
    answers_of,
    chosen,
    is_real,
    mask_of,
    read_choice,
)
from assessment.workshops.items import Votable, find_votable, list_votable
from tests.newest import newest_content

QUESTIONNAIRE = newest_content().questionnaire
ITEMS = list_votable(QUESTIONNAIRE)


def item(key: str) -> Votable:
    found = find_votable(QUESTIONNAIRE, key)
    assert found is not None
    return found


ONE, SEVERAL, ROW = item("webcare.reports"), item("strategy.documents"), item("strategy.conditions/training")


def all_names(votable: Votable) -> list[str]:
    return [*(option.id for option in votable.options), UNKNOWN, NOT_APPLICABLE]


@given(st.sampled_from(ITEMS), st.data())
def test_every_answer_is_as_long_as_every_other(votable: Votable, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(all_names(votable)))
    assert len(mask_of(votable, name)) == len(votable.options) + 2
    assert chosen(votable, mask_of(votable, name)) == (name,)


@given(st.sampled_from(ITEMS), st.data())
def test_what_is_read_is_an_answer_that_a_self_scan_takes(votable: Votable, data: st.DataObject) -> None:
    names = data.draw(st.sets(st.sampled_from(all_names(votable)), min_size=1))
    try:
        mask = read_choice(votable, [mask_of(votable, name) for name in names])
    except ChoiceError:
        return
    assert set(chosen(votable, mask)) == names
    assert is_real(mask) == (not names & {UNKNOWN, NOT_APPLICABLE})
    answer = answer_of(votable, mask)
    if answer.state is State.GIVEN:
        plain = {"rows": dict(answer.rows)} if answer.rows else {"options": list(answer.options)}
        assert read_answer(votable.question, plain) == answer


@pytest.mark.parametrize(
    ("votable", "names", "code"),
    [
        (ONE, (), "empty"),
        (ONE, ("always", "never"), "one_option"),
        (ONE, ("always", UNKNOWN), "one_option"),
        (item("webcare.scheme"), (NOT_APPLICABLE,), "not_applicable"),
        (SEVERAL, ("none", "guidelines"), "exclusive"),
        (SEVERAL, ("guidelines", UNKNOWN), "exclusive"),
        (ROW, (NOT_APPLICABLE,), "not_applicable"),
    ],
)
def test_what_is_no_answer_is_refused(votable: Votable, names: Iterable[str], code: str) -> None:
    with pytest.raises(ChoiceError) as refused:
        read_choice(votable, [mask_of(votable, name) for name in names])
    assert refused.value.code == code


@given(st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_whatever_is_sent_is_read_or_refused(sent: list[str]) -> None:
    try:
        assert set(read_choice(ONE, sent)) <= {"0", "1"}
    except ChoiceError as refused:
        assert refused.code in {"shape", "empty", "one_option", "not_applicable"}  # noqa: PT017 (either is right)


def test_several_boxes_are_one_answer() -> None:
    boxes = [mask_of(SEVERAL, name) for name in ("guidelines", "communication")]
    assert read_choice(SEVERAL, boxes) == mask_of(SEVERAL, "communication", "guidelines")


def test_an_option_that_is_not_there_has_no_mask() -> None:
    with pytest.raises(KeyError):
        mask_of(ONE, "sometimes")


def test_rows_of_one_grid_become_one_answer() -> None:
    masks = {
        "strategy.conditions/training": mask_of(ROW, "rather"),
        "strategy.conditions/responsibility": mask_of(ROW, UNKNOWN),
        "webcare.reports": mask_of(ONE, NOT_APPLICABLE),
        "webcare.gone": "010",
    }
    assert answers_of(QUESTIONNAIRE, masks) == {
        "strategy.conditions": Answer(rows={"responsibility": UNKNOWN, "training": "rather"}),
        "webcare.reports": Answer(State.NOT_APPLICABLE),
    }
