"""What stands beside the agreed answers: what others say, how it was settled, and how it looks from outside.

None of it counts in a score. A look from outside is a second calculation: made once, for every page and document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from assessment.basis import Basis
from assessment.model import DIMENSIONS, Answer, Question
from assessment.weighing import Change, Weighed


@dataclass(frozen=True)
class Said:
    """What one voice says on one question. `change` is what it would change; None where that is not known."""

    role: str
    is_observer: bool
    answer: Answer
    note: str
    basis: Basis
    is_late: bool
    change: Change | None
    differs: bool


@dataclass(frozen=True)
class Settled:
    """How an agreed answer was decided upon: why, on which day, and from whom it was taken over, if from anybody.

    `taken_from`: each role, with how sure it was of the answer then, and on what.
    """

    reason: str
    on: date
    taken_from: tuple[tuple[str, Basis], ...]


@dataclass(frozen=True)
class Parting:
    """A question on which what is said and what is seen part, why, and what laying it over changes."""

    question: Question
    said: Answer | None
    seen: Answer
    why: str
    basis: Basis
    change: Change | None


@dataclass(frozen=True)
class Look:
    """One look from outside: each domain as said and as seen, where they part, and a remark a domain."""

    voice_id: int
    role: str
    on: date | None
    looked: int
    said: Mapping[str, Weighed]
    seen: Mapping[str, Weighed]
    partings: Mapping[str, tuple[Parting, ...]]
    remarks: Mapping[str, str] = field(default_factory=dict)

    @property
    def whole(self) -> tuple[Weighed, Weighed]:
        """The whole as said and as seen: each domain of a calculation knows it."""
        return self.said[DIMENSIONS[0]], self.seen[DIMENSIONS[0]]

    @property
    def parting(self) -> int:
        """On how many questions said and seen part."""
        return sum(len(entries) for entries in self.partings.values())


@dataclass(frozen=True)
class Others:
    """All that stands beside the agreed answers, by question id; and the looks from outside."""

    said: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    settled: Mapping[str, Settled] = field(default_factory=dict)
    looks: tuple[Look, ...] = ()
