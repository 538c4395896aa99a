"""What the plan's pages show."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from flask import render_template, url_for
from flask_babel import gettext

from assessment.action_plan import Action, Status
from assessment.advice import Recommendation
from webapp.action_plan.forms import ActionForm
from webapp.clock import today
from webapp.documents.calendar import Entry
from webapp.documents.charts.model import Chart
from webapp.findings.model import Findings
from webapp.language.locale import translate_text
from webapp.report.parts.action_list import ActionView, status_names, summarise_plan, view_actions
from webapp.report.parts.addresses import Places
from webapp.report.parts.head import Head, Picture, show_chart, view_head
from webapp.report.parts.pictures import make_words
from webapp.report.parts.timeline import make_timelines, timeline_caption
from webapp.scan.finishing import name_municipality
from webapp.web.policy import current_assessment
from webapp.web.state import get_content
from webapp.wording.verdicts import effort_text

FIELDS = ("title", "who", "due", "status", "note")


@dataclass(frozen=True)
class PlanPage:
    """All that the page of the plan shows."""

    head: Head
    summary: str
    open: tuple[ActionView, ...]
    closed: tuple[ActionView, ...]
    charts: tuple[Chart, ...]
    pictures: tuple[Picture, ...]
    has_days: bool
    new_href: str
    first_href: str
    advice_href: str
    calendar_href: str


@dataclass(frozen=True)
class Offer:
    """A recommendation that can be taken into the plan."""

    id: str
    title: str
    dimension_name: str
    effort: str


def shape_plan(findings: Findings, places: Places) -> PlanPage:
    """Return the page of the plan, as of today."""
    day = today()
    views = view_actions(findings, day)
    charts = make_timelines(views, day, make_words())
    return PlanPage(
        head=view_head(findings, places, "actions"),
        summary=summarise_plan(findings, day),
        open=tuple(view for view in views if view.action.is_open),
        closed=tuple(view for view in views if not view.action.is_open),
        charts=tuple(charts.values()),
        pictures=tuple(show_chart(chart, places, name, timeline_caption()) for name, chart in charts.items()),
        has_days=any(view.action.due for view in views),
        new_href=url_for("plan.new", token=places.token),
        first_href=url_for("plan.take_on", token=places.token),
        advice_href=places.advice(),
        calendar_href=url_for("plan.calendar", token=places.token),
    )


def list_offers(wanted: Iterable[str], taken: Iterable[str | None]) -> tuple[Offer, ...]:
    """Return the recommendations that were asked for and exist, but for those that are in the plan."""
    names = get_content().growth_path.dimension_names
    left_out = set(taken)
    found = (get_content().recommendation(name) for name in dict.fromkeys(wanted) if name not in left_out)
    return tuple(
        Offer(r.id, translate_text(r.title), translate_text(names[r.dimension]), effort_text(r.effort))
        for r in found
        if r is not None
    )


def show_form(
    token: str,
    form: ActionForm,
    *,
    recommendation: Recommendation | None,
    action_id: int | None,
    notice: str = "",
    theirs: Action | None = None,
) -> str:
    """Return the page on which an action is filled in; it needs no database, so that it can always come back."""
    errors = {name: form[name].errors[0] if form[name].errors else "" for name in FIELDS}
    new = url_for("plan.new", token=token)
    return render_template(
        "action_plan/action.html",
        token=token,
        municipality_name=name_municipality(),
        form=form,
        recommendation=recommendation,
        action_id=action_id,
        target=new if action_id is None else url_for("plan.edit", token=token, action=action_id),
        field_errors=errors,
        errors=[{"href": f"#{name}", "text": text} for name, text in errors.items() if text],
        statuses=[{"value": str(status), "text": text} for status, text in status_names().items()],
        message=notice,
        theirs=theirs,
        theirs_status=status_names()[theirs.status] if theirs else "",
    )


def make_entries(views: Iterable[ActionView]) -> tuple[Entry, ...]:
    """Return the plan's days for a calendar; what was dropped takes its earlier entry away."""
    return tuple(_make_entry(view) for view in views if view.action.due is not None)


def _make_entry(view: ActionView) -> Entry:
    action, record = view.action, current_assessment()
    assert action.due is not None  # noqa: S101 (the caller's own condition)
    lines = (
        gettext("Who: %(who)s", who=action.who) if action.who else "",
        gettext("Status: %(status)s", status=view.status),
        gettext("First step: %(step)s", step=view.first_step) if view.first_step else "",
        gettext("Done when: %(condition)s", condition=view.done_when) if view.done_when else "",
        action.note,
    )
    name = f"pleinwijzer:{record.created_at.isoformat()}:{record.id}:{action.id}"
    return Entry(
        uid=f"{uuid.uuid5(uuid.NAMESPACE_OID, name)}@pleinwijzer",
        sequence=action.revision,
        changed_at=action.changed_at,
        day=action.due,
        title=f"✓ {view.title}" if action.status is Status.DONE else view.title,
        text="\n".join(filter(None, lines)),
        is_cancelled=action.status is Status.DROPPED,
    )
