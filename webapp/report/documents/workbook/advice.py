"""All advice as a sheet."""

from __future__ import annotations

from assessment.road.model import Advised
from webapp.documents.workbook import Column, Sheet, Type, Value
from webapp.findings.model import Findings
from webapp.language.texts import gettext
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.recommendations import AdviceView, view_advice
from webapp.report.parts.road import part_text


def make_advice_sheet(findings: Findings, addresses: Addresses) -> Sheet:
    """Return all recommendations in the order of the road."""
    views = view_advice(findings, findings.advice, addresses)
    rows = tuple(_make_row(entry, view) for entry, view in zip(findings.advice, views, strict=True))
    return Sheet(gettext("Recommendations"), _make_columns(), rows)


def _make_columns() -> tuple[Column, ...]:
    return (
        Column(gettext("Order"), Type.WHOLE, 8),
        Column(gettext("Dimension"), width=16),
        Column(gettext("Recommendation"), width=40),
        Column(gettext("Person-days"), Type.NUMBER, 10),
        Column(gettext("Hours a week"), Type.NUMBER, 10),
        Column(gettext("Gain from"), Type.SCORE, 10),
        Column(gettext("Gain to"), Type.SCORE, 10),
        Column(gettext("Why"), width=50),
        Column(gettext("First step this month"), width=50),
        Column(gettext("Done when"), width=40),
        Column(gettext("What residents notice"), width=40),
        Column(gettext("Sheet"), width=24),
        Column(gettext("Who takes the lead"), width=24),
        Column(gettext("First needed"), width=30),
        Column(gettext("Why this place in the order"), width=40),
        Column(gettext("Part"), width=14),
    )


def _make_row(entry: Advised, view: AdviceView) -> tuple[Value, ...]:
    return (
        view.number,
        view.words.dimension_name,
        view.words.title,
        float(entry.recommendation.days),
        float(entry.recommendation.hours_a_week),
        entry.gain.low,
        entry.gain.high,
        view.words.why,
        view.words.first_step,
        view.words.done_when,
        view.words.residents or None,
        "; ".join(sheet.title for sheet in view.sheets) or None,
        view.words.leads,
        "; ".join(need["text"] for need in view.needs) or None,
        view.reason,
        part_text(view.part),
    )
