"""Published figures: an edition is one survey, a figure one thing that it asked, a share one printed number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from assessment.model import Range, Text

REST = "rest"
"""The category of everybody whom the print leaves out."""

ABOUT_MARGIN = Decimal("2.5")
"""How far "about 80%" may lie from 80, in percentage points: a convention of ours, stated on the method page."""


class FigureKind(StrEnum):
    """How the figure was asked: one answer, several answers, or a number of which the mean is printed."""

    ONE_OF = "one_of"
    SEVERAL_OF = "several_of"
    MEAN = "mean"


class Population(StrEnum):
    """Whom a figure is about; populations are never mixed unless the print mixes them."""

    MUNICIPALITIES = "municipalities"
    POLICE_ZONES = "police_zones"
    RESPONDENTS = "respondents"
    DUTCH_MUNICIPALITIES = "dutch_municipalities"
    FLEMISH_USERS = "flemish_users"


@dataclass(frozen=True)
class Share:
    """One printed number: a percentage, or a value in the figure's unit.

    `about` where the print says so; `within` is how far the true value may then lie from it, in percentage points.
    """

    id: str
    text: Text
    value: Decimal
    about: bool = False
    within: Decimal = ABOUT_MARGIN

    @cached_property
    def printed(self) -> tuple[Decimal, Decimal]:
        """The lowest and the highest value that this print may stand for."""
        margin = self.within if self.about else Decimal(5).scaleb(-self.decimals - 1)
        return max(Decimal(0), self.value - margin), self.value + margin

    @cached_property
    def printed_range(self) -> Range:
        """The same, as a range of percentages or of the figure's unit."""
        low, high = self.printed
        return Range(float(low), float(high))

    @property
    def decimals(self) -> int:
        """With how many decimals it is printed."""
        exponent = self.value.as_tuple().exponent
        return -exponent if isinstance(exponent, int) and exponent < 0 else 0


@dataclass(frozen=True)
class EarlierShare:
    """The same share in an earlier survey year."""

    year: int
    share: str
    value: Decimal
    about: bool = False


@dataclass(frozen=True)
class Figure:
    """One thing that was asked, with its shares as printed and where they stand in the report."""

    id: str
    asked: Text
    population: Population
    kind: FigureKind
    section: str
    shares: tuple[Share, ...]
    earlier: tuple[EarlierShare, ...] = ()
    note: Text | None = None
    unit: Text | None = None
    base: Text | None = None
    year: int | None = None

    @cached_property
    def share_by_id(self) -> Mapping[str, Share]:
        """The shares, found by id."""
        return MappingProxyType({share.id: share for share in self.shares})

    @property
    def is_percentages(self) -> bool:
        """Whether the shares are percentages of those asked; otherwise a mean, counts or bounds, in `unit`."""
        return self.kind is not FigureKind.MEAN and self.unit is None

    @property
    def total(self) -> Decimal:
        """What the printed shares add up to; only 100 where one answer was asked and nothing is left out."""
        return sum((share.value for share in self.shares), Decimal(0))


@dataclass(frozen=True)
class CountedThing:
    """One thing that a count counts: somebody has it who falls in one of these categories of a figure."""

    figure: str
    categories: tuple[str, ...]


@dataclass(frozen=True)
class CountGroup:
    """Things that are counted together. `own` is a sentence with `{count}` and `{of}` in it."""

    id: str
    dimension: str
    title: Text
    own: Text
    things: tuple[CountedThing, ...]


@dataclass(frozen=True)
class EditionNote:
    """A remark on the edition as a whole."""

    id: str
    text: Text


@dataclass(frozen=True, eq=False)
class Edition:
    """One published survey. Counts are of authorities; `warning` is what the report says about itself.

    `reading` is the version of how the print is read here: notes, bases, and which answer falls in which category.

    Equal only to itself, so that what is the same for all answers can be worked out once for it and kept.
    """

    id: str
    reading: str
    year: int
    title: Text
    publisher: str
    fieldwork: Text
    questions: int
    asked: int
    municipalities_answered: int
    municipalities_total: int
    police_zones_answered: int
    police_zones_total: int
    warning: Text
    notes: tuple[EditionNote, ...]
    figures: tuple[Figure, ...]
    counts: tuple[CountGroup, ...] = ()

    @cached_property
    def figure_by_id(self) -> Mapping[str, Figure]:
        """The figures, found by id."""
        return MappingProxyType({figure.id: figure for figure in self.figures})
