"""A guess is one step either way on an ordered scale, and unknown elsewhere."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assessment.guesses import find_widened, widen
from assessment.model import ANYTHING, Answer, Answers, Kind, Range, State
from assessment.scoring import find_standing
from tests.assessment.strategies import partial_answers
from tests.newest import newest_content

QUESTIONNAIRE = newest_content().questionnaire
SCORED = [question for questions in QUESTIONNAIRE.scored.values() for question in questions]
SCALE = next(q for q in SCORED if q.kind is Kind.ONE and q.scale_title is not None and len(q.options) == 5)
UNORDERED = next(q for q in SCORED if q.kind is Kind.ONE and not q.ordered)
SEVERAL = next(q for q in SCORED if q.kind is Kind.SEVERAL)


def test_a_guess_on_a_scale_is_one_step_either_way_and_stops_at_its_ends() -> None:
    points = [float(option.points or 0) for option in SCALE.options]
    for place, option in enumerate(SCALE.options):
        near = points[max(0, place - 1) : place + 2]
        assert widen(SCALE, Answer(options=(option.id,))) == {(SCALE.id, None): Range(min(near), max(near))}


def test_a_guess_elsewhere_is_unknown() -> None:
    guessed = widen(SEVERAL, Answer(options=(SEVERAL.options[0].id,)))
    assert set(guessed.values()) == {ANYTHING}


def test_a_guess_among_options_that_are_no_steps_is_unknown() -> None:
    for option in UNORDERED.options:
        assert widen(UNORDERED, Answer(options=(option.id,))) == {(UNORDERED.id, None): ANYTHING}


def test_an_option_beside_the_steps_is_no_step() -> None:
    first, *others = SCALE.options
    question = replace(SCALE, options=(replace(first, beside=True), *others))
    assert question.ladder == tuple(others)
    assert widen(question, Answer(options=(first.id,))) == {(SCALE.id, None): ANYTHING}
    best = Range(float(others[1].points or 0), float(others[0].points or 0))
    assert widen(question, Answer(options=(others[0].id,))) == {(SCALE.id, None): best}


def test_every_row_of_a_grid_is_a_guess_of_its_own() -> None:
    grid = next(q for q in SCORED if q.kind is Kind.GRID)
    best, row = max(grid.ladder, key=lambda option: option.points or 0), grid.rows[0].id
    found = widen(grid, Answer(rows={row: best.id}))
    assert found[(grid.id, row)] == Range(sorted(float(option.points or 0) for option in grid.ladder)[-2], 100.0)
    assert {found[(grid.id, other.id)] for other in grid.rows[1:]} == {ANYTHING}


def test_who_does_not_know_or_to_whom_it_does_not_apply_guesses_nothing_else() -> None:
    for answer in (None, Answer(State.UNKNOWN), Answer(State.NOT_APPLICABLE)):
        assert find_widened(QUESTIONNAIRE, {SCALE.id: answer} if answer else {}, {SCALE.id}) == find_standing(
            QUESTIONNAIRE, {SCALE.id: answer} if answer else {}
        )


@given(partial_answers(QUESTIONNAIRE), st.sets(st.sampled_from([question.id for question in SCORED])))
def test_a_guess_only_widens_what_is_known(answers: Answers, guesses: set[str]) -> None:
    known, widened = find_standing(QUESTIONNAIRE, answers), find_widened(QUESTIONNAIRE, answers, guesses)
    assert known.keys() == widened.keys()
    for item, points in known.items():
        after = widened[item]
        if points is None or item[0] not in guesses:
            assert after == points
        else:
            assert after is not None
            assert after.low <= points.low <= points.high <= after.high
