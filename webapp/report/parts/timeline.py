"""The kept plan on a timeline: which actions have a place there, and what its pictures are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from assessment.action_plan import Status
from webapp.clock import local_day
from webapp.documents.charts.model import TimelineChart
from webapp.documents.charts.texts import Words
from webapp.documents.charts.timeline import Planned, chart_timelines
from webapp.language.texts import gettext
from webapp.report.parts.action_list import ActionView

TIMELINE = "timeline-"
OWN = "overall"
"""The colour of an action of one's own."""


def make_timelines(views: Iterable[ActionView], today: date, words: Words) -> Mapping[str, TimelineChart]:
    """Return the pictures of a plan by name, `timeline-1` and on; none where no action has a day.

    What was dropped has no place on it, nor what is still to be done without a day.
    """
    planned = [found for view in views if (found := _plan(view)) is not None]
    charts = chart_timelines(planned, today, words)
    return {f"{TIMELINE}{number}": chart for number, chart in enumerate(charts, start=1)}


def timeline_caption() -> str:
    """Return what a reader must know to read the picture."""
    return str(
        gettext(
            "A bar begins on the day that the action was added to the plan. Actions without a date, and those that "
            "were dropped, are not shown."
        )
    )


def _plan(view: ActionView) -> Planned | None:
    action = view.action
    done = local_day(action.done_at) if action.done_at else None
    if action.status is Status.DROPPED or (action.due is None and done is None):
        return None
    return Planned(
        title=view.title,
        colour=view.dimension or OWN,
        added=local_day(action.taken_on_at),
        due=action.due,
        done=done,
        status=action.status,
        status_text=view.status,
        is_overdue=view.is_overdue,
    )
