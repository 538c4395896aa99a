"""Advice: for whom, with which gain and why; by hand on the small content. Its order: test_road."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assessment.advice import reported_barriers, size_class
from assessment.content import Content
from assessment.model import Answer, Answers, Questionnaire, Range, State
from assessment.road.find import Beside, find_road
from assessment.road.model import Advised, Group, Road
from assessment.scoring import find_standing
from tests.assessment.small_content import by_id, change, load_documents, recommendation, small_documents

WORST: dict[str, Answer] = {
    "listening.look": Answer(options=("no",)),
    "listening.share": Answer(options=("no",)),
    "webcare.reply": Answer(options=("none",)),
    "webcare.scheme": Answer(options=("no",)),
    "participation.rooms": Answer(rows={"square": "no", "hall": "no", "park": "no"}),
    "participation.ask": Answer(options=("no",)),
    "strategy.papers": Answer(options=("none",)),
    "strategy.staff": Answer(rows={"hours": "no", "training": "no"}),
}
BEST: dict[str, Answer] = {
    "listening.look": Answer(options=("yes",)),
    "listening.share": Answer(options=("yes",)),
    "webcare.reply": Answer(options=("all",)),
    "webcare.scheme": Answer(options=("yes",)),
    "participation.rooms": Answer(rows={"square": "yes", "hall": "yes", "park": "yes"}),
    "participation.ask": Answer(options=("yes",)),
    "strategy.papers": Answer(options=("plan", "rules")),
    "strategy.staff": Answer(rows={"hours": "yes", "training": "yes"}),
}

Make = Callable[..., Content]


def barriers(**rows: str) -> dict[str, Answer]:
    return {"barriers.reported": Answer(rows=rows)}


def road_of(content: Content, answers: Answers, inhabitants: int = 20_000, done: tuple[str, ...] = ()) -> Road:
    return find_road(
        content, find_standing(content.questionnaire, answers), answers, inhabitants, Beside(frozenset(done))
    )


def advised_for(content: Content, answers: Answers, inhabitants: int = 20_000) -> tuple[Advised, ...]:
    return road_of(content, answers, inhabitants).entries


def names(advised: tuple[Advised, ...]) -> list[str]:
    return [entry.recommendation.id for entry in advised]


def entry_of(advised: tuple[Advised, ...], name: str) -> Advised:
    return next(entry for entry in advised if entry.recommendation.id == name)


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """The small content with recommendations added, or changed by their id."""

    def add(*extra: dict[str, Any], changed: dict[str, dict[str, Any]] | None = None) -> Content:
        documents = small_documents()
        recommendations = documents["advice.toml"]["recommendations"]
        recommendations.extend(extra)
        for name, fields in (changed or {}).items():
            by_id(recommendations, name).update(fields)
        return load_documents(documents, tmp_path)

    return add


def test_who_has_the_best_answers_gets_no_advice(small: Content) -> None:
    assert advised_for(small, BEST) == ()


def test_who_has_the_worst_answers_gets_all_but_the_remedies(small: Content) -> None:
    assert sorted(names(advised_for(small, WORST))) == sorted(WORST)


def test_a_barrier_brings_its_remedy(small: Content) -> None:
    remedy = entry_of(advised_for(small, BEST | barriers(time="rather", budget="not")), "strategy.free-time")
    assert remedy.barriers == ("time",)
    assert remedy.group is Group.LOWERS_BARRIER
    assert remedy.gain == Range(0, 0)


@pytest.mark.parametrize(
    ("answer", "reported"),
    [
        (None, set()),
        (Answer(State.UNKNOWN), set()),
        (Answer(rows={"time": "fully", "budget": "rather"}), {"time", "budget"}),
        (Answer(rows={"time": "not", "budget": "unknown"}), set()),
        (Answer(rows={"budget": "rather"}), {"budget"}),
    ],
)
def test_a_barrier_is_reported_from_rather_agree(
    answer: Answer | None, reported: set[str], small_questionnaire: Questionnaire
) -> None:
    answers = {} if answer is None else {"barriers.reported": answer}
    assert reported_barriers(small_questionnaire, answers) == reported


@pytest.mark.parametrize(
    ("inhabitants", "size"),
    [(1, "small"), (14_999, "small"), (15_000, "medium"), (34_999, "medium"), (35_000, "large")],
)
def test_a_municipality_has_a_size_class(inhabitants: int, size: str, make: Make) -> None:
    assert size_class(inhabitants) == size
    content = make(recommendation("listening.sized", change("listening.look", "yes"), applies={"sizes": [size]}))
    for people in (1_000, 20_000, 90_000):
        found = "listening.sized" in names(advised_for(content, WORST, people))
        assert found is (size_class(people) == size)


def test_the_gain_is_what_the_score_of_the_dimension_rises_by(small: Content) -> None:
    advised = advised_for(small, WORST)
    assert entry_of(advised, "webcare.reply").gain == Range(75, 75)  # 3 x 100 of weight 4
    assert entry_of(advised, "webcare.scheme").gain == Range(25, 25)  # 1 x 100 of weight 4
    half = advised_for(small, WORST | {"webcare.reply": Answer(options=("most",))})
    assert entry_of(half, "webcare.reply").gain == Range(22.5, 22.5)  # 3 x 30 of weight 4


def test_the_gain_is_a_range_where_the_answer_is_unknown(small: Content) -> None:
    entry = entry_of(advised_for(small, WORST | {"webcare.reply": Answer(State.UNKNOWN)}), "webcare.reply")
    assert entry.gain == Range(0, 75)
    assert not entry.certain


def test_the_gain_weighs_only_what_applies(small: Content) -> None:
    answers = WORST | {"listening.share": Answer(State.NOT_APPLICABLE)}
    advised = advised_for(small, answers)
    assert "listening.share" not in names(advised)
    assert entry_of(advised, "listening.look").gain == Range(100, 100)


def test_only_the_criteria_of_the_next_level_count_as_unlocked(small: Content) -> None:
    advised = advised_for(small, WORST)
    assert entry_of(advised, "webcare.reply").unlocks == ()  # of level 2: level 1 lacks only points
    assert entry_of(advised, "webcare.scheme").unlocks == ("webcare.3.scheme",)  # the next one after the way


def test_what_only_an_unknown_answer_makes_relevant_comes_last(small: Content) -> None:
    answers = {**WORST, **barriers(time="fully")}
    del answers["listening.look"]  # though it would open level 1
    advised = advised_for(small, answers)
    assert names(advised)[-1] == "listening.look"
    assert [entry.certain for entry in advised] == [True] * (len(advised) - 1) + [False]


def test_one_change_that_is_certain_makes_the_recommendation_certain(small: Content) -> None:
    answers = WORST | {"strategy.staff": Answer(rows={"hours": "no", "training": "unknown"})}
    entry = entry_of(advised_for(small, answers), "strategy.staff")
    assert entry.certain
    assert entry.gain == Range(16.666667, 33.333333)  # a half or all of weight 1 in 3


def test_what_must_come_first_stands_before_even_when_it_gains_less(make: Make) -> None:
    content = make(changed={"webcare.reply": {"after": ["webcare.scheme"]}})
    advised = advised_for(content, WORST)
    assert names(advised).index("webcare.scheme") < names(advised).index("webcare.reply")
    assert entry_of(advised, "webcare.reply").first == ("webcare.scheme",)


def test_what_must_come_first_and_is_done_is_no_longer_asked(make: Make) -> None:
    content = make(changed={"webcare.reply": {"after": ["webcare.scheme"]}})
    advised = advised_for(content, WORST | {"webcare.scheme": Answer(options=("yes",))})
    assert entry_of(advised, "webcare.reply").first == ()


LIGHT = recommendation(
    "webcare.scheme-light",
    change("webcare.scheme", "half"),
    variant_of="webcare.scheme",
    applies={"barriers": ["time"]},
    days=1,
)


@pytest.mark.parametrize(
    ("sentence", "answers", "given", "not_given"),
    [
        ("no barrier: the base", {}, "webcare.scheme", "webcare.scheme-light"),
        ("another barrier: the base", barriers(budget="fully"), "webcare.scheme", "webcare.scheme-light"),
        ("its barrier: the variant", barriers(time="fully"), "webcare.scheme-light", "webcare.scheme"),
        (
            "its barrier, but the variant is done: the base is the next step",
            barriers(time="fully") | {"webcare.scheme": Answer(options=("half",))},
            "webcare.scheme",
            "webcare.scheme-light",
        ),
        (
            "its barrier and an unknown answer: the variant, as uncertain as its base was",
            barriers(time="fully") | {"webcare.scheme": Answer(State.UNKNOWN)},
            "webcare.scheme-light",
            "webcare.scheme",
        ),
    ],
)
def test_a_variant_takes_the_place_of_its_base_when_its_barrier_is_reported(
    sentence: str, answers: Answers, given: str, not_given: str, make: Make
) -> None:
    advised = names(advised_for(make(LIGHT), {**WORST, **answers}))
    assert given in advised, sentence
    assert not_given not in advised, sentence


def test_a_variant_that_may_not_be_needed_leaves_a_certain_base_in_place(make: Make) -> None:
    needs = {"barriers": ["time"], "needs": [{"question": "listening.look", "at_least": "half"}]}
    content = make(LIGHT | {"applies": needs})
    answers = {**WORST, "listening.look": Answer(State.UNKNOWN), **barriers(time="fully")}
    advised = advised_for(content, answers)
    assert entry_of(advised, "webcare.scheme").certain
    assert not entry_of(advised, "webcare.scheme-light").certain


def test_a_variant_comes_first_where_its_base_had_to(make: Make) -> None:
    content = make(LIGHT, changed={"webcare.reply": {"after": ["webcare.scheme"]}})
    advised = advised_for(content, {**WORST, **barriers(time="fully")})
    assert entry_of(advised, "webcare.reply").first == ("webcare.scheme-light",)
    assert entry_of(advised, "webcare.scheme-light").barriers == ()


@pytest.mark.parametrize(
    ("sentence", "rule", "answers", "given"),
    [
        (
            "what it needs is there",
            {"needs": [{"question": "webcare.reply", "at_least": "some"}]},
            {"webcare.reply": Answer(options=("some",))},
            True,
        ),
        ("what it needs is missing", {"needs": [{"question": "webcare.reply", "at_least": "some"}]}, {}, False),
        (
            "what it is below is reached",
            {"below": [{"question": "webcare.reply", "at_least": "some"}]},
            {"webcare.reply": Answer(options=("some",))},
            False,
        ),
        ("what it is below is not reached", {"below": [{"question": "webcare.reply", "at_least": "some"}]}, {}, True),
        ("a barrier that rules it out", {"without_barriers": ["time"]}, barriers(time="rather"), False),
        ("a barrier that does not", {"without_barriers": ["time"]}, barriers(time="not", budget="fully"), True),
    ],
)
def test_a_rule_says_for_whom_a_recommendation_is(
    sentence: str, rule: dict[str, Any], answers: Answers, given: bool, make: Make
) -> None:
    content = make(recommendation("webcare.ruled", change("webcare.scheme", "half"), applies=rule))
    assert ("webcare.ruled" in names(advised_for(content, {**WORST, **answers}))) is given, sentence


@pytest.mark.parametrize(
    ("days", "hours", "effort"),
    [(0.5, 0, "small"), (3, 0, "small"), (1, 1, "medium"), (8, 0, "medium"), (1, 3, "large"), (8.5, 0, "large")],
)
def test_the_effort_in_a_word_follows_from_the_days_and_half_a_year_of_hours(
    days: float, hours: float, effort: str, make: Make
) -> None:
    content = make(recommendation("webcare.timed", change("webcare.reply", "all"), days=days, hours_a_week=hours))
    timed = next(r for r in content.recommendations if r.id == "webcare.timed")
    assert (timed.effort, timed.effort_days) == (effort, days + 3.5 * hours)
