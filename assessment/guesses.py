"""What a guess is worth, when a reader wants to see it: one step either way on an ordered scale, elsewhere unknown."""

from __future__ import annotations

from collections.abc import Collection
from types import MappingProxyType

from assessment.model import ANYTHING, Answer, Answers, Item, Kind, Question, Questionnaire, Range
from assessment.platform import replace_own, settle
from assessment.scoring import Standing, find_standing, item_points


def widen(question: Question, answer: Answer | None) -> dict[Item, Range | None]:
    """The points of each item of a scored question when its answer is a guess; what does not apply stays out."""
    found = item_points(question, answer)
    if answer is None:
        return found
    return {item: _widen(question, points, _choice(question, answer, item)) for item, points in found.items()}


def find_widened(questionnaire: Questionnaire, answers: Answers, guesses: Collection[str]) -> Standing:
    """The standing in which the answers to the questions named in `guesses` are no more certain than a guess is."""
    standing = dict(find_standing(questionnaire, answers))
    for questions in questionnaire.scored.values():
        for question in questions:
            if question.id in guesses:
                found = widen(question, answers.get(question.id))
                standing |= {item: replace_own(standing[item], points) for item, points in found.items()}
    return MappingProxyType(dict(settle(questionnaire.platform, standing)))


def _choice(question: Question, answer: Answer, item: Item) -> str:
    """What was chosen on the list that the item is answered with; empty where there is no such list."""
    if question.kind is Kind.GRID:
        return answer.rows.get(str(item[1]), "")
    return answer.options[0] if question.kind is Kind.ONE and answer.options else ""


def _widen(question: Question, points: Range | None, choice: str) -> Range | None:
    if points is None or not points.is_point:
        return points
    steps = [option.id for option in question.ladder]
    if choice not in steps:
        return ANYTHING
    place = steps.index(choice)
    near = [float(option.points or 0) for option in question.ladder[max(0, place - 1) : place + 2]]
    return Range(min(near), max(near))
