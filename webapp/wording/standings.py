"""How a dimension or the whole stands, in one cell: two of these beside each other fit on a phone."""

from __future__ import annotations

from assessment.levels import LevelRange
from assessment.model import Range
from webapp.language.texts import gettext
from webapp.wording.levels import phase_text
from webapp.wording.numbers import score_text

COLUMNS = 3
"""What stands, and how it stands twice: none of them is a column of numbers, so that their words wrap."""


def standing_text(level: LevelRange, likely: int | None, score: Range, beside: str = "") -> str:
    """Return growth phase and score in a few words, with how it lies beside 2019 where that is given."""
    text = gettext("%(phase)s · score %(score)s", phase=phase_text(level, likely), score=score_text(score))
    return f"{text} · {beside}" if beside else str(text)
