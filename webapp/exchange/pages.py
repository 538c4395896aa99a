"""What the pages of download and import show, and what was posted to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import render_template, request

from assessment.action_plan import Action
from webapp.exchange.import_actions import FittedActions, count_too_many, fit_actions, leave_out_known
from webapp.exchange.import_file import (
    Document,
    Fitting,
    ImportFileError,
    Misfit,
    fit_document,
    preview_import,
    read_document,
    write_carried,
)
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.scan.pages.profile import describe_form
from webapp.scan.profile_form import ProfileForm
from webapp.store.action_plan import get_actions
from webapp.store.answers import SavedAnswer, get_answers
from webapp.web.state import get_content, reading
from webapp.web.visit import Visit
from webapp.wording.action_plan import full_plan_text
from webapp.wording.answers import describe_plain
from webapp.wording.municipalities import find_municipality


@dataclass(frozen=True)
class Given:
    """All that was given for one assessment, at one moment."""

    saved: Mapping[str, SavedAnswer]
    actions: tuple[Action, ...]


def read_given(visit: Visit) -> Given:
    """Return what is stored now. Raises StoreUnavailable."""
    with reading() as connection:
        return Given(get_answers(connection, visit.assessment.id), get_actions(connection, visit.assessment.id))


def read_posted() -> Document:
    """Return the chosen file, or the document that the page before carried. Raises ImportFileError."""
    carried = request.form.get("document", "")
    if carried:
        return read_document(carried)
    chosen = request.files.get("file")
    if chosen is None or not chosen.filename:
        raise ImportFileError(gettext("Choose a file first."))
    return read_document(chosen.read())


def new_actions(document: Document, given: Given) -> FittedActions:
    """Return the actions of a file that the plan lacks, and what is to be told of the others."""
    found = fit_actions(get_content().recommendations, document)
    return replace(found, actions=leave_out_known(found.actions, given.actions))


def tell_remarks(fitting: Mapping[str, Fitting]) -> list[Misfit]:
    """Return the answers that are not taken over just as they stand in the file, and why."""
    return [
        Misfit(translate_text(entry.question.text), describe_plain(entry.question, entry.plain, ""), entry.remark)
        for entry in fitting.values()
        if entry.remark
    ]


def show_data(visit: Visit, *, error: str = "") -> str:
    """Return the page on which to download, import and delete."""
    return render_template("exchange/data.html", record=visit.assessment, error=error)


def show_preview(visit: Visit, document: Document, given: Given, *, notice: str = "", opens_again: bool = False) -> str:
    """Return the page that says what a file would change. `opens_again`: its answers open a finished one again."""
    record = visit.assessment
    fitting, misfits = fit_document(get_content().questionnaire, document)
    # The revision is older than the answers that are compared, if anything: a save in between is then a conflict.
    preview = preview_import(fitting, given.saved, record.revision)
    plan = new_actions(document, given)
    too_many = count_too_many(plan.actions, given.actions)
    other = find_municipality(document.municipality)
    return render_template(
        "exchange/import_preview.html",
        record=record,
        preview=preview,
        new_actions=plan.actions,
        misfits=[*misfits, *plan.misfits],
        remarks=[*tell_remarks(fitting), *plan.remarks],
        message=notice or (full_plan_text() if too_many else ""),
        is_full=bool(too_many),
        finished=document.finished_at is not None,
        opens_again=(opens_again or record.finished_at is not None) and bool(preview.added or preview.replaced),
        carried=write_carried(document, fitting),
        other_municipality=None if document.municipality == record.municipality else other,
        other_version=document.questionnaire_version != get_content().questionnaire.version,
    )


def show_new(document: Document, form: ProfileForm, *, notice: str = "") -> str:
    """Return the page that says with what a new assessment would begin."""
    fitting, misfits = fit_document(get_content().questionnaire, document)
    plan = fit_actions(get_content().recommendations, document)
    return render_template(
        "exchange/import_new_preview.html",
        count=sum(1 for entry in fitting.values() if entry.plain is not None),
        total=len(get_content().questionnaire.questions),
        misfits=[*misfits, *plan.misfits],
        remarks=[*tell_remarks(fitting), *plan.remarks],
        actions=len(plan.actions),
        finished=document.finished_at is not None,
        carried=write_carried(document, fitting),
        other_version=document.questionnaire_version != get_content().questionnaire.version,
        message=notice,
        **describe_form(form),
    )
