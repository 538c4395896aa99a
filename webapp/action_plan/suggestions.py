"""By when something could be done: suggested days, for what is in the plan and for what is about to come into it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assessment.action_plan import Action, suggest_days
from assessment.advice import Recommendation
from webapp.findings.model import Findings


def suggest_for_plan(findings: Findings, today: date) -> dict[int, date]:
    """Return a day by action id for all that is still to be done, also for what has a day already."""
    going = [action for action in findings.actions if action.is_open]
    days = suggest_days([_work_of(findings, action) for action in going], today)
    return {action.id: day for action, day in zip(going, days, strict=True)}


def suggest_for_new(findings: Findings, new: Iterable[Recommendation], today: date) -> tuple[date, ...]:
    """Return a day for each recommendation, as it will be done after all that is in the plan."""
    present = [_work_of(findings, action) for action in findings.actions if action.is_open]
    days = suggest_days([*present, *(one.days for one in new)], today)
    return days[len(present) :]


def _work_of(findings: Findings, action: Action) -> float | None:
    known = findings.content.recommendation(action.recommendation_id)
    return known.days if known else None
