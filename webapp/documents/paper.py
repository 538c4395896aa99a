"""A report as plain data: words, numbers and charts in the order in which somebody reads them.

It is put together once, in the reader's language, from the same views that the pages show; the PDF, the Word file and
the slides are drawings of it. So the same number stands in each of them, and none of them knows the web or the store.
Texts are plain text: what looks like markup in them is text too. A text may hold line ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from webapp.documents.charts.model import Chart


class Tone(StrEnum):
    """How a paragraph speaks: as the text itself, as its opening, as a remark beside it, or as a warning."""

    PLAIN = "plain"
    LEAD = "lead"
    SOFT = "soft"
    CAUTION = "caution"


@dataclass(frozen=True)
class Paragraph:
    """One paragraph."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Heading:
    """A heading within a chapter; `depth` 2 stands directly under the chapter's title, 3 below that."""

    text: str
    depth: int = 2


@dataclass(frozen=True)
class Bullets:
    """A list without order."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Pairs:
    """Terms, each with what belongs to it: facts on the cover, the fields of a recommendation."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Entry:
    """One thing to look up: its title stands out, each of its lines begins a new one, and a remark follows softly."""

    title: str
    lines: tuple[str, ...] = ()
    remark: str = ""

    def texts(self) -> tuple[str, ...]:
        """Return all that it says, in order."""
        return tuple(filter(None, (self.title, *self.lines, self.remark)))


@dataclass(frozen=True)
class Entries:
    """What is read entry by entry: answers, conditions, steps. What is compared down a column stands in a table."""

    items: tuple[Entry, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table. `width` is its part of the whole beside the others' parts."""

    title: str
    is_number: bool = False
    width: float = 1.0


@dataclass(frozen=True)
class Track:
    """A score on a scale of 0 to 100, drawn beneath a cell: what is certain, what is possible, and a band of others.

    It only repeats what the row's texts say. `band` is the others' lowest and highest with the own score on the same
    questions; None for no band. `marks` are where something begins.
    """

    low: float
    high: float
    colour: str
    band: tuple[float, float, float] | None = None
    marks: tuple[float, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table. Each row has as many texts as there are columns; `total` is empty or a last row of that kind.

    `marked` names the rows, from 0, that stand out: the own answer among all answers. `tracks` is empty or has one for
    each row, drawn beneath the text of the last column. `source` says where its numbers come from. `named_by` is the
    place of the column that names a row, from 0: who hears a number read hears that name before it.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    marked: frozenset[int] = frozenset()
    tracks: tuple[Track, ...] = ()
    source: str = ""
    named_by: int = 0

    def __post_init__(self) -> None:
        """Raise ValueError when a row does not fit the columns: a table that is cut off is a mistake."""
        if any(len(row) != len(self.columns) for row in (*self.rows, *([self.total] if self.total else []))):
            raise ValueError(f"a row of the table {self.caption!r} does not fit its columns")
        if self.tracks and len(self.tracks) != len(self.rows):
            raise ValueError(f"the table {self.caption!r} has a row without a track")


@dataclass(frozen=True)
class Picture:
    """A chart with its caption. `alt` is what it shows in two sentences, where its numbers stand beside it in a table.

    Else the chart's own title and description are its alternative text. `source` says where its numbers come from.
    """

    chart: Chart
    caption: str
    alt: str = ""
    source: str = ""

    def in_words(self) -> str:
        """Return its alternative text."""
        return self.alt or describe_chart(self.chart)


@dataclass(frozen=True)
class Level:
    """A level as a row of four stones with its words: phase 0 has none, so that as many are filled as the number says.

    `low` are filled, `high` possible, at most 4. The colour is as in the charts.
    """

    name: str
    low: int
    high: int
    words: str
    score: str
    colour: str


@dataclass(frozen=True)
class Levels:
    """The levels of several dimensions side by side."""

    items: tuple[Level, ...]


@dataclass(frozen=True)
class Advice:
    """One recommendation, which stays together on a page. `tags` are short: dimension, effort, who leads.

    Its title is a heading of the given depth: one more than what it stands under.
    """

    number: int
    title: str
    tags: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    depth: int = 3


Block = Paragraph | Heading | Bullets | Pairs | Entries | Table | Picture | Levels | Advice


@dataclass(frozen=True)
class Chapter:
    """A chapter. `id` is stable and made of letters and hyphens; `begins_page` may be no for a short one.

    What stands in the appendix is to look things up in: it may be set smaller, and its pictures where there is room,
    unless it `keeps_order`.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    begins_page: bool = True
    is_appendix: bool = False
    keeps_order: bool = False


@dataclass(frozen=True)
class Labels:
    """The words that the documents themselves need."""

    contents: str
    page: str
    """With the places `%(page)s` and `%(pages)s`."""
    table: str
    figure: str
    invented: str
    """What stands on every page of an invented example."""


@dataclass(frozen=True)
class Paper:
    """A whole report. `language` is a code such as `nl`; `facts` stand on the cover; `made_on` is its day in words.

    `author` is whose answers it tells: what a file says of itself. One without a cover opens with its title above the
    first chapter, and has no contents.
    """

    language: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    day: date
    made_on: str
    author: str
    running_head: str
    chapters: tuple[Chapter, ...]
    labels: Labels
    is_invented: bool = False
    keywords: tuple[str, ...] = field(default=())
    has_cover: bool = True

    def blocks(self) -> Iterator[Block]:
        """Give every block of every chapter, in order."""
        for chapter in self.chapters:
            yield from chapter.blocks

    def pictures(self) -> Iterator[Picture]:
        """Give every picture, in order."""
        yield from (block for block in self.blocks() if isinstance(block, Picture))


@dataclass(frozen=True)
class Note:
    """A note of one page: no cover, no contents, no chapters. `foot` stands at the foot of its page."""

    language: str
    title: str
    subject: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    day: date
    author: str
    foot: str
    labels: Labels
    is_invented: bool = False


def describe_chart(chart: Chart) -> str:
    """Return in words what a chart shows: for who can't see it, and in the place of one that can't be drawn."""
    return f"{chart.title}. {chart.description}"
