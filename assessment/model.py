"""The nouns of the maturity model: what is asked, what was answered, and how scores are written.

Everything here is frozen and knows no language, clock, database or web page. Texts a reader sees are
`Text`: the Dutch source together with the stable id under which a translation is found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from math import floor
from types import MappingProxyType

UNKNOWN = "unknown"
NOT_APPLICABLE = "not_applicable"

DIMENSIONS = ("listening", "webcare", "participation", "strategy")
"""The four dimensions, in the order in which they are shown."""


Item = tuple[str, str | None]
"""A question's id with a grid's row or a several-of question's option, or None for a one-of question."""


@dataclass(frozen=True)
class Text:
    """A text from a content file: its stable id (the context of a translation) and its Dutch source."""

    context: str
    dutch: str


class Kind(StrEnum):
    """How a question is answered."""

    ONE = "one"
    SEVERAL = "several"
    GRID = "grid"
    NUMBER = "number"
    TEXT = "text"


class State(StrEnum):
    """What kind of answer somebody gave; a question without any answer simply has no `Answer`."""

    GIVEN = "given"
    UNKNOWN = UNKNOWN
    NOT_APPLICABLE = NOT_APPLICABLE


@dataclass(frozen=True)
class FigureLink:
    """Which published figure a question is compared with.

    `categories` says into which of the figure's categories each option may fall. More than one means that
    the print does not tell; `rest` stands for those that the print leaves out. `differs` says in one sentence where
    the question and what was asked then part; None where they are alike.
    """

    figure: str
    categories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    differs: Text | None = None


@dataclass(frozen=True)
class Option:
    """One answer to choose. `points` run from 0 to 100; None where the question does not score.

    `beside`: it stands beside the steps of an ordered list, such as *we receive none*.
    """

    id: str
    text: Text
    points: int | None = None
    exclusive: bool = False
    beside: bool = False


@dataclass(frozen=True)
class Row:
    """One line of a grid, answered with one option of the question's scale."""

    id: str
    text: Text
    figure: FigureLink | None = None


@dataclass(frozen=True)
class NumberSpec:
    """What a number question accepts, in `unit`, and how it is laid beside a published mean."""

    minimum: Decimal
    maximum: Decimal
    decimals: int
    unit: Text
    compare: str = "value"


@dataclass(frozen=True, eq=False)
class Question:
    """One question. `dimension` is None for context: such a question never scores.

    `ordered`: its options are steps, from one end to the other, in the order in which they stand. `extra`: it only
    serves the advice, may be skipped, and is not of the questions that are counted.

    A question is what it is loaded as: two are the same only when they are one object, so that what follows from a
    question may be kept by it.
    """

    id: str
    section: str
    kind: Kind
    text: Text
    help: Text
    why: Text
    dimension: str | None = None
    weight: int = 0
    weight_reason: Text | None = None
    scale_title: Text | None = None
    options: tuple[Option, ...] = ()
    rows: tuple[Row, ...] = ()
    number: NumberSpec | None = None
    maximum_length: int = 2000
    allows_not_applicable: bool = False
    figure: FigureLink | None = None
    no_figure: Text | None = None
    ordered: bool = False
    extra: bool = False

    @property
    def scores(self) -> bool:
        """Whether the answer counts in a dimension's score."""
        return self.dimension is not None

    @cached_property
    def option_by_id(self) -> Mapping[str, Option]:
        """The options, found by id."""
        return MappingProxyType({option.id: option for option in self.options})

    @cached_property
    def ladder(self) -> tuple[Option, ...]:
        """The options that are steps, in order; none where the options are not ordered."""
        return tuple(option for option in self.options if not option.beside) if self.ordered else ()

    @cached_property
    def row_by_id(self) -> Mapping[str, Row]:
        """The rows, found by id."""
        return MappingProxyType({row.id: row for row in self.rows})

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What is scored of it, in order: a grid's rows, the choices of a several-of question, else itself."""
        if self.kind is Kind.GRID:
            return tuple((self.id, row.id) for row in self.rows)
        if self.kind is Kind.SEVERAL:
            return tuple((self.id, option.id) for option in self.options if not option.exclusive)
        return ((self.id, None),)

    @cached_property
    def points_by_choice(self) -> Mapping[str, Range | None]:
        """What each choice on its scale stands for; None where it does not apply."""
        found: dict[str, Range | None] = {UNKNOWN: ANYTHING, NOT_APPLICABLE: None}
        for option in self.options:
            points = float(option.points or 0)
            found[option.id] = Range(points, points)
        return MappingProxyType(found)

    def points(self, option: str) -> int:
        """The points of one option, 0 to 100; 0 where the question does not score. Raises KeyError."""
        return self.option_by_id[option].points or 0


