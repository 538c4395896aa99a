"""The pages with questions: a whole section by its form, one answer at a time where JavaScript runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus

from flask import Response, abort, flash, make_response, redirect, render_template, request, session, url_for
from flask_babel import gettext, ngettext
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from assessment.answers import is_complete
from assessment.model import Answer, Question, Section
from webapp.clock import utc_now
from webapp.outcome.answers import read_saved
from webapp.scan.blueprint import blueprint
from webapp.scan.cached_pages import SECTION_PAGE, fill_page, show_cards, show_progress, show_status
from webapp.scan.earlier_answers import describe_earlier
from webapp.scan.fields import list_stray_fields, make_key
from webapp.scan.forms import Reading, read_question, read_questions
from webapp.scan.pages import (
    Asked,
    Status,
    describe_section,
    link_question,
    list_errors,
    make_cards,
    number_questions,
    show_conflict,
    show_saved,
)
from webapp.scan.progress import count_progress
from webapp.store.answers import AnswerChange, SavedAnswer, SaveOutcome, get_answers, save_answers
from webapp.store.assessments import change_questionnaire_version, reopen_assessment
from webapp.web.policy import Access, current_assessment, open_to, reload_assessment
from webapp.web.state import get_content, get_database
from webapp.wording.answers import describe_answer, write_time_of_day

FLASHES = "_flashes"
"""Where Flask keeps the messages that wait for the next page."""


@blueprint.route("/z/<token>/vragen/<section>", methods=["GET", "POST"])
@open_to(Access.LINK_HOLDER)
def section(token: str, section: str) -> BaseResponse:
    """One section: its questions to fill in, or its answers to read when the assessment is finished."""
    found = find_section(section)
    if request.method == "POST":
        return _save_section(token, found)
    saved = get_answers(get_database(), current_assessment().id)
    if current_assessment().finished_at:
        return _show_finished(token, found, saved)
    return show_section(token, found, saved, Asked())


@blueprint.post("/z/<token>/antwoord/<question>")
@open_to(Access.LINK_HOLDER)
def save_answer(token: str, question: str) -> BaseResponse:
    """Save one answer as it is given, and return what its status line says."""
    questionnaire = get_content().questionnaire
    asked = questionnaire.question_by_id.get(question)
    if asked is None:
        text = gettext("Not saved: this question was changed. Copy what you wrote and reload the page.")
        return answer_status(Status("not-saved", text), question, HTTPStatus.UNPROCESSABLE_ENTITY)
    reading = read_question(asked, request.form)
    if reading.error:
        text = gettext("Not saved. %(problem)s", problem=reading.error)
        return answer_status(
            Status("not-saved", text, reading.posted_revision), question, HTTPStatus.UNPROCESSABLE_ENTITY
        )
    outcome = save([reading.change])
    if theirs := outcome.conflicts.get(question):
        return answer_status(show_conflict(reading, theirs, undecided=True), question, HTTPStatus.CONFLICT)
    saved = get_answers(get_database(), current_assessment().id)
    answers = read_saved(questionnaire, saved).answers
    status = _tell_saved(asked, saved.get(question), answers.get(question))
    progress = show_progress(token, count_progress(questionnaire, answers), asked.section)
    return answer_status(status, question, progress=progress)


def find_section(section_id: str) -> Section:
    """Return the section with this id; any other answers 404."""
    found = next((entry for entry in get_content().questionnaire.sections if entry.id == section_id), None)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return found


def save(changes: list[AnswerChange]) -> SaveOutcome:
    """Save changes; an answer that is given to a finished assessment opens it again.

    Raises StoreUnavailable and AssessmentMissingError; nothing is saved then.
    """
    record = current_assessment()
    outcome = save_answers(get_database(), record.id, changes)
    if outcome.revision <= record.revision:
        return outcome
    version = get_content().questionnaire.version
    if record.questionnaire_version != version:
        reload_assessment(change_questionnaire_version(get_database(), record.id, version))
    if record.finished_at:
        reload_assessment(reopen_assessment(get_database(), record.id))
        flash(gettext("The self-scan was finished. It is open again, because you changed an answer."), "info")
    return outcome


def answer_status(
    status: Status, question_id: str, code: int = HTTPStatus.OK, progress: Markup | None = None
) -> Response:
    """Answer with the status line of one question, and the progress beside the questions."""
    page = render_template("scan/status.html", status=show_status(status, question_id), progress=progress)
    return make_response(page, code)


def show_section(
    token: str,
    found: Section,
    saved: Mapping[str, SavedAnswer],
    asked: Asked,
    *,
    notice: str = "",
    code: int = HTTPStatus.OK,
) -> Response:
    """Answer with a section's form. Works without the store: what is saved is given, earlier answers may fail."""
    questionnaire = get_content().questionnaire
    answers = read_saved(questionnaire, saved).answers
    words = describe_earlier(questionnaire.in_section(found.id))
    cards = [
        replace(card, earlier=words.get(card.question.id, ""))
        for card in make_cards(questionnaire, found, saved, answers, asked)
    ]
    html = show_cards(cards)
    progress = show_progress(token, count_progress(questionnaire, answers), found.id)
    problems = {
        "errors": list_errors(cards),
        "stray": list(list_stray_fields(questionnaire, found.id, request.form)),
        "message": notice,
    }
    if not any(problems.values()) and FLASHES not in session:
        return make_response(fill_page(found.id, token, html, progress, request.full_path), code)
    around = describe_section(found.id) | problems
    return make_response(render_template(SECTION_PAGE, token=token, cards=html, progress=progress, **around), code)


