"""The views of somebody who was asked: what is asked, the questions, sending in, and what became of it."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from assessment.model import Section
from webapp.clock import utc_now
from webapp.language.locale import current_language
from webapp.language.texts import gettext
from webapp.links.policy import VOICE
from webapp.scan.fields import make_key
from webapp.scan.forms import SECTION_BYTES, list_changes, read_question, read_questions
from webapp.scan.notices import SAVED
from webapp.scan.pages.cards import Asked as Brought
from webapp.scan.pages.cards import Status, show_conflict
from webapp.scan.pages.section import (
    answer_status,
    mark_revision,
    read_known_revision,
    tell_partly_saved,
    tell_saved,
)
from webapp.store.voices import FrozenVoiceError, VoiceRecord
from webapp.voices.answering import operations
from webapp.voices.answering.notices import CHANGED, ERASED, FROZEN, SENT
from webapp.voices.answering.pages import (
    Contribution,
    draw_progress,
    list_settled,
    list_stray,
    read_contribution,
    show_news,
    show_questions,
    show_send,
    show_start,
)
from webapp.voices.asked import Asked, find_asked
from webapp.web.language import is_switching, keeps_choice, saves_before_switching
from webapp.web.notices import go_and_tell
from webapp.web.policy import accept_bytes, allow
from webapp.web.state import reading
from webapp.web.visit import Visit
from webapp.wording.answers import write_time_of_day

blueprint = Blueprint("contribution", __name__)


@blueprint.get("/bijdrage")
@allow(VOICE)
def start(visit: Visit) -> str:
    """What is asked, by whom and until when; after sending in, what was said and how it was settled."""
    voice = operations.load(visit)
    with reading() as connection:
        contribution = read_contribution(connection, find_asked(voice))
        settled = list_settled(connection, contribution) if voice.is_sent else ()
    return show_start(contribution, settled)


@blueprint.get("/bijdrage/vragen/<section>")
@allow(VOICE)
def section(visit: Visit, section: str) -> BaseResponse:
    """What is asked of one section."""
    voice = operations.load(visit)
    if voice.opened_at is None and not any(one.id == section for one in find_asked(voice).sections):
        return go_and_tell(url_for("contribution.start"), CHANGED)
    contribution = read_current(operations.open_questions(visit))
    return show_questions(contribution, find_section(contribution.asked, section), Brought())


@blueprint.get("/bijdrage/vragen/<section>/nieuw")
@allow(VOICE)
def news(visit: Visit, section: str) -> Response:
    """What another tab or phone with the same link saved since the revision that the browser has."""
    voice, known = operations.load(visit), read_known_revision()
    if known == voice.revision:
        return mark_revision(Response(status=HTTPStatus.NOT_MODIFIED), known)
    contribution = read_current(voice)
    return show_news(contribution, find_section(contribution.asked, section), known if known < voice.revision else 0)


@blueprint.post("/bijdrage/vragen/<section>")
@allow(VOICE)
@accept_bytes(SECTION_BYTES)
@saves_before_switching
def save_section(visit: Visit, section: str) -> BaseResponse:
    """Save a section, as far as it can be saved, and go on."""
    asked = find_asked(operations.load(visit))
    found = find_section(asked, section)
    readings = read_questions(asked.on_page(found.id), request.form)
    outcome = operations.save(visit, list_changes(readings.values(), request.form))
    broken = [reading for reading in readings.values() if reading.error]
    if not (broken or outcome.conflicts or any(list_stray(asked, found.id))):
        place = _choose_next(asked, found)
        if is_switching() and not keeps_choice():
            shown = url_for("site.see_language_kept", taal=current_language(), next=place)
            return redirect(shown, HTTPStatus.SEE_OTHER)
        return go_and_tell(place, SAVED, write_time_of_day(utc_now()))
    notice = tell_partly_saved(len(broken) + len(outcome.conflicts))
    code = HTTPStatus.CONFLICT if outcome.conflicts and not broken else HTTPStatus.UNPROCESSABLE_ENTITY
    brought = Brought(readings, outcome.conflicts)
    return show_questions(read_current(operations.load(visit)), found, brought, notice=notice, code=code)


@blueprint.post("/bijdrage/antwoord/<question>")
@allow(VOICE)
@accept_bytes(SECTION_BYTES)
def save_answer(visit: Visit, question: str) -> BaseResponse:
    """Save one answer as it is given, and return what its status line says."""
    asked = find_asked(operations.load(visit))
    found = asked.find(question)
    if found is None:
        text = gettext("Not saved: this question was changed. Copy what you wrote and reload the page.")
        return answer_status(Status("not-saved", text), question, HTTPStatus.UNPROCESSABLE_ENTITY)
    wish = read_question(found, request.form)
    if wish.error:
        status = Status("not-saved", gettext("Not saved. %(problem)s", problem=wish.error), wish.posted_revision)
        return answer_status(status, question, HTTPStatus.UNPROCESSABLE_ENTITY)
    outcome = operations.save(visit, [wish.change])
    if theirs := outcome.conflicts.get(question):
        return answer_status(show_conflict(wish, theirs, undecided=True), question, HTTPStatus.CONFLICT)
    contribution = read_current(operations.load(visit))
    status = tell_saved(found, contribution.said.latest.get(question), contribution.answers.get(question), {})
    progress = draw_progress(contribution, found.section)
    return mark_revision(answer_status(status, question, progress=progress), outcome.revision)


@blueprint.get("/bijdrage/insturen")
@allow(VOICE)
def confirm(visit: Visit) -> BaseResponse:
    """What is still open, and what sending in means."""
    voice = operations.load(visit)
    if voice.is_sent:
        return go_and_tell(url_for("contribution.start"), FROZEN)
    return make_response(show_send(read_current(voice)))


@blueprint.post("/bijdrage/insturen")
@allow(VOICE)
def send(visit: Visit) -> BaseResponse:
    """Send in."""
    try:
        operations.send(visit)
    except operations.NothingToSendError:
        notice = gettext("There is nothing to send in yet. Answer one question at least.")
        page = show_send(read_current(operations.load(visit)), notice=notice)
        return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
    return go_and_tell(url_for("contribution.start"), SENT)


@blueprint.get("/bijdrage/wissen")
@allow(VOICE)
def confirm_erasure(visit: Visit) -> BaseResponse:
    """Ask whether all may go that was filled in."""
    voice = operations.load(visit)
    if voice.is_sent:
        return go_and_tell(url_for("contribution.start"), FROZEN)
    return make_response(render_template("voices/erase.html", message=""))


@blueprint.post("/bijdrage/wissen")
@allow(VOICE)
def erase(visit: Visit) -> BaseResponse:
    """Take back all that was filled in."""
    try:
        operations.erase(visit)
    except FrozenVoiceError:
        return go_and_tell(url_for("contribution.start"), FROZEN)
    return go_and_tell(url_for("contribution.start"), ERASED)


def read_current(voice: VoiceRecord) -> Contribution:
    """Return what a voice said so far. Raises StoreUnavailable."""
    with reading() as connection:
        return read_contribution(connection, find_asked(voice))


def find_section(asked: Asked, section_id: str) -> Section:
    """Return a section of which anything is asked; any other answers 404."""
    found = next((entry for entry in asked.sections if entry.id == section_id), None)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return found


def _choose_next(asked: Asked, found: Section) -> str:
    """Return where to go after saving."""
    for button in ("clear", "take", "keep"):
        question = asked.find(request.form.get(button, ""))
        if question is not None:
            return url_for("contribution.section", section=found.id, _anchor=f"q-{make_key(question.id)}")
    if request.form.get("go") == "overview":
        return url_for("contribution.start")
    if request.form.get("go") == "stay" or is_switching():
        return url_for("contribution.section", section=found.id)
    place = asked.sections.index(found) + 1
    if place < len(asked.sections):
        return url_for("contribution.section", section=asked.sections[place].id)
    return url_for("contribution.start" if asked.voice.is_sent else "contribution.confirm")
