"""A plan is the least that reaches its target: every other set of recommendations is tried beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from itertools import chain, combinations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from assessment.advice import DAYS_OF_A_WEEKLY_HOUR, Recommendation, Rule, reported_barriers, take
from assessment.conditions import Condition, Holds, condition_holds, find_condition
from assessment.content import Content
from assessment.model import DIMENSIONS, Answer, Kind, Question, Text
from assessment.scoring import Standing, find_standing, question_points, weighted_mean
from assessment.shortest_way.candidates import Candidate, cluster, find_candidates
from assessment.shortest_way.least_effort import ShortestWay, Situation, find_shortest_way, next_targets
from assessment.shortest_way.search import MOST_WAYS, NO_LIMIT
from assessment.shortest_way.sets import MOST_SETS, list_sets
from tests.assessment.strategies import partial_answers
from tests.newest import newest_content

REAL = newest_content()
TEXT = Text("a", "b")
NO_RULE = Rule()
BARRIERS = [(), tuple(row.id for row in REAL.questionnaire.question("barriers.reported").rows)]
EVERY_TOP = dict.fromkeys(DIMENSIONS, 4)
LOOK = Condition("listening.look", None, "yes", 100)
SHARE = Condition("listening.share", None, "yes", 100)
REPLY = Condition("webcare.reply", None, "all", 100)
ASK = Condition("participation.ask", None, "yes", 100)
STAFF = Condition("strategy.staff", "hours", "yes", 100)
quick = settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def conditions(content: Content, dimension: str) -> list[Condition]:
    """Every condition that a recommendation of a dimension can make hold."""
    return [c for q in content.questionnaire.scored[dimension] for c in _conditions_of(content, q)]


def _conditions_of(content: Content, question: Question) -> Iterator[Condition]:
    parts: list[str | None] = [*(row.id for row in question.rows)] or [None]
    for option in question.options:
        if not option.exclusive and (question.kind is Kind.SEVERAL or option.points):
            for part in parts:
                yield find_condition(content.questionnaire, question.id, part, option.id)


def effort_of(way: ShortestWay) -> float:
    """Return the days of effort of a way: half a year of its hours a week counts."""
    return way.days + DAYS_OF_A_WEEKLY_HOUR * way.hours_a_week


def recommend(
    name: str,
    *changes: Condition,
    days: float = 0.5,
    hours_a_week: float = 0,
    rule: Rule = NO_RULE,
    after: tuple[str, ...] = (),
    variant_of: str | None = None,
) -> Recommendation:
    """A recommendation of the dimension that its id begins with."""
    return Recommendation(
        id=name,
        dimension=name.split(".", maxsplit=1)[0],
        title=TEXT,
        why=TEXT,
        lead=TEXT,
        first_step=TEXT,
        done_when=TEXT,
        days=days,
        hours_a_week=hours_a_week,
        changes=changes,
        rule=rule,
        after=after,
        variant_of=variant_of,
    )


@st.composite
def recommendations(draw: DrawFn, content: Content) -> tuple[Recommendation, ...]:
    """At most eight recommendations that change, need and follow each other in any way that the content allows."""
    made: list[Recommendation] = []
    for number in range(draw(st.integers(1, 8))):
        dimension = draw(st.sampled_from(DIMENSIONS))
        possible = st.sampled_from(conditions(content, dimension))
        earlier = [r for r in made if r.dimension == dimension and r.variant_of is None]
        base = draw(st.sampled_from([None, None, *earlier])) if earlier else None
        made.append(
            recommend(
                f"{dimension}.{number}",
                *draw(st.lists(possible, min_size=1, max_size=3)),
                days=draw(st.sampled_from([0.5, 1, 1.5, 2, 3])),
                hours_a_week=draw(st.sampled_from([0, 0, 0.25, 1])),
                rule=Rule(
                    barriers=frozenset({"time"}) if base else frozenset(),
                    needs=tuple(draw(st.lists(possible, max_size=1))) if draw(st.booleans()) else (),
                ),
                after=tuple(draw(st.lists(st.sampled_from([r.id for r in made]), max_size=2))) if made else (),
                variant_of=base.id if base else None,
            )
        )
    assume(not has_circle(made))
    return tuple(made)


def has_circle(made: list[Recommendation]) -> bool:
    """Whether something must come before itself, a base and its variants taken as one: content never has that."""
    base_of = {r.id: r.variant_of or r.id for r in made}
    order: TopologicalSorter[str] = TopologicalSorter()
    for recommendation in made:
        order.add(base_of[recommendation.id], *(base_of[name] for name in recommendation.after))
    try:
        order.prepare()
    except CycleError:
        return True
    return False


@st.composite
def situations(draw: DrawFn, content: Content) -> Situation:
    """Some answers, some barriers, some advice."""
    answers = draw(partial_answers(content.questionnaire))
    changed = replace(content, recommendations=draw(recommendations(content)))
    barriers = frozenset(draw(st.sets(st.sampled_from(["time", "budget"]))))
    return Situation(changed, find_standing(content.questionnaire, answers), barriers, "medium")


targets = st.dictionaries(st.sampled_from(DIMENSIONS), st.integers(1, 4), min_size=1)


def carry_out(names: tuple[str, ...], candidates: Mapping[str, Candidate], standing: Standing) -> Standing | None:
    """The standing when all these are done, in whatever order works; None when none does."""
    left, done = set(names), set[str]()
    while left:
        ready = [
            name
            for name in sorted(left)
            if candidates[name].first <= done
            and all(condition_holds(need, standing) is Holds.YES for need in candidates[name].recommendation.rule.needs)
        ]
        if not ready:
            return None
        standing = take(standing, candidates[ready[0]].recommendation)
        done.add(ready[0])
        left.discard(ready[0])
    return standing


def exact_score(situation: Situation, dimension: str, standing: Standing) -> float:
    questions = situation.content.questionnaire.scored[dimension]
    found = [(q.weight, points) for q in questions if (points := question_points(q, standing)) is not None]
    return weighted_mean(found).low if found else 0.0


def worth(situation: Situation, wanted: Mapping[str, int], standing: Standing) -> tuple[int, float]:
    levels = sum(min(level, situation.check(name, standing)[1].range.low) for name, level in wanted.items())
    return levels, sum(exact_score(situation, name, standing) for name in wanted)


def try_all(situation: Situation, wanted: Mapping[str, int], limit: float) -> tuple[int, float, float]:
    """Levels, scores and days of the best of all sets, by the plan's own rule."""
    content = situation.content
    candidates = find_candidates(content.recommendations, situation.standing, situation.barriers, situation.size)
    found = []
    for names in chain.from_iterable(combinations(candidates, size) for size in range(len(candidates) + 1)):
        days = sum(candidates[name].recommendation.effort_days for name in names)
        if days <= limit and (after := carry_out(names, candidates, situation.standing)) is not None:
            found.append((*worth(situation, wanted, after), days))
    most = max(levels for levels, _, _ in found)
    full = [entry for entry in found if entry[0] == most]
    if limit == NO_LIMIT or most == sum(wanted.values()):
        return min(full, key=lambda entry: (entry[2], -round(entry[1], 6)))
    return min(full, key=lambda entry: (-round(entry[1], 6), entry[2]))


