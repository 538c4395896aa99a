"""The answers and scores beside those of the edition, as sheets."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.model import Kind
from benchmarks.compare import ComparedShare, Comparison
from webapp.documents.workbook import Column, Sheet, Type, Value
from webapp.findings.model import Findings, QuestionFinding
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.documents.workbook.cells import ends
from webapp.report.parts.questions import number_of
from webapp.wording.verdicts import answer_words, item_words, verdict_title


def make_comparison_sheet(findings: Findings) -> Sheet:
    """Return the answers beside the figures, a line for each printed category."""
    columns = (
        Column(gettext("No."), Type.WHOLE, 6),
        Column(gettext("Question"), width=44),
        Column(gettext("Part of the question"), width=28),
        Column(gettext("Answer"), width=30),
        Column(gettext("Category in 2019"), width=34),
        Column(gettext("As printed"), Type.NUMBER, 11),
        Column(gettext("Because of rounding, from"), Type.NUMBER, 12),
        Column(gettext("Because of rounding, to"), Type.NUMBER, 12),
        Column(gettext("With the sampling margin, from"), Type.NUMBER, 14),
        Column(gettext("With the sampling margin, to"), Type.NUMBER, 14),
        Column(gettext("Yours"), width=12),
        Column(gettext("Your number"), Type.NUMBER, 11),
        Column(gettext("Unit"), width=18),
        Column(gettext("Figure"), width=26),
    )
    rows = tuple(
        row
        for question in findings.content.questionnaire.questions
        for part, comparison in findings.questions[question.id].comparisons.items()
        for row in _comparison_rows(findings, findings.questions[question.id], part, comparison)
    )
    note = gettext(
        "Percentages of municipalities, except where the figure is a mean: your number stands beside that, in its unit."
    )
    return Sheet(gettext("Beside 2019"), columns, rows, notes=(note,))


def _comparison_rows(
    findings: Findings, entry: QuestionFinding, part: str | None, comparison: Comparison
) -> Iterator[tuple[Value, ...]]:
    question = entry.question
    row = question.row_by_id.get(part or "")
    start = (
        number_of(findings, question),
        translate_text(question.text),
        translate_text(row.text) if row else None,
        item_words(question, entry.answer, part)
        if question.kind is Kind.GRID
        else answer_words(question, entry.answer),
    )
    own_number = float(comparison.own_number) if comparison.own_number is not None else None
    unit = translate_text(comparison.figure.unit) if comparison.figure.unit else gettext("percent")
    for line in comparison.shares:
        category = translate_text(line.share.text) if line.share else gettext("not printed")
        printed = float(line.share.value) if line.share else None
        spans = (*ends(line.printed), *ends(line.sampled))
        yield (*start, category, printed, *spans, _own(line), own_number, unit, comparison.figure.id)


def _own(line: ComparedShare) -> str | None:
    if line.own is None:
        return str(gettext("perhaps"))
    return str(gettext("yours")) if line.own else None


def make_references_sheet(findings: Findings) -> Sheet:
    """Return the dimensions' scores beside those of the edition."""
    columns = (
        Column(gettext("Dimension"), width=20),
        Column(gettext("Your score on these questions, from"), Type.SCORE, 16),
        Column(gettext("to"), Type.SCORE, 10),
        Column(gettext("2019, from the print, from"), Type.SCORE, 16),
        Column(gettext("to"), Type.SCORE, 10),
        Column(gettext("2019, with the sampling margin, from"), Type.SCORE, 16),
        Column(gettext("to"), Type.SCORE, 10),
        Column(gettext("Questions compared"), Type.WHOLE, 12),
        Column(gettext("Comparison"), width=36),
    )
    names = findings.content.growth_path.dimension_names
    rows: list[tuple[Value, ...]] = []
    for dimension in findings.dimensions.values():
        if (reference := dimension.reference) is not None:
            spans = (reference.own, reference.printed, reference.sampled)
            cells = [cell for span in spans for cell in ends(span)]
            verdict = verdict_title(reference.verdict)
            rows.append((translate_text(names[dimension.id]), *cells, len(reference.questions), verdict))
    return Sheet(gettext("Reference"), columns, tuple(rows))
