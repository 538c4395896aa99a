"""The nouns of sheets. A sheet is a document to start an action with, filled in as far as the answers go.

It is made of parts, each for everybody or only for who answered something. Its texts hold places, `{municipality}`,
which are filled in from the answers, and gaps, `[name]`, which the municipality fills in itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from assessment.model import Answers, State, Text

UNANSWERED = "unanswered"
"""Stands among the options of a condition for a question that is not answered, not known or does not apply."""

PLACE = re.compile(r"\{(\w*)\}")
"""A place that is filled in from the answers."""
GAP = re.compile(r"(\[[^\[\]]*\])")
"""A gap that the municipality fills in; splitting a text by it gives text and gaps in turn."""

PLACES = frozenset(
    {
        "municipality",
        "inhabitants",
        "channels",
        "followers",
        "staff",
        "hours",
        "answering",
        "answering_now",
        "barriers",
        "documents",
        "kinds",
        "next_step",
        "month",
        "year",
        "next_year",
        *(f"hours_{part}" for part in range(5, 100, 5)),
    }
)
"""What may be filled in anywhere; `hours_20` is a fifth of the hours a week that there are, and
`answering_now` tells too that nobody answers."""


class Each(StrEnum):
    """What a table may have a row for each of."""

    CHANNELS = "channels"
    ACTIONS = "actions"
    BARRIERS = "barriers"


PLACES_OF: Mapping[Each, frozenset[str]] = MappingProxyType(
    {
        Each.CHANNELS: frozenset({"channel", "accounts"}),
        Each.ACTIONS: frozenset({"action", "lead", "effort"}),
        Each.BARRIERS: frozenset({"barrier", "remedy"}),
    }
)
"""What may be filled in in such a row besides."""


@dataclass(frozen=True)
class When:
    """For whom a part is: who gave one of these answers, is of one of these sizes, reports one of these barriers."""

    question: str = ""
    row: str | None = None
    among: frozenset[str] = frozenset()
    sizes: frozenset[str] = frozenset()
    barriers: frozenset[str] = frozenset()

    def holds(self, answers: Answers, size: str, barriers: frozenset[str]) -> bool:
        """Return whether it holds for a municipality."""
        return (
            (not self.question or bool(self.among & find_given(answers, self.question, self.row)))
            and (not self.sizes or size in self.sizes)
            and (not self.barriers or bool(self.barriers & barriers))
        )


def find_given(answers: Answers, question: str, row: str | None = None) -> frozenset[str]:
    """Return the options that were chosen, or only `unanswered`."""
    answer = answers.get(question)
    if answer is None or answer.state is not State.GIVEN:
        return frozenset({UNANSWERED})
    given = frozenset(answer.options if row is None else filter(None, [answer.rows.get(row)]))
    return given or frozenset({UNANSWERED})


@dataclass(frozen=True)
class Item:
    """One line of a list."""

    text: Text
    when: tuple[When, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column of a table; `width` is its part of the whole beside the others' parts."""

    id: str
    title: Text
    width: float = 1.0


@dataclass(frozen=True)
class Row:
    """A row of a table, with a text for each column; None for a cell that stays empty."""

    cells: tuple[Text | None, ...]
    when: tuple[When, ...] = ()


@dataclass(frozen=True)
class SheetTable:
    """A table: written rows, then a row for `each` of something, as `pattern` says, then so many empty ones."""

    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    each: Each | None = None
    pattern: tuple[Text | None, ...] = ()
    blank: int = 0


@dataclass(frozen=True)
class Step:
    """One question of a decision tree: what to do when the answer is yes. With no, one goes on to the next step.

    `no` is what to do then at the last one.
    """

    question: Text
    yes: Text
    no: Text | None = None


@dataclass(frozen=True)
class Part:
    """A part of a sheet; what it has stands in this order. `is_caution`: its text is a warning."""

    id: str
    heading: Text | None = None
    text: Text | None = None
    items: tuple[Item, ...] = ()
    table: SheetTable | None = None
    steps: tuple[Step, ...] = ()
    after: Text | None = None
    when: tuple[When, ...] = ()
    is_caution: bool = False


@dataclass(frozen=True)
class Source:
    """Where a sheet has a law or a figure from, and the day on which somebody read it there.

    Where that day is empty it is the official text of a law that another source explains.
    """

    title: Text
    href: str
    seen: str = ""


@dataclass(frozen=True)
class Sheet:
    """A document to start with.

    `recommendations` are those that it helps to begin. `is_legal`: it touches on law, so that it says to have it read
    by the own legal service. `is_one_page`: it must fit on one page of paper.
    """

    id: str
    order: int
    title: Text
    purpose: Text
    use: Text
    recommendations: tuple[str, ...]
    parts: tuple[Part, ...]
    sources: tuple[Source, ...] = ()
    is_legal: bool = False
    is_one_page: bool = False


@dataclass(frozen=True)
class Sheets:
    """All sheets, in their order."""

    all: tuple[Sheet, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Sheet]:
        """The sheets, found by id."""
        return MappingProxyType({sheet.id: sheet for sheet in self.all})

    @cached_property
    def by_recommendation(self) -> Mapping[str, tuple[Sheet, ...]]:
        """The sheets that help to begin a recommendation, found by its id."""
        names = dict.fromkeys(name for sheet in self.all for name in sheet.recommendations)
        return MappingProxyType({n: tuple(sheet for sheet in self.all if n in sheet.recommendations) for n in names})

    def of(self, recommendation_id: str | None) -> tuple[Sheet, ...]:
        """The sheets that help to begin a recommendation; none for most."""
        return self.by_recommendation.get(recommendation_id or "", ())
