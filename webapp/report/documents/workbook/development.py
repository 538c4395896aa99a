"""What moved since an earlier self-scan, as sheets to compute with; without rows where there is none."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.development import Development, QuestionChange
from webapp.documents.charts.slope import move_word
from webapp.documents.workbook import Column, Sheet, Type, Value
from webapp.findings.model import Findings
from webapp.language.locale import format_day, translate_text
from webapp.language.texts import gettext
from webapp.report.documents.workbook.cells import ends
from webapp.report.pages.development import change_words, tell_shared
from webapp.report.parts.pictures import make_words
from webapp.report.parts.questions import number_of


def make_development_sheet(findings: Findings) -> Sheet:
    """Return the dimensions then and now; scores are those on the questions that were asked both times."""
    columns = (
        Column(gettext("Dimension"), width=22),
        Column(gettext("Certain growth phase then"), Type.WHOLE, 14),
        Column(gettext("Likely growth phase then"), Type.WHOLE, 14),
        Column(gettext("Possible growth phase then"), Type.WHOLE, 14),
        Column(gettext("Certain growth phase now"), Type.WHOLE, 14),
        Column(gettext("Likely growth phase now"), Type.WHOLE, 14),
        Column(gettext("Possible growth phase now"), Type.WHOLE, 14),
        Column(gettext("Score then, from"), Type.SCORE, 12),
        Column(gettext("Score then, to"), Type.SCORE, 12),
        Column(gettext("Score now, from"), Type.SCORE, 12),
        Column(gettext("Score now, to"), Type.SCORE, 12),
        Column(gettext("What changed"), width=16),
        Column(gettext("Part of the weights that was asked both times"), Type.PERCENT, 18),
    )
    found, name = findings.development, gettext("What changed")
    if found is None or findings.earlier_on is None:
        return Sheet(name, columns, ())
    names = findings.content.growth_path.dimension_names
    rows: list[tuple[Value, ...]] = [
        (
            translate_text(names[change.id]),
            *(change.level_before.low, change.likely_before, change.level_before.high),
            *(change.level_after.low, change.likely_after, change.level_after.high),
            *(*ends(change.score_before), *ends(change.score_after)),
            move_word(change.move, make_words()),
            change.shared,
        )
        for change in found.dimensions.values()
    ]
    day = gettext("Compared with the self-scan of %(day)s.", day=format_day(findings.earlier_on))
    return Sheet(name, columns, tuple(rows), notes=(day, tell_shared(found)))


def make_changes_sheet(findings: Findings) -> Sheet:
    """Return every answer that changed, then and now, with its points."""
    columns = (
        Column(gettext("Dimension"), width=18),
        Column(gettext("No."), Type.WHOLE, 6),
        Column(gettext("Question"), width=48),
        Column(gettext("Then"), width=36),
        Column(gettext("Now"), width=36),
        Column(gettext("Points then, from"), Type.NUMBER, 12),
        Column(gettext("Points then, to"), Type.NUMBER, 12),
        Column(gettext("Points now, from"), Type.NUMBER, 12),
        Column(gettext("Points now, to"), Type.NUMBER, 12),
        Column(gettext("Question id"), width=24),
    )
    rows = tuple(_rows(findings, findings.development)) if findings.development else ()
    return Sheet(gettext("Changed answers"), columns, rows)


def _rows(findings: Findings, found: Development) -> Iterator[tuple[Value, ...]]:
    names = findings.content.growth_path.dimension_names
    for dimension in found.dimensions.values():
        for change in dimension.questions:
            yield _row(findings, translate_text(names[dimension.id]), change)
    for change in found.others:
        yield _row(findings, gettext("Outside the scores"), change)


def _row(findings: Findings, dimension: str, change: QuestionChange) -> tuple[Value, ...]:
    question = change.question
    return (
        dimension,
        number_of(findings, question),
        translate_text(question.text),
        *change_words(change),
        *ends(change.points_before),
        *ends(change.points_after),
        question.id,
    )