def after_way(situation: Situation, way: ShortestWay) -> Standing:
    standing = situation.standing
    for step in way.steps:
        standing = take(standing, step.recommendation)
    return standing


class TestAgainstEverySet:
    @quick
    @given(data=st.data(), wanted=targets)
    def test_no_set_reaches_the_target_for_less(
        self, small: Content, data: st.DataObject, wanted: dict[str, int]
    ) -> None:
        situation = data.draw(situations(small))
        way = find_shortest_way(situation, wanted)
        levels, _, days = try_all(situation, wanted, NO_LIMIT)
        assert way.proven
        assert worth(situation, wanted, after_way(situation, way))[0] == levels
        assert effort_of(way) == pytest.approx(days)

    @quick
    @given(data=st.data(), wanted=targets, limit=st.sampled_from([0, 0.5, 1, 2, 3, 5, 8]))
    def test_no_set_within_the_days_is_better(
        self, small: Content, data: st.DataObject, wanted: dict[str, int], limit: float
    ) -> None:
        situation = data.draw(situations(small))
        way = find_shortest_way(situation, wanted, limit)
        levels, scores, days = try_all(situation, wanted, limit)
        reached = worth(situation, wanted, after_way(situation, way))
        assert effort_of(way) <= limit
        assert reached[0] == levels
        assert effort_of(way) == pytest.approx(days)
        if levels < sum(wanted.values()):
            assert reached[1] == pytest.approx(scores)


