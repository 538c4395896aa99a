"""What a room with little time is asked, as content authors chose it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assessment.model import Questionnaire
from assessment.reading import Problem, Table
from assessment.workshops.items import Pick, find_votable

FILE = "questionnaire.toml"
SIZES = {Pick.HOUR: 8, Pick.MORNING: 20}
"""How many a room answers and talks about in that time."""


def read_picks(table: Table | None) -> Mapping[str, tuple[str, ...]]:
    """The picks as the content has them; none where it says nothing of them."""
    if table is None:
        return {}
    picks = {str(pick): table.strings(pick) for pick in SIZES}
    table.finish()
    return picks


def check_picks(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Every mistake in the picks."""
    for name, keys in questionnaire.picks.items():
        size = SIZES[Pick(name)]
        if len(set(keys)) != size or len(keys) != size:
            yield Problem(FILE, "workshop", f"'{name}' has {size} different questions, not {len(set(keys))}")
        for key in keys:
            if find_votable(questionnaire, key) is None:
                yield Problem(FILE, "workshop", f"'{name}': '{key}' is nothing that a room can be asked")
    missing = set(questionnaire.picks.get(Pick.HOUR, ())) - set(questionnaire.picks.get(Pick.MORNING, ()))
    for key in sorted(missing):
        yield Problem(FILE, "workshop", f"'{key}' is asked in an hour, and so in a morning")
