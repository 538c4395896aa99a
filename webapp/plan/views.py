"""The plan's pages: the list, one action, taking recommendations on, and the calendar file."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from assessment.actions import Action
from assessment.advice import Recommendation
from webapp.access import Access, current_assessment, open_to
from webapp.clock import today
from webapp.documents.calendar import write_calendar
from webapp.documents.paper import EmptyDocumentError
from webapp.downloads import name_file, offer_file
from webapp.i18n import current_language, translate_text
from webapp.plan.blueprint import blueprint
from webapp.plan.forms import ActionForm
from webapp.plan.pages import list_offers, make_entries, shape_plan, show_form
from webapp.report.actions import view_action, view_actions
from webapp.report.outcome import find_current
from webapp.report.places import Places
from webapp.scan.finishing import name_municipality
from webapp.state import get_content, get_database
from webapp.store.actions import (
    ActionMissingError,
    Fields,
    NewAction,
    add_actions,
    change_action,
    complete_action,
    get_actions,
    move_action,
    remove_action,
)


@blueprint.get("/z/<token>/actieplan")
@open_to(Access.LINK_HOLDER)
def plan(token: str) -> str:
    """The plan: what is to be done, and what was done."""
    page = shape_plan(find_current(), Places(token, get_content().questionnaire))
    return render_template("plan/plan.html", page=page, token=token)


@blueprint.route("/z/<token>/actieplan/nieuw", methods=["GET", "POST"])
@open_to(Access.LINK_HOLDER)
def new(token: str) -> Response:
    """Take one recommendation on, named by `aanbeveling`, or write an action of one's own."""
    recommendation = read_recommendation()
    form = read_form(recommendation)
    if request.method == "GET":
        if recommendation and (present := _find_taken(recommendation)):
            return redirect(_place(token, present.id))
        form.who.data = translate_text(recommendation.lead) if recommendation else ""
        return make_response(show_form(token, form, recommendation=recommendation, action_id=None))
    if not form.validate():
        page = show_form(token, form, recommendation=recommendation, action_id=None)
        return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
    wanted = NewAction(form.fields, recommendation.id if recommendation else None)
    added = add_actions(get_database(), current_assessment().id, [wanted])
    if not added:
        notice = gettext("Somebody took this recommendation into the plan in the meantime. What you typed is here.")
        page = show_form(token, form, recommendation=recommendation, action_id=None, notice=notice)
        return make_response(page, HTTPStatus.CONFLICT)
    flash(gettext("The action is in your plan."), "success")
    return redirect(_place(token, added[0].id), HTTPStatus.SEE_OTHER)


@blueprint.route("/z/<token>/actieplan/overnemen", methods=["GET", "POST"])
@open_to(Access.LINK_HOLDER)
def take_on(token: str) -> Response:
    """Take several recommendations on: those named by `aanbeveling`, or the first actions."""
    if request.method == "GET":
        return make_response(_show_offers(token, ""))
    chosen = [found for name in request.form.getlist("chosen") if (found := get_content().recommendation(name))]
    if not chosen:
        page = _show_offers(token, gettext("Tick at least one recommendation."))
        return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
    new_ones = [NewAction(Fields(translate_text(r.title), translate_text(r.lead)), r.id) for r in chosen]
    added = add_actions(get_database(), current_assessment().id, new_ones)
    flash(ngettext("One action is in your plan.", "%(num)s actions are in your plan.", len(added)), "success")
    return redirect(url_for("plan.plan", token=token), HTTPStatus.SEE_OTHER)


@blueprint.route("/z/<token>/actieplan/<int:action>", methods=["GET", "POST"])
@open_to(Access.LINK_HOLDER)
def edit(token: str, action: int) -> Response:
    """Change one action."""
    stored = next((one for one in _read_actions() if one.id == action), None)
    recommendation = get_content().recommendation(stored.recommendation_id) if stored else read_recommendation()
    form = read_form(recommendation)
    if request.method == "GET":
        if stored is None:
            abort(HTTPStatus.NOT_FOUND)
        form.show(stored)
        return make_response(show_form(token, form, recommendation=recommendation, action_id=action))
    if not form.validate():
        page = show_form(token, form, recommendation=recommendation, action_id=action)
        return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
    fields = replace(form.fields, title=stored.title) if stored and recommendation else form.fields
    return _save(token, action, form, fields, recommendation)


