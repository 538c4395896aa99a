"""How many come through the door: a tenth more than were expected, and at least three."""

from __future__ import annotations

FEWEST_MORE = 3
MOST_HEADS = 2000
"""More than a room has; a number above it is a mistake."""
MOST_SEATS = MOST_HEADS + MOST_HEADS // 10
"""As many as the door lets into the largest room."""


def find_door_limit(heads: int) -> int:
    """How many seats a room of so many expected heads has at most, until the trainer moves it."""
    return heads + max(FEWEST_MORE, -(-heads // 10))