def _save_section(token: str, found: Section) -> BaseResponse:
    questionnaire = get_content().questionnaire
    readings = read_questions(questionnaire.in_section(found.id), request.form)
    changes = [_make_change(reading) for reading in readings.values() if not reading.error]
    outcome = save([change for change in changes if change is not None])
    broken = [reading for reading in readings.values() if reading.error]
    stray = list(list_stray_fields(questionnaire, found.id, request.form))
    if not (broken or outcome.conflicts or stray):
        flash(gettext("Saved at %(time)s.", time=write_time_of_day(utc_now())), "success")
        return redirect(_choose_next(token, found), HTTPStatus.SEE_OTHER)
    saved = get_answers(get_database(), current_assessment().id)
    notice = _tell_partly_saved(len(broken) + len(outcome.conflicts))
    code = HTTPStatus.CONFLICT if outcome.conflicts and not broken else HTTPStatus.UNPROCESSABLE_ENTITY
    return show_section(token, found, saved, Asked(readings, outcome.conflicts), notice=notice, code=code)


def _make_change(reading: Reading) -> AnswerChange | None:
    """Return what to save of a question, which a button of its own can overrule."""
    question_id = reading.question.id
    if request.form.get("take") == question_id:
        return None
    if request.form.get("clear") == question_id:
        return AnswerChange(question_id, None, reading.typed.note.strip(), reading.base_revision)
    return None if reading.untouched else reading.change


def _choose_next(token: str, found: Section) -> str:
    """Return where to go after saving."""
    questionnaire = get_content().questionnaire
    for button in ("clear", "take", "keep"):
        question = questionnaire.question_by_id.get(request.form.get(button, ""))
        if question is not None:
            return link_question(token, question)
    if request.form.get("go") == "overview":
        return url_for("scan.overview", token=token)
    if request.form.get("go") == "stay":
        return url_for("scan.section", token=token, section=found.id)
    place = questionnaire.sections.index(found) + 1
    if place < len(questionnaire.sections):
        return url_for("scan.section", token=token, section=questionnaire.sections[place].id)
    return url_for("scan.finish", token=token)


def _tell_partly_saved(count: int) -> str:
    if not count:
        return ""
    words: str = ngettext(
        "One answer was not saved. Everything else on this page is saved.",
        "%(num)s answers were not saved. Everything else on this page is saved.",
        count,
    )
    return words


def _tell_saved(question: Question, entry: SavedAnswer | None, answer: Answer | None) -> Status:
    status = show_saved(question, entry, answer)
    if entry is not None and entry.plain is None and not entry.note:
        return Status("cleared", gettext("Answer cleared"), status.revision)
    return status


def _show_finished(token: str, found: Section, saved: Mapping[str, SavedAnswer]) -> Response:
    questionnaire = get_content().questionnaire
    read = read_saved(questionnaire, saved)
    numbers = number_questions(questionnaire)
    entries = [
        {
            "question": question,
            "number": numbers[question.id],
            "key": make_key(question.id),
            "lines": describe_answer(question, read.answers.get(question.id)).split("\n"),
            "note": read.notes.get(question.id, ""),
            "complete": is_complete(question, read.answers.get(question.id)),
        }
        for question in questionnaire.in_section(found.id)
    ]
    progress = show_progress(token, count_progress(questionnaire, read.answers), found.id)
    page = render_template("scan/section_finished.html", token=token, section=found, entries=entries, progress=progress)
    return make_response(page)
