"""What one other answer would change: the points of its question are replaced, and one domain is scored again.

Only that domain's score and level are worked out anew, and then the whole; everything else stays as it was found. Which
is why the differences of five people on every question cost a few hundredths of a second.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assessment.content import Content
from assessment.levels import LevelRange, check_dimension, check_overall
from assessment.likely import Likely, find_likely
from assessment.model import DIMENSIONS, Answer, Answers, Item, Question, Range
from assessment.platform import find_dimension, own_points, replace_own, settle
from assessment.scoring import (
    Points,
    Score,
    Standing,
    find_points,
    find_standing,
    item_points,
    question_points,
    score_overall,
    score_points,
)
from assessment.voices import Compared, Standpoint


@dataclass(frozen=True)
class Weighed:
    """Where one domain and the whole stand: scores 0-100, levels 0-4, all of them ranges; and the likely level."""

    score: Range
    level: LevelRange
    likely: Likely
    overall_score: Range
    overall_level: LevelRange


@dataclass(frozen=True)
class Change:
    """What an answer would change in a domain, its own or the one that a platform stands in for, and in the whole."""

    question: Question
    dimension: str
    before: Weighed
    after: Weighed

    @property
    def moves_level(self) -> bool:
        """Whether a level, certain, possible or likely, becomes another."""
        one, other = self.before, self.after
        return (one.level, one.likely.level, one.overall_level) != (
            other.level,
            other.likely.level,
            other.overall_level,
        )

    @property
    def moves_score(self) -> bool:
        """Whether the domain's score becomes another."""
        return self.before.score != self.after.score

    @property
    def distance(self) -> float:
        """By how many points the score of the domain moves, at the end where it moves furthest."""
        one, other = self.before.score, self.after.score
        return max(abs(one.low - other.low), abs(one.high - other.high))


@dataclass(frozen=True)
class Weighing:
    """What was found of the agreed answers, once, to weigh other answers against.

    `answers` are empty where it is a standing that is weighed against, of which nobody asks what a choice would change.
    """

    content: Content
    standing: Standing
    points: Mapping[str, Points]
    scores: Mapping[str, Score]
    levels: Mapping[str, LevelRange]
    answers: Answers = field(default_factory=dict)

    def weigh(self, question: Question, answer: Answer | None) -> Change | None:
        """What another answer to a question would change; None where that does not count.

        A question by which a platform is chosen gives no points; it counts where the platform then stands in.
        """
        name = question.dimension
        if name is None:
            return self._weigh_choice(question, answer)
        items = item_points(question, answer)
        if all(own_points(self.standing[item]) == found for item, found in items.items()):
            here = self._look(name, self.standing, self.scores[name])
            return Change(question, name, here, here)
        standing, moved = self._replace(question, items)
        points = {**self.points[name], **{one.id: question_points(one, standing) for one in moved}}
        score = score_points(self.content.questionnaire.scored[name], points)
        return Change(question, name, self.look(name), self._look(name, standing, score))

    def _weigh_choice(self, question: Question, answer: Answer | None) -> Change | None:
        questionnaire = self.content.questionnaire
        choice = questionnaire.platform
        if choice is None or question.id not in (choice.question, choice.name):
            return None
        answers = {name: given for name, given in self.answers.items() if name != question.id}
        standing = find_standing(questionnaire, answers if answer is None else {**answers, question.id: answer})
        name = find_dimension(choice, questionnaire)
        scored = questionnaire.scored[name]
        after = self._look(name, standing, score_points(scored, find_points(scored, standing)))
        return Change(question, name, self.look(name), after)

    def look(self, name: str) -> Weighed:
        """Where a domain and the whole stand with the answers that are weighed against."""
        return self._look(name, self.standing, self.scores[name])

    def _replace(self, question: Question, items: Mapping[Item, Range | None]) -> tuple[Standing, tuple[Question, ...]]:
        """The standing with another answer, and the questions whose points that may move."""
        questionnaire, before = self.content.questionnaire, self.standing
        changed = ChainMap({item: replace_own(before[item], found) for item, found in items.items()}, dict(before))
        standing = settle(questionnaire.platform, changed)
        moved = questionnaire.scored[str(question.dimension)] if standing is not changed else (question,)
        return standing, moved

    def _look(self, name: str, standing: Standing, score: Score) -> Weighed:
        path = self.content.growth_path
        outcome = check_dimension(path.dimensions[name], score.range, standing)
        overall = score_overall({one: found.range for one, found in self.scores.items()} | {name: score.range})
        level = check_overall(path, overall, {**self.levels, name: outcome.range}).range
        likely = find_likely(self.content.questionnaire, standing, score, outcome)
        return Weighed(score.range, outcome.range, likely, overall, level)


def start_weighing(content: Content, answers: Answers) -> Weighing:
    """Find what other answers are weighed against."""
    return replace(weigh_standing(content, find_standing(content.questionnaire, answers)), answers=answers)


def weigh_standing(content: Content, standing: Standing) -> Weighing:
    """Find the same of a standing, such as one in which guesses are no more certain than they are."""
    questionnaire = content.questionnaire
    points = {name: find_points(questionnaire.scored[name], standing) for name in DIMENSIONS}
    scores = {name: score_points(questionnaire.scored[name], points[name]) for name in DIMENSIONS}
    levels = {
        name: check_dimension(content.growth_path.dimensions[name], scores[name].range, standing).range
        for name in DIMENSIONS
    }
    return Weighing(content, standing, points, scores, levels)


@dataclass(frozen=True)
class Difference:
    """A question on which positions differ, with what each of them would change, in the order of its groups."""

    compared: Compared
    changes: tuple[Change | None, ...]

    @property
    def could_move_level(self) -> bool:
        """Whether a level hangs on it: the positions, or any of them and what was agreed, lead to different ones."""
        return any(change is not None and change.moves_level for change in self.changes)

    @property
    def distance(self) -> float:
        """By how many points it moves its domain's score at most; 0 where it does not score."""
        return max((change.distance for change in self.changes if change is not None), default=0.0)


def list_differences(weighing: Weighing, compared: tuple[Compared, ...]) -> tuple[Difference, ...]:
    """The questions on which positions differ: first those that could move a level, then by how far they move a score.

    Those that weigh the same stay in the order in which they were compared.
    """
    found = [
        Difference(one, tuple(weighing.weigh(one.question, group.answer) for group in one.groups))
        for one in compared
        if one.standpoint is Standpoint.DIFFERENT
    ]
    return tuple(sorted(found, key=lambda one: (not one.could_move_level, -one.distance)))
