"""The nouns of a crosswalk: what makes a version of the questionnaire differ from the one before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

DROPPED = "-"
"""Stands for what the later version has no place for."""


@dataclass(frozen=True)
class Moved:
    """A question of before, the one that takes its answer, and what is called otherwise in it.

    `row`: only this row of the grid that the source is goes along, as the answer to a question of its own.
    `to_row`: the answer to the source becomes this row of the grid that the target is, beside its other rows.
    """

    source: str
    target: str
    options: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    row: str = ""
    to_row: str = ""


@dataclass(frozen=True)
class Crosswalk:
    """One step from a version to another.

    `added` are questions that the version before did not ask, `removed` those whose answer goes nowhere.
    `recommendations` gives those that were renamed or merged their new id; `withdrawn` ones are gone.
    """

    source: str
    target: str
    added: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    moved: tuple[Moved, ...] = ()
    recommendations: Mapping[str, str] = field(default_factory=dict)
    withdrawn: frozenset[str] = frozenset()

    @property
    def left(self) -> frozenset[str]:
        """The questions whose answer does not stay under its id just as it is."""
        return self.removed | {move.source for move in self.moved}

    def turned_round(self) -> Crosswalk:
        """The step back: only what the step leaves as it is can be read by the version before."""
        return Crosswalk(
            source=self.target,
            target=self.source,
            added=self.left,
            removed=self.added | {move.target for move in self.moved if not move.to_row},
            withdrawn=frozenset(self.recommendations.values()),
        )
