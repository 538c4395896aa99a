"""The levels, the answers, and how points become scores, as sheets to compute with."""

from __future__ import annotations

from dataclasses import replace

from assessment.basis import Basis
from webapp.documents.workbook import Column, Formula, Sheet, Type, Value
from webapp.findings.model import DimensionFinding, Findings, QuestionFinding
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.questions import number_of
from webapp.report.parts.two_measures import tell_beside, tell_why
from webapp.wording.basis import view_basis
from webapp.wording.levels import level_text
from webapp.wording.method import formula_text
from webapp.wording.verdicts import answer_words, row_words


def make_summary_sheet(findings: Findings) -> Sheet:
    """Return the levels and scores, the whole as the last row."""
    columns = (
        Column(gettext("Dimension"), width=22),
        Column(gettext("Growth phase"), width=26),
        Column(gettext("Certain"), Type.WHOLE, 10),
        Column(gettext("Likely"), Type.WHOLE, 14),
        Column(gettext("Possible"), Type.WHOLE, 10),
        Column(gettext("Score from"), Type.SCORE, 12),
        Column(gettext("Score to"), Type.SCORE, 12),
        Column(gettext("Counted, compared with 2019"), width=40),
        Column(gettext("Score, compared with 2019"), width=34),
    )
    rows = tuple(_summarise(findings, entry) for entry in findings.dimensions.values())
    return Sheet(
        gettext("Summary"), columns, rows, (_summarise_whole(findings),), tuple(filter(None, (tell_why(findings),)))
    )


def _summarise(findings: Findings, entry: DimensionFinding) -> tuple[Value, ...]:
    beside = tell_beside(findings, entry)
    return (
        translate_text(findings.content.growth_path.dimension_names[entry.id]),
        level_text(entry.level, entry.likely.level),
        entry.level.low,
        entry.likely.level,
        entry.level.high,
        entry.score.range.low,
        entry.score.range.high,
        beside.counted,
        beside.scored,
    )


def _summarise_whole(findings: Findings) -> tuple[Value, ...]:
    overall, score = findings.overall.range, findings.overall_score
    return (
        gettext("Overall"),
        level_text(overall, findings.likely.level),
        overall.low,
        findings.likely.level,
        overall.high,
        Formula("=ROUND(AVERAGE(F{first}:F{last}),1)", score.low),
        Formula("=ROUND(AVERAGE(G{first}:G{last}),1)", score.high),
        None,
        None,
    )


def make_answers_sheet(findings: Findings) -> Sheet:
    """Return every answer and note, a line for each row of a grid."""
    questionnaire = findings.content.questionnaire
    titles = {section.id: translate_text(section.title) for section in questionnaire.sections}
    columns = (
        Column(gettext("No."), Type.WHOLE, 6),
        Column(gettext("Section"), width=25),
        Column(gettext("Question"), width=48),
        Column(gettext("Part of the question"), width=30),
        Column(gettext("Answer"), width=40),
        Column(gettext("Number"), Type.NUMBER, 10),
        Column(gettext("Note"), width=40),
        Column(gettext("How sure"), width=14),
        Column(gettext("Evidence"), width=40),
        Column(gettext("Question id"), width=28),
    )
    rows: list[tuple[Value, ...]] = []
    for question in questionnaire.questions:
        entry = findings.questions[question.id]
        if entry.is_skipped:
            continue
        start = (number_of(findings, question), titles[question.section], translate_text(question.text))
        given = entry.answer.number if entry.answer is not None else None
        number = float(given) if given is not None else None
        parts = [(translate_text(row.text), row_words(question, entry.answer, row.id)) for row in question.rows]
        for place, (part, answer) in enumerate(parts or [("", answer_words(question, entry.answer))]):
            beside = (entry.note, *_tell_basis(entry.basis)) if place == 0 else (None, None, None)
            rows.append((*start, part or None, answer, number, *beside, question.id))
    return Sheet(gettext("Answers"), columns, tuple(rows))


def _tell_basis(basis: Basis) -> tuple[str, str]:
    """Return how sure an answer is, and where that can be seen and of which day."""
    view = view_basis(basis)
    return view.confidence, replace(view, confidence="").line


def make_scores_sheet(findings: Findings) -> Sheet:
    """Return points and weights, with the formulas that lead to the scores."""
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
    note = formula_text()
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
