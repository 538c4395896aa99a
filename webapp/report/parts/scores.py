"""How scores are made: tables that a reader can redo by hand."""

from __future__ import annotations

from collections.abc import Iterable

from assessment.model import Range
from benchmarks.model import Edition
from benchmarks.reference import QuestionReference
from webapp.findings.model import DimensionFinding, Findings, QuestionFinding
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.tables import Cell, Table, columns, link, rows
from webapp.wording.numbers import number_text, points_text, score_text
from webapp.wording.verdicts import answer_words


def explain_score(dimension: DimensionFinding, addresses: Addresses) -> Table:
    """Return a dimension's score as the weighted mean of its questions."""
    counted = [entry for entry in dimension.questions if entry.points is not None]
    weight = sum(entry.question.weight for entry in counted)
    total = _add(_times(entry.points, entry.question.weight) for entry in counted if entry.points is not None)
    return Table(
        caption=gettext("From answers to score"),
        columns=columns(
            gettext("Question"),
            gettext("Answer"),
            gettext("Points"),
            gettext("Weight"),
            gettext("Points × weight"),
            numbers_from=2,
        ),
        rows=rows([_score_row(entry, addresses) for entry in dimension.questions]),
        total=(gettext("Together"), "", "", str(weight), points_text(total)),
        closing=_divide(total, weight, dimension.score.range, _explain_likely(dimension)),
    )


def _score_row(entry: QuestionFinding, addresses: Addresses) -> list[Cell]:
    question = entry.question
    title = link(translate_text(question.text), addresses.answered(question))
    answer = answer_words(question, entry.answer) or gettext("see the rows of the question")
    if entry.points is None:
        return [title, answer, gettext("does not count"), "–", "–"]
    product = _times(entry.points, question.weight)
    return [title, answer, points_text(entry.points), str(question.weight), points_text(product)]


def _divide(total: Range, weight: int, score: Range, likely: tuple[str, ...]) -> tuple[str, ...]:
    if not weight:
        return (gettext("No question applies, so there is nothing to weigh: the score can be anything."),)
    if total.low == total.high:
        return (
            gettext(
                "%(total)s divided by %(weight)s is %(score)s, rounded to one decimal. That rounded number is the "
                "score.",
                total=number_text(total.low),
                weight=weight,
                score=score_text(score.low),
            ),
        )
    return (
        gettext(
            "At the lowest: %(total)s divided by %(weight)s is %(score)s.",
            total=number_text(total.low),
            weight=weight,
            score=score_text(score.low),
        ),
        gettext(
            "At the highest: %(total)s divided by %(weight)s is %(score)s.",
            total=number_text(total.high),
            weight=weight,
            score=score_text(score.high),
        ),
        gettext("What is not known counts as the worst answer for the lowest, and as the best for the highest."),
        *likely,
    )


def _explain_likely(dimension: DimensionFinding) -> tuple[str, ...]:
    score, likely = dimension.score.range, dimension.likely.score
    if likely is None:
        return (gettext("Less than half of the weight is known, so no score is called likely."),)
    return (
        gettext(
            "Likely: %(open)s of the 100 points are still open. Of the %(known)s others you have %(low)s: %(low)s "
            "divided by %(known)s, times 100, is %(likely)s.",
            open=score_text(score.high - score.low),
            known=score_text(100 - (score.high - score.low)),
            low=score_text(score.low),
            likely=score_text(likely),
        ),
    )


def _explain_likely_whole(findings: Findings) -> tuple[str, ...]:
    if findings.likely.score is None:
        return ()
    scores = [entry.likely.score for entry in findings.dimensions.values() if entry.likely.score is not None]
    return (
        gettext(
            "Likely: %(scores)s, together divided by %(count)s, is %(likely)s.",
            scores=" + ".join(score_text(score) for score in scores),
            count=len(scores),
            likely=score_text(findings.likely.score),
        ),
    )


def explain_overall(findings: Findings, addresses: Addresses) -> Table:
    """Return the overall score as the mean of the four."""
    names = findings.content.growth_path.dimension_names
    found = list(findings.dimensions.values())
    total = _add(entry.score.range for entry in found)
    return Table(
        caption=gettext("From four scores to one"),
        columns=columns(gettext("Dimension"), gettext("Score"), numbers_from=1),
        rows=rows(
            [
                [link(translate_text(names[e.id]), addresses.dimension(e.id, "score")), score_text(e.score.range)]
                for e in found
            ]
        ),
        total=(gettext("Together"), points_text(total, 1)),
        closing=_divide(total, len(found), findings.overall_score, _explain_likely_whole(findings)),
    )


def explain_reference(dimension: DimensionFinding, findings: Findings, addresses: Addresses) -> Table | None:
    """Return how the reference was made from the figures, beside the own score on the same questions."""
    reference = dimension.reference
    if reference is None:
        return None
    return Table(
        caption=gettext("The questions that 2019 has a figure for"),
        columns=columns(
            gettext("Question"),
            gettext("Weight"),
            gettext("Your points"),
            gettext("Mean points in 2019, from the report"),
            gettext("Sampling margin"),
            numbers_from=1,
        ),
        rows=rows([_reference_row(entry, findings, addresses) for entry in reference.questions]),
        total=(
            gettext("Weighted mean"),
            str(sum(entry.weight for entry in reference.questions)),
            score_text(reference.own),
            score_text(reference.printed),
            "",
        ),
        closing=(_with_margin(reference.sampled, findings.edition), _with_independent_margins(reference.independent)),
    )


def _reference_row(entry: QuestionReference, findings: Findings, addresses: Addresses) -> list[Cell]:
    question = findings.content.questionnaire.question(entry.question)
    return [
        link(translate_text(question.text), addresses.answered(question)),
        str(entry.weight),
        points_text(entry.own),
        points_text(entry.printed),
        f"± {number_text(entry.margin)}",
    ]


def _with_independent_margins(independent: Range) -> str:
    return str(
        gettext(
            "If the questions had nothing to do with each other, not all margins would err in the same direction: "
            "then it runs from %(low)s to %(high)s. That is less certain; what we say of the difference keeps the "
            "wide one.",
            low=score_text(independent.low),
            high=score_text(independent.high),
        )
    )


def _with_margin(sampled: Range, edition: Edition) -> str:
    return str(
        gettext(
            "With the sampling margin of each question added on both sides, within 0 and 100, the weighted mean runs "
            "from %(low)s to %(high)s. The margin rests on %(answered)s of %(total)s municipalities, or on fewer where "
            "the figure fits fewer answers.",
            low=score_text(sampled.low),
            high=score_text(sampled.high),
            answered=edition.municipalities_answered,
            total=edition.municipalities_total,
        )
    )


def _times(points: Range | None, weight: int) -> Range:
    return Range(points.low * weight, points.high * weight) if points else Range(0, 0)


def _add(ranges: Iterable[Range]) -> Range:
    low = high = 0.0
    for entry in ranges:
        low += entry.low
        high += entry.high
    return Range(low, high)
