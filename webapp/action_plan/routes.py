"""The views of the action plan: the list, one action, taking recommendations on, and the calendar file."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assessment.action_plan import Action
from assessment.advice import Recommendation
from webapp.action_plan import operations
from webapp.action_plan.forms import ActionForm, read_form, read_recommendation
from webapp.action_plan.notices import COMPLETED, NO_DAYS, PUT_IN, REMOVED, ROWS_SAVED, SAVED, TAKEN_ON
from webapp.action_plan.pages import (
    link_action,
    link_plan,
    make_entries,
    read_withdrawn,
    show_form,
    show_offers,
    show_plan,
    show_row,
)
from webapp.action_plan.rows import read_sent
from webapp.action_plan.saving import save_sent
from webapp.action_plan.suggestions import suggest_for_new
from webapp.action_plan.table import give_back, tell_removed
from webapp.clock import today
from webapp.documents.calendar import write_calendar
from webapp.documents.empty import EmptyDocumentError
from webapp.language.locale import current_language, translate_text
from webapp.language.texts import gettext
from webapp.links.policy import FILL_IN, READ
from webapp.outcome.reading import find_current
from webapp.report.parts.action_list import view_action, view_actions
from webapp.store.action_plan import ActionMissingError, Fields, NewAction, get_actions
from webapp.web.downloads import name_file, offer_file
from webapp.web.notices import go_and_tell
from webapp.web.once import name_form
from webapp.web.policy import accept_bytes, allow
from webapp.web.state import content_of, reading
from webapp.web.visit import Visit

ACTION_BYTES = 1024 * 1024
"""Far more than an action may be long: what was pasted comes back, with how much is too long."""

blueprint = Blueprint("action_plan", __name__)


@blueprint.get("/actieplan")
@allow(READ)
def show(visit: Visit) -> str:
    """The plan: what is to be done, and what was done."""
    return show_plan(visit)


@blueprint.post("/actieplan")
@allow(FILL_IN)
@accept_bytes(ACTION_BYTES)
def save_rows(visit: Visit) -> Response:
    """Save what was filled in on rows of the plan; htmx gets the one row whose button was used."""
    sent = read_sent(request.form)
    saved = save_sent(visit, sent)
    if request.headers.get("HX-Request") and sent.pressed:
        return make_response(show_row(visit, saved), saved.code)
    if saved.code is not HTTPStatus.OK:
        return make_response(show_plan(visit, give_back(saved), tell_removed(saved.missing)), saved.code)
    if sent.moved:
        operations.move(visit, sent.moved, up=sent.up)
        return redirect(link_plan(unfolded=sent.moved, at=sent.moved), HTTPStatus.SEE_OTHER)
    return go_and_tell(link_plan(at=sent.pressed), ROWS_SAVED, saved.count)


@blueprint.route("/actieplan/nieuw", methods=["GET", "POST"])
@allow(FILL_IN)
@accept_bytes(ACTION_BYTES)
def new(visit: Visit) -> Response:
    """Take one recommendation on, named by `aanbeveling`, or write an action of one's own."""
    recommendation = read_recommendation(visit)
    form = read_form(recommendation)
    if request.method == "GET":
        if recommendation and (present := _find_taken(visit, recommendation)):
            return redirect(link_action(visit, present.id))
        if recommendation:
            form.who.data = translate_text(recommendation.lead)
            form.due.data = suggest_for_new(find_current(visit), [recommendation], today())[0].isoformat()
        return make_response(show_form(form, recommendation=recommendation, action_id=None))
    if not form.validate():
        page = show_form(form, recommendation=recommendation, action_id=None)
        return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
    wanted = NewAction(form.fields, recommendation.id if recommendation else None)
    added = operations.add(visit, [wanted], name_form(wanted))
    if not added:
        notice = gettext(
            "Somebody added this recommendation to the action plan in the meantime. What you typed is here."
        )
        page = show_form(form, recommendation=recommendation, action_id=None, notice=notice)
        return make_response(page, HTTPStatus.CONFLICT)
    return go_and_tell(link_action(visit, added[0].id), PUT_IN)


@blueprint.route("/actieplan/overnemen", methods=["GET", "POST"])
@allow(FILL_IN)
def take_on(visit: Visit) -> Response:
    """Take several recommendations on: those named by `aanbeveling`, or the first actions."""
    if request.method == "GET":
        return make_response(show_offers(visit))
    content = content_of(visit.assessment)
    chosen = [found for name in request.form.getlist("chosen") if (found := content.recommendation(name))]
    if not chosen:
        page = show_offers(visit, gettext("Tick at least one recommendation."))
        return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
    days = suggest_for_new(find_current(visit), chosen, today()) if "days" in request.form else [None] * len(chosen)
    new_ones = [
        NewAction(Fields(translate_text(r.title), translate_text(r.lead), due), r.id)
        for r, due in zip(chosen, days, strict=True)
    ]
    # Days are no part of the form's name: sent twice, it would find the plan longer and suggest other ones.
    added = operations.add(visit, new_ones, name_form(*(r.id for r in chosen)))
    return go_and_tell(url_for("action_plan.show"), TAKEN_ON, len(added))


