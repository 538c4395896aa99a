"""What the plan's pages show."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from flask import render_template, request, url_for

from assessment.action_plan import Action, Status
from assessment.advice import Recommendation
from webapp.action_plan.forms import ActionForm
from webapp.action_plan.suggestions import suggest_for_new
from webapp.clock import today
from webapp.documents.calendar import Entry
from webapp.findings.model import Findings
from webapp.language.locale import format_day, translate_text
from webapp.language.texts import gettext
from webapp.links.writers import name_writers, tell_writer
from webapp.outcome.reading import find_current
from webapp.report.parts.action_list import ActionView, status_names, summarise_plan, view_actions
from webapp.report.parts.addresses import make_addresses
from webapp.report.parts.head import Head, Picture, show_chart, view_head
from webapp.report.parts.pictures import make_words
from webapp.report.parts.timeline import make_timelines, timeline_caption
from webapp.store.action_plan import list_action_actors
from webapp.store.assessments import AssessmentRecord
from webapp.store.connections import Connection
from webapp.store.withdrawn_actions import Withdrawn, list_withdrawn
from webapp.web.state import get_content, reading
from webapp.web.visit import Visit
from webapp.wording.verdicts import effort_line

FIELDS = ("title", "who", "due", "status", "note")


@dataclass(frozen=True)
class PlanPage:
    """All that the page of the plan shows."""

    head: Head
    summary: str
    open: tuple[ActionView, ...]
    closed: tuple[ActionView, ...]
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
    day: str


def shape_plan(visit: Visit) -> PlanPage:
    """Return the page of the plan, as of today. Raises StoreUnavailable."""
    day, addresses = today(), make_addresses(visit)
    with reading() as connection:
        findings = find_current(visit)
        signatures = sign_history(connection, visit)
        withdrawn = list_withdrawn(connection, visit.assessment.id)
    views = view_actions(findings, day, signatures)
    charts = make_timelines(views, day, make_words())
    return PlanPage(
        head=view_head(findings, addresses, "actions"),
        summary=summarise_plan(findings, day),
        open=tuple(view for view in views if view.action.is_open),
        closed=tuple(view for view in views if not view.action.is_open),
        pictures=tuple(show_chart(chart, name, timeline_caption()) for name, chart in charts.items()),
        has_days=any(view.action.due for view in views) or bool(withdrawn),
        new_href=url_for("action_plan.new"),
        first_href=url_for("action_plan.take_on"),
        advice_href=addresses.advice(),
        calendar_href=url_for("action_plan.calendar"),
    )


def sign_history(connection: Connection, visit: Visit) -> dict[int, tuple[str, ...]]:
    """Return by action id through which other link each line of its history was written; nothing for one's own."""
    writers = name_writers(connection, visit)
    if not writers:
        return {}
    return {
        action: tuple(tell_writer(writers[actor]) if actor in writers else "" for actor in actors)
        for action, actors in list_action_actors(connection, visit.assessment.id).items()
    }


def list_offers(findings: Findings, wanted: Iterable[str]) -> tuple[Offer, ...]:
    """Return the recommendations that were asked for and exist, but for those that are in the plan."""
    names = get_content().growth_path.dimension_names
    left_out = {action.recommendation_id for action in findings.actions}
    asked = (get_content().recommendation(name) for name in dict.fromkeys(wanted) if name not in left_out)
    found = [recommendation for recommendation in asked if recommendation is not None]
    days = suggest_for_new(findings, found, today())
    return tuple(
        Offer(r.id, translate_text(r.title), translate_text(names[r.dimension]), effort_line(r), format_day(day))
        for r, day in zip(found, days, strict=True)
    )


def show_offers(visit: Visit, error: str) -> str:
    """Return the page on which recommendations are ticked: those that the address names, or the basis and the way."""
    findings = find_current(visit)
    wanted = request.args.getlist("aanbeveling") or [entry.recommendation.id for entry in findings.road.to_do]
    return render_template(
        "action_plan/take_on.html",
        offers=list_offers(findings, wanted),
        error=error,
        with_days=request.method == "GET" or "days" in request.form,
    )


def link_action(visit: Visit, action_id: int) -> str:
    """Return the address of an action on the page of the plan."""
    return make_addresses(visit).action(action_id)


def show_form(
    form: ActionForm,
    *,
    recommendation: Recommendation | None,
    action_id: int | None,
    notice: str = "",
    theirs: Action | None = None,
) -> str:
    """Return the page on which an action is filled in; it needs no database, so that it can always come back."""
    errors = {name: form[name].errors[0] if form[name].errors else "" for name in FIELDS}
    return render_template(
        "action_plan/action.html",
        form=form,
        recommendation=recommendation,
        action_id=action_id,
        target=url_for("action_plan.new") if action_id is None else url_for("action_plan.edit", action=action_id),
        field_errors=errors,
        errors=[{"href": f"#{name}", "text": text} for name, text in errors.items() if text],
        statuses=[{"value": str(status), "text": text} for status, text in status_names().items()],
        message=notice,
        theirs=theirs,
        theirs_status=status_names()[theirs.status] if theirs else "",
    )


def make_entries(visit: Visit, views: Iterable[ActionView], withdrawn: Iterable[Withdrawn] = ()) -> tuple[Entry, ...]:
    """Return the plan's days for a calendar; what was dropped, removed or lost its day takes its earlier entry away."""
    days = [_make_entry(visit.assessment, view) for view in views if view.action.due is not None]
    return (*days, *(_cancel(visit.assessment, entry) for entry in withdrawn))


def read_withdrawn(visit: Visit) -> tuple[Withdrawn, ...]:
    """Return what was taken away from the calendar. Raises StoreUnavailable."""
    with reading() as connection:
        return list_withdrawn(connection, visit.assessment.id)


def _cancel(record: AssessmentRecord, withdrawn: Withdrawn) -> Entry:
    return Entry(
        uid=_name_entry(record, withdrawn.action_id),
        sequence=withdrawn.revision,
        changed_at=withdrawn.at,
        day=withdrawn.due,
        title=gettext("No longer in the action plan"),
        text="",
        is_cancelled=True,
    )


def _name_entry(record: AssessmentRecord, action_id: int) -> str:
    """Return the name by which calendars know an action's day, whatever becomes of it."""
    name = f"pleinwijzer:{record.created_at.isoformat()}:{record.id}:{action_id}"
    return f"{uuid.uuid5(uuid.NAMESPACE_OID, name)}@pleinwijzer"


def _make_entry(record: AssessmentRecord, view: ActionView) -> Entry:
    action = view.action
    assert action.due is not None  # noqa: S101 (the caller's own condition)
    lines = (
        gettext("Who: %(who)s", who=action.who) if action.who else "",
        gettext("Status: %(status)s", status=view.status),
        gettext("First step: %(step)s", step=view.first_step) if view.first_step else "",
        gettext("Done when: %(condition)s", condition=view.done_when) if view.done_when else "",
        action.note,
    )
    return Entry(
        uid=_name_entry(record, action.id),
        sequence=action.revision,
        changed_at=action.changed_at,
        day=action.due,
        title=f"✓ {view.title}" if action.status is Status.DONE else view.title,
        text="\n".join(filter(None, lines)),
        is_cancelled=action.status is Status.DROPPED,
    )
