"""Which unknown answers decide between levels: those that a criterion hangs on, or all where the score may fall short.

A platform of which nobody said that it was chosen counts as none, so no range tells what it would raise. Where it could
still change a level, the questions by which it is chosen decide too, and with them what decides once it was chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assessment.conditions import Holds, condition_holds
from assessment.levels import (
    TOP,
    DimensionOutcome,
    GrowthPath,
    OverallOutcome,
    check_dimension,
    check_overall,
    open_conditions,
)
from assessment.model import DIMENSIONS, Answers, Item, PlatformChoice, Question, Questionnaire, Range, StandIn
from assessment.platform import find_dimension, find_raised, find_unsaid, own_points, stand_in
from assessment.scoring import Points, Standing, find_points, mean_of, score_overall


@dataclass(frozen=True)
class Reading:
    """How answers stand: the score and outcome of each dimension with its open questions, and those of the whole."""

    standing: Standing
    scores: Mapping[str, Range]
    outcomes: Mapping[str, DimensionOutcome]
    open_questions: Mapping[str, Sequence[Question]]
    score: Range
    overall: OverallOutcome


@dataclass(frozen=True)
class Deciding:
    """The questions whose unknown answer could still move a level: that of each dimension, and that of the whole."""

    dimensions: Mapping[str, tuple[Question, ...]]
    whole: tuple[Question, ...]


def find_open(questions: Sequence[Question], points: Points, standing: Standing) -> tuple[Question, ...]:
    """Those of scored questions whose points are not known because they were not answered."""
    return tuple(
        question
        for question in questions
        if (found := points[question.id]) is not None
        and not found.is_point
        and not all((own := own_points(standing[item])) is None or own.is_point for item in question.items)
    )


def find_deciding(questionnaire: Questionnaire, path: GrowthPath, answers: Answers, now: Reading) -> Deciding:
    """The questions that decide, what matters most first; empty where a level is settled."""
    choice = questionnaire.platform
    dimensions = {name: _decide(now, name, choice) for name in DIMENSIONS}
    whole = _decide_whole(path, now, choice)
    unsaid = find_unsaid(choice, answers)
    if choice is None or not unsaid or not (raised := find_raised(choice, now.standing)):
        return Deciding(dimensions, whole)
    said = tuple(questionnaire.question_by_id[name] for name in unsaid)
    then = _read_as_chosen(questionnaire, path, choice, now)
    name = find_dimension(choice, questionnaire)
    if _would_change(now, then, name, raised):
        dimensions[name] = _join(dimensions[name], said, _decide(then, name, choice))
    if _would_change_whole(path, now, then, name, raised):
        whole = _join(whole, said, _decide_whole(path, then, choice))
    return Deciding(dimensions, whole)


def _join(*found: Sequence[Question]) -> tuple[Question, ...]:
    return tuple({question.id: question for part in found for question in part}.values())


def _decide(read: Reading, name: str, choice: PlatformChoice | None, most: int = TOP) -> tuple[Question, ...]:
    """Those of a dimension, as far as level `most`: those that a criterion hangs on, then the others by weight."""
    outcome = read.outcomes[name]
    possible = outcome.checked[outcome.range.low + 1 : min(outcome.range.high, most) + 1]
    hanging = {
        question
        for checked in possible
        for entry in checked.criteria
        if entry.holds is Holds.MAYBE
        for condition in open_conditions(entry, read.standing)
        for question in _asked_for(condition.item, read.standing, choice)
    }
    score_decides = any(checked.threshold_holds is Holds.MAYBE for checked in possible)
    found = (question for question in read.open_questions[name] if score_decides or question.id in hanging)
    return tuple(sorted(found, key=lambda question: (question.id not in hanging, -question.weight)))


def _asked_for(item: Item, standing: Standing, choice: PlatformChoice | None) -> Iterator[str]:
    """The questions that tell what an item stands at: also those that show a platform, where that may stand in."""
    yield item[0]
    if choice is not None and isinstance(standing[item], StandIn):
        yield from choice.shown_by


def _decide_whole(path: GrowthPath, read: Reading, choice: PlatformChoice | None) -> tuple[Question, ...]:
    level = read.overall.range
    if level.is_point:
        return ()
    found = [
        _decide(read, name, choice, level.high - path.slack)
        for name in DIMENSIONS
        if read.outcomes[name].range.low + path.slack < level.high
    ]
    if any(read.score.low < path.names[one].threshold for one in range(level.low + 1, level.high + 1)):
        every = [question for name in DIMENSIONS for question in read.open_questions[name]]
        found.append(tuple(sorted(every, key=lambda question: -question.weight)))
    return _join(*found)


def _read_as_chosen(questionnaire: Questionnaire, path: GrowthPath, choice: PlatformChoice, now: Reading) -> Reading:
    """The same answers, had the platform been chosen."""
    standing, name = {**now.standing, **stand_in(choice, now.standing)}, find_dimension(choice, questionnaire)
    questions = questionnaire.scored[name]
    points = find_points(questions, standing)
    scores = {**now.scores, name: mean_of(questions, points)}
    outcomes = {**now.outcomes, name: check_dimension(path.dimensions[name], scores[name], standing)}
    score = score_overall(scores)
    return replace(
        now,
        standing=standing,
        scores=scores,
        outcomes=outcomes,
        open_questions={**now.open_questions, name: find_open(questions, points, standing)},
        score=score,
        overall=check_overall(path, score, {name: outcome.range for name, outcome in outcomes.items()}),
    )


def _would_change(now: Reading, then: Reading, name: str, raised: frozenset[Item], most: int = TOP) -> bool:
    """Whether a dimension's level, as far as `most`, could hang on what a platform raises."""
    low, high = now.outcomes[name].range.low, min(then.outcomes[name].range.high, most)
    for checked in now.outcomes[name].checked[low + 1 : high + 1]:
        if checked.threshold_holds is not Holds.YES:
            return True
        for entry in checked.criteria:
            reached = (one for one in entry.criterion.any_of if one.item in raised)
            if entry.holds is not Holds.YES and any(condition_holds(c, then.standing) is not Holds.NO for c in reached):
                return True
    return False


def _would_change_whole(path: GrowthPath, now: Reading, then: Reading, name: str, raised: frozenset[Item]) -> bool:
    low, high = now.overall.range.low, then.overall.range.high
    if any(now.score.low < path.names[one].threshold for one in range(low + 1, high + 1)):
        return True
    most = high - path.slack
    return low < high and now.outcomes[name].range.low < most and _would_change(now, then, name, raised, most)
