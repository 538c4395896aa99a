"""Findings -> the compared questions as charts of shares, with the own category marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from benchmarks.compare import ComparedShare, Comparison
from benchmarks.model import Figure, FigureKind, Population
from webapp.documents.charts.model import Part, ShareBar, SharesChart, SharesLegend
from webapp.documents.charts.texts import Words
from webapp.findings.model import Findings, QuestionFinding

CONTEXTS: Mapping[str, str] = {
    "channels": "presence",
    "posts": "content",
    "listening": "listening",
    "webcare": "webcare",
    "barriers": "barriers",
}
"""The pictures of questions that don't score: the name, and what their ids begin with."""


def chart_dimension(findings: Findings, dimension: str, words: Words) -> SharesChart:
    """Return the scored questions of a dimension that the edition asked too. Raises KeyError."""
    finding = findings.dimensions[dimension]
    name = words.content(findings.content.growth_path.dimension_names[dimension])
    title = words.gettext(
        "%(domain)s: your answers compared with those of %(year)s", domain=name, year=findings.edition.year
    )
    return _make_chart(title, dimension, finding.questions, findings, words)


def chart_context(findings: Findings, context: str, words: Words) -> SharesChart:
    """Return the questions around one subject that don't score. Raises KeyError."""
    prefix = CONTEXTS[context] + "."
    titles = {
        "channels": words.gettext("Your channels compared with those of %(year)s", year=findings.edition.year),
        "posts": words.gettext("Your posts compared with those of %(year)s", year=findings.edition.year),
        "listening": words.gettext("The mood online compared with that of %(year)s", year=findings.edition.year),
        "webcare": words.gettext("Your incoming questions compared with those of %(year)s", year=findings.edition.year),
        "barriers": words.gettext("Your barriers compared with those of %(year)s", year=findings.edition.year),
    }
    questions = (entry for entry in findings.context if entry.question.id.startswith(prefix))
    return _make_chart(titles[context], "overall", questions, findings, words)


def _make_chart(
    title: str, colour: str, questions: Iterable[QuestionFinding], findings: Findings, words: Words
) -> SharesChart:
    bars = tuple(bar for question in questions for bar in _make_bars(question, words))
    gettext = words.gettext
    return SharesChart(
        language=words.language,
        title=title,
        description=" ".join(_describe_bar(bar, words) for bar in bars),
        colour=colour,
        bars=bars,
        legend=SharesLegend(
            own=gettext("your answer"),
            maybe_own=gettext("perhaps your answer: the report does not say"),
            not_printed=gettext("not printed in the report of %(year)s", year=findings.edition.year),
        ),
    )


def _make_bars(finding: QuestionFinding, words: Words) -> Iterator[ShareBar]:
    for row, comparison in finding.comparisons.items():
        if comparison.figure.kind is FigureKind.MEAN:
            continue
        text = finding.question.text if row is None else finding.question.row_by_id[row].text
        stacked = comparison.figure.kind is FigureKind.ONE_OF
        parts = tuple(_make_part(line, comparison.figure, words) for line in comparison.shares)
        remark = _write_remark(comparison, _own_choice(finding, row, words), words)
        yield ShareBar(words.content(text), remark, parts, stacked)


def _own_choice(finding: QuestionFinding, row: str | None, words: Words) -> str:
    """The own answer in words where it is one option; else empty."""
    question, answer = finding.question, finding.answer
    if answer is None:
        return ""
    chosen = answer.options if row is None else (answer.rows.get(row, ""),)
    option = question.option_by_id.get(chosen[0]) if len(chosen) == 1 else None
    return words.content(option.text) if option else ""


def _make_part(line: ComparedShare, figure: Figure, words: Words) -> Part:
    if line.share is None:
        return Part(
            words.gettext("others, not printed"),
            "",
            max(0.0, 100 - float(figure.total)),
            line.own,
            printed=False,
            mark=_mark(line.own, words),
        )
    share = words.share(float(line.share.value))
    share_text = words.gettext("about %(share)s", share=share) if line.share.about else share
    return Part(
        words.content(line.share.text), share_text, float(line.share.value), line.own, mark=_mark(line.own, words)
    )


def _mark(own: bool | None, words: Words) -> str:
    if own is None:
        return words.gettext("perhaps your answer")
    return words.gettext("your answer") if own else ""


def _write_remark(comparison: Comparison, own: str, words: Words) -> str:
    figure, remarks = comparison.figure, []
    if figure.population is Population.RESPONDENTS:
        remarks.append(words.gettext("Municipalities and police zones together."))
    if figure.base is not None:
        remarks.append(words.content(figure.base) + ".")
    if figure.kind is FigureKind.ONE_OF and figure.total > 100:
        remarks.append(words.gettext("Adds up to %(share)s in print.", share=words.share(float(figure.total))))
    if own and any(line.own and line.share is None for line in comparison.shares):
        remarks.append(words.gettext("Your answer, “%(choice)s”, was not printed in the report.", choice=own))
    if not comparison.answered:
        remarks.append(words.gettext("No answer of yours to mark."))
    return " ".join(remarks)


def _describe_bar(bar: ShareBar, words: Words) -> str:
    parts = "; ".join(_describe_part(part, words) for part in bar.parts)
    return " ".join(filter(None, (bar.title, f"{parts}.", bar.remark)))


def _describe_part(part: Part, words: Words) -> str:
    named = f"{part.text} {part.share_text}".rstrip()
    if part.own:
        return words.gettext("%(category)s (your answer)", category=named)
    return words.gettext("%(category)s (perhaps your answer)", category=named) if part.own is None else named
