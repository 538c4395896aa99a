"""The views of filling in: beginning, the hub, the questions, finishing."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from assessment.model import Questionnaire, Section
from webapp.clock import utc_now
from webapp.language.locale import current_language
from webapp.language.texts import gettext
from webapp.links.policy import ENTER, FILL_IN, OWN
from webapp.links.qr import draw_qr
from webapp.links.writers import name_writers
from webapp.outcome.answers import SavedAnswers, read_saved
from webapp.scan import operations
from webapp.scan.fields import REOPENS, Form, list_stray_fields
from webapp.scan.forms import SECTION_BYTES, list_changes, read_question, read_questions
from webapp.scan.notices import ANSWER_REOPENED, BEGUN, BEGUN_AGAIN, PROFILE_SAVED, REOPENED, SAVED
from webapp.scan.pages.cache import show_progress
from webapp.scan.pages.cards import Asked, Status, link_question, show_conflict, show_finished_meanwhile
from webapp.scan.pages.colleagues import read_asked_of
from webapp.scan.pages.finish import show_finish
from webapp.scan.pages.overview import show_overview
from webapp.scan.pages.profile import describe_form, show_begin, show_profile, tell_conflict
from webapp.scan.pages.section import (
    answer_status,
    mark_revision,
    read_known_revision,
    show_finished,
    show_news,
    show_section,
    tell_partly_saved,
    tell_saved,
)
from webapp.scan.profile_form import describe_profile, describe_record, read_form
from webapp.scan.progress import count_progress
from webapp.store.action_plan import get_actions
from webapp.store.answers import get_answers
from webapp.web.language import is_switching, keeps_choice, remember_language, saves_before_switching
from webapp.web.notices import go_and_tell
from webapp.web.once import secret_of_form
from webapp.web.page_cache import render_shared
from webapp.web.policy import ANYONE, accept_bytes, allow
from webapp.web.state import content_of, reading, writing
from webapp.web.visit import Visit
from webapp.wording.answers import write_time_of_day

beginning = Blueprint("begin", __name__)
"""What somebody without a link opens."""
blueprint = Blueprint("scan", __name__)
"""What belongs to one assessment; the assembly says where it stands."""


@beginning.route("/begin", methods=["GET", "POST"])
@allow(ANYONE)
def new() -> BaseResponse:
    """Ask whose assessment it is, and make it."""
    form = read_form()
    if request.method == "GET":
        form.language.data = current_language()
        return make_response(render_shared("scan/begin.html", lambda: {"message": "", **describe_form(form)}))
    if not form.validate():
        return make_response(show_begin(form), HTTPStatus.UNPROCESSABLE_ENTITY)
    profile = form.profile
    begun = operations.begin_once(
        secret_of_form(profile), lambda secret: operations.begin_from_profile(profile, secret)
    )
    response = go_and_tell(url_for("scan.overview", token=begun.secret), BEGUN)
    if form.profile.language != current_language():
        remember_language(response, form.profile.language)
    return response


@blueprint.route("/opnieuw", methods=["GET", "POST"])
@allow(OWN)
def begin_from_earlier(visit: Visit) -> BaseResponse:
    """Say what a new self-scan takes over, and begin it."""
    if request.method == "GET":
        with reading() as connection:
            actions = get_actions(connection, visit.assessment.id)
        return make_response(render_template("scan/begin_from_earlier.html", actions=len(actions)))
    begun = operations.begin_once(secret_of_form(), lambda secret: operations.begin_from_earlier(visit, secret))
    return go_and_tell(url_for("scan.overview", token=begun.secret), BEGUN_AGAIN)


@blueprint.get("")
@allow(ENTER)
def overview(visit: Visit) -> BaseResponse:
    """The hub of an assessment; who may only read is led to the result, and who was asked to what is asked."""
    if visit.voice is not None:
        return redirect(url_for("contribution.start"))
    if not visit.may_write:
        return redirect(url_for("report.result"))
    with reading() as connection:
        read = read_saved(ask(visit), get_answers(connection, visit.assessment.id))
        asked_of = read_asked_of(connection, visit.assessment.id)
    return make_response(show_overview(visit, read, asked_of))


@blueprint.get("/qr.svg")
@allow(FILL_IN)
def qr(visit: Visit) -> Response:
    """The private link as a picture for a phone's camera."""
    del visit
    response = make_response(draw_qr(url_for("scan.overview", _external=True)))
    response.mimetype = "image/svg+xml"
    return response


