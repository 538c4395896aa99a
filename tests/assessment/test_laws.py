"""The laws of the design, tried on the real questionnaire with random answers to any part of it."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from assessment.advice import take
from assessment.levels import LevelRange, check_dimension, check_overall
from assessment.model import DIMENSIONS, Answer, Answers, Range
from assessment.scoring import Standing, find_standing, score_dimension, score_overall
from tests.assessment.strategies import improved, learned, partial_answers
from tests.newest import newest_content

CONTENT = newest_content()
QUESTIONNAIRE = CONTENT.questionnaire
some_answers = partial_answers(QUESTIONNAIRE)


@dataclass(frozen=True)
class Outcome:
    """Scores and levels of the four dimensions and of the whole."""

    scores: dict[str, Range]
    levels: dict[str, LevelRange]

    @property
    def ends(self) -> dict[str, tuple[float, float]]:
        """The low and the high end of every score and level."""
        scores = {f"score of {name}": (score.low, score.high) for name, score in self.scores.items()}
        return scores | {f"level of {name}": (level.low, level.high) for name, level in self.levels.items()}


def outcome_of(standing: Standing) -> Outcome:
    scores = {name: score_dimension(QUESTIONNAIRE, standing, name).range for name in DIMENSIONS}
    levels = {
        name: check_dimension(CONTENT.growth_path.dimensions[name], scores[name], standing).range for name in DIMENSIONS
    }
    overall = score_overall(scores)
    whole = check_overall(CONTENT.growth_path, overall, levels).range
    return Outcome({**scores, "overall": overall}, {**levels, "overall": whole})


def outcome_from(answers: Answers) -> Outcome:
    return outcome_of(find_standing(QUESTIONNAIRE, answers))


def assert_nothing_lower(before: Outcome, after: Outcome) -> None:
    for name, (low, high) in before.ends.items():
        assert low <= after.ends[name][0], name
        assert high <= after.ends[name][1], name


@given(some_answers)
def test_low_is_never_above_high_and_all_stay_within_their_ends(answers: Answers) -> None:
    outcome = outcome_from(answers)
    for score in outcome.scores.values():
        assert 0 <= score.low <= score.high <= 100
    for level in outcome.levels.values():
        assert 0 <= level.low <= level.high <= 4


@given(improved(QUESTIONNAIRE))
def test_a_better_answer_never_lowers_a_score_or_a_level(answers: tuple[Answers, Answers]) -> None:
    before, after = answers
    assert_nothing_lower(outcome_from(before), outcome_from(after))


@given(learned(QUESTIONNAIRE))
def test_one_more_answer_never_widens_a_range_and_stays_inside_it(answers: tuple[Answers, Answers]) -> None:
    before, after = outcome_from(answers[0]), outcome_from(answers[1])
    for name, (low, high) in before.ends.items():
        assert low <= after.ends[name][0] <= after.ends[name][1] <= high, name


@given(some_answers, st.data())
def test_a_recommendation_taken_never_lowers_a_score_or_a_level(answers: Answers, data: st.DataObject) -> None:
    recommendation = data.draw(st.sampled_from(CONTENT.recommendations))
    standing = find_standing(QUESTIONNAIRE, answers)
    assert_nothing_lower(outcome_of(standing), outcome_of(take(standing, recommendation)))


@given(some_answers)
def test_the_whole_is_at_most_one_level_above_the_weakest_dimension(answers: Answers) -> None:
    levels = outcome_from(answers).levels
    assert levels["overall"].low <= min(levels[name].low for name in DIMENSIONS) + 1
    assert levels["overall"].high <= min(levels[name].high for name in DIMENSIONS) + 1


@given(some_answers)
def test_every_level_that_is_possible_is_reached_by_the_best_answers_and_the_certain_one_by_the_worst(
    answers: Answers,
) -> None:
    outcome = outcome_from(answers)
    worst, best = (outcome_from(_filled_up(answers, best=best)) for best in (False, True))
    for name, ends in outcome.ends.items():
        assert ends == (worst.ends[name][0], best.ends[name][1]), name


def _filled_up(answers: Answers, *, best: bool) -> Answers:
    """The answers with all that is unknown filled in at its best, or at its worst."""
    full: dict[str, Answer] = dict(answers)
    for question in (q for questions in QUESTIONNAIRE.scored.values() for q in questions):
        ranked = sorted((o.id for o in question.options), key=question.points)
        end = ranked[-1] if best else ranked[0]
        answer = answers.get(question.id)
        if answer is not None and answer.state != "unknown" and not answer.rows:
            continue
        if question.rows:
            known = {row: o for row, o in (answer.rows if answer else {}).items() if o != "unknown"}
            full[question.id] = Answer(rows={row.id: known.get(row.id, end) for row in question.rows})
        elif question.kind == "several":
            chosen = tuple(o.id for o in question.options if o.exclusive is not best)
            full[question.id] = Answer(options=chosen)
        else:
            full[question.id] = Answer(options=(end,))
    return full
