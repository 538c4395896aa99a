"""Slides as plain data: a title and one thing to show on each, and what to say about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp.documents.paper import Picture, Table


@dataclass(frozen=True)
class Slide:
    """One slide: sentences, a table or a picture, one of them. `notes` is what the speaker reads."""

    title: str
    lines: tuple[str, ...] = ()
    table: Table | None = None
    picture: Picture | None = None
    notes: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError when there is more than one thing to show: only one would be drawn."""
        if sum(bool(shown) for shown in (self.lines, self.table, self.picture)) > 1:
            raise ValueError(f"the slide {self.title!r} has more than one thing to show")


@dataclass(frozen=True)
class Deck:
    """A whole presentation. `mark` stands on each slide of an invented example; empty otherwise."""

    language: str
    title: str
    subtitle: str
    foot: str
    mark: str
    day: date
    author: str
    slides: tuple[Slide, ...]
