"""The laws of the road, tried on the real content with random answers to any part of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.advice import Recommendation, consider, select, size_class, take, weigh_barriers
from assessment.conditions import Holds, condition_holds
from assessment.levels import check_dimension
from assessment.model import DIMENSIONS, Answer, Answers
from assessment.road.find import find_road
from assessment.road.model import Group, Part, Road, State
from assessment.road.weighing import Scales
from assessment.scoring import Standing, find_standing, score_dimension
from tests.assessment.strategies import partial_answers
from tests.newest import newest_content

CONTENT = newest_content()
QUESTIONNAIRE = CONTENT.questionnaire
BARRIERS = QUESTIONNAIRE.question("barriers.reported")
inhabitants = st.sampled_from([900, 14_999, 15_000, 34_999, 35_000, 540_000])
reported = st.fixed_dictionaries({r.id: st.sampled_from([o.id for o in BARRIERS.options]) for r in BARRIERS.rows})


@st.composite
def some_answers(draw: st.DrawFn) -> Answers:
    """Return answers to any part of the questionnaire, half of the time with all barriers answered."""
    answers = draw(partial_answers(QUESTIONNAIRE))
    if draw(st.booleans()):
        answers = {**answers, BARRIERS.id: Answer(rows=draw(reported))}
    return answers


def road_of(answers: Answers, people: int) -> Road:
    return find_road(CONTENT, find_standing(QUESTIONNAIRE, answers), answers, people)


def level_of(standing: Standing, dimension: str) -> int:
    score = score_dimension(QUESTIONNAIRE, standing, dimension).range
    return check_dimension(CONTENT.growth_path.dimensions[dimension], score, standing).range.low


@given(some_answers(), inhabitants)
def test_every_entry_stands_once_and_after_what_must_come_first(answers: Answers, people: int) -> None:
    road = road_of(answers, people)
    assert len(road.numbers) == len(road.entries)
    for entry in road.entries:
        number = road.numbers[entry.recommendation.id]
        assert all(road.numbers[earlier] < number for earlier in entry.first)
        assert all(
            road.numbers[n] < number for n in entry.recommendation.after if n in road.numbers and n in entry.first
        )
        assert 0 <= entry.gain.low <= entry.gain.high <= 100
        assert entry.left.high <= entry.gain.high + 1e-6


@given(some_answers(), inhabitants)
def test_what_is_to_do_has_its_number_without_a_look_at_the_reserve(answers: Answers, people: int) -> None:
    road = road_of(answers, people)
    names = [entry.recommendation.id for entry in road.to_do]
    assert [road.number_of(name) for name in names] == list(range(1, len(names) + 1))
    assert not {"entries", "numbers"} & vars(road).keys()
    assert {name: road.number_of(name) for name in road.numbers} == road.numbers
    assert road.list_reserve() == road.list_reserve() == road.entries[len(names) :]
    assert {entry.part for entry in road.list_reserve()} <= {Part.RESERVE}


@given(some_answers(), inhabitants)
def test_what_a_recommendation_waits_for_is_on_the_road_in_itself_or_as_a_lighter_variant(
    answers: Answers, people: int
) -> None:
    road = road_of(answers, people)
    base_of = {r.id: r.variant_of or r.id for r in CONTENT.recommendations}
    for entry in road.entries:
        bases = {base_of[name] for name in entry.first}
        for name in entry.recommendation.after:
            assert name not in road.numbers or base_of[name] in bases, (entry.recommendation.id, name)


@given(some_answers(), inhabitants)
def test_nothing_that_fits_the_answers_is_left_out(answers: Answers, people: int) -> None:
    road, standing = road_of(answers, people), find_standing(QUESTIONNAIRE, answers)
    for thing in road.basis:
        standing = take(standing, thing.recommendation)
    barriers = frozenset(weigh_barriers(QUESTIONNAIRE, answers))
    others = [r for r in CONTENT.recommendations if not r.basis]
    others = [r for r in others if r.rule.is_in_place(answers, None)]
    assert select(consider(others, standing, barriers, size_class(people))).keys() <= road.numbers.keys()
    shown = {thing.recommendation.id for thing in road.basis if thing.state is not State.IN_ORDER}
    assert shown == {entry.recommendation.id for entry in road.entries if entry.part is Part.BASIS}


@given(some_answers(), inhabitants)
def test_a_gain_is_how_far_the_score_rises_if_only_this_is_done(answers: Answers, people: int) -> None:
    standing = find_standing(QUESTIONNAIRE, answers)
    for entry in road_of(answers, people).entries:
        name, after = entry.recommendation.dimension, take(standing, entry.recommendation)
        now, then = (score_dimension(QUESTIONNAIRE, found, name).range for found in (standing, after))
        rises = sorted((then.low - now.low, then.high - now.high))
        assert [entry.gain.low, entry.gain.high] == pytest.approx(rises, abs=0.100001)  # scores are rounded to a tenth


@given(some_answers(), inhabitants)
def test_no_condition_is_opened_twice(answers: Answers, people: int) -> None:
    opened = [name for entry in road_of(answers, people).entries for name in entry.unlocks]
    assert len(opened) == len(set(opened))


@given(some_answers(), inhabitants)
def test_the_way_done_reaches_what_its_goals_say_and_no_step_lowers_a_level(answers: Answers, people: int) -> None:
    road, standing = road_of(answers, people), find_standing(QUESTIONNAIRE, answers)
    for thing in road.basis:
        standing = take(standing, thing.recommendation)
    for entry in road.way:
        needs = entry.recommendation.rule.needs
        assert all(condition_holds(need, standing) is not Holds.NO for need in needs), entry.recommendation.id
        after = take(standing, entry.recommendation)
        assert all(level_of(after, name) >= level_of(standing, name) for name in DIMENSIONS)
        standing = after
    for goal in road.goals:
        assert level_of(standing, goal.dimension) == goal.reached
        assert goal.reached >= goal.now


@given(some_answers(), inhabitants)
def test_nothing_of_the_way_can_be_left_out(answers: Answers, people: int) -> None:
    """But for the remedy that opens it, and what stands there because the shortest way misses a level."""
    road, standing = road_of(answers, people), find_standing(QUESTIONNAIRE, answers)
    for thing in road.basis:
        standing = take(standing, thing.recommendation)
    extra = {goal.instead for goal in road.goals}
    waited_for = {name for entry in road.way for name in entry.first}
    steps = [e for e in road.way if not e.barriers and e.recommendation.id not in extra | waited_for]
    for left_out in steps:
        without = standing
        for entry in road.way:
            if entry is not left_out:
                without = take(without, entry.recommendation)
        missed = [g for g in road.goals if level_of(without, g.dimension) < g.reached]
        brings = {change.item for change in left_out.recommendation.changes}
        needed = any(need.item in brings for e in road.way for need in e.recommendation.rule.needs)
        assert missed or needed, left_out.recommendation.id


@given(some_answers(), inhabitants)
def test_the_weakest_dimension_is_never_skipped(answers: Answers, people: int) -> None:
    road, standing = road_of(answers, people), find_standing(QUESTIONNAIRE, answers)
    lows = [
        (level_of(standing, g.dimension), score_dimension(QUESTIONNAIRE, standing, g.dimension).range.low)
        for g in road.goals
    ]
    assert lows == sorted(lows)
    placed = {entry.recommendation.dimension for entry in road.way}
    for goal in road.goals:
        certain = [
            e
            for e in road.entries
            if e.recommendation.dimension == goal.dimension and e.certain and e.recommendation.changes and not e.first
            if e.part is not Part.BASIS
        ]
        if not goal.holds and certain:
            assert goal.dimension in placed
    if (weakest := road.goals[0]).actions:
        remedies = 1 if road.way[0].barriers and road.way[0].recommendation.id not in weakest.actions else 0
        assert road.way[remedies].recommendation.id == weakest.actions[0]


@given(some_answers(), inhabitants)
def test_remedies_stand_by_the_strength_of_their_barrier(answers: Answers, people: int) -> None:
    road, strengths = road_of(answers, people), weigh_barriers(QUESTIONNAIRE, answers)
    remedies = [entry for entry in road.entries if entry.group is Group.LOWERS_BARRIER and not entry.first]
    waited_for = {name for entry in road.entries for name in entry.first}
    free = [entry for entry in remedies if entry.certain and entry.recommendation.id not in waited_for]
    found = [strengths[entry.barriers[0]] for entry in free]
    assert found == sorted(found, reverse=True)
    for entry in road.entries:
        assert [strengths[name] for name in entry.barriers] == sorted(
            (strengths[name] for name in entry.barriers), reverse=True
        )


@given(some_answers(), inhabitants)
def test_the_way_and_what_is_done_first_hold_only_what_is_certain(answers: Answers, people: int) -> None:
    road = road_of(answers, people)
    assert all(entry.certain for entry in road.to_do)
    assert all(entry.part is not Part.RESERVE for entry in road.beginning)


@given(some_answers(), inhabitants)
def test_the_same_answers_give_the_same_road_in_whatever_order_they_were_given(answers: Answers, people: int) -> None:
    turned = dict(reversed(list(answers.items())))
    road, again = road_of(answers, people), road_of(turned, people)
    assert (road, road.entries) == (again, again.entries)


def test_no_search_is_cut_short_where_nothing_is_answered() -> None:
    road = road_of({}, 20_000)
    assert road.proven
    assert road.way == ()


@given(some_answers(), st.data())
def test_what_is_weighed_on_scales_is_what_fresh_ones_say_after_the_same_was_taken(
    answers: Answers, data: st.DataObject
) -> None:
    standing = find_standing(QUESTIONNAIRE, answers)
    scales = Scales(CONTENT, standing, alone=Scales(CONTENT, standing))
    for one in CONTENT.recommendations:
        scales.gain(one)
    for one in data.draw(st.lists(st.sampled_from(CONTENT.recommendations), max_size=4)):
        scales.take(one)
    told = [{one.id: left.gain(one) for one in CONTENT.recommendations} for left in (scales, scales.go_on())]
    fresh = Scales(CONTENT, scales.standing)
    assert told == [{one.id: fresh.gain(one) for one in CONTENT.recommendations}] * 2


@given(some_answers(), st.sampled_from(CONTENT.recommendations))
def test_what_is_taken_on_scales_that_go_on_leaves_those_before_as_they_are(
    answers: Answers, one: Recommendation
) -> None:
    before = Scales(CONTENT, find_standing(QUESTIONNAIRE, answers))
    gain, standing = before.gain(one), dict(before.standing)
    before.go_on().take(one)
    assert (before.gain(one), before.standing) == (gain, standing)