@dataclass(frozen=True)
class PlatformChoice:
    """How a municipality says that it lets residents take part on a platform, and what that takes the place of.

    It is made with `option` of `question` and a text at `name`. It holds once every question of `shown_by` has at
    least `points`; then it stands in for the items that it `replaces`.
    """

    question: str
    option: str
    name: str
    shown_by: tuple[str, ...]
    points: int
    replaces: frozenset[Item]


@dataclass(frozen=True)
class Section:
    """One page of questions."""

    id: str
    title: Text
    intro: Text


@dataclass(frozen=True, eq=False)
class Questionnaire:
    """All questions in order, with the version that an assessment remembers.

    `picks`: what a room with little time is asked, by the name of the pick, each a question's id or a row of one
    (`assessment/workshops/items.py`). Equal only to itself, so that what is the same for all can be worked out once for
    it and kept.
    """

    version: str
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    platform: PlatformChoice | None = None
    picks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def question_by_id(self) -> Mapping[str, Question]:
        """The questions, found by id."""
        return MappingProxyType({question.id: question for question in self.questions})

    @cached_property
    def number_by_id(self) -> Mapping[str, int]:
        """The number of each question in the whole list, from 1."""
        return MappingProxyType({question.id: number for number, question in enumerate(self.questions, start=1)})

    @cached_property
    def core(self) -> tuple[Question, ...]:
        """The questions that are counted, in order: all but the extra ones."""
        return tuple(question for question in self.questions if not question.extra)

    @cached_property
    def scored(self) -> Mapping[str, tuple[Question, ...]]:
        """The scored questions of each dimension, in order."""
        return MappingProxyType({name: tuple(q for q in self.questions if q.dimension == name) for name in DIMENSIONS})

    @cached_property
    def context(self) -> tuple[Question, ...]:
        """The questions that do not score, in order."""
        return tuple(question for question in self.questions if not question.scores)

    def question(self, question_id: str) -> Question:
        """The question with this id. Raises KeyError."""
        return self.question_by_id[question_id]

    @cached_property
    def by_section(self) -> Mapping[str, tuple[Question, ...]]:
        """The questions of each section, in order."""
        return MappingProxyType({s.id: tuple(q for q in self.questions if q.section == s.id) for s in self.sections})

    def in_section(self, section_id: str) -> tuple[Question, ...]:
        """The questions of one section, in order; none for an unknown section."""
        return self.by_section.get(section_id, ())

    @cached_property
    def core_by_section(self) -> Mapping[str, tuple[Question, ...]]:
        """Those of each section that are counted, in order."""
        return MappingProxyType({s: tuple(q for q in qs if not q.extra) for s, qs in self.by_section.items()})


@dataclass(frozen=True)
class Answer:
    """What was answered to one question; the question's kind says which field holds it.

    `rows` of a grid hold an option id, `unknown` or `not_applicable`; a row left open is absent.
    """

    state: State = State.GIVEN
    options: tuple[str, ...] = ()
    rows: Mapping[str, str] = field(default_factory=dict)
    number: Decimal | None = None
    text: str = ""


Answers = Mapping[str, Answer]
"""Question id -> answer. A question that is absent was not answered."""


@dataclass(frozen=True, order=True)
class Range:
    """Scores or points from `low` to `high`, 0 to 100; a point where nothing is unknown."""

    low: float
    high: float

    @property
    def is_point(self) -> bool:
        """Whether nothing is left open."""
        return self.low == self.high

    def raised_to(self, floor_points: float) -> Range:
        """The range after an improvement that guarantees at least `floor_points`."""
        if floor_points <= self.low:
            return self
        return Range(floor_points, max(self.high, floor_points))


@dataclass(frozen=True)
class StandIn(Range):
    """The points of an item that a chosen platform may stand in for; `own` are those of its own answer.

    `holds`: the platform certainly stands in for it. Where it may not, the points run from the own ones upwards.
    """

    own: Range
    holds: bool

    def raised_to(self, floor_points: float) -> Range:
        """The same after an improvement of the own answer, which may be lower than what stands in for it."""
        return StandIn(
            max(self.low, floor_points), max(self.high, floor_points), self.own.raised_to(floor_points), self.holds
        )


ANYTHING = Range(0.0, 100.0)


def round_score(value: float) -> float:
    """A score as it is compared and shown: one decimal, halves upwards."""
    return floor(value * 10 + 0.5 + 1e-9) / 10
