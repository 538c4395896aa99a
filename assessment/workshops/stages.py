"""The stages of a round: prepared, open, closed, revealed, one way. Skipping one drops its answers unseen."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """How far a round is. Only an open one takes answers; only of a revealed one is anything shown but how many."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"
    REVEALED = "revealed"
    SKIPPED = "skipped"


FOLLOWING = {
    Stage.PREPARED: frozenset({Stage.OPEN, Stage.SKIPPED}),
    Stage.OPEN: frozenset({Stage.CLOSED, Stage.SKIPPED}),
    Stage.CLOSED: frozenset({Stage.REVEALED, Stage.SKIPPED}),
    Stage.REVEALED: frozenset[Stage](),
    Stage.SKIPPED: frozenset[Stage](),
}
"""What can come after each stage. Nothing comes after a reveal: who votes again does so in a round of its own."""
UNDER_WAY = frozenset({Stage.OPEN, Stage.CLOSED})
"""From the opening of a round to its end: nobody is taken out now, or it would tell what they answered."""
MOST_ROUNDS = 2
"""How often a room is asked the same: before the talk, and after it."""


class WrongStageError(Exception):
    """What was asked can't be done at this stage; nothing was changed."""


def go_on(stage: Stage, to: Stage) -> Stage:
    """The stage that follows. Raises WrongStageError."""
    if to not in FOLLOWING[stage]:
        raise WrongStageError(f"{stage} -> {to}")
    return to
