"""What several sheets put into their cells."""

from __future__ import annotations

from assessment.model import Range


def ends(span: Range | None) -> tuple[float | None, float | None]:
    """Return the lowest and the highest of a range for two cells next to each other; empty ones for none."""
    return (None, None) if span is None else (span.low, span.high)
