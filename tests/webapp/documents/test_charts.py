from __future__ import annotations

from collections.abc import Callable

import pytest

from assessment.model import DIMENSIONS
from benchmarks.model import FigureKind
from webapp.documents.charts.grid import EFFORTS, MOST, chart_grid
from webapp.documents.charts.growth_path import chart_path
from webapp.documents.charts.model import Part
from webapp.documents.charts.shares import CONTEXTS, chart_context, chart_dimension
from webapp.documents.charts.texts import Words
from webapp.findings.model import Findings

KINDS = ("empty", "middling", "best")
MakeFindings = Callable[[str], Findings]


@pytest.mark.parametrize("kind", KINDS)
def test_the_growth_path_shows_the_numbers_of_the_findings(
    kind: str, make_findings: MakeFindings, words: Words
) -> None:
    findings = make_findings(kind)
    overall, *lanes = chart_path(findings, words).lanes
    assert (overall.score.low, overall.score.high) == (findings.overall_score.low, findings.overall_score.high)
    nothing = kind == "empty"  # too early to say: not even level 0 is drawn as reached
    assert overall.reached == (-1 if nothing else findings.overall.range.low, findings.overall.range.high)
    assert overall.likely == findings.likely.score
    assert overall.reference is None
    for lane, name in zip(lanes, DIMENSIONS, strict=True):
        finding = findings.dimensions[name]
        assert (lane.score.low, lane.score.high) == (finding.score.range.low, finding.score.range.high)
        assert lane.reached == (-1 if nothing else finding.level.low, finding.level.high)
        assert lane.likely == finding.likely.score
        assert lane.thresholds == tuple(level.threshold for level in findings.content.growth_path.dimensions[name])
        assert lane.reference is not None
        assert finding.reference is not None
        for shown, found in (
            (lane.reference.band, finding.reference.sampled),
            (lane.reference.own, finding.reference.own),
        ):
            assert (shown.low, shown.high) == (found.low, found.high)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_bars_show_every_printed_share_with_the_own_category(
    kind: str, dimension: str, make_findings: MakeFindings, words: Words
) -> None:
    findings = make_findings(kind)
    compared = [
        comparison
        for question in findings.dimensions[dimension].questions
        for comparison in question.comparisons.values()
        if comparison.figure.kind is not FigureKind.MEAN
    ]
    bars = chart_dimension(findings, dimension, words).bars
    assert len(bars) == len(compared) > 0
    for bar, comparison in zip(bars, compared, strict=True):
        assert [part.own for part in bar.parts] == [line.own for line in comparison.shares]
        printed = [float(line.share.value) for line in comparison.shares if line.share]
        assert [part.share for part in bar.parts if part.printed] == printed
        assert bar.stacked == (comparison.figure.kind is FigureKind.ONE_OF)


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_report_leaves_out_gets_no_number(kind: str, make_findings: MakeFindings, words: Words) -> None:
    findings = make_findings(kind)
    rests = [
        part
        for dimension in DIMENSIONS
        for bar in chart_dimension(findings, dimension, words).bars
        for part in bar.parts
        if not part.printed
    ]
    assert rests
    assert {part.share_text for part in rests} == {""}


@pytest.mark.parametrize("context", CONTEXTS)
def test_each_context_has_its_questions(context: str, make_findings: MakeFindings, words: Words) -> None:
    assert chart_context(make_findings("middling"), context, words).bars


def test_the_description_tells_every_score_and_marks_the_own_answer(make_findings: MakeFindings, words: Words) -> None:
    findings = make_findings("best")
    path = chart_path(findings, words)
    assert all(lane.score_text in path.description and lane.name in path.description for lane in path.lanes)
    chart = chart_dimension(findings, "webcare", words)
    own = [part for bar in chart.bars for part in bar.parts if part.own]
    assert chart.description.count("(your answer)") == len(own) > 0


def test_nobodys_answer_is_marked_where_nothing_was_answered(make_findings: MakeFindings, words: Words) -> None:
    chart = chart_dimension(make_findings("empty"), "listening", words)
    parts: list[Part] = [part for bar in chart.bars for part in bar.parts]
    assert {part.own for part in parts} == {False}
    assert all("No answer of yours" in bar.remark for bar in chart.bars)


def test_the_remark_says_when_a_figure_mixes_in_police_zones_or_passes_a_hundred(
    make_findings: MakeFindings, words: Words
) -> None:
    bars = chart_context(make_findings("middling"), "listening", words).bars
    assert any("police" in bar.remark and "103%" in bar.remark for bar in bars)


def test_a_score_that_promises_more_than_the_level_says_why(make_findings: MakeFindings, words: Words) -> None:
    for lane in chart_path(make_findings("middling"), words).lanes:
        promised = max(level for level, threshold in enumerate(lane.thresholds) if lane.score.low >= threshold)
        assert bool(lane.remark) == (promised > lane.reached[1])


@pytest.mark.parametrize("kind", KINDS)
def test_the_grid_holds_each_of_the_first_recommendations_once_where_its_effort_and_reason_say(
    kind: str, make_findings: MakeFindings, words: Words
) -> None:
    findings = make_findings(kind)
    first = dict(enumerate(findings.advice[:MOST], start=1))
    chart = chart_grid(findings, words)
    found = [(column, entry) for row in chart.rows for column, cell in enumerate(row.cells) for entry in cell]
    assert sorted(entry.number for _, entry in found) == list(first)
    for column, entry in found:
        recommendation = first[entry.number].recommendation
        assert recommendation.effort == EFFORTS[column]
        assert (entry.title, entry.colour) == (recommendation.title.dutch, recommendation.dimension)
        assert f"{entry.number}. {entry.title}" in chart.description
    rows = [{first[entry.number].group for cell in row.cells for entry in cell} for row in chart.rows]
    assert all(len(groups) == 1 for groups in rows)
    assert len(rows) == len(set().union(*rows))
