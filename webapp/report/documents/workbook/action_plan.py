"""The kept plan as a sheet to compute with."""

from __future__ import annotations

from datetime import date

from webapp.clock import local_day
from webapp.documents.workbook import Column, Sheet, Type, Value
from webapp.findings.model import Findings
from webapp.language.texts import gettext
from webapp.report.parts.action_list import status_names, view_actions


def make_plan_sheet(findings: Findings, today: date) -> Sheet:
    """Return the plan in its order; a sheet without rows where there is none."""
    columns = (
        Column(gettext("Order"), Type.WHOLE, 8),
        Column(gettext("Dimension"), width=18),
        Column(gettext("Action"), width=44),
        Column(gettext("Who"), width=26),
        Column(gettext("By when"), Type.DAY, 12),
        Column(gettext("Status"), width=14),
        Column(gettext("Overdue"), width=10),
        Column(gettext("Done on"), Type.DAY, 12),
        Column(gettext("Note"), width=44),
    )
    rows: list[tuple[Value, ...]] = []
    for number, view in enumerate(view_actions(findings, today), start=1):
        action = view.action
        rows.append(
            (
                number,
                view.dimension_name,
                view.title,
                action.who or None,
                action.due,
                status_names()[action.status],
                gettext("overdue") if view.is_overdue else None,
                local_day(action.done_at) if action.done_at else None,
                action.note or None,
            )
        )
    return Sheet(gettext("Action plan"), columns, tuple(rows))
