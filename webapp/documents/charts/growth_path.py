"""Findings -> the growth path as a chart."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.levels import LevelRange
from assessment.likely import Likely
from assessment.model import DIMENSIONS, Range
from benchmarks.reference import Reference
from webapp.documents.charts.model import PathChart, PathLane, Phase, ReferenceLane, Span
from webapp.documents.charts.texts import Words
from webapp.findings.model import DimensionFinding, Findings
from webapp.wording.levels import phase_text, rule_of_the_whole, short_phase_text

OVERALL = "overall"


def chart_path(findings: Findings, words: Words) -> PathChart:
    """Return where a municipality stands on the growth path: as a whole, and in each dimension."""
    lanes = (
        _overall_lane(findings, words),
        *(_dimension_lane(findings, findings.dimensions[name], words) for name in DIMENSIONS),
    )
    names = findings.content.growth_path.names
    return PathChart(
        language=words.language,
        title=name_path(words),
        description=describe_path(findings, words),
        phases=tuple(Phase(name.level, words.content(name.name)) for name in names),
        lanes=lanes,
        heading=words.gettext("Growth phases"),
        mark=words.gettext("your score"),
        perhaps=words.gettext("perhaps"),
    )


def name_path(words: Words) -> str:
    """Return what the chart is called."""
    return words.gettext("Your municipality on the growth path")


def describe_path(findings: Findings, words: Words) -> str:
    """Return in words what the chart shows, lane by lane."""
    names, year = findings.content.growth_path.dimension_names, findings.edition.year
    whole = _describe(words.gettext("Overall"), findings.overall_score, findings.overall.range, findings.likely, words)
    told = [whole, _remark_on_whole(findings, words)]
    for entry in findings.dimensions.values():
        told.append(_describe(words.content(names[entry.id]), entry.score.range, entry.level, entry.likely, words))
        told.append(_remark_on(findings, entry, words))
        told.append(_tell_reference(entry.reference, year, words) if entry.reference else "")
    return " ".join(filter(None, told))


def _describe(name: str, score: Range, level: LevelRange, likely: Likely, words: Words) -> str:
    said = {"score": words.scores(score), "level": phase_text(level, likely.level, words.gettext)}
    return words.gettext("%(name)s: score %(score)s. %(level)s.", name=name, **said)


def _remark_on_whole(findings: Findings, words: Words) -> str:
    path = findings.content.growth_path
    if _highest_held([name.threshold for name in path.names], findings.overall_score) <= findings.overall.range.high:
        return ""
    return f"{words.gettext('The score reaches further.')} {rule_of_the_whole(path.domains_at_level, words.gettext)}"


def _remark_on(findings: Findings, dimension: DimensionFinding, words: Words) -> str:
    levels = findings.content.growth_path.dimensions[dimension.id]
    if _highest_held([level.threshold for level in levels], dimension.score.range) <= dimension.level.high:
        return ""
    return words.gettext("The score reaches further, but not all conditions of the next phase hold.")


def _tell_reference(reference: Reference, year: int, words: Words) -> str:
    return words.gettext(
        "On the questions that %(year)s asked too, municipalities then scored %(sampled)s, with the sampling "
        "margin; your municipality scores %(own)s.",
        year=year,
        sampled=words.scores(reference.sampled),
        own=words.scores(reference.own),
    )


def _overall_lane(findings: Findings, words: Words) -> PathLane:
    thresholds = tuple(name.threshold for name in findings.content.growth_path.names)
    reached = findings.overall.range
    return PathLane(
        name=words.gettext("Overall"),
        colour=OVERALL,
        thresholds=thresholds,
        reached=(_lowest(reached, findings.likely), reached.high),
        score=Span.of(findings.overall_score),
        score_text=words.scores(findings.overall_score),
        text=phase_text(reached, findings.likely.level, words.gettext),
        label=short_phase_text(reached, findings.likely.level, words.gettext),
        likely=findings.likely.score,
        remark=_remark_on_whole(findings, words),
        reference=None,
    )


def _dimension_lane(findings: Findings, dimension: DimensionFinding, words: Words) -> PathLane:
    path = findings.content.growth_path
    thresholds = tuple(level.threshold for level in path.dimensions[dimension.id])
    return PathLane(
        name=words.content(path.dimension_names[dimension.id]),
        colour=dimension.id,
        thresholds=thresholds,
        reached=(_lowest(dimension.level, dimension.likely), dimension.level.high),
        score=Span.of(dimension.score.range),
        score_text=words.scores(dimension.score.range),
        text=phase_text(dimension.level, dimension.likely.level, words.gettext),
        label=short_phase_text(dimension.level, dimension.likely.level, words.gettext),
        likely=dimension.likely.score,
        remark=_remark_on(findings, dimension, words),
        reference=_reference_lane(dimension.reference, findings.edition.year, words),
    )


def _reference_lane(reference: Reference | None, year: int, words: Words) -> ReferenceLane | None:
    if reference is None:
        return None
    said = {"year": year, "sampled": words.scores(reference.sampled), "own": words.scores(reference.own)}
    return ReferenceLane(
        band=Span.of(reference.sampled),
        own=Span.of(reference.own),
        label=words.gettext("%(year)s: %(sampled)s", **said),
        own_label=words.gettext("you, on the same questions: %(own)s", **said),
        text=_tell_reference(reference, year, words),
    )


def _lowest(level: LevelRange, likely: Likely) -> int:
    """The highest level that is drawn as reached: none where it is too early to say even that they are there."""
    return -1 if likely.level is None and level.low == 0 else level.low


def _highest_held(thresholds: Sequence[int], score: Range) -> int:
    """The level whose threshold the score is certain to reach, its criteria left aside."""
    return max([level for level, threshold in enumerate(thresholds) if score.low >= threshold])