@blueprint.route("/profiel", methods=["GET", "POST"])
@allow(FILL_IN)
def profile(visit: Visit) -> BaseResponse:
    """Change municipality, inhabitants, role or language."""
    form = read_form()
    if request.method == "GET":
        form.show(visit.assessment)
        return make_response(show_profile(form))
    if not form.validate():
        return make_response(show_profile(form), HTTPStatus.UNPROCESSABLE_ENTITY)
    stored, wanted = describe_record(visit.assessment), describe_profile(form.profile)
    if stored not in (form.seen.data, wanted):
        form.seen.data = stored
        return make_response(show_profile(form, notice=tell_conflict(visit.assessment)), HTTPStatus.CONFLICT)
    if wanted != stored:
        operations.store_profile(visit, form.profile)
    response = go_and_tell(url_for("scan.overview"), PROFILE_SAVED)
    if form.profile.language != visit.assessment.language:
        remember_language(response, form.profile.language)
    return response


@blueprint.get("/vragen/<section>")
@allow(FILL_IN)
def section(visit: Visit, section: str) -> BaseResponse:
    """One section: its questions to fill in, or its answers to read when the assessment is finished."""
    questionnaire = ask(visit)
    found = find_section(questionnaire, section)
    if visit.assessment.finished_at:
        with reading() as connection:
            saved = get_answers(connection, visit.assessment.id)
        return show_finished(questionnaire, found, saved)
    with reading() as connection:
        saved = get_answers(connection, visit.assessment.id)
        asked_of = read_asked_of(connection, visit.assessment.id)
        writers = name_writers(connection, visit)
    return show_section(questionnaire, found, saved, Asked(writers=writers, asked_of=asked_of))


@blueprint.get("/vragen/<section>/nieuw")
@allow(FILL_IN)
def news(visit: Visit, section: str) -> Response:
    """What was saved in a section since the revision that the browser has; nothing where that is the one of now.

    Open pages ask this every five seconds: what nobody changed costs no more than finding the link.
    """
    questionnaire, known, now = ask(visit), read_known_revision(), visit.assessment.revision
    found = find_section(questionnaire, section)
    if known == now:
        return mark_revision(Response(status=HTTPStatus.NOT_MODIFIED), now)
    with reading() as connection:
        saved = get_answers(connection, visit.assessment.id)
        asked = Asked(writers=name_writers(connection, visit))
    # A revision that was never given (a backup was put back) says nothing: all comes, and the browser sees what is new.
    response = show_news(questionnaire, found, saved, known if known < now else 0, asked)
    return mark_revision(response, now)


@blueprint.post("/vragen/<section>")
@allow(FILL_IN)
@accept_bytes(SECTION_BYTES)
@saves_before_switching
def save_section(visit: Visit, section: str) -> BaseResponse:
    """Save a section, as far as it can be saved, and go on; or stay, in another language, where one was chosen."""
    questionnaire = ask(visit)
    found = find_section(questionnaire, section)
    form: Form = request.form
    readings = read_questions(questionnaire.in_section(found.id), form)
    done = operations.save(visit, list_changes(readings.values(), form), reopens=REOPENS in form)
    broken = [reading for reading in readings.values() if reading.error]
    if not (broken or done.outcome.conflicts or any(list_stray_fields(questionnaire, found.id, form))):
        place = _choose_next(questionnaire, found, form)
        if done.reopened:
            return go_and_tell(place, ANSWER_REOPENED)
        if is_switching() and not keeps_choice():
            shown = url_for("site.see_language_kept", taal=current_language(), next=place)
            return redirect(shown, HTTPStatus.SEE_OTHER)
        return go_and_tell(place, SAVED, write_time_of_day(utc_now()))
    with reading() as connection:
        saved = get_answers(connection, visit.assessment.id)
        asked_of = read_asked_of(connection, visit.assessment.id)
        asked = Asked(readings, done.outcome.conflicts, writers=name_writers(connection, visit), asked_of=asked_of)
    notice = tell_partly_saved(len(broken) + len(done.outcome.conflicts))
    code = HTTPStatus.CONFLICT if done.outcome.conflicts and not broken else HTTPStatus.UNPROCESSABLE_ENTITY
    return show_section(questionnaire, found, saved, asked, notice=notice, code=code)


