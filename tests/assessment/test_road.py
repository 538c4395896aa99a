"""The road by hand on the small content: what is the basis, what the way aims at, and what stands in which order."""

from __future__ import annotations

import pytest

from assessment.content import Content
from assessment.model import Answer, State
from assessment.reading import ContentError
from assessment.road.model import BEGINNING, Group, Part
from assessment.road.model import State as Basis
from tests.assessment.small_content import change, recommendation
from tests.assessment.test_advice import BEST, WORST, Make, barriers, entry_of, names, road_of
from tests.assessment.test_advice import make as make  # noqa: PLC0414  # a fixture of that module

SECURE = recommendation("strategy.secure", basis=True, changes=[])
NAMED = recommendation("strategy.named", change("strategy.staff", "half", row="hours"), basis=True)


def test_the_basis_stands_first_whatever_the_score(make: Make) -> None:
    content = make(SECURE)
    for answers in (WORST, BEST, {}):
        road = road_of(content, answers)
        assert names(road.entries)[0] == "strategy.secure"
        assert (road.entries[0].part, road.entries[0].group) == (Part.BASIS, Group.BASIS)
        assert road.basis[0].state is Basis.TO_CHECK


def test_what_no_answer_tells_is_in_order_once_the_plan_says_that_it_is_done(make: Make) -> None:
    road = road_of(make(SECURE), WORST, done=("strategy.secure",))
    assert [thing.state for thing in road.basis] == [Basis.IN_ORDER]
    assert "strategy.secure" not in names(road.entries)


@pytest.mark.parametrize(
    ("hours", "state"), [("no", Basis.MISSING), ("unknown", Basis.TO_CHECK), ("half", Basis.IN_ORDER)]
)
def test_an_answer_tells_whether_the_basis_is_in_order(hours: str, state: Basis, make: Make) -> None:
    answers = WORST | {"strategy.staff": Answer(rows={"hours": hours, "training": "no"})}
    road = road_of(make(NAMED), answers)
    assert [thing.state for thing in road.basis] == [state]
    assert ("strategy.named" in names(road.entries)) is (state is not Basis.IN_ORDER)


def test_what_follows_counts_on_the_basis(make: Make) -> None:
    opens = {"strategy.staff": {"changes": [change("strategy.staff", "half", row="hours")]}}
    assert road_of(make(), WORST).goals[3].actions
    road = road_of(make(NAMED, recommendation("strategy.again", *opens["strategy.staff"]["changes"])), WORST)
    assert "strategy.again" not in names(road.entries)  # the basis does that already


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ([{"applies": {"barriers": ["time"]}}], "for everybody"),
        ([{"after": ["listening.look"]}], "comes first"),
        ([{}] * 4, "at most 3"),
    ],
)
def test_the_basis_is_short_and_the_same_for_everybody(
    wrong: list[dict[str, object]], problem: str, make: Make
) -> None:
    entries = [recommendation(f"strategy.basis-{n}", basis=True, **fields) for n, fields in enumerate(wrong)]
    with pytest.raises(ContentError, match=problem):
        make(*entries)


@pytest.mark.parametrize("hours", [-1, 21])
def test_hours_a_week_that_cannot_be_are_reported(hours: int, make: Make) -> None:
    with pytest.raises(ContentError, match="hours_a_week"):
        make(recommendation("webcare.odd", change("webcare.reply", "all"), hours_a_week=hours))


def test_the_way_begins_with_the_weakest_dimension(small: Content) -> None:
    answers = BEST | {
        "webcare.reply": Answer(options=("most",)),
        "webcare.scheme": Answer(options=("half",)),
        "participation.rooms": Answer(rows={"square": "no", "hall": "no", "park": "no"}),
        "participation.ask": Answer(options=("no",)),
    }
    road = road_of(small, answers)
    assert [goal.dimension for goal in road.goals][:2] == ["participation", "webcare"]
    assert road.way[0].recommendation.dimension == "participation"
    assert [goal.is_top for goal in road.goals] == [False, False, True, True]


