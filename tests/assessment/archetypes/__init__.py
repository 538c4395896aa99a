"""Six municipalities as they were described, with the answers that somebody gave for them without seeing any points.

The files are what that person wrote, before a weight was touched; `levels` are those that an adviser gives to the
description. `doubts.md` holds what the writer stumbled over. Two more stand in `held_out`: nobody who weighed the
questions had seen them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from assessment.answers import PlainAnswer, read_answer
from assessment.model import NOT_APPLICABLE, UNKNOWN, Answers, Kind, Question, Questionnaire

FOLDER = Path(__file__).parent
HELD_OUT = FOLDER / "held_out"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
_FIELDS = {Kind.ONE: "options", Kind.SEVERAL: "options", Kind.GRID: "rows", Kind.NUMBER: "number", Kind.TEXT: "text"}


@dataclass(frozen=True)
class Archetype:
    """A described municipality, its answers, and the levels that an adviser gives: one, or any of several."""

    name: str
    inhabitants: int
    answers: Answers
    levels: dict[str, object]


def read_archetype(questionnaire: Questionnaire, name: str, folder: Path = FOLDER) -> Archetype:
    """One of them, with its answers as the questionnaire takes them."""
    written = tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))
    asked = {one: questionnaire.question(one) for one in written["answers"]}
    answers = {one: read_answer(asked[one], _plain(asked[one], value)) for one, value in written["answers"].items()}
    return Archetype(name, written["inhabitants"], answers, written["levels"])


def _plain(question: Question, value: object) -> PlainAnswer:
    if value in (UNKNOWN, NOT_APPLICABLE):
        return {"state": value}
    if question.kind is Kind.NUMBER:
        value = str(value)
    return {_FIELDS[question.kind]: [value] if question.kind is Kind.ONE else value}