class TestAcrossDimensions:
    """What waits for another dimension, laid beside every set too."""

    @pytest.mark.parametrize("limit", [0, 0.5, 1, 1.5, 2, NO_LIMIT])
    @pytest.mark.parametrize(
        "wanted", [{"webcare": 1}, {"webcare": 1, "participation": 1}, {"webcare": 4, "listening": 4}, EVERY_TOP]
    )
    @pytest.mark.parametrize(
        "advice",
        [
            pytest.param(
                (
                    recommend("listening.0", LOOK, rule=Rule(needs=(LOOK,))),
                    recommend("webcare.1", REPLY, after=("listening.0",)),
                    recommend("listening.2", LOOK),
                ),
                id="what comes first needs what another brings",
            ),
            pytest.param(
                (recommend("listening.0", LOOK), recommend("webcare.1", REPLY, after=("listening.0",))),
                id="what comes first raises a score that nobody asked for",
            ),
            pytest.param(
                (
                    recommend("listening.0", SHARE, rule=Rule(needs=(LOOK,))),
                    recommend("webcare.1", REPLY, after=("listening.0",)),
                    recommend("listening.2", LOOK, after=("webcare.1",)),
                ),
                id="two wait for each other",
            ),
            pytest.param(
                (
                    recommend("listening.0", LOOK),
                    recommend("webcare.1", REPLY, after=("listening.0",)),
                    recommend("participation.2", ASK, after=("listening.0",)),
                    recommend("strategy.3", STAFF, after=("participation.2",)),
                ),
                id="several wait for one",
            ),
            pytest.param(
                (
                    recommend("listening.0", LOOK),
                    recommend("webcare.1", REPLY, rule=Rule(needs=(LOOK,))),
                    recommend("participation.2", ASK, rule=Rule(needs=(REPLY,))),
                ),
                id="a need of another dimension",
            ),
        ],
    )
    def test_no_set_within_the_days_is_better(
        self, small: Content, advice: tuple[Recommendation, ...], wanted: dict[str, int], limit: float
    ) -> None:
        standing = find_standing(small.questionnaire, {})
        situation = Situation(replace(small, recommendations=advice), standing, frozenset(), "medium")
        way = find_shortest_way(situation, wanted, limit)
        levels, scores, days = try_all(situation, wanted, limit)
        reached = worth(situation, wanted, after_way(situation, way))
        assert (way.proven, reached[0], effort_of(way)) == (True, levels, days)
        assert limit == NO_LIMIT or levels == sum(wanted.values()) or reached[1] == pytest.approx(scores)


def test_a_dimension_without_any_question_that_applies_reaches_nothing(small: Content) -> None:
    """So the days that are left raise another score."""
    scheme = Condition("webcare.scheme", None, "yes", 100)
    advice = (recommend("webcare.0", REPLY), recommend("webcare.1", scheme))
    standing = {**find_standing(small.questionnaire, {}), LOOK.item: None, SHARE.item: None}
    situation = Situation(replace(small, recommendations=advice), standing, frozenset(), "medium")
    wanted = {"listening": 1, "webcare": 1}
    way = find_shortest_way(situation, wanted, 2)
    assert (way.days, way.reached["listening"].level) == (1, 0)
    assert try_all(situation, wanted, 2) == (1, 100, 1)


class TestLaws:
    @quick
    @given(data=st.data(), wanted=targets)
    def test_steps_come_after_what_must_come_first_and_find_what_they_need(
        self, small: Content, data: st.DataObject, wanted: dict[str, int]
    ) -> None:
        situation = data.draw(situations(small))
        done: set[str] = set()
        standing = situation.standing
        for step in find_shortest_way(situation, wanted).steps:
            assert set(step.first) <= done
            needs = step.recommendation.rule.needs
            assert all(condition_holds(need, standing) is Holds.YES for need in needs)
            standing = take(standing, step.recommendation)
            done.add(step.recommendation.id)

    @quick
    @given(data=st.data(), wanted=targets, limit=st.sampled_from([0, 1, 2, 4]))
    def test_more_days_never_bring_less(
        self, small: Content, data: st.DataObject, wanted: dict[str, int], limit: float
    ) -> None:
        situation = data.draw(situations(small))
        fewer, more = find_shortest_way(situation, wanted, limit), find_shortest_way(situation, wanted, limit + 1)
        assert all(fewer.reached[name].score_now == more.reached[name].score_now for name in wanted)
        levels = [sum(min(r.level, r.target) for r in way.reached.values()) for way in (fewer, more)]
        assert levels[0] <= levels[1]

    @quick
    @given(data=st.data(), wanted=targets)
    def test_a_plan_never_lowers_a_level_and_says_what_stands_in_the_way(
        self, small: Content, data: st.DataObject, wanted: dict[str, int]
    ) -> None:
        way = find_shortest_way(data.draw(situations(small)), wanted)
        for name, reached in way.reached.items():
            assert reached.level >= reached.level_now
            assert reached.holds or name in way.in_the_way
            if not reached.holds:
                assert way.in_the_way[name].holds is not Holds.YES