@blueprint.post("/z/<token>/actieplan/<int:action>/klaar")
@open_to(Access.LINK_HOLDER)
def complete(token: str, action: int) -> Response:
    """Mark an action as done with one button."""
    complete_action(get_database(), current_assessment().id, action)
    flash(gettext("Done. The day stands in the history of the action."), "success")
    return redirect(_place(token, action), HTTPStatus.SEE_OTHER)


@blueprint.post("/z/<token>/actieplan/<int:action>/verplaatsen")
@open_to(Access.LINK_HOLDER)
def move(token: str, action: int) -> Response:
    """Move an action one place up, or down."""
    move_action(get_database(), current_assessment().id, action, up=request.form.get("richting") == "op")
    return redirect(_place(token, action), HTTPStatus.SEE_OTHER)


@blueprint.route("/z/<token>/actieplan/<int:action>/verwijderen", methods=["GET", "POST"])
@open_to(Access.LINK_HOLDER)
def remove(token: str, action: int) -> Response:
    """Ask whether an action may go, and remove it."""
    stored = _get_action(action)
    if request.method == "GET":
        view = view_action(find_current(), stored, today())
        page = render_template("plan/remove.html", token=token, municipality_name=name_municipality(), view=view)
        return make_response(page)
    remove_action(get_database(), current_assessment().id, action)
    flash(gettext("The action is no longer in your plan."), "success")
    return redirect(url_for("plan.plan", token=token), HTTPStatus.SEE_OTHER)


@blueprint.get("/z/<token>/actieplan.ics")
@open_to(Access.LINK_HOLDER)
def calendar(token: str) -> Response:
    """The plan's days for an agenda."""
    findings = find_current()
    name = gettext("Action plan of %(municipality)s", municipality=findings.profile.municipality)
    try:
        content = write_calendar(name, current_language(), make_entries(view_actions(findings, today())))
    except EmptyDocumentError:
        flash(gettext("No action has a day yet. Fill in by when something must be done; then it fits in an agenda."))
        return redirect(url_for("plan.plan", token=token))
    return offer_file(content, "text/calendar", name_file(findings.profile.municipality, "ics"))


def read_form(recommendation: Recommendation | None) -> ActionForm:
    """Return the form as it was sent, or an empty one. A recommendation keeps its own title."""
    form = ActionForm(meta={"csrf": False})
    if recommendation is not None:
        form.title.data = translate_text(recommendation.title)
    return form


def read_recommendation() -> Recommendation | None:
    """Return the recommendation that an address or a form names; None for an action of one's own, 404 if unknown."""
    name = request.values.get("aanbeveling", "")
    found = get_content().recommendation(name)
    if name and found is None:
        abort(HTTPStatus.NOT_FOUND)
    return found


def _save(token: str, action: int, form: ActionForm, fields: Fields, recommendation: Recommendation | None) -> Response:
    try:
        outcome = change_action(get_database(), current_assessment().id, action, fields, form.base_revision)
    except ActionMissingError:
        notice = gettext("Somebody removed this action in the meantime. Save it to put it into the plan again.")
        page = show_form(token, form, recommendation=recommendation, action_id=None, notice=notice)
        return make_response(page, HTTPStatus.CONFLICT)
    if outcome.is_conflict:
        form.revision.data = str(outcome.action.revision)
        notice = gettext(
            "Somebody else changed this action in the meantime. What you typed is here. "
            "Save it again if yours is right."
        )
        page = show_form(
            token, form, recommendation=recommendation, action_id=action, notice=notice, theirs=outcome.action
        )
        return make_response(page, HTTPStatus.CONFLICT)
    flash(gettext("The action is saved."), "success")
    return redirect(_place(token, action), HTTPStatus.SEE_OTHER)


def _show_offers(token: str, error: str) -> str:
    wanted = request.args.getlist("aanbeveling") or [e.recommendation.id for e in find_current().first_actions]
    offers = list_offers(wanted, (action.recommendation_id for action in _read_actions()))
    return render_template(
        "plan/take_on.html", token=token, municipality_name=name_municipality(), offers=offers, error=error
    )


def _read_actions() -> tuple[Action, ...]:
    return get_actions(get_database(), current_assessment().id)


def _get_action(action_id: int) -> Action:
    found = next((one for one in _read_actions() if one.id == action_id), None)
    if found is None:
        raise ActionMissingError
    return found


def _find_taken(recommendation: Recommendation) -> Action | None:
    return next((one for one in _read_actions() if one.recommendation_id == recommendation.id), None)


def _place(token: str, action_id: int) -> str:
    return Places(token, get_content().questionnaire).action(action_id)
