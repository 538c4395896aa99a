"""What the pages of download and import show, and what was posted to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from flask import render_template, request

from assessment.action_plan import Action
from webapp.exchange.import_actions import count_too_many, leave_out_known
from webapp.exchange.import_file import (
    Document,
    Fitting,
    ImportFileError,
    Misfit,
    read_document,
)
from webapp.exchange.import_preview import preview_import
from webapp.exchange.import_versions import FittedFile, carry_file, fit_file, refuse_newer
from webapp.exchange.json_voices import SaidByOthers, read_others
from webapp.findings.found import Finished
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.outcome.snapshots import read_finished
from webapp.scan.pages.profile import describe_form
from webapp.scan.profile_form import ProfileForm
from webapp.store.action_plan import get_actions
from webapp.store.answers import SavedAnswer, get_answers
from webapp.store.voices import MOST_VOICES, count_voices
from webapp.web.state import content_of, get_library, reading
from webapp.web.visit import Visit
from webapp.wording.action_plan import full_plan_text
from webapp.wording.answers import describe_plain
from webapp.wording.municipalities import find_municipality


class Given(NamedTuple):
    """All that was given for one assessment, at one moment. `room`: how many voices it can take more."""

    saved: Mapping[str, SavedAnswer]
    actions: tuple[Action, ...]
    finished: tuple[Finished, ...]
    others: SaidByOthers
    room: int


def read_given(visit: Visit) -> Given:
    """Return what is stored now. Raises StoreUnavailable."""
    with reading() as connection:
        number = visit.assessment.id
        return Given(
            get_answers(connection, number),
            get_actions(connection, number),
            read_finished(connection, number),
            read_others(connection, number),
            room=max(0, MOST_VOICES - count_voices(connection, number)),
        )


def read_posted() -> Document:
    """Return the chosen file, or the document that the page before carried. Raises ImportFileError."""
    carried = request.form.get("document", "")
    if carried:
        return refuse_newer(get_library(), read_document(carried))
    chosen = request.files.get("file")
    if chosen is None or not chosen.filename:
        raise ImportFileError(gettext("Choose a file first."))
    return refuse_newer(get_library(), read_document(chosen.read()))


def fit_for(visit: Visit, document: Document, given: Given) -> FittedFile:
    """Return what the visited assessment can take of a file; of the actions those that its plan lacks."""
    found = fit_file(get_library(), document, visit.assessment.questionnaire_version)
    plan = replace(found.plan, actions=leave_out_known(found.plan.actions, given.actions))
    others = found.others.without(
        (voice.uid for voice, _ in given.others.voices), (one.uid for one in given.others.decisions), given.room
    )
    return replace(found, plan=plan, others=others)


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
    found = fit_for(visit, document, given)
    plan = found.plan
    # The revision is older than the answers that are compared, if anything: a save in between is then a conflict.
    preview = preview_import(found.answers, given.saved, record.revision)
    too_many = count_too_many(plan.actions, given.actions)
    other = find_municipality(document.municipality)
    return render_template(
        "exchange/import_preview.html",
        record=record,
        preview=preview,
        new_actions=plan.actions,
        misfits=[*found.misfits, *plan.misfits, *found.others.misfits],
        voices=len(found.others.voices),
        remarks=[*tell_remarks(found.answers), *plan.remarks],
        message=notice or (full_plan_text() if too_many else ""),
        is_full=bool(too_many),
        finished=document.finished_at is not None,
        opens_again=(opens_again or record.finished_at is not None) and bool(preview.added or preview.replaced),
        carried=carry_file(get_library(), document),
        other_municipality=None if document.municipality == record.municipality else other,
        other_version=document.questionnaire_version != content_of(record).questionnaire.version,
    )


def show_new(document: Document, form: ProfileForm, *, notice: str = "") -> str:
    """Return the page that says with what a new assessment would begin."""
    content = get_library().of(document.questionnaire_version)
    found = fit_file(get_library(), document, content.questionnaire.version)
    plan = found.plan
    core = {question.id for question in content.questionnaire.core}
    return render_template(
        "exchange/import_new_preview.html",
        count=sum(1 for name, entry in found.answers.items() if entry.plain is not None and name in core),
        total=len(core),
        misfits=[*found.misfits, *plan.misfits, *found.others.misfits],
        voices=len(found.others.voices),
        remarks=[*tell_remarks(found.answers), *plan.remarks],
        actions=len(plan.actions),
        finished=document.finished_at is not None,
        carried=carry_file(get_library(), document),
        other_version=document.questionnaire_version != content.questionnaire.version,
        message=notice,
        **describe_form(form),
    )
