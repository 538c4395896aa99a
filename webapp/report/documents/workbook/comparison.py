"""The answers and scores beside those of the edition, as sheets."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.model import Kind
from benchmarks.bases import find_bases
from benchmarks.compare import ComparedShare, Comparison
from benchmarks.counts import CountComparison
from webapp.documents.workbook import Column, Sheet, Type, Value
from webapp.findings.model import Findings, QuestionFinding
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.documents.workbook.cells import ends
from webapp.report.parts.questions import number_of
from webapp.report.parts.two_measures import tell_beside, tell_counted, tell_why
from webapp.wording.comparisons import count_short, explain_count, has_text, rank_sentences, thing_text
from webapp.wording.levels import within
from webapp.wording.verdicts import answer_words, item_words


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
        Column(gettext("Knowing nothing of those who did not answer, from"), Type.NUMBER, 16),
        Column(gettext("Knowing nothing of those who did not answer, to"), Type.NUMBER, 16),
        Column(gettext("Answers that the margin counts with"), Type.WHOLE, 12),
        Column(gettext("Yours"), width=12),
        Column(gettext("Your number"), Type.NUMBER, 11),
        Column(gettext("Unit"), width=18),
        Column(gettext("Figure"), width=26),
        Column(gettext("Your place, as far as the report tells"), width=60),
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
    return Sheet(gettext("Compared with 2019"), columns, rows, notes=(note,))


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
    base = find_bases(findings.edition).get(comparison.figure.id)
    place = " ".join(rank_sentences(question, comparison.rank, findings.edition.year)) or None
    for line in comparison.shares:
        category = translate_text(line.share.text) if line.share else gettext("not printed")
        printed = float(line.share.value) if line.share else None
        spans = (*ends(line.printed), *ends(line.sampled), *ends(line.worst))
        answers = base.answers if base else None
        rank = place if line.own else None
        yield (*start, category, printed, *spans, answers, _own(line), own_number, unit, comparison.figure.id, rank)


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
        Column(gettext("2019, from the report, from"), Type.SCORE, 16),
        Column(gettext("to"), Type.SCORE, 10),
        Column(gettext("2019, with the sampling margin, from"), Type.SCORE, 16),
        Column(gettext("to"), Type.SCORE, 10),
        Column(gettext("If the questions had nothing to do with each other, from"), Type.SCORE, 20),
        Column(gettext("to"), Type.SCORE, 10),
        Column(gettext("Stood less far, percent, from"), Type.NUMBER, 14),
        Column(gettext("to"), Type.NUMBER, 10),
        Column(gettext("Questions compared"), Type.WHOLE, 12),
        Column(gettext("Counted, compared with 2019"), width=40),
        Column(gettext("Score, compared with 2019"), width=34),
    )
    names = findings.content.growth_path.dimension_names
    rows: list[tuple[Value, ...]] = []
    for dimension in findings.dimensions.values():
        if (reference := dimension.reference) is not None:
            spans = (reference.own, reference.printed, reference.sampled, reference.independent)
            cells = [cell for span in (*spans, findings.less_far[dimension.id]) for cell in ends(span)]
            beside = tell_beside(findings, dimension)
            told = (beside.counted, beside.scored)
            rows.append((translate_text(names[dimension.id]), *cells, len(reference.questions), *told))
    return Sheet(gettext("Reference"), columns, tuple(rows), notes=tuple(filter(None, (tell_why(findings),))))


def make_counts_sheet(findings: Findings) -> Sheet:
    """Return what is counted: of each count a line with the numbers, then a line for each thing."""
    columns = (
        Column(gettext("Dimension"), width=18),
        Column(gettext("What is counted together"), width=34),
        Column(gettext("What is counted"), width=56),
        Column(gettext("You"), width=12),
        Column(gettext("2019, percent"), Type.NUMBER, 10),
        Column(gettext("Yours, from"), Type.WHOLE, 10),
        Column(gettext("Yours, to"), Type.WHOLE, 10),
        Column(gettext("Out of"), Type.WHOLE, 10),
        Column(gettext("Mean in 2019"), Type.NUMBER, 10),
        Column(gettext("Because of rounding, from"), Type.NUMBER, 12),
        Column(gettext("Because of rounding, to"), Type.NUMBER, 12),
        Column(gettext("Sampling margin at most"), Type.NUMBER, 12),
    )
    names = findings.content.growth_path.dimension_names
    rows = tuple(
        (translate_text(names[dimension]), translate_text(count.group.title), *cells)
        for dimension, counts in findings.counts.items()
        for count in counts
        for cells in _count_rows(count)
    )
    said = [one for counts in findings.counts.values() for count in counts for one in _count_notes(findings, count)]
    return Sheet(gettext("Counted"), columns, rows, notes=tuple(said))


def _count_rows(count: CountComparison) -> Iterator[tuple[Value, ...]]:
    facts = count.facts
    numbers = (count.low, count.high, len(count.things), facts.mean, *ends(facts.printed), facts.margin)
    yield (None, None, None, *numbers)
    for thing in count.things:
        yield (thing_text(thing), has_text(thing.own), thing.share, *(None for _ in numbers))


def _count_notes(findings: Findings, count: CountComparison) -> Iterator[str]:
    is_first = count is findings.count_of(count.group.dimension)
    line = tell_counted(findings, count.group.dimension) if is_first else count_short(count)
    yield f"{translate_text(count.group.title)}: {within(line) if line else gettext('too little is known')}."
    yield from explain_count(count, findings.edition)
