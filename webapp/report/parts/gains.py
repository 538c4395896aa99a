"""What a recommendation would bring: the sum that a reader can do again by hand."""

from __future__ import annotations

from collections.abc import Iterable

from assessment.advice import take
from assessment.conditions import Condition
from assessment.model import Range
from assessment.road.model import Advised
from assessment.scoring import Standing, question_points
from webapp.findings.model import Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.addresses import Addresses, advice_anchor
from webapp.report.parts.tables import Cell, Table, columns, link, rows
from webapp.wording.numbers import number_text, points_text
from webapp.wording.verdicts import choice_words


def view_gains(findings: Findings, advised: Iterable[Advised], addresses: Addresses) -> dict[str, Table]:
    """Return how the gains of some advice were computed, by the anchors of what raises a score."""
    return {
        advice_anchor(entry.recommendation.id): view_gain(findings, entry, addresses)
        for entry in advised
        if entry.recommendation.changes
    }


def view_gain(findings: Findings, entry: Advised, addresses: Addresses) -> Table:
    """Return how the gain of a recommendation that changes answers was computed, question by question."""
    recommendation, touched = entry.recommendation, entry.recommendation.questions
    after = take(findings.standing, recommendation)
    questions = findings.dimensions[recommendation.dimension].questions
    total = sum(entry.question.weight for entry in questions if entry.points is not None)
    return Table(
        caption=gettext("What it would bring"),
        columns=columns(
            gettext("Question"),
            gettext("Your answer afterwards"),
            gettext("Points now"),
            gettext("Points afterwards"),
            gettext("Weight"),
            gettext("Gain × weight"),
            numbers_from=2,
        ),
        rows=rows([_gain_row(findings, recommendation.changes, name, after, addresses) for name in touched]),
        total=(gettext("Together"), "", "", "", "", points_text(_weighted_gain(findings, touched, after))),
        closing=(
            gettext(
                "Divided by the weights of all questions that count (%(total)s), the score of this dimension rises by "
                "%(gain)s points.",
                total=total,
                gain=points_text(entry.gain, 1),
            ),
            gettext(
                "Of that, %(left)s points are left after all actions that stand before it. In days of work, with half "
                "a year of the hours a week counted in: %(days)s. That makes %(rate)s points a day of work. Among the "
                "other actions, that decides the order within a group.",
                left=number_text(entry.left.low, 3),  # so many that whoever divides finds the rate
                days=number_text(recommendation.effort_days, 3),
                rate=number_text(entry.left.low / recommendation.effort_days),
            ),
        ),
    )


def _gain_row(
    findings: Findings, changes: tuple[Condition, ...], question_id: str, after: Standing, addresses: Addresses
) -> list[Cell]:
    question = findings.content.questionnaire.question(question_id)
    reached = [change for change in changes if change.question == question_id]
    words = "; ".join(
        f"{translate_text(question.row_by_id[change.part].text)}: {choice_words(question, change.option)}"
        if change.part is not None and change.part in question.row_by_id
        else choice_words(question, change.option)
        for change in reached
    )
    return [
        link(translate_text(question.text), addresses.answered(question)),
        words,
        points_text(question_points(question, findings.standing)),
        points_text(question_points(question, after)),
        str(question.weight),
        points_text(_weighted_gain(findings, (question_id,), after)),
    ]


def _weighted_gain(findings: Findings, question_ids: Iterable[str], after: Standing) -> Range:
    low = high = 0.0
    for question_id in question_ids:
        question = findings.content.questionnaire.question(question_id)
        now, then = question_points(question, findings.standing), question_points(question, after)
        if now is not None and then is not None:
            low += question.weight * (then.low - now.low)
            high += question.weight * (then.high - now.high)
    return Range(min(low, high), max(low, high))
