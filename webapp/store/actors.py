"""Who writes: kept, as a short text, with everything that is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class ActorKind(StrEnum):
    """What somebody writes through."""

    LINK = "link"
    PROGRAM = "program"
    FILE = "file"


@dataclass(frozen=True)
class Actor:
    """Whoever writes. `id` is the link's number, and None for the program itself and for what came from a file.

    The link may be gone by the time that somebody reads this: it is no reference.
    """

    kind: ActorKind
    id: int | None = None

    def __post_init__(self) -> None:
        if (self.id is None) != (self.kind is not ActorKind.LINK):
            raise ValueError(f"A {self.kind} is {'not ' if self.id is not None else ''}told apart by a number.")

    def __str__(self) -> str:
        return str(self.kind) if self.id is None else f"{self.kind}:{self.id}"


PROGRAM = Actor(ActorKind.PROGRAM)
FROM_FILE = Actor(ActorKind.FILE)
"""Whoever wrote what a file holds: nobody here knows."""


@lru_cache(1024)
def read_actor(text: str) -> Actor:
    """Return the actor that `str` wrote. Raises ValueError on anything else."""
    kind, colon, number = text.partition(":")
    return Actor(ActorKind(kind), int(number) if colon else None)
