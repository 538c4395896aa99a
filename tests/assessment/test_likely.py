"""What is likely: worked out by hand on the invented content, and its laws on the real one."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.conditions import find_condition
from assessment.content import CONTENT_FOLDER, Content, load_content
from assessment.deciding import Reading, find_deciding, find_open
from assessment.levels import DimensionOutcome, LevelRange, OverallOutcome, check_dimension, check_overall
from assessment.likely import (
    Likely,
    condition_is_likely,
    find_likely,
    find_likely_overall,
    is_too_open,
    likely_score,
)
from assessment.model import DIMENSIONS, Answer, Answers, Question, Range, State
from assessment.scoring import Score, Standing, find_points, find_standing, score_dimension, score_overall
from tests.assessment.strategies import answers_to, improved, learned, partial_answers
from tests.newest import newest_content

REAL = newest_content()
UNKNOWN = Answer(State.UNKNOWN)
assert REAL.questionnaire.platform is not None
SAYS = (REAL.questionnaire.platform.question, REAL.questionnaire.platform.name)
"""The questions by which a platform is chosen: as long as it counts as not chosen they may move a settled level."""
some_answers = partial_answers(REAL.questionnaire)


@dataclass(frozen=True)
class Outcome:
    """All that is known of a self-scan, for the dimensions and the whole."""

    scores: dict[str, Score]
    outcomes: dict[str, DimensionOutcome]
    likely: dict[str, Likely]
    deciding: dict[str, tuple[Question, ...]]
    score: Range
    overall: OverallOutcome
    whole: Likely
    deciding_whole: tuple[Question, ...]

    @property
    def levels(self) -> dict[str, LevelRange]:
        return {name: outcome.range for name, outcome in self.outcomes.items()} | {"overall": self.overall.range}

    @property
    def ranges(self) -> dict[str, Range]:
        return {name: score.range for name, score in self.scores.items()} | {"overall": self.score}

    @property
    def all_likely(self) -> dict[str, Likely]:
        return self.likely | {"overall": self.whole}


def open_questions(content: Content, standing: Standing, name: str) -> tuple[Question, ...]:
    scored = content.questionnaire.scored[name]
    return find_open(scored, find_points(scored, standing), standing)


def outcome_of(answers: Answers, content: Content = REAL) -> Outcome:
    questionnaire, path = content.questionnaire, content.growth_path
    standing = find_standing(questionnaire, answers)
    scores = {name: score_dimension(questionnaire, standing, name) for name in DIMENSIONS}
    outcomes = {name: check_dimension(path.dimensions[name], scores[name].range, standing) for name in DIMENSIONS}
    levels = {name: outcome.range for name, outcome in outcomes.items()}
    score = score_overall({name: entry.range for name, entry in scores.items()})
    overall = check_overall(path, score, levels)
    likely = {name: find_likely(questionnaire, standing, scores[name], outcomes[name]) for name in DIMENSIONS}
    ranges = {name: entry.range for name, entry in scores.items()}
    still_open = {name: open_questions(content, standing, name) for name in DIMENSIONS}
    reading = Reading(standing, ranges, outcomes, still_open, score, overall)
    deciding = find_deciding(questionnaire, path, answers, reading)
    return Outcome(
        scores,
        outcomes,
        likely,
        dict(deciding.dimensions),
        score,
        overall,
        find_likely_overall(path, score, overall, scores, levels, likely),
        deciding.whole,
    )


# ---------------------------------------------------------------- by hand


def test_the_likely_score_is_that_of_what_was_answered() -> None:
    # 20 of 100 points are open; of the 80 known, 40 were reached
    assert likely_score(Range(40.0, 60.0)) == 50.0
    assert likely_score(Range(30.0, 30.0)) == 30.0
    with pytest.raises(ValueError, match="likely"):
        likely_score(Range(0.0, 100.0))


def test_half_of_the_weight_must_be_known() -> None:
    assert not is_too_open(Score(Range(0.0, 50.0), 0.5))
    assert is_too_open(Score(Range(0.0, 50.1), 0.499))


@pytest.mark.parametrize(
    ("mean", "likely"), [(85.0, False), (85.1, True), (100.0, True), (0.0, False)], ids=["halfway", "nearer", "", "no"]
)
def test_a_condition_is_likely_when_the_mean_lies_nearer_to_it_than_to_the_answer_below(
    small: Content, mean: float, likely: bool
) -> None:
    condition = find_condition(small.questionnaire, "webcare.reply", None, "all")  # 100, and 70 below it
    assert condition_is_likely(small.questionnaire, condition, mean) is likely


@pytest.mark.parametrize(("mean", "likely"), [(50.0, False), (50.1, True)])
def test_a_choice_of_several_is_likely_above_half(small: Content, mean: float, likely: bool) -> None:
    condition = find_condition(small.questionnaire, "strategy.papers", None, "plan")
    assert condition_is_likely(small.questionnaire, condition, mean) is likely


def test_one_unknown_answer_gives_a_likely_level_and_is_named_as_the_one_that_decides(small: Content) -> None:
    answers = {"webcare.reply": Answer(options=("all",)), "webcare.scheme": UNKNOWN}
    outcome = outcome_of(answers, small)
    assert outcome.scores["webcare"].range == Range(75.0, 100.0)
    assert outcome.levels["webcare"] == LevelRange(2, 4)
    assert outcome.likely["webcare"] == Likely(4, 100.0)
    assert [question.id for question in outcome.deciding["webcare"]] == ["webcare.scheme"]


def test_an_unknown_answer_is_not_expected_to_be_better_than_the_others(small: Content) -> None:
    answers = {"webcare.reply": Answer(options=("most",)), "webcare.scheme": UNKNOWN}
    outcome = outcome_of(answers, small)
    assert outcome.levels["webcare"] == LevelRange(2, 3)  # 52.5 to 77.5
    assert outcome.likely["webcare"] == Likely(2, 70.0)  # from 75 a scheme (100; half of one is 50) would be likely


def test_with_less_than_half_answered_it_is_too_early_to_say(small: Content) -> None:
    outcome = outcome_of({"webcare.scheme": Answer(options=("yes",))}, small)
    assert outcome.likely["webcare"] == Likely(None, None)
    assert outcome.whole == Likely(None, None)


def test_a_level_that_is_certain_is_said_however_little_was_answered(small: Content) -> None:
    outcome = outcome_of({"listening.share": UNKNOWN, "listening.look": Answer(options=("no",))}, small)
    assert outcome.likely["listening"].level == outcome.levels["listening"].low == outcome.levels["listening"].high == 0


def test_a_dimension_too_open_to_judge_does_not_hide_a_whole_that_it_cannot_change() -> None:
    first = load_content(CONTENT_FOLDER / "2026.1")  # where only the weakest dimension caps the whole
    full = {question.id: _best(question) for question in first.questionnaire.questions if question.scores}
    without = {name: answer for name, answer in full.items() if not name.startswith("participation.")}
    zero = without | {"webcare.questions": Answer(options=("refuse",))}  # webcare is 0, so the whole is at most 1
    outcome = outcome_of(zero, first)
    assert outcome.likely["participation"] == Likely(None, None)
    assert outcome.levels["overall"] == LevelRange(1, 1)
    assert outcome.whole.level == 1
    assert outcome.whole.score is None
    assert outcome_of(without, first).whole == Likely(None, None)


def _best(question: Question) -> Answer:
    best = max(question.options, key=lambda option: option.points or 0).id
    if question.rows:
        return Answer(rows={row.id: best for row in question.rows})
    if question.kind == "several":
        return Answer(options=tuple(option.id for option in question.options if not option.exclusive))
    return Answer(options=(best,))


# ---------------------------------------------------------------- laws


@given(some_answers)
def test_what_is_likely_lies_between_what_is_certain_and_what_is_possible(answers: Answers) -> None:
    outcome = outcome_of(answers)
    for name, likely in outcome.all_likely.items():
        if likely.level is not None:
            assert outcome.levels[name].low <= likely.level <= outcome.levels[name].high, name
        if likely.score is not None:
            assert outcome.ranges[name].low <= likely.score <= outcome.ranges[name].high, name


@given(some_answers)
def test_a_range_of_one_level_is_said_and_nothing_else(answers: Answers) -> None:
    outcome = outcome_of(answers)
    for name, likely in outcome.all_likely.items():
        if outcome.levels[name].is_point:
            assert likely.level == outcome.levels[name].low, name
        if outcome.ranges[name].is_point:
            assert likely.score == outcome.ranges[name].low, name


@given(some_answers)
def test_with_more_than_half_of_a_dimension_open_nothing_is_called_likely(answers: Answers) -> None:
    outcome = outcome_of(answers)
    for name in DIMENSIONS:
        too_open = outcome.scores[name].known < 0.4999999
        assert (outcome.likely[name].score is None) is too_open, name
        assert (outcome.likely[name].level is None) is (too_open and not outcome.levels[name].is_point), name
    assert outcome.whole.score is None or all(outcome.likely[name].score is not None for name in DIMENSIONS)


@given(learned(REAL.questionnaire))
def test_one_more_known_answer_never_makes_anything_less_certain(answers: tuple[Answers, Answers]) -> None:
    before, after = outcome_of(answers[0]), outcome_of(answers[1])
    for name, likely in before.all_likely.items():
        assert before.ranges[name].low <= after.ranges[name].low <= after.ranges[name].high <= before.ranges[name].high
        assert before.levels[name].low <= after.levels[name].low <= after.levels[name].high <= before.levels[name].high
        assert likely.level is None or after.all_likely[name].level is not None, name
        assert likely.score is None or after.all_likely[name].score is not None, name


@given(improved(REAL.questionnaire))
def test_a_better_answer_never_lowers_what_is_likely(answers: tuple[Answers, Answers]) -> None:
    before, after = outcome_of(answers[0]), outcome_of(answers[1])
    for name, likely in before.all_likely.items():
        then = after.all_likely[name]
        if likely.level is not None and then.level is not None:
            assert likely.level <= then.level, name
        if likely.score is not None and then.score is not None:
            assert likely.score <= then.score, name


@given(some_answers, st.data())
def test_once_the_answers_that_decide_are_known_the_level_is_settled(answers: Answers, data: st.DataObject) -> None:
    outcome = outcome_of(answers)
    name = data.draw(st.sampled_from(["overall", *DIMENSIONS]))
    deciding = outcome.deciding_whole if name == "overall" else outcome.deciding[name]
    assert not outcome.levels[name].is_point or all(question.id in SAYS for question in deciding[:1])
    assert deciding or outcome.levels[name].is_point
    known = {question.id: data.draw(_settles(question, answers.get(question.id))) for question in deciding}
    assert outcome_of({**answers, **known}).levels[name].is_point, name


@given(some_answers, st.data())
def test_an_answer_that_is_not_named_as_deciding_never_moves_the_level(answers: Answers, data: st.DataObject) -> None:
    outcome = outcome_of(answers)
    standing = find_standing(REAL.questionnaire, answers)
    name = data.draw(st.sampled_from(DIMENSIONS))
    others = [q for q in open_questions(REAL, standing, name) if q not in outcome.deciding[name]]
    if not others:
        return
    question = data.draw(st.sampled_from(others))
    first, second = (
        outcome_of({**answers, question.id: data.draw(_settles(question, answers.get(question.id)))}) for _ in range(2)
    )
    assert first.levels[name] == second.levels[name]


def _settles(question: Question, answer: Answer | None) -> st.SearchStrategy[Answer]:
    """Answers that leave nothing of the question open, and keep what is known of it."""
    if not question.rows:
        return answers_to(question).filter(lambda found: found.state != State.UNKNOWN)
    known = {row: option for row, option in (answer.rows if answer else {}).items() if option != "unknown"}
    options = st.sampled_from(list(question.option_by_id))
    rows = st.fixed_dictionaries(
        {row.id: st.just(known[row.id]) if row.id in known else options for row in question.rows}
    )
    return rows.map(lambda found: Answer(rows=found))
