"""What a picture shows: plain numbers with their texts, already translated and formatted.

A chart says everything that its drawing needs, so that it can be sent to another process, serves as the key of
a cache, and can be compared with findings in a test. All numbers are those of `Findings`, never computed again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from assessment.action_plan import Status
from assessment.model import Range


class Span(NamedTuple):
    """From `low` to `high`, on a scale of 0 to 100; a point where they are the same."""

    low: float
    high: float

    @classmethod
    def of(cls, score: Range) -> Span:
        """Return the span of a score."""
        return cls(score.low, score.high)

    @property
    def is_point(self) -> bool:
        """Whether there is nothing between both ends."""
        return self.low == self.high


class Phase(NamedTuple):
    """One level of the growth path: its number, 0 to 4, and its name."""

    level: int
    name: str


class ReferenceLane(NamedTuple):
    """The score that municipalities had then (0-100), with what the print leaves open and the sampling margin in it.

    `own` is the municipality's score on exactly those questions. `label` and `own_label` stand at the band, each
    with its number; `text` says it in a sentence.
    """

    band: Span
    own: Span
    label: str
    own_label: str
    text: str


class PathLane(NamedTuple):
    """One dimension, or the whole (`colour` is then `overall`), on a track of 0 to 100.

    `thresholds` are where the levels begin; `reached` is the lowest level that is certain (-1 where nothing is said)
    and the highest that is possible. `likely` is the likely score, None where it is too early to say. `text` says the
    level in words, `label` in few; `remark` is empty, or says why the score promises more than the level.
    """

    name: str
    colour: str
    thresholds: tuple[int, ...]
    reached: tuple[int, int]
    score: Span
    likely: float | None
    score_text: str
    text: str
    label: str
    remark: str
    reference: ReferenceLane | None


class PathChart(NamedTuple):
    """The growth path: every dimension and the whole, each on its own track.

    `mark` and `perhaps` are the words that stand at the first mark, and in a phase that is only possible.
    """

    language: str
    title: str
    description: str
    phases: tuple[Phase, ...]
    lanes: tuple[PathLane, ...]
    heading: str
    mark: str
    perhaps: str


@dataclass(frozen=True)
class Part:
    """One category of a figure. `share` is a percentage of all; `own` is None where it may be the own one.

    A part that is not `printed` is what the others leave over. `mark` names the own answer in words, else it is empty.
    """

    text: str
    share_text: str
    share: float
    own: bool | None
    printed: bool = True
    mark: str = ""


@dataclass(frozen=True)
class ShareBar:
    """One question with its figure: the parts of one whole when `stacked`, else a bar for each part."""

    title: str
    remark: str
    parts: tuple[Part, ...]
    stacked: bool


class SharesLegend(NamedTuple):
    """What the signs on the bars mean."""

    own: str
    maybe_own: str
    not_printed: str


@dataclass(frozen=True)
class SharesChart:
    """Questions with the shares of their figure, the own category marked."""

    language: str
    title: str
    description: str
    colour: str
    bars: tuple[ShareBar, ...]
    legend: SharesLegend


class Slope(NamedTuple):
    """One dimension's score then and now, each from 0 to 100, with both as texts and how it moved in a word."""

    name: str
    colour: str
    before: Span
    after: Span
    before_text: str
    after_text: str
    move: str


class SlopeChart(NamedTuple):
    """The scores of an earlier self-scan beside those of this one: a small picture for each dimension."""

    language: str
    title: str
    description: str
    before: str
    after: str
    slopes: tuple[Slope, ...]


class Tick(NamedTuple):
    """A day on a time axis: its place from 0 to 100, and what stands there."""

    place: float
    text: str


class PlanBar(NamedTuple):
    """One action on a time axis of 0 to 100, from the day that it was taken on to the last day that counts for it.

    `due` is where it was to be done by; None where it has no day. `remark` says day and status in words.
    """

    title: str
    remark: str
    colour: str
    span: Span
    due: float | None
    status: Status
    is_overdue: bool


class TimelineLegend(NamedTuple):
    """What the bars and signs on a timeline mean."""

    todo: str
    busy: str
    done: str
    overdue: str
    due: str


class TimelineChart(NamedTuple):
    """Actions of a plan on a time axis, with today on it."""

    language: str
    title: str
    description: str
    today: Tick
    ticks: tuple[Tick, ...]
    bars: tuple[PlanBar, ...]
    legend: TimelineLegend


class GridEntry(NamedTuple):
    """A recommendation in a grid: its number on the road, and its title; `colour` is its dimension."""

    number: int
    title: str
    colour: str


class GridRow(NamedTuple):
    """What some recommendations bring, in words, with those of each class of effort."""

    name: str
    cells: tuple[tuple[GridEntry, ...], ...]


class GridChart(NamedTuple):
    """Recommendations by what they bring (rows) and by the class of their effort (`columns`, the smallest first)."""

    language: str
    title: str
    description: str
    heading: str
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]


Chart = GridChart | PathChart | SharesChart | SlopeChart | TimelineChart
