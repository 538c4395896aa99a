"""What was found of a self-scan, in short: what is kept when it is finished, and laid beside what is found today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from assessment.levels import TOP, LevelRange
from assessment.likely import spans_too_much
from assessment.model import DIMENSIONS, Range, round_score
from benchmarks.reference import Verdict
from webapp.findings.model import Findings, Result

LONGEST_NAME = 40
"""Of a version: more is none of ours."""


@dataclass(frozen=True)
class Standing:
    """How a dimension or the whole stood. `verdict` is that beside the edition; None where there is none."""

    score: Range
    level: LevelRange
    likely: int | None
    verdict: str | None = None

    @property
    def said(self) -> Verdict | None:
        """What is said of the verdict: that it is too early where less than half was answered."""
        if self.verdict is None:
            return None
        return Verdict.TOO_EARLY if spans_too_much(self.score) else Verdict(self.verdict)


@dataclass(frozen=True)
class Found:
    """What was found, on which day, and by what: the versions of questionnaire, edition, its reading, and program."""

    day: date
    questionnaire: str
    edition: str
    reading: str
    program: str
    answered: int
    questions: int
    overall: Standing
    dimensions: Mapping[str, Standing]

    def says_the_same(self, other: Found) -> bool:
        """Whether both say the same of the municipality, whatever they were found with."""
        return (self.overall, self.dimensions) == (other.overall, other.dimensions)


@dataclass(frozen=True)
class Finished:
    """What was found when a self-scan was finished. `is_from_file`: a file said so; it was not computed here."""

    at: datetime
    found: Found
    is_from_file: bool = False


def summarise(findings: Findings | Result, *, day: date, program: str) -> Found:
    """Return findings in short."""
    return Found(
        day=day,
        questionnaire=findings.content.questionnaire.version,
        edition=findings.edition.id,
        reading=findings.edition.reading,
        program=program,
        answered=findings.complete,
        questions=findings.total,
        overall=Standing(_round(findings.overall_score), findings.overall.range, findings.likely.level),
        dimensions={
            name: Standing(
                _round(entry.score.range),
                entry.level,
                entry.likely.level,
                str(entry.reference.verdict) if entry.reference else None,
            )
            for name, entry in findings.dimensions.items()
        },
    )


def write_found(found: Found) -> dict[str, object]:
    """Return it as plain data; `read_found` gives it back."""
    return {
        "day": found.day.isoformat(),
        "questionnaire": found.questionnaire,
        "edition": found.edition,
        "reading": found.reading,
        "program": found.program,
        "answered": found.answered,
        "questions": found.questions,
        "overall": _write(found.overall),
        "dimensions": {name: _write(standing) for name, standing in found.dimensions.items()},
    }


def read_found(plain: object) -> Found:
    """Return what plain data says. Raises ValueError, TypeError or KeyError on what `write_found` never wrote."""
    if not isinstance(plain, Mapping):
        raise TypeError
    dimensions = plain["dimensions"]
    if not isinstance(dimensions, Mapping) or set(dimensions) != set(DIMENSIONS):
        raise ValueError("other dimensions")
    return Found(
        day=date.fromisoformat(_read_name(plain["day"])),
        **{name: _read_name(plain[name]) for name in ("questionnaire", "edition", "reading", "program")},
        answered=_read_count(plain["answered"]),
        questions=_read_count(plain["questions"]),
        overall=_read(plain["overall"]),
        dimensions={name: _read(dimensions[name]) for name in DIMENSIONS},
    )


def _write(standing: Standing) -> dict[str, object]:
    return {
        "score": {"low": standing.score.low, "high": standing.score.high},
        "level": {"low": standing.level.low, "high": standing.level.high},
        "likely": standing.likely,
        "verdict": standing.verdict,
    }


def _read(plain: object) -> Standing:
    if not isinstance(plain, Mapping):
        raise TypeError
    score = [_read_number(plain["score"][end], 100) for end in ("low", "high")]
    level = [_read_count(plain["level"][end]) for end in ("low", "high")]
    likely = None if plain["likely"] is None else _read_count(plain["likely"])
    if score[0] > score[1] or not level[0] <= level[1] <= TOP or not (likely is None or level[0] <= likely <= level[1]):
        raise ValueError("no standing")
    verdict = plain["verdict"]
    return Standing(Range(*score), LevelRange(*level), likely, None if verdict is None else str(Verdict(verdict)))


def _read_name(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    if len(value) > LONGEST_NAME or not value.isprintable():
        raise ValueError("no name")
    return value


def _read_number(value: object, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    if not 0 <= value <= most:
        raise ValueError("no such number")
    return float(value)


def _read_count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError
    if not 0 <= value < 10**6:
        raise ValueError("no such count")
    return value


def _round(score: Range) -> Range:
    return Range(round_score(score.low), round_score(score.high))
