"""What can be asked of a room: one of a list, several of a list, or one row of a grid. Numbers and texts never."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from assessment.agreement import FEWEST_STEPS
from assessment.model import Kind, Option, Question, Questionnaire, Row, Text


class Pick(StrEnum):
    """How much a room is asked: what fits in an hour, in a morning, or all that can be asked."""

    HOUR = "hour"
    MORNING = "morning"
    ALL = "all"


@dataclass(frozen=True, eq=False)
class Votable:
    """One thing that a room is asked; `row` is None where it is a whole question."""

    question: Question
    row: Row | None = None

    @cached_property
    def key(self) -> str:
        """What it is known by: a question's id, with that of the row after a slash."""
        return self.question.id if self.row is None else f"{self.question.id}/{self.row.id}"

    @property
    def title(self) -> Text:
        """What is asked."""
        return self.question.text

    @property
    def text(self) -> Text:
        """What the answer is about: the row where there is one, else the question."""
        return self.question.text if self.row is None else self.row.text

    @property
    def options(self) -> tuple[Option, ...]:
        """What there is to choose; *don't know* and *not applicable* stand beside these."""
        return self.question.options

    @property
    def is_several(self) -> bool:
        """Whether more than one may be chosen; then only shares are told."""
        return self.question.kind is Kind.SEVERAL

    @cached_property
    def steps(self) -> tuple[int, ...]:
        """The places of the options that are steps, from one end to the other; none where the list has no order.

        Two steps are no order yet: there is nothing between them.
        """
        ladder = () if self.is_several else self.question.ladder
        places = tuple(place for place, option in enumerate(self.options) if option in ladder)
        return places if len(places) >= FEWEST_STEPS else ()

    @property
    def is_ordered(self) -> bool:
        """Whether its answers are steps of which each is further than the one before."""
        return bool(self.steps)

    @cached_property
    def top(self) -> Option | None:
        """The end of the steps that counts as higher: that with more points, else the last; None without steps."""
        if not self.steps:
            return None
        first, last = self.options[self.steps[0]], self.options[self.steps[-1]]
        return first if (first.points or 0) > (last.points or 0) else last

    @property
    def allows_not_applicable(self) -> bool:
        """Whether it may not apply."""
        return self.question.allows_not_applicable


@lru_cache(16)
def list_votable(questionnaire: Questionnaire) -> tuple[Votable, ...]:
    """What can be asked of a room, in the order of the questionnaire, without the extra questions."""
    found: list[Votable] = []
    for question in questionnaire.core:
        if question.kind in (Kind.ONE, Kind.SEVERAL):
            found.append(Votable(question))
        elif question.kind is Kind.GRID:
            found.extend(Votable(question, row) for row in question.rows)
    return tuple(found)


def find_votable(questionnaire: Questionnaire, key: str) -> Votable | None:
    """What is known by a key; None where a room can't be asked that."""
    return _by_key(questionnaire).get(key)


def pick_items(questionnaire: Questionnaire, pick: Pick) -> tuple[Votable, ...]:
    """What a room is asked by a pick, in the order of the questionnaire; none where its version says nothing of it."""
    if pick is Pick.ALL:
        return list_votable(questionnaire)
    keys = questionnaire.picks.get(pick, ())
    return tuple(item for item in list_votable(questionnaire) if item.key in keys)


@lru_cache(16)
def _by_key(questionnaire: Questionnaire) -> dict[str, Votable]:
    return {item.key: item for item in list_votable(questionnaire)}
