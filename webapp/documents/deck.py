"""Slides as plain data: a message and one thing to show on each, and what to say about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp.documents.paper import Picture, Table


@dataclass(frozen=True)
class Card:
    """A dimension at a glance. `low` is the level that is reached, `high` the last possible one.

    The colour is as in the charts.
    """

    name: str
    colour: str
    low: int
    high: int
    level: str
    score: str
    beside: str


@dataclass(frozen=True)
class Bar:
    """A bar from 0 to `low`, which is certain, and on to `high`, which is possible; both 0 to 100."""

    title: str
    low: float
    high: float
    text: str


@dataclass(frozen=True)
class Bars:
    """Bars of one colour, with what they show in words."""

    title: str
    description: str
    colour: str
    certain: str
    possible: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Slide:
    """One slide: its title is what it says. It shows sentences, or one thing; bars may have sentences beside them.

    `notes` is what the speaker reads.
    """

    title: str
    lines: tuple[str, ...] = ()
    table: Table | None = None
    picture: Picture | None = None
    cards: tuple[Card, ...] = ()
    bars: Bars | None = None
    notes: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError when there is more than one thing to show: only one would be drawn."""
        shown = [bool(one) for one in (self.table, self.picture, self.cards, self.bars)]
        if sum(shown) > 1 or (self.lines and sum(shown) and not self.bars):
            raise ValueError(f"the slide {self.title!r} has more than one thing to show")

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing but a title."""
        return not (self.lines or self.table or self.picture or self.cards or self.bars)


@dataclass(frozen=True)
class Deck:
    """A whole presentation. `mark` stands on each slide of an invented example; empty otherwise.

    `notes` is what the speaker says before the first slide; `author` is whose answers it tells.
    """

    language: str
    title: str
    subtitle: str
    foot: str
    mark: str
    day: date
    author: str
    slides: tuple[Slide, ...]
    notes: str = ""
