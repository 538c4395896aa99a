"""The result as a workbook to compute with: every number of the pages, and the formulas that lead to the scores."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flask_babel import gettext

from assessment.model import Kind, Range
from benchmarks.compare import ComparedShare, Comparison
from webapp.documents.workbook import Column, Formula, Sheet, Type, Value, Workbook
from webapp.findings import DimensionFinding, Findings, QuestionFinding
from webapp.i18n import current_language, format_day, translate_text
from webapp.report.actions_sheet import make_plan_sheet
from webapp.report.advising import view_advice
from webapp.report.method import shape_method
from webapp.report.numbers import level_text
from webapp.report.places import Places
from webapp.report.questions import number_of
from webapp.report.words import answer_words, item_words, row_words, verdict_title


def make_workbook(findings: Findings, places: Places, today: date) -> Workbook:
    """Return the workbook in the current language; `today` stands in its header."""
    mark = f"{gettext('Invented example')} · " if findings.profile.invented else ""
    return Workbook(
        language=current_language(),
        title=gettext("Self-scan of %(municipality)s", municipality=findings.profile.municipality),
        header=f"{mark}Pleinwijzer · {findings.profile.municipality} · {format_day(today)}",
        sheets=tuple(
            sheet
            for sheet in (
                _summary(findings),
                _answers(findings),
                _scores(findings),
                _comparison(findings),
                _references(findings),
                _advice(findings, places),
                make_plan_sheet(findings, today),
                _method(findings),
            )
            if sheet.rows
        ),
    )


def _summary(findings: Findings) -> Sheet:
    columns = (
        Column(gettext("Dimension"), width=22),
        Column(gettext("Growth phase"), width=14),
        Column(gettext("Lowest"), Type.WHOLE, 10),
        Column(gettext("Highest"), Type.WHOLE, 10),
        Column(gettext("Score from"), Type.SCORE, 12),
        Column(gettext("Score to"), Type.SCORE, 12),
        Column(gettext("Comparison"), width=40),
    )
    names = findings.content.growth_path.dimension_names
    rows: list[tuple[Value, ...]] = [
        (
            translate_text(names[entry.id]),
            level_text(entry.level.low, entry.level.high),
            entry.level.low,
            entry.level.high,
            entry.score.range.low,
            entry.score.range.high,
            verdict_title(entry.reference.verdict) if entry.reference else gettext("No figures of 2019"),
        )
        for entry in findings.dimensions.values()
    ]
    overall, score = findings.overall.range, findings.overall_score
    total: tuple[Value, ...] = (
        gettext("Overall"),
        level_text(overall.low, overall.high),
        overall.low,
        overall.high,
        Formula("=ROUND(AVERAGE(E{first}:E{last}),1)", score.low),
        Formula("=ROUND(AVERAGE(F{first}:F{last}),1)", score.high),
        None,
    )
    return Sheet(gettext("Summary"), columns, tuple(rows), (total,))


def _answers(findings: Findings) -> Sheet:
    questionnaire = findings.content.questionnaire
    titles = {section.id: translate_text(section.title) for section in questionnaire.sections}
    columns = (
        Column(gettext("No."), Type.WHOLE, 6),
        Column(gettext("Section"), width=20),
        Column(gettext("Question"), width=48),
        Column(gettext("Part of the question"), width=30),
        Column(gettext("Answer"), width=40),
        Column(gettext("Number"), Type.NUMBER, 10),
        Column(gettext("Note"), width=40),
        Column(gettext("Question id"), width=24),
    )
    rows: list[tuple[Value, ...]] = []
    for question in questionnaire.questions:
        entry = findings.questions[question.id]
        start = (number_of(findings, question), titles[question.section], translate_text(question.text))
        given = entry.answer.number if entry.answer is not None else None
        number = float(given) if given is not None else None
        parts = [(translate_text(row.text), row_words(question, entry.answer, row.id)) for row in question.rows]
        for place, (part, answer) in enumerate(parts or [("", answer_words(question, entry.answer))]):
            rows.append((*start, part or None, answer, number, entry.note if place == 0 else None, question.id))
    return Sheet(gettext("Answers"), columns, tuple(rows))


def _scores(findings: Findings) -> Sheet:
    columns = (
        Column(gettext("Dimension"), width=18),
        Column(gettext("No."), Type.WHOLE, 6),
        Column(gettext("Question"), width=48),
        Column(gettext("Answer"), width=36),
        Column(gettext("Points from"), Type.NUMBER, 12),
        Column(gettext("Points to"), Type.NUMBER, 12),
        Column(gettext("Weight"), Type.WHOLE, 10),
        Column(gettext("Points × weight, from"), Type.NUMBER, 14),
        Column(gettext("Points × weight, to"), Type.NUMBER, 14),
    )
    names = findings.content.growth_path.dimension_names
    rows: list[tuple[Value, ...]] = []
    totals: list[tuple[Value, ...]] = []
    for dimension in findings.dimensions.values():
        name = translate_text(names[dimension.id])
        first = len(rows) + 2
        rows.extend(_score_row(findings, name, entry) for entry in dimension.questions)
        totals.append(_score_total(name, dimension, first, len(rows) + 1))
    note = gettext("score = sum of (points × weight) ÷ sum of the weights")
    left_out = gettext("A question that does not apply has no points and no weight here, and counts nowhere.")
    return Sheet(gettext("Scores"), columns, tuple(rows), tuple(totals), (note, left_out))


def _score_row(findings: Findings, dimension: str, entry: QuestionFinding) -> tuple[Value, ...]:
    question = entry.question
    start = (
        dimension,
        number_of(findings, question),
        translate_text(question.text),
        answer_words(question, entry.answer) or gettext("see the rows of the question"),
    )
    if entry.points is None:
        return (*start, None, None, None, None, None)
    points, weight = entry.points, question.weight
    return (
        *start,
        points.low,
        points.high,
        weight,
        Formula("=E{row}*G{row}", points.low * weight),
        Formula("=F{row}*G{row}", points.high * weight),
    )


def _score_total(name: str, dimension: DimensionFinding, first: int, last: int) -> tuple[Value, ...]:
    title = gettext("Score of %(dimension)s", dimension=name)
    if all(entry.points is None for entry in dimension.questions):
        return (title, None, None, None, None, None, None, dimension.score.range.low, dimension.score.range.high)
    weights = f"SUM(G{first}:G{last})"
    return (
        title,
        None,
        None,
        None,
        None,
        None,
        Formula(f"={weights}", sum(e.question.weight for e in dimension.questions if e.points is not None)),
        Formula(f"=ROUND(SUM(H{first}:H{last})/{weights},1)", dimension.score.range.low),
        Formula(f"=ROUND(SUM(I{first}:I{last})/{weights},1)", dimension.score.range.high),
    )


def _comparison(findings: Findings) -> Sheet:
    columns = (
        Column(gettext("No."), Type.WHOLE, 6),
        Column(gettext("Question"), width=44),
        Column(gettext("Part of the question"), width=28),
        Column(gettext("Answer"), width=30),
        Column(gettext("Category in 2019"), width=34),
        Column(gettext("As printed"), Type.NUMBER, 11),
        Column(gettext("Print from"), Type.NUMBER, 11),
        Column(gettext("Print to"), Type.NUMBER, 11),
        Column(gettext("Sample from"), Type.NUMBER, 11),
        Column(gettext("Sample to"), Type.NUMBER, 11),
        Column(gettext("Yours"), width=12),
        Column(gettext("Figure"), width=26),
    )
    rows = tuple(
        row
        for question in findings.content.questionnaire.questions
        for part, comparison in findings.questions[question.id].comparisons.items()
        for row in _comparison_rows(findings, findings.questions[question.id], part, comparison)
    )
    note = gettext("Percentages of municipalities, except where the figure is a mean in its own unit.")
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
    for line in comparison.shares:
        sampled: tuple[Value, Value] = (line.sampled.low, line.sampled.high) if line.sampled else (None, None)
        category = translate_text(line.share.text) if line.share else gettext("not printed")
        printed = float(line.share.value) if line.share else None
        ends = (line.printed.low, line.printed.high)
        yield (*start, category, printed, *ends, *sampled, _own(line), comparison.figure.id)


def _own(line: ComparedShare) -> str | None:
    if line.own is None:
        return str(gettext("perhaps"))
    return str(gettext("yours")) if line.own else None


def _references(findings: Findings) -> Sheet:
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
            ends = [end for span in (reference.own, reference.printed, reference.sampled) for end in _ends(span)]
            verdict = verdict_title(reference.verdict)
            rows.append((translate_text(names[dimension.id]), *ends, len(reference.questions), verdict))
    return Sheet(gettext("Reference"), columns, tuple(rows))


def _ends(span: Range) -> tuple[float, float]:
    return span.low, span.high


def _advice(findings: Findings, places: Places) -> Sheet:
    columns = (
        Column(gettext("Order"), Type.WHOLE, 8),
        Column(gettext("Dimension"), width=16),
        Column(gettext("Recommendation"), width=40),
        Column(gettext("Person-days"), Type.NUMBER, 10),
        Column(gettext("Gain from"), Type.SCORE, 10),
        Column(gettext("Gain to"), Type.SCORE, 10),
        Column(gettext("Why"), width=50),
        Column(gettext("First step this month"), width=50),
        Column(gettext("Done when"), width=40),
        Column(gettext("Who leads"), width=24),
        Column(gettext("First"), width=30),
        Column(gettext("Place in the order"), width=40),
    )
    views = view_advice(findings, findings.advice, places)
    rows = tuple(
        (
            view.number,
            view.dimension_name,
            view.title,
            float(entry.recommendation.days),
            entry.gain.low,
            entry.gain.high,
            view.why,
            view.first_step,
            view.done_when,
            view.leads,
            "; ".join(need["text"] for need in view.needs) or None,
            view.reason,
        )
        for entry, view in zip(findings.advice, views, strict=True)
    )
    return Sheet(gettext("Recommendations"), columns, rows)


def _method(findings: Findings) -> Sheet:
    page = shape_method(findings.content, findings.edition)
    columns = (Column(gettext("What"), width=34), Column(gettext("Value"), width=90))
    rows: list[tuple[Value, ...]] = [(gettext("Questionnaire"), gettext("version %(v)s", v=page.version))]
    rows.extend((name, text) for name, text in page.facts)
    rows.append((gettext("Warning of the makers"), page.warning))
    rows.extend(
        (
            gettext("Growth phase %(level)s: %(name)s", level=name.level, name=translate_text(name.name)),
            gettext("overall from score %(score)s", score=name.threshold),
        )
        for name in findings.content.growth_path.names
    )
    return Sheet(gettext("Method"), columns, tuple(rows))
