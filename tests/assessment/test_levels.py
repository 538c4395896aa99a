"""Levels: two invented municipalities worked out by hand, the reach of every criterion, and the cap of the weakest."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.conditions import (
    Condition,
    Holds,
    all_hold,
    any_condition_holds,
    every_condition_holds,
    find_condition,
    points_hold,
)
from assessment.content import CONTENT_FOLDER, Content, load_content
from assessment.levels import TOP, LevelRange, OverallOutcome, check_dimension, check_overall, criterion_holds
from assessment.model import DIMENSIONS, Answer, Answers, Kind, Question, Questionnaire, Range, State
from assessment.scoring import Standing, find_standing, score_dimension, score_overall
from tests.assessment.strategies import partial_answers
from tests.newest import newest_content

UNKNOWN, NOT_APPLICABLE = Answer(State.UNKNOWN), Answer(State.NOT_APPLICABLE)
MAYBE, YES, NO = Holds.MAYBE, Holds.YES, Holds.NO
REAL = newest_content()


def ones(**options: str) -> dict[str, Answer]:
    """Answers to one-of questions: `listening_themes="rather"`."""
    return {name.replace("_", ".", 1): Answer(options=(option,)) for name, option in options.items()}


@dataclass(frozen=True)
class Example:
    """A municipality: its answers, and its scores and levels as worked out by hand."""

    answers: Answers
    scores: dict[str, Range]
    levels: dict[str, LevelRange]
    overall: OverallOutcome
    overall_score: Range


BEGINNER = Example(
    {
        **ones(
            listening_themes="more_or_less",
            listening_initiatives="rather_not",
            listening_influencers="rather_not",
            listening_questions="rather",
            listening_followers="more_or_less",
            listening_channels="rather",
            listening_reputation="more_or_less",
            listening_appreciation="rather_not",
            listening_monitoring="chance",
            listening_inside="mention",
            listening_misinformation_response="own_channels",
            webcare_questions="mostly",
            webcare_reports="not_systematic",
            webcare_scheme="later",
            webcare_structure="person",
            webcare_who="communication",
            webcare_live="no",
            participation_use="seldom",
            participation_policy="later",
            participation_services="no",
            participation_ambassadors="spontaneous",
        ),
        "participation.exchange": Answer(rows={"connect": "never", "cocreation": "never", "discussion": "seldom"}),
        "participation.feedback": NOT_APPLICABLE,
        "strategy.documents": Answer(options=("communication", "guidelines")),
        "strategy.conditions": Answer(
            rows={
                "responsibility": "rather",
                "experiment": "more_or_less",
                "management": "rather_not",
                "training": "rather_not",
                "equipment": "not",
            }
        ),
        "strategy.resources": Answer(options=("communication_budget",)),
    },
    scores={
        # 2x50 + 25 + 25 + 2x75 + 50 + 75 + 2x50 + 25 + 3x20 + 3x25 + 2x60 = 805, of weight 19
        "listening": Range(42.4, 42.4),
        # 3x75 + 3x40 + 2x10 + 3x30 + 2x50 + 0 = 555, of weight 14
        "webcare": Range(39.6, 39.6),
        # 2x15 + 2x5 + 3x10 + 0 + 2x25 = 120, of weight 11: feedback does not apply
        "participation": Range(10.9, 10.9),
        # 3x35 + 4x35 + 2x10 = 265, of weight 9
        "strategy": Range(29.4, 29.4),
    },
    levels={
        "listening": LevelRange(1, 1),  # 42.4 is enough for 2, but nobody looks around regularly
        "webcare": LevelRange(2, 2),
        "participation": LevelRange(1, 1),
        "strategy": LevelRange(1, 1),
    },
    overall=OverallOutcome(LevelRange(1, 1), ()),
    overall_score=Range(30.6, 30.6),  # 122.3 / 4 = 30.575
)

KNOWN_WELL = [
    "themes",
    "initiatives",
    "influencers",
    "questions",
    "followers",
    "channels",
    "reputation",
    "appreciation",
]

AHEAD = Example(
    {
        **ones(**{f"listening_{name}": "rather" for name in KNOWN_WELL}),
        **ones(
            listening_monitoring="organised",
            listening_inside="policy",
            webcare_questions="yes",
            webcare_reports="always",
            webcare_scheme="partly",
            webcare_structure="organised",
            webcare_who="both",
            webcare_live="tried",
            participation_use="regular",
            participation_policy="starting",
            participation_services="yes",
            participation_feedback="regular",
            participation_ambassadors="one_group",
        ),
        "listening.misinformation_response": UNKNOWN,
        "participation.exchange": Answer(rows=dict.fromkeys(("connect", "cocreation", "discussion"), "seldom")),
        "strategy.documents": Answer(options=("communication", "guidelines", "services", "strategy", "participation")),
        "strategy.conditions": Answer(
            rows=dict.fromkeys(("responsibility", "experiment", "management", "training", "equipment"), "rather")
        ),
        "strategy.resources": Answer(options=("communication_budget", "structural_budget", "structural_capacity")),
    },
    scores={
        # 11x75 + 3x80 + 3x100 + 2x[0, 100] = [1365, 1565], of weight 19
        "listening": Range(71.8, 82.4),
        # 3x100 + 3x100 + 2x60 + 3x85 + 2x100 + 60 = 1235, of weight 14
        "webcare": Range(88.2, 88.2),
        # 2x75 + 2x15 + 3x55 + 2x100 + 2x75 + 2x65 = 825, of weight 13
        "participation": Range(63.5, 63.5),
        # 3x100 + 4x75 + 2x80 = 760, of weight 9
        "strategy": Range(84.4, 84.4),
    },
    levels={
        "listening": LevelRange(2, 4),  # all hangs on what they do about wrong information
        "webcare": LevelRange(2, 2),  # 88.2, but no complete response scheme
        "participation": LevelRange(3, 3),
        "strategy": LevelRange(4, 4),
    },
    overall=OverallOutcome(LevelRange(3, 3), ("listening", "webcare")),
    overall_score=Range(77.0, 79.6),  # 307.9 / 4 = 76.975 and 318.5 / 4 = 79.625
)


@pytest.mark.parametrize("example", [BEGINNER, AHEAD], ids=["a beginner", "one ahead, with a gap and an unknown"])
def test_a_municipalitys_levels_can_be_redone_by_hand(example: Example) -> None:
    content = load_content(CONTENT_FOLDER / "2026.1")  # worked out for that version; test_archetypes does newer ones
    standing = find_standing(content.questionnaire, example.answers)
    scores = {name: score_dimension(content.questionnaire, standing, name).range for name in DIMENSIONS}
    assert scores == example.scores
    path = content.growth_path
    levels = {name: check_dimension(path.dimensions[name], scores[name], standing).range for name in DIMENSIONS}
    assert levels == example.levels
    assert score_overall(scores) == example.overall_score
    assert check_overall(path, example.overall_score, levels) == example.overall


def best_answers(questionnaire: Questionnaire) -> dict[str, Answer]:
    return {q.id: _end(q, best=True) for questions in questionnaire.scored.values() for q in questions}


def worst_answers(questionnaire: Questionnaire) -> dict[str, Answer]:
    return {q.id: _end(q, best=False) for questions in questionnaire.scored.values() for q in questions}


def _end(question: Question, *, best: bool) -> Answer:
    ranked = sorted((option.id for option in question.options), key=question.points)
    if question.kind is Kind.GRID:
        return Answer(rows={row.id: ranked[-1 if best else 0] for row in question.rows})
    if question.kind is Kind.SEVERAL:
        return Answer(options=tuple(o.id for o in question.options if o.exclusive is not best))
    return Answer(options=(ranked[-1 if best else 0],))


@pytest.mark.parametrize(("best", "level"), [(True, 4), (False, 0)])
def test_the_best_answers_reach_the_top_and_the_worst_the_bottom(best: bool, level: int, content: Content) -> None:
    answers = best_answers(content.questionnaire) if best else worst_answers(content.questionnaire)
    standing = find_standing(content.questionnaire, answers)
    for name in DIMENSIONS:
        score = score_dimension(content.questionnaire, standing, name).range
        outcome = check_dimension(content.growth_path.dimensions[name], score, standing)
        assert outcome.range == LevelRange(level, level), name
        assert (outcome.next is None) is best


@pytest.mark.parametrize("name", list(REAL.growth_path.criteria))
def test_every_criterion_can_hold_and_can_fail(name: str, content: Content) -> None:
    criterion = content.growth_path.criteria[name]
    at_best = find_standing(content.questionnaire, best_answers(content.questionnaire))
    at_worst = find_standing(content.questionnaire, worst_answers(content.questionnaire))
    assert criterion_holds(criterion, at_best) is YES
    assert criterion_holds(criterion, at_worst) is NO
    assert criterion_holds(criterion, find_standing(content.questionnaire, {})) is MAYBE


@pytest.mark.parametrize("name", list(REAL.growth_path.criteria))
def test_one_criterion_that_fails_holds_its_level_back_whatever_the_rest(name: str, content: Content) -> None:
    criterion = content.growth_path.criteria[name]
    dimension, level = name.split(".", maxsplit=1)[0], int(name.split(".")[1])
    answers = best_answers(content.questionnaire)
    answers |= {c.question: _end(content.questionnaire.question(c.question), best=False) for c in criterion.any_of}
    standing = find_standing(content.questionnaire, answers)
    levels = content.growth_path.dimensions[dimension]
    assert check_dimension(levels, Range(100, 100), standing).range.high < level


@given(partial_answers(REAL.questionnaire))
def test_webcare_never_converses_without_a_response_scheme(answers: Answers) -> None:
    without = {**answers, "webcare.scheme": Answer(options=("partly",))}
    standing = find_standing(REAL.questionnaire, without)
    score = score_dimension(REAL.questionnaire, standing, "webcare").range
    assert check_dimension(REAL.growth_path.dimensions["webcare"], score, standing).range.high <= 2


@pytest.mark.parametrize(
    ("sentence", "scores", "answer", "level"),
    [
        ("on the threshold is enough", Range(40, 40), "some", LevelRange(2, 2)),
        ("just below is not", Range(39.9, 39.9), "some", LevelRange(1, 1)),
        ("a criterion that fails stops the climb", Range(100, 100), "none", LevelRange(1, 1)),
        ("an unknown answer leaves room", Range(0, 100), None, LevelRange(0, 4)),
        ("what is certain is not lost by what is not", Range(25, 100), None, LevelRange(1, 4)),
    ],
)
def test_a_level_needs_its_threshold_and_its_criteria(
    sentence: str, scores: Range, answer: str | None, level: LevelRange, small: Content
) -> None:
    answers = {"webcare.scheme": Answer(options=("yes",))}
    if answer:
        answers["webcare.reply"] = Answer(options=(answer,))
    standing = find_standing(small.questionnaire, answers)
    found = check_dimension(small.growth_path.dimensions["webcare"], scores, standing)
    assert found.range == level, sentence


def levels_of(*ranges: tuple[int, int]) -> dict[str, LevelRange]:
    return {name: LevelRange(*pair) for name, pair in zip(DIMENSIONS, ranges, strict=True)}


@pytest.mark.parametrize(
    ("sentence", "score", "dimensions", "outcome"),
    [
        ("no cap", Range(45, 45), levels_of((2, 2), (2, 2), (1, 1), (2, 2)), OverallOutcome(LevelRange(2, 2), ())),
        (
            "the weakest caps",
            Range(85, 85),
            levels_of((4, 4), (4, 4), (1, 1), (4, 4)),
            OverallOutcome(LevelRange(2, 2), ("participation",)),
        ),
        (
            "two are as weak",
            Range(85, 85),
            levels_of((1, 1), (4, 4), (1, 1), (4, 4)),
            OverallOutcome(LevelRange(2, 2), ("listening", "participation")),
        ),
        (
            "only what is possible is capped: by the dimension that cannot rise, not by the one that is unknown",
            Range(20, 100),
            levels_of((0, 4), (1, 1), (2, 4), (2, 4)),
            OverallOutcome(LevelRange(1, 2), ("webcare",)),
        ),
    ],
)
def test_the_whole_is_capped_by_the_weakest_dimension(
    sentence: str, score: Range, dimensions: dict[str, LevelRange], outcome: OverallOutcome, small: Content
) -> None:
    assert check_overall(small.growth_path, score, dimensions) == outcome, sentence


@pytest.mark.parametrize(
    ("sentence", "dimensions", "level", "weakest"),
    [
        ("three of four are enough", (3, 3, 2, 3), 3, ()),
        ("two of four are not", (3, 3, 2, 2), 2, ("participation", "strategy")),
        ("three at the top, one a phase lower", (4, 4, 3, 4), 4, ()),
        ("one at the top takes no other along", (3, 4, 3, 3), 3, ("listening", "participation", "strategy")),
        ("all alike, whatever their scores", (3, 3, 3, 3), 3, DIMENSIONS),
        ("the weakest still caps", (4, 4, 1, 4), 2, ("participation",)),
    ],
)
def test_where_the_content_says_so_the_whole_is_where_most_dimensions_are(
    sentence: str, dimensions: tuple[int, ...], level: int, weakest: tuple[str, ...], small: Content
) -> None:
    path = replace(small.growth_path, domains_at_level=3)
    score = Range(90, 90) if weakest else Range(20 * level, 20 * level)
    outcome = check_overall(path, score, levels_of(*((one, one) for one in dimensions)))
    assert outcome == OverallOutcome(LevelRange(level, level), weakest), sentence


@pytest.mark.parametrize(
    ("points", "holds"),
    [
        (Range(70, 70), YES),
        (Range(69.9, 69.9), NO),
        (Range(0, 100), MAYBE),
        (Range(0, 69), NO),
        (Range(70, 100), YES),
        (None, YES),
    ],
)
def test_a_condition_holds_from_its_points_and_what_does_not_apply_holds_nobody_back(
    points: Range | None, holds: Holds, small_questionnaire: Questionnaire
) -> None:
    condition = find_condition(small_questionnaire, "webcare.reply", None, "most")
    assert points_hold(points, condition) is holds


POINTS = {YES: (70, 100), MAYBE: (0, 70), NO: (0, 69)}


@pytest.mark.parametrize(
    ("results", "together", "any_one"),
    [
        ((), YES, NO),
        ((YES, YES), YES, YES),
        ((YES, MAYBE), MAYBE, YES),
        ((YES, NO), NO, YES),
        ((MAYBE, NO), NO, MAYBE),
        ((NO, NO), NO, NO),
    ],
)
def test_what_holds_together_and_what_holds_for_one(
    results: tuple[Holds, ...], together: Holds, any_one: Holds
) -> None:
    standing: Standing = {(str(place), None): Range(*POINTS[held]) for place, held in enumerate(results)}
    conditions = [Condition(str(place), None, "most", 70) for place in range(len(results))]
    assert all_hold(results) is together
    assert every_condition_holds(conditions, standing) is together
    assert any_condition_holds(conditions, standing) is any_one


@pytest.mark.parametrize(
    ("question", "part", "option"),
    [
        ("webcare.x", None, "all"),
        ("webcare.reply", None, "x"),
        ("webcare.reply", "hours", "all"),
        ("strategy.staff", None, "yes"),
        ("strategy.staff", "x", "yes"),
        ("strategy.papers", "hours", "plan"),
    ],
)
def test_a_condition_on_something_that_is_not_there_is_refused(
    question: str, part: str | None, option: str, small_questionnaire: Questionnaire
) -> None:
    with pytest.raises(KeyError):
        find_condition(small_questionnaire, question, part, option)


@given(partial_answers(REAL.questionnaire), st.sampled_from(DIMENSIONS))
def test_a_level_is_certain_or_possible_as_far_as_all_below_it_are(answers: Answers, name: str) -> None:
    standing = find_standing(REAL.questionnaire, answers)
    score = score_dimension(REAL.questionnaire, standing, name).range
    outcome = check_dimension(REAL.growth_path.dimensions[name], score, standing)
    holds = [level.holds for level in outcome.checked]
    certain = [level for level in range(TOP + 1) if all(one is Holds.YES for one in holds[1 : level + 1])]
    possible = [level for level in range(TOP + 1) if Holds.NO not in holds[1 : level + 1]]
    assert outcome.range == LevelRange(certain[-1], possible[-1])
