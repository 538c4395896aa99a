"""What the result opens with: how it stands in one sentence, what is still open, and each dimension in a line."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.likely import is_too_open
from webapp.findings.model import DimensionFinding, Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext, ngettext
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.counts import tell_count
from webapp.report.parts.headline import tell_standing
from webapp.report.parts.levels import LevelSummary, summarise_level
from webapp.report.parts.obstacles import find_obstacles, name_place, tell_shortly
from webapp.report.parts.then import tell_since
from webapp.wording.numbers import score_text
from webapp.wording.verdicts import verdict_title


@dataclass(frozen=True)
class DimensionLine:
    """A dimension in a line: its level and score, and how it stands beside 2019."""

    id: str
    name: str
    level: LevelSummary
    score: str
    verdict: str
    href: str


@dataclass(frozen=True)
class Open:
    """What is still open in one sentence, and where to answer what decides; empty where nothing does."""

    text: str
    href: str
    action: str


@dataclass(frozen=True)
class Opening:
    """The first screen of a result.

    `since` is what moved since an earlier self-scan, empty without one; `obstacle` is where and what stands in the way,
    None where nothing does or where it is too early to say; `key` is whose number it is that stands behind 2019, empty
    where none does.
    """

    level: LevelSummary
    verdict: str
    since: str
    obstacle: tuple[str, str] | None
    open: Open
    dimensions: tuple[DimensionLine, ...]
    key: str


def view_opening(findings: Findings, addresses: Addresses) -> Opening:
    """Return the first screen of a result."""
    return Opening(
        level=summarise_level(findings, gettext("Overall"), findings.overall.range, findings.likely),
        verdict=f"{tell_standing(findings)}.",
        since=tell_since(findings),
        obstacle=_tell_obstacle(findings),
        open=tell_open(findings, addresses),
        dimensions=tuple(_view_dimension(findings, entry, addresses) for entry in findings.dimensions.values()),
        key=_tell_key(findings),
    )


def _tell_obstacle(findings: Findings) -> tuple[str, str] | None:
    obstacle = None if findings.likely.level is None else next(find_obstacles(findings), None)
    return (name_place(obstacle), tell_shortly(obstacle)) if obstacle else None


def tell_open(findings: Findings, addresses: Addresses) -> Open:
    """Return what is still open: first what could change the whole, then a dimension, then what changes neither."""
    decisive = findings.deciding or tuple(q for entry in findings.dimensions.values() for q in entry.deciding)
    if decisive:
        count = len({question.id for question in decisive})
        text = (
            ngettext("One open answer can still change this.", "%(num)s open answers can still change this.", count)
            if findings.deciding
            else ngettext(
                "One open answer can still change a growth phase.",
                "%(num)s open answers can still change a growth phase.",
                count,
            )
        )
        action = ngettext("Answer it", "Answer them", count)
        return Open(text, addresses.edit(decisive[0]), action)
    left = findings.total - findings.complete
    if left:
        text = ngettext(
            "One question is open; it can't change a growth phase any more.",
            "%(num)s questions are open; they can't change a growth phase any more.",
            left,
        )
        return Open(text, "", "")
    return Open(gettext("Every question is answered."), "", "")


def _view_dimension(findings: Findings, entry: DimensionFinding, addresses: Addresses) -> DimensionLine:
    name = translate_text(findings.content.growth_path.dimension_names[entry.id])
    return DimensionLine(
        id=entry.id,
        name=name,
        level=summarise_level(findings, name, entry.level, entry.likely),
        score=score_text(entry.score.range),
        verdict=_tell_beside(findings, entry),
        href=addresses.dimension(entry.id),
    )


def _tell_key(findings: Findings) -> str:
    counted = any(tell_count(findings, dimension) for dimension in findings.dimensions)
    return gettext("%(year)s: the mean of the municipalities then", year=findings.edition.year) if counted else ""


def _tell_beside(findings: Findings, entry: DimensionFinding) -> str:
    """Return how a dimension stands beside 2019: counted where enough is known for that, else by its band."""
    if count := tell_count(findings, entry.id):
        return count
    if entry.reference is None:
        return gettext("No figures of 2019")
    return "" if is_too_open(entry.score) else verdict_title(entry.reference.verdict)