@pytest.mark.parametrize("wanted", [{"webcare": 1}, dict.fromkeys(DIMENSIONS, 1)])
def test_a_target_that_is_reached_needs_nothing(wanted: dict[str, int]) -> None:
    questions = [q for name in DIMENSIONS for q in REAL.questionnaire.scored[name]]
    best = {q.id: _best(q) for q in questions}
    situation = Situation(REAL, find_standing(REAL.questionnaire, best), frozenset(), "medium")
    way = find_shortest_way(situation, wanted)
    assert (way.steps, way.days, way.holds) == ((), 0, True)


def _best(question: Question) -> Answer:
    together = [option.id for option in question.options if not option.exclusive]
    if question.kind is Kind.SEVERAL:
        return Answer(options=tuple(together))
    best = max(together, key=question.points)
    return Answer(rows={row.id: best for row in question.rows}) if question.rows else Answer(options=(best,))


def unanswered(barriers: frozenset[str] = frozenset()) -> Situation:
    return Situation(REAL, find_standing(REAL.questionnaire, {}), barriers, "medium")


def test_the_next_targets_are_one_up_from_what_is_certain() -> None:
    assert next_targets(unanswered()) == dict.fromkeys(DIMENSIONS, 1)


@pytest.mark.parametrize("dimension", DIMENSIONS)
@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_every_level_can_be_reached_from_nothing_with_the_real_advice(dimension: str, level: int) -> None:
    way = find_shortest_way(unanswered(), {dimension: level})
    assert way.holds
    assert way.proven
    assert way.steps
    assert way.days == sum(step.recommendation.days for step in way.steps)


def test_what_two_dimensions_wait_for_is_done_and_counted_once() -> None:
    """In the real advice, strategy waits for a step of webcare and one of participation."""
    together = find_shortest_way(unanswered(), dict.fromkeys(DIMENSIONS, 4))
    apart = [find_shortest_way(unanswered(), {name: 4}) for name in DIMENSIONS]
    names = [step.recommendation.id for step in together.steps]
    assert len(names) == len(set(names))
    assert together.holds
    assert effort_of(together) <= sum(effort_of(way) for way in apart)


def test_the_same_question_gets_the_same_plan() -> None:
    one, other = (find_shortest_way(unanswered(), dict.fromkeys(DIMENSIONS, 3), 20) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("barriers", BARRIERS)
def test_the_search_stays_far_below_its_bound_with_the_real_advice(barriers: tuple[str, ...]) -> None:
    situation = unanswered(frozenset(barriers))
    candidates = find_candidates(REAL.recommendations, situation.standing, situation.barriers, "medium")
    largest = max(sum(1 for _ in list_sets(members, situation.standing)) for members in cluster(candidates))
    assert largest < MOST_SETS / 4


@pytest.mark.parametrize("barriers", BARRIERS)
def test_the_ways_of_sharing_stay_far_below_their_bound_with_the_real_advice(
    barriers: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessment.shortest_way.search.MOST_WAYS", MOST_WAYS // 8)
    assert find_shortest_way(unanswered(frozenset(barriers)), EVERY_TOP).proven


def test_beyond_the_ways_of_sharing_a_plan_still_works_but_is_not_called_proven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("assessment.shortest_way.search.MOST_WAYS", 1)
    way = find_shortest_way(unanswered(), EVERY_TOP)
    assert (way.holds, way.proven) == (True, False)


def test_beyond_the_bound_a_plan_is_not_called_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assessment.shortest_way.sets.MOST_SETS", 20)
    monkeypatch.setattr("assessment.shortest_way.frontier.MOST_SETS", 20)
    assert not find_shortest_way(unanswered(), {"listening": 2}).proven


def test_barriers_are_those_of_the_answers() -> None:
    answers = {"barriers.reported": Answer(rows={"time": "rather", "budget": "not"})}
    assert reported_barriers(REAL.questionnaire, answers) == {"time"}
