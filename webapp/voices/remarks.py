"""A remark on a domain, by who looks from outside: kept with what they answer, under an id that no question has.

So it is saved, kept offline, frozen and changed later just as an answer is. It counts nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from assessment.model import DIMENSIONS, Kind, Question, Text
from webapp.language.texts import gettext
from webapp.store.answers import SavedAnswer

_PREFIX = "remark."
_CONTEXT = "voices.remark"


def is_remark(name: str) -> bool:
    """Tell whether an id is that of a remark."""
    return name.removeprefix(_PREFIX) in DIMENSIONS and name.startswith(_PREFIX)


def make_remark(dimension: str) -> Question:
    """Return what is asked for a remark on a domain, in the reader's language."""
    return Question(
        id=f"{_PREFIX}{dimension}",
        section=dimension,
        kind=Kind.TEXT,
        text=Text(_CONTEXT, str(gettext("What else do you see from outside?"))),
        help=Text(_CONTEXT, str(gettext("A remark on this whole part. It may stay empty."))),
        why=Text(_CONTEXT, ""),
        extra=True,
    )


def read_remarks(said: Mapping[str, SavedAnswer]) -> dict[str, str]:
    """Return the remarks among what a voice said, by dimension."""
    found: dict[str, str] = {}
    for name, entry in said.items():
        text = (entry.plain or {}).get("text") if is_remark(name) else None
        if isinstance(text, str):
            found[name.removeprefix(_PREFIX)] = text
    return found
