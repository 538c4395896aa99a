"""What the plan's pages show."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import NamedTuple

from flask import render_template, request, url_for

from assessment.action_plan import Action, Status
from assessment.advice import Recommendation
from webapp.action_plan.forms import ActionForm
from webapp.action_plan.rows import BY_DAY
from webapp.action_plan.saving import Saved
from webapp.action_plan.suggestions import suggest_for_new, suggest_for_plan
from webapp.action_plan.table import (
    Returned,
    RowView,
    give_back,
    list_problems,
    shape_rows,
    sort_by_day,
    tell_removed,
)
from webapp.clock import today
from webapp.documents.calendar import Entry
from webapp.findings.model import Findings
from webapp.language.locale import format_day, translate_text
from webapp.language.texts import gettext
from webapp.links.writers import name_writers, tell_writer
from webapp.outcome.reading import find_current
from webapp.report.parts.action_list import ActionView, status_names, summarise_plan, view_actions
from webapp.report.parts.addresses import action_anchor, make_addresses
from webapp.report.parts.head import Head, Picture, show_chart, view_head
from webapp.report.parts.pictures import make_words
from webapp.report.parts.timeline import make_timelines, timeline_caption
from webapp.store.action_plan import list_action_actors
from webapp.store.assessments import AssessmentRecord
from webapp.store.connections import Connection
from webapp.store.withdrawn_actions import Withdrawn, list_withdrawn
from webapp.web.state import reading
from webapp.web.visit import Visit
from webapp.wording.action_plan import saved_rows_text, tell_calendar
from webapp.wording.verdicts import effort_line

NOTHING = Returned()
FIELDS = ("title", "who", "due", "status", "note")


class PlanPage(NamedTuple):
    """All that the page of the plan shows. `orders`: the orders that rows can stand in, each with its address."""

    head: Head
    summary: str
    open: tuple[RowView, ...]
    closed: tuple[RowView, ...]
    pictures: tuple[Picture, ...]
    orders: tuple[Order, ...]
    by_day: bool
    calendar_text: str
    has_days: bool
    target: str
    new_href: str
    first_href: str
    advice_href: str
    calendar_href: str
    sheets_href: str


class Order(NamedTuple):
    """An order of the rows."""

    text: str
    href: str
    current: bool


class Offer(NamedTuple):
    """A recommendation that can be taken into the plan."""

    id: str
    title: str
    dimension_name: str
    effort: str
    day: str


def show_plan(visit: Visit, returned: Returned = NOTHING, notice: str = "") -> str:
    """Return the page of the plan, with what comes back after it was sent. Raises StoreUnavailable."""
    page = shape_plan(visit, returned)
    return render_template(
        "action_plan/plan.html",
        page=page,
        errors=list_problems((*page.open, *page.closed), returned),
        several=returned.several,
        several_errors=returned.several_errors,
        statuses=list_statuses(),
        message=notice,
        saved_text=saved_rows_text(len(returned.saved)) if returned.saved else "",
    )


def show_row(visit: Visit, saved: Saved) -> str:
    """Return one row after it was saved or refused, with what else of the page it changed. Raises StoreUnavailable."""
    page = shape_plan(visit, give_back(saved))
    wanted = saved.sent.pressed
    row = next((row for row in (*page.open, *page.closed) if row.view.action.id == wanted), None)
    return render_template(
        "action_plan/saved_row.html",
        page=page,
        row=row,
        action_id=wanted,
        statuses=list_statuses(),
        removed=tell_removed(saved.missing),
    )


def list_statuses() -> list[dict[str, str]]:
    """Return the statuses to choose from."""
    return [{"value": str(status), "text": text} for status, text in status_names().items()]


def shape_plan(visit: Visit, returned: Returned = NOTHING) -> PlanPage:
    """Return the page of the plan, as of today. Raises StoreUnavailable."""
    day, addresses = today(), make_addresses(visit)
    with reading() as connection:
        findings = find_current(visit)
        signatures = sign_history(connection, visit)
        withdrawn = list_withdrawn(connection, visit.assessment.id)
    views = view_actions(findings, day, signatures)
    charts = make_timelines(views, day, make_words())
    suggested, unfolded = suggest_for_plan(findings, day), request.args.get("open", 0, int)
    going = shape_rows([v for v in views if v.action.is_open], suggested, returned, unfolded)
    closed = shape_rows([v for v in views if not v.action.is_open], {}, returned, unfolded)
    by_day, dated = is_sorted_by_day(), sum(view.action.due is not None for view in views)
    return PlanPage(
        head=view_head(findings, addresses, "actions"),
        summary=summarise_plan(findings, day),
        open=sort_by_day(going) if by_day else going,
        closed=sort_by_day(closed) if by_day else closed,
        pictures=tuple(show_chart(chart, name, timeline_caption()) for name, chart in charts.items()),
        orders=_list_orders(by_day=by_day),
        by_day=by_day,
        calendar_text=tell_calendar(dated, len(views), len(withdrawn)),
        has_days=bool(dated or withdrawn),
        target=link_plan(),
        new_href=url_for("action_plan.new"),
        first_href=url_for("action_plan.take_on"),
        advice_href=addresses.advice(),
        calendar_href=url_for("action_plan.calendar"),
        sheets_href=url_for("sheets.index"),
    )


def is_sorted_by_day() -> bool:
    """Return whether the address asks for the order of days instead of that of the plan."""
    return request.args.get("volgorde") == BY_DAY


def link_plan(unfolded: int = 0, at: int = 0) -> str:
    """Return the address of the plan in the order in which it is shown now: with an action unfolded, or at one."""
    asked = {"volgorde": BY_DAY if is_sorted_by_day() else None, "open": unfolded or None}
    return url_for("action_plan.show", **asked, _anchor=action_anchor(at) if at else None)  # type: ignore[arg-type]


def _list_orders(*, by_day: bool) -> tuple[Order, ...]:
    return (
        Order(gettext("The order of the plan"), url_for("action_plan.show"), current=not by_day),
        Order(gettext("Day"), url_for("action_plan.show", volgorde=BY_DAY), current=by_day),
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
    content = findings.content
    names = content.growth_path.dimension_names
    left_out = {action.recommendation_id for action in findings.actions}
    asked = (content.recommendation(name) for name in dict.fromkeys(wanted) if name not in left_out)
    found = [recommendation for recommendation in asked if recommendation is not None]
    days = suggest_for_new(findings, found, today())
    return tuple(
        Offer(r.id, translate_text(r.title), translate_text(names[r.dimension]), effort_line(r), format_day(day))
        for r, day in zip(found, days, strict=True)
    )


def show_offers(visit: Visit, error: str = "", notice: str = "") -> str:
    """Return the page on which recommendations are ticked: those that the address names, or the basis and the way.

    All are ticked at first, and those of the form where it comes back.
    """
    is_first = request.method == "GET"
    findings = find_current(visit)
    wanted = request.args.getlist("aanbeveling") or [entry.recommendation.id for entry in findings.road.to_do]
    offers = list_offers(findings, wanted)
    return render_template(
        "action_plan/take_on.html",
        offers=offers,
        ticked={offer.id for offer in offers} if is_first else set(request.form.getlist("chosen")),
        error=error,
        notice=notice,
        with_days=is_first or "days" in request.form,
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
        statuses=list_statuses(),
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
