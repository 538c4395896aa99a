"""What the result opens with: how it stands in one sentence, what is still open, and each dimension in a line."""

from __future__ import annotations

from typing import NamedTuple

from assessment.content import Content
from assessment.road.model import Part, Road
from webapp.findings.model import DimensionFinding, Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext, ngettext
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.headline import tell_standing
from webapp.report.parts.levels import LevelSummary, summarise_level
from webapp.report.parts.obstacles import find_obstacles, name_place, tell_shortly
from webapp.report.parts.then import tell_since
from webapp.report.parts.two_measures import tell_counted, tell_instead_and_why, tell_why_opposite
from webapp.wording.levels import alone, within
from webapp.wording.numbers import score_text


class DimensionLine(NamedTuple):
    """A dimension in a line: its level and score, and how it stands beside 2019, below a heading that says so."""

    id: str
    name: str
    level: LevelSummary
    score: str
    beside: str
    href: str


class Open(NamedTuple):
    """What is still open in one sentence, and where to answer what decides; empty where nothing does."""

    text: str
    href: str
    action: str


class Opening(NamedTuple):
    """The first screen of a result.

    `since` is what moved since an earlier self-scan, empty without one; `obstacle` is where and what stands in the way,
    None where nothing does or where it is too early to say; `beside_whom` is the heading of the dimensions; `why` says
    why a count and a score are opposite, where they are; `decide` says what the first decision is for, empty where
    there is none.
    """

    level: LevelSummary
    verdict: str
    since: str
    obstacle: tuple[str, str] | None
    open: Open
    dimensions: tuple[DimensionLine, ...]
    beside_whom: str
    why: str
    decide: str


def view_opening(findings: Findings, addresses: Addresses) -> Opening:
    """Return the first screen of a result."""
    return Opening(
        level=summarise_level(findings, gettext("Overall"), findings.overall.range, findings.likely),
        verdict=f"{tell_standing(findings)}.",
        since=tell_since(findings),
        obstacle=_tell_obstacle(findings),
        open=tell_open(findings, addresses),
        dimensions=tuple(_view_dimension(findings, entry, addresses) for entry in findings.dimensions.values()),
        beside_whom=gettext("Counted, compared with the municipalities in %(year)s", year=findings.edition.year),
        why=tell_why_opposite(findings),
        decide=tell_purpose(findings.road, findings.content),
    )


def tell_purpose(road: Road, content: Content) -> str:
    """Return what the first decision is for: it need not be for what stands in the way, since the basis comes first."""
    first = next(iter(road.beginning), None)
    if first is None:
        return ""
    if first.part is Part.BASIS:
        return gettext("Decide this first: the basis for every municipality")
    name = translate_text(content.growth_path.dimension_names[first.recommendation.dimension])
    return gettext("Decide this first, for %(dimension)s", dimension=within(name))


def _tell_obstacle(findings: Findings) -> tuple[str, str] | None:
    obstacle = None if findings.likely.level is None else next(find_obstacles(findings), None)
    return (name_place(obstacle), tell_shortly(obstacle)) if obstacle else None


def tell_open(findings: Findings, addresses: Addresses) -> Open:
    """Return what has no known answer, and how many of these could still change the whole, or else a growth phase.

    Each question is counted once: one of which a row is open is open, also where another row is not known.
    """
    left, unknown = findings.total - findings.complete, sum(entry.complete for entry in findings.unknown)
    told = alone(", ".join(filter(None, (_tell_left(left), _tell_unknown(unknown)))))
    decisive = findings.deciding or tuple(q for entry in findings.dimensions.values() for q in entry.deciding)
    if decisive:
        count = len({question.id for question in decisive})
        change = _tell_change(count, left + unknown, whole=bool(findings.deciding))
        return Open(f"{told}; {change}", addresses.edit(decisive[0]), ngettext("Answer it", "Answer them", count))
    if told:
        return Open(gettext("%(open)s; that can’t change a growth phase any more.", open=told), "", "")
    return Open(gettext("Every question is answered."), "", "")


def _tell_left(left: int) -> str:
    return ngettext("One question is open", "%(num)s questions are open", left) if left else ""


def _tell_unknown(unknown: int) -> str:
    return ngettext("one “don’t know”", "%(num)s times “don’t know”", unknown) if unknown else ""


def _tell_change(count: int, named: int, *, whole: bool) -> str:
    """Return how many of what was just named can still change something."""
    if whole and count == named:
        return ngettext("that can still change this.", "they can still change this.", count)
    if whole:
        return ngettext(
            "one of these %(named)s can still change this.",
            "%(num)s of these %(named)s can still change this.",
            count,
            named=named,
        )
    if count == named:
        return ngettext("that can still change a growth phase.", "they can still change a growth phase.", count)
    return ngettext(
        "one of these %(named)s can still change a growth phase.",
        "%(num)s of these %(named)s can still change a growth phase.",
        count,
        named=named,
    )


def _view_dimension(findings: Findings, entry: DimensionFinding, addresses: Addresses) -> DimensionLine:
    name = translate_text(findings.content.growth_path.dimension_names[entry.id])
    return DimensionLine(
        id=entry.id,
        name=name,
        level=summarise_level(findings, name, entry.level, entry.likely),
        score=score_text(entry.score.range),
        beside=tell_counted(findings, entry.id) or tell_instead_and_why(findings, entry),
        href=addresses.dimension(entry.id),
    )