def test_the_way_takes_what_is_least_effort_with_half_a_year_of_hours(make: Make) -> None:
    answers = BEST | {"listening.look": Answer(options=("no",))}
    daily = recommendation("listening.daily", change("listening.look", "yes"), days=1, hours_a_week=1)
    assert "listening.daily" not in names(road_of(make(daily), answers).way)  # 1 + 3.5 days against 2
    once = daily | {"hours_a_week": 0}
    assert "listening.daily" in names(road_of(make(once), answers).way)


def test_the_remedy_of_the_strongest_barrier_opens_the_way(small: Content) -> None:
    for strong, weak in (("time", "budget"), ("budget", "time")):
        road = road_of(small, WORST | barriers(**{strong: "fully", weak: "rather"}))
        remedies = [entry for entry in road.entries if entry.group is Group.LOWERS_BARRIER]
        assert [entry.barriers for entry in remedies] == [(strong,), (weak,)]
        assert remedies[0] is road.way[0]
        assert remedies[1].part is Part.RESERVE


def test_two_that_open_the_same_condition_dont_both_count(make: Make) -> None:
    answers = BEST | {"listening.look": Answer(options=("no",))}
    road = road_of(make(recommendation("listening.too", change("listening.look", "half"), days=3)), answers)
    assert entry_of(road.entries, "listening.look").unlocks == ("listening.1.look",)
    second = entry_of(road.entries, "listening.too")
    assert (second.part, second.unlocks, second.left.high) == (Part.RESERVE, (), 0)
    assert second.gain.low > 0


def test_in_the_reserve_what_opens_a_condition_goes_first_then_remedies_then_points_for_effort(small: Content) -> None:
    answers = BEST | {
        "webcare.reply": Answer(options=("most",)),
        "participation.ask": Answer(options=("half",)),
        **barriers(budget="fully"),
    }
    reserve = [entry for entry in road_of(small, answers).entries if entry.part is Part.RESERVE]
    keys = [(entry.group, -entry.left.low / entry.recommendation.effort_days) for entry in reserve]
    assert keys == sorted(keys)


def test_an_unknown_answer_keeps_an_action_out_of_the_way_and_the_goal_says_that_it_is_open(small: Content) -> None:
    answers = {**WORST, "listening.look": Answer(State.UNKNOWN)}
    road = road_of(small, answers)
    goal = next(goal for goal in road.goals if goal.dimension == "listening")
    assert (goal.holds, goal.is_open, goal.instead) == (False, True, "listening.share")
    assert entry_of(road.entries, "listening.share").part is Part.WAY
    assert entry_of(road.entries, "listening.look").part is Part.RESERVE


def test_where_the_way_misses_a_level_the_best_action_stands_there_all_the_same(make: Make) -> None:
    late = {"listening.look": {"applies": {"sizes": ["large"]}}}
    road = road_of(make(changed=late), WORST)
    goal = next(goal for goal in road.goals if goal.dimension == "listening")
    assert (goal.holds, goal.is_open, goal.instead) == (False, False, "listening.share")
    assert "listening.share" in names(road.way)


def test_at_the_top_everywhere_there_is_no_way(small: Content) -> None:
    road = road_of(small, BEST | barriers(time="fully"))
    assert road.is_at_the_top
    assert road.way == ()
    assert names(road.entries) == ["strategy.free-time"]


def test_the_beginning_is_the_basis_and_the_first_of_the_way(make: Make) -> None:
    road = road_of(make(SECURE), WORST | barriers(time="fully"))
    assert names(road.beginning) == [*names(road.entries)[:1], *names(road.way)[:BEGINNING]]
    assert names(road.to_do) == names(road.entries)[: len(road.to_do)]


def test_numbers_count_on_over_all_parts(make: Make) -> None:
    road = road_of(make(SECURE), WORST)
    assert [road.numbers[name] for name in names(road.entries)] == list(range(1, len(road.entries) + 1))
    assert [entry.part for entry in road.entries] == sorted(
        (entry.part for entry in road.entries), key=list(Part).index
    )
