"""A dimension's page: why this level, what the next one asks, how it lies beside 2019, and the advice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from assessment.model import Range
from benchmarks.reference import Reference
from webapp.findings.model import DimensionFinding, Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.counts import CountView, view_counts
from webapp.report.parts.extent import Extent
from webapp.report.parts.gains import view_gains
from webapp.report.parts.gaps import OpenQuestion, view_deciding
from webapp.report.parts.head import Head, Picture, make_picture, view_head
from webapp.report.parts.judgement import judge_dimension
from webapp.report.parts.levels import LevelSummary, LevelView, explain_hold, summarise_level, view_levels
from webapp.report.parts.questions import QuestionRow, QuestionView, list_questions, view_questions
from webapp.report.parts.recommendations import AdviceRow, AdviceView, list_advice, view_advice
from webapp.report.parts.remarks import Remark, find_remarks
from webapp.report.parts.scores import explain_reference, explain_score
from webapp.report.parts.tables import Table
from webapp.report.parts.two_measures import Beside, tell_beside, tell_why_not_comparable
from webapp.wording.comparisons import caveat_text, less_far_sentence
from webapp.wording.numbers import score_text
from webapp.wording.verdicts import verdict_text

MOST_OPENED = 5
"""So many recommendations open on a short page; the others lead to pages of their own."""


@dataclass(frozen=True)
class ReferenceView:
    """The own score beside that of 2019, with what the verdict means and what it rests on."""

    own: Range
    own_text: str
    sampled: Range
    sampled_text: str
    text: str
    table: Table
    count: int
    of: int


class DimensionPage(NamedTuple):
    """All that a dimension's page shows."""

    head: Head
    id: str
    name: str
    level: LevelSummary
    practice: str
    remark: str
    hold: str
    deciding: tuple[OpenQuestion, ...]
    remarks: tuple[Remark, ...]
    score: Range
    score_text: str
    likely_score: float | None
    likely_text: str
    score_table: Table
    thresholds: tuple[dict[str, int], ...]
    reached: tuple[LevelView, ...]
    next: LevelView | None
    further: tuple[LevelView, ...]
    counts: tuple[CountView, ...]
    beside: Beside
    not_comparable: str
    less_far: str
    reference: ReferenceView | None
    picture: Picture | None
    questions: tuple[QuestionView, ...]
    others: tuple[QuestionView, ...]
    question_rows: tuple[QuestionRow, ...]
    other_rows: tuple[QuestionRow, ...]
    advice: tuple[AdviceView, ...]
    advice_rows: tuple[AdviceRow, ...]
    gains: Mapping[str, Table]
    caveat: str
    what_if_href: str
    extent: Extent
    other_href: str


def shape_dimension(
    findings: Findings, dimension: DimensionFinding, addresses: Addresses, extent: Extent = Extent.PAPER
) -> DimensionPage:
    """Return the page of one dimension; a short one has its questions, and most of its advice, in lines."""
    level, judgement = dimension.level, judge_dimension(findings, dimension)
    path = findings.content.growth_path
    levels = view_levels(findings, dimension, addresses)
    reference = _view_reference(findings, dimension, addresses)
    name = translate_text(path.dimension_names[dimension.id])
    others = tuple(entry for entry in findings.context if entry.question.section == dimension.id)
    advised, is_short = findings.advice_of(dimension.id), extent is Extent.SHORT
    most = MOST_OPENED if is_short else len(advised)
    return DimensionPage(
        head=view_head(findings, addresses, dimension.id),
        id=dimension.id,
        name=name,
        level=summarise_level(findings, name, level, dimension.likely),
        practice=judgement.lead,
        remark=judgement.remark,
        hold=explain_hold(findings, dimension),
        deciding=view_deciding(findings, dimension.deciding, addresses),
        remarks=find_remarks(dimension, addresses),
        score=dimension.score.range,
        score_text=score_text(dimension.score.range),
        likely_score=dimension.likely.score,
        likely_text=_say_likely(dimension),
        score_table=explain_score(dimension, addresses),
        thresholds=tuple({"at": entry.threshold, "level": entry.level} for entry in path.dimensions[dimension.id][1:]),
        reached=levels[1 : level.low + 1],
        next=levels[level.low + 1] if level.low + 1 < len(levels) else None,
        further=levels[level.low + 2 :],
        counts=view_counts(findings, dimension.id),
        beside=tell_beside(findings, dimension),
        not_comparable=tell_why_not_comparable(findings, dimension),
        less_far=less_far_sentence(findings.less_far[dimension.id], reference.count if reference else 0),
        reference=reference,
        picture=_picture(findings, dimension.id) if reference else None,
        questions=() if is_short else view_questions(findings, dimension.questions, addresses),
        others=() if is_short else view_questions(findings, others, addresses),
        question_rows=list_questions(findings, dimension.questions, addresses) if is_short else (),
        other_rows=list_questions(findings, others, addresses) if is_short else (),
        advice=view_advice(findings, advised[:most], addresses),
        advice_rows=list_advice(findings, advised[most:], addresses),
        gains=view_gains(findings, advised, addresses) if extent.is_whole else {},
        caveat=caveat_text(),
        what_if_href=addresses.what_if(dimension.id),
        extent=extent,
        other_href=extent.link_other(addresses.dimension(dimension.id)),
    )


def _say_likely(dimension: DimensionFinding) -> str:
    if dimension.score.range.is_point or dimension.likely.score is None:
        return ""
    return str(gettext("The pointer is the likely score: %(score)s.", score=score_text(dimension.likely.score)))


def _view_reference(findings: Findings, dimension: DimensionFinding, addresses: Addresses) -> ReferenceView | None:
    reference: Reference | None = dimension.reference
    table = explain_reference(dimension, findings, addresses)
    if reference is None or table is None or dimension.verdict is None:
        return None
    return ReferenceView(
        own=reference.own,
        own_text=score_text(reference.own),
        sampled=reference.sampled,
        sampled_text=score_text(reference.sampled),
        text=verdict_text(dimension.verdict),
        table=table,
        count=len(reference.questions),
        of=len(dimension.questions),
    )


def _picture(findings: Findings, dimension: str) -> Picture:
    return make_picture(
        findings,
        f"dimension-{dimension}",
        caption=gettext(
            "What municipalities answered in 2019 to each question that can be compared, with your own answer marked. "
            "The same numbers stand with each question."
        ),
    )