@blueprint.post("/antwoord/<question>")
@allow(FILL_IN)
@accept_bytes(SECTION_BYTES)
def save_answer(visit: Visit, question: str) -> BaseResponse:
    """Save one answer as it is given, and return what its status line says."""
    questionnaire = ask(visit)
    asked = questionnaire.question_by_id.get(question)
    if asked is None:
        text = gettext("Not saved: this question was changed. Copy what you wrote and reload the page.")
        return answer_status(Status("not-saved", text), question, HTTPStatus.UNPROCESSABLE_ENTITY)
    wish = read_question(asked, request.form)
    if wish.error:
        status = Status("not-saved", gettext("Not saved. %(problem)s", problem=wish.error), wish.posted_revision)
        return answer_status(status, question, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        with writing() as connection:  # what the page shows of it is read along: one transaction instead of two
            done = operations.save_within(connection, visit, [wish.change], reopens=REOPENS in request.form)
            saved = get_answers(connection, visit.assessment.id)
            writers = name_writers(connection, visit)
    except operations.FinishedError:
        return answer_status(show_finished_meanwhile(wish), question, HTTPStatus.CONFLICT)
    if theirs := done.outcome.conflicts.get(question):
        return answer_status(show_conflict(wish, theirs, undecided=True), question, HTTPStatus.CONFLICT)
    answers = read_saved(questionnaire, saved).answers
    status = tell_saved(asked, saved.get(question), answers.get(question), writers)
    progress = show_progress(questionnaire.version, count_progress(questionnaire, answers), asked.section)
    return mark_revision(answer_status(status, question, progress=progress), done.outcome.revision)


@blueprint.get("/afronden")
@allow(FILL_IN)
def finish(visit: Visit) -> str | bytes:
    """What is still open, before finishing."""
    return show_finish(visit, read_stored(visit))


@blueprint.post("/afronden")
@allow(FILL_IN)
def finish_now(visit: Visit) -> BaseResponse:
    """Finish, with or without open questions, and go to the result."""
    operations.finish(visit)
    return redirect(url_for("report.result"), HTTPStatus.SEE_OTHER)


@blueprint.post("/heropenen")
@allow(FILL_IN)
def reopen(visit: Visit) -> BaseResponse:
    """Open a finished assessment again."""
    operations.reopen(visit)
    return go_and_tell(url_for("scan.overview"), REOPENED)


def read_stored(visit: Visit) -> SavedAnswers:
    """Return the answers of the visited assessment. Raises StoreUnavailable."""
    with reading() as connection:
        return read_saved(ask(visit), get_answers(connection, visit.assessment.id))


def ask(visit: Visit) -> Questionnaire:
    """Return what is asked in the visited assessment: the questionnaire of its own version."""
    return content_of(visit.assessment).questionnaire


def find_section(questionnaire: Questionnaire, section_id: str) -> Section:
    """Return the section with this id; any other answers 404."""
    found = next((entry for entry in questionnaire.sections if entry.id == section_id), None)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return found


def _choose_next(questionnaire: Questionnaire, found: Section, form: Form) -> str:
    """Return where to go after saving."""
    for button in ("clear", "take", "keep"):
        question = questionnaire.question_by_id.get(form.get(button, ""))
        if question is not None:
            return link_question(question)
    go = form.get("go")
    if go == "overview":
        return url_for("scan.overview")
    if go == "stay" or is_switching():
        return url_for("scan.section", section=found.id)
    place = questionnaire.sections.index(found) + 1
    if place < len(questionnaire.sections):
        return url_for("scan.section", section=questionnaire.sections[place].id)
    return url_for("scan.finish")
