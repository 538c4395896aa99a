"""What the answers given point to, where unknown answers leave room: the likely score and the likely level.

Between what is certain (the low end of a range) and what is possible (the high end) stands what is *likely*: as if the
unknown answers were on average as good as those given. It is a convention with laws, not a chance that was measured:
likely lies inside the range; where nothing is unknown it is the range; and what can be said stays sayable when more
is known. With less than half of a dimension's weight answered nothing of it is called likely.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.conditions import CHOSEN, Condition, Holds
from assessment.levels import (
    TOP,
    CheckedLevel,
    DimensionOutcome,
    GrowthPath,
    LevelRange,
    OverallOutcome,
    holding_back,
    open_conditions,
)
from assessment.model import DIMENSIONS, Kind, Questionnaire, Range, round_score
from assessment.scoring import Score, Standing

LEAST_KNOWN = 0.5
"""So much of a dimension's weight must be known, what does not apply left out, before anything is called likely."""


@dataclass(frozen=True)
class Likely:
    """The likely level (0-4) and score (0-100, one decimal); None where it is too early to say."""

    level: int | None
    score: float | None


def is_too_open(score: Score) -> bool:
    """Whether less than half of a dimension's weight was answered, what does not apply left out."""
    return score.known < LEAST_KNOWN - 1e-9


def spans_too_much(score: Range) -> bool:
    """Whether the same is so of a score of which only the range was kept: what is unknown is as wide as its weight."""
    return score.high - score.low > 100 * (1 - LEAST_KNOWN) + 1e-9


def likely_score(score: Range) -> float:
    """Return the score of what was answered: the points that are certain, of 100 that are known.

    Every answer not known then counts as the weighted mean of those that are. Raises ValueError where none is.
    """
    if score.is_point:
        return score.low
    known = 100 - (score.high - score.low)
    if known <= 0:
        raise ValueError("Without any known answer no score is likely.")
    return round_score(100 * score.low / known)


def find_likely(questionnaire: Questionnaire, standing: Standing, score: Score, outcome: DimensionOutcome) -> Likely:
    """Return what is likely of one dimension, from its score and its outcome with these answers."""
    if outcome.range.is_point:
        return Likely(outcome.range.low, None if is_too_open(score) else likely_score(score.range))
    if is_too_open(score):
        return Likely(None, None)
    mean = likely_score(score.range)
    level = outcome.range.low
    while level < outcome.range.high and _is_likely(questionnaire, standing, mean, outcome.checked[level + 1]):
        level += 1
    return Likely(level, mean)


def _is_likely(questionnaire: Questionnaire, standing: Standing, mean: float, checked: CheckedLevel) -> bool:
    if mean < checked.level.threshold:
        return False
    return all(
        entry.holds is Holds.YES
        or any(condition_is_likely(questionnaire, condition, mean) for condition in open_conditions(entry, standing))
        for entry in checked.criteria
    )


def condition_is_likely(questionnaire: Questionnaire, condition: Condition, mean: float) -> bool:
    """Whether an unknown answer is likely to satisfy a condition, where those known are `mean` on average (0-100).

    It is, when the mean lies nearer to the answer that is asked than to the next one below it; halfway is not enough.
    """
    return mean > (condition.points + _points_below(questionnaire, condition)) / 2


def _points_below(questionnaire: Questionnaire, condition: Condition) -> int:
    question = questionnaire.question_by_id[condition.question]
    if question.kind is Kind.SEVERAL:
        return 0 if condition.points == CHOSEN else condition.points
    return max((o.points for o in question.options if o.points is not None and o.points < condition.points), default=0)


def find_likely_overall(
    path: GrowthPath,
    score: Range,
    overall: OverallOutcome,
    scores: Mapping[str, Score],
    levels: Mapping[str, LevelRange],
    likely: Mapping[str, Likely],
) -> Likely:
    """Return what is likely of the whole; too early where a dimension of which little is known could change it."""
    too_open = [name for name in DIMENSIONS if is_too_open(scores[name])]
    mean = None
    if not too_open:
        mean = round_score(sum(likely_score(scores[name].range) for name in DIMENSIONS) / len(DIMENSIONS))
    if overall.range.is_point:
        return Likely(overall.range.low, mean)
    if any(could_change(path, score, overall.range, levels[name]) for name in too_open):
        return Likely(None, mean)
    # A dimension that cannot change the whole may stand at its lowest here: any other place gives the same level.
    found = [_level_of(likely[name], levels[name]) for name in DIMENSIONS]
    by_score = _climb(path, overall.range, score.low if mean is None else mean)
    return Likely(min(by_score, path.cap(found)), mean)


def _level_of(likely: Likely, level: LevelRange) -> int:
    return level.low if likely.level is None else likely.level


def _climb(path: GrowthPath, level: LevelRange, mean: float) -> int:
    """The highest possible level whose threshold a mean score reaches, the levels of the dimensions left aside."""
    reached = level.low
    while reached < TOP and mean >= path.names[reached + 1].threshold:
        reached += 1
    return reached


def find_holding_back(
    path: GrowthPath,
    score: Range,
    overall: LevelRange,
    whole: Likely,
    levels: Mapping[str, LevelRange],
    likely: Mapping[str, Likely],
) -> tuple[str, ...]:
    """Return the dimensions that keep the whole below what its score gives, at the level that is said of it.

    Empty where none does, and where it is too early to say.
    """
    if whole.level is None:
        return ()
    if overall.is_point:
        mean, found = score.low, {name: levels[name].high for name in DIMENSIONS}
    else:
        mean = score.low if whole.score is None else whole.score
        found = {name: _level_of(likely[name], levels[name]) for name in DIMENSIONS}
    if _climb(path, overall, mean) <= whole.level:
        return ()
    return holding_back(found, whole.level)


def could_change(path: GrowthPath, score: Range, overall: LevelRange, level: LevelRange) -> bool:
    """Whether a dimension of this level could decide between the levels that the whole may still have.

    It could where a possible level hangs on the overall score, and where the dimension's level would hold it back.
    """
    return any(
        score.low < path.names[possible].threshold or level.low + path.slack < possible
        for possible in range(overall.low + 1, overall.high + 1)
    )