@blueprint.route("/actieplan/<int:action>", methods=["GET", "POST"])
@allow(FILL_IN)
@accept_bytes(ACTION_BYTES)
def edit(visit: Visit, action: int) -> Response:
    """Change one action."""
    stored = next((one for one in _read_actions(visit) if one.id == action), None)
    recommendation = _find_recommendation(visit, stored)
    form = read_form(recommendation)
    if request.method == "GET":
        if stored is None:
            abort(HTTPStatus.NOT_FOUND)
        form.show(stored)
        return make_response(show_form(form, recommendation=recommendation, action_id=action))
    if not form.validate():
        page = show_form(form, recommendation=recommendation, action_id=action)
        return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
    fields = replace(form.fields, title=stored.title) if stored and recommendation else form.fields
    return _save(visit, action, form, fields, recommendation)


@blueprint.post("/actieplan/<int:action>/klaar")
@allow(FILL_IN)
def complete(visit: Visit, action: int) -> Response:
    """Mark an action as done with one button."""
    operations.complete(visit, action)
    return go_and_tell(link_action(visit, action), COMPLETED)


@blueprint.post("/actieplan/<int:action>/verplaatsen")
@allow(FILL_IN)
def move(visit: Visit, action: int) -> Response:
    """Move an action one place up, or down."""
    operations.move(visit, action, up=request.form.get("richting") == "op")
    return redirect(link_action(visit, action), HTTPStatus.SEE_OTHER)


@blueprint.get("/actieplan/<int:action>/verwijderen")
@allow(FILL_IN)
def confirm_removal(visit: Visit, action: int) -> str:
    """Ask whether an action may go."""
    stored = next((one for one in _read_actions(visit) if one.id == action), None)
    if stored is None:
        raise ActionMissingError
    return render_template("action_plan/remove.html", view=view_action(find_current(visit), stored, today()))


@blueprint.post("/actieplan/<int:action>/verwijderen")
@allow(FILL_IN)
def remove(visit: Visit, action: int) -> Response:
    """Remove an action."""
    operations.remove(visit, action)
    return go_and_tell(url_for("action_plan.show"), REMOVED)


@blueprint.get("/actieplan.ics")
@allow(READ)
def calendar(visit: Visit) -> Response:
    """The plan's days for an agenda."""
    findings = find_current(visit)
    name = gettext("Action plan of %(municipality)s", municipality=findings.profile.municipality)
    try:
        entries = make_entries(visit, view_actions(findings, today()), read_withdrawn(visit))
        content = write_calendar(name, current_language(), entries)
    except EmptyDocumentError:
        return go_and_tell(url_for("action_plan.show"), NO_DAYS)
    name_of_file = name_file(findings.profile.municipality, "ics", language=current_language())
    return offer_file(content, "text/calendar", name_of_file)


def _save(
    visit: Visit, action: int, form: ActionForm, fields: Fields, recommendation: Recommendation | None
) -> Response:
    try:
        outcome = operations.change(visit, action, fields, form.base_revision)
    except ActionMissingError:
        notice = gettext("Somebody deleted this action in the meantime. Save it to add it to the action plan again.")
        page = show_form(form, recommendation=recommendation, action_id=None, notice=notice)
        return make_response(page, HTTPStatus.CONFLICT)
    if outcome.is_conflict:
        form.revision.data = str(outcome.action.revision)
        notice = gettext(
            "Somebody else changed this action in the meantime. What you typed is still here. Save again if yours is "
            "right. This is saved now:"
        )
        page = show_form(form, recommendation=recommendation, action_id=action, notice=notice, theirs=outcome.action)
        return make_response(page, HTTPStatus.CONFLICT)
    return go_and_tell(link_action(visit, action), SAVED)


def _read_actions(visit: Visit) -> tuple[Action, ...]:
    with reading() as connection:
        return get_actions(connection, visit.assessment.id)


def _find_recommendation(visit: Visit, stored: Action | None) -> Recommendation | None:
    """Return the recommendation behind a stored action; without one, that which the form names."""
    if stored is None:
        return read_recommendation(visit)
    return content_of(visit.assessment).recommendation(stored.recommendation_id)


def _find_taken(visit: Visit, recommendation: Recommendation) -> Action | None:
    return next((one for one in _read_actions(visit) if one.recommendation_id == recommendation.id), None)
