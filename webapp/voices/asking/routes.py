"""The views of asking: who was asked, ask somebody, change it, give another link, withdraw it, put a question aside."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assessment.model import Question
from webapp.language.texts import gettext
from webapp.links.policy import FILL_IN, OWN
from webapp.outcome.reading import name_municipality
from webapp.scan.pages.cards import link_question
from webapp.scan.pages.colleagues import NOBODY, read_asked_of
from webapp.store.links import get_voice_link
from webapp.store.voices import ROLE_LENGTH, FrozenVoiceError, VoiceRecord, VoiceState, get_voice, list_voices
from webapp.voices.asked import find_asked
from webapp.voices.asking import operations, parking
from webapp.voices.asking.forms import (
    QUESTION,
    ChangeForm,
    RoleForm,
    choose,
    describe_voice,
    read_ask,
    read_choice,
)
from webapp.voices.asking.notices import CHANGED, FROZEN, PARKED, REMOVED, TAKEN_BACK, WITHDRAWN
from webapp.voices.asking.pages import shape_voices, show_change, show_made, show_new, show_park
from webapp.web.notices import go_and_tell
from webapp.web.once import FIELD, FormValueError, derive_secret, make_form_value
from webapp.web.policy import allow
from webapp.web.state import content_of, reading
from webapp.web.visit import Visit

blueprint = Blueprint("voices", __name__)


@blueprint.get("/inbreng")
@allow(FILL_IN)
def index(visit: Visit) -> str:
    """Who was asked, and how far they are."""
    with reading() as connection:
        return render_template("voices/voices.html", page=shape_voices(connection, visit))


@blueprint.route("/inbreng/nieuw", methods=["GET", "POST"])
@allow(OWN)
def new(visit: Visit) -> Response:
    """Ask somebody. The answer to the form shows the link: nowhere else can it be shown."""
    questionnaire = content_of(visit.assessment).questionnaire
    form, choice = read_ask(questionnaire)
    if request.method == "GET":
        parked = find_parked(visit, form.parked_id)
        if parked is not None:
            form.role.data, choice = parked.role, choose(questionnaire, parked.questions)
        return make_response(show_new(questionnaire, form, choice))
    questions = choice.resolve(questionnaire)
    problem = "" if questions else gettext("Tick at least one part or question.")
    if not form.validate() or problem:
        return make_response(show_new(questionnaire, form, choice, problem=problem), HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        secret = derive_secret(form.once.data or "")
    except FormValueError:
        form.once.data = make_form_value()
        notice = gettext("No link was made yet: a part of the form was missing. Send it again.")
        return make_response(show_new(questionnaire, form, choice, notice), HTTPStatus.UNPROCESSABLE_ENTITY)
    voice = describe_voice(form, questions, questionnaire.version)
    return show_link(visit, operations.ask(visit, voice, form.last_day, secret, form.parked_id), secret)


@blueprint.route("/inbreng/<int:voice>/wijzigen", methods=["GET", "POST"])
@allow(OWN)
def change(visit: Visit, voice: int) -> Response:
    """Change what a voice is called, until when, and, as long as nobody opened its questions, what is asked."""
    stored = find_voice(visit, voice)
    with reading() as connection:
        link = get_voice_link(connection, voice)
    ends = link.ends if link is not None else None
    questionnaire = find_asked(stored).questionnaire
    if request.method == "GET":
        data = {"role": stored.role, "ends": ends.isoformat() if ends else "", "reads_outcome": stored.reads_outcome}
        return make_response(show_change(stored, ChangeForm(data=data), choose(questionnaire, stored.questions)))
    form, choice = ChangeForm(request.form), read_choice(request.form.items(multi=True))
    form.present_end = ends
    is_open = stored.opened_at is None
    questions = choice.resolve(questionnaire) if is_open else None
    problem = gettext("Tick at least one part or question.") if questions == () else ""
    if not form.validate() or problem:
        return make_response(show_change(stored, form, choice, problem=problem), HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        operations.change(
            visit,
            voice,
            role=form.role.data or "",
            reads_outcome=bool(form.reads_outcome.data),
            ends=form.last_day,
            questions=questions,
        )
    except FrozenVoiceError:
        return go_and_tell(url_for("voices.change", voice=voice), FROZEN)
    return go_and_tell(url_for("voices.index"), CHANGED)


@blueprint.get("/inbreng/<int:voice>/link")
@allow(OWN)
def confirm_renewal(visit: Visit, voice: int) -> str:
    """Ask whether a voice gets another link, and say what happens to the one before."""
    stored, has_link = find_voice(visit, voice), is_linked(voice)
    return render_template("voices/renew.html", voice=stored, has_link=has_link, once=make_form_value(), message="")


@blueprint.post("/inbreng/<int:voice>/link")
@allow(OWN)
def renew(visit: Visit, voice: int) -> Response:
    """Give a voice another link, and show it."""
    stored = find_voice(visit, voice)
    try:
        secret = derive_secret(request.form.get(FIELD, ""))
    except FormValueError:
        notice = gettext("No link was made yet: a part of the form was missing. Send it again.")
        once, has_link = make_form_value(), is_linked(voice)
        page = render_template("voices/renew.html", voice=stored, has_link=has_link, once=once, message=notice)
        return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
    return show_link(visit, operations.renew(visit, voice, secret), secret)


@blueprint.get("/inbreng/<int:voice>/intrekken")
@allow(OWN)
def confirm_withdrawal(visit: Visit, voice: int) -> str:
    """Ask whether a voice's link may stop, and what becomes of what was sent in."""
    stored, has_link = find_voice(visit, voice), is_linked(voice)
    return render_template("voices/withdraw.html", voice=stored, has_link=has_link, message="")


@blueprint.post("/inbreng/<int:voice>/intrekken")
@allow(OWN)
def withdraw(visit: Visit, voice: int) -> Response:
    """Stop a voice's link, and keep what was sent in or not."""
    stored = find_voice(visit, voice)
    removes = stored.state is VoiceState.PARKED or not is_linked(voice)
    operations.withdraw(visit, voice, keeps=request.form.get("houd") == "ja")
    return go_and_tell(url_for("voices.index"), REMOVED if removes else WITHDRAWN)


@blueprint.route("/inbreng/opzij", methods=["GET", "POST"])
@allow(FILL_IN)
def park(visit: Visit) -> Response:
    """Put a question aside for a role; what is put aside becomes that role's link. Or take it back."""
    questionnaire = content_of(visit.assessment).questionnaire
    question = questionnaire.question_by_id.get(request.values.get(QUESTION, ""))
    if question is None:
        abort(HTTPStatus.NOT_FOUND)
    form = RoleForm(request.form if request.method == "POST" else None)
    match request.form.get("go"):
        case "ask" if visit.is_own:
            return redirect(link_asking(question, form.role.data or ""), HTTPStatus.SEE_OTHER)
        case "aside":
            parking.put_aside(visit, questionnaire, question)
            return answer_key(visit, question)
        case "back":
            parking.take_back(visit, question.id, request.form.getlist("role"))
            if is_by_key():
                return answer_key(visit, question, gettext("No longer put aside"))
            return go_and_tell(link_question(question), TAKEN_BACK)
    if request.method == "GET" or not form.validate():
        with reading() as connection:
            parked = parking.list_parked(list_voices(connection, visit.assessment.id))
        code = HTTPStatus.OK if request.method == "GET" else HTTPStatus.UNPROCESSABLE_ENTITY
        return make_response(show_park(questionnaire, question.id, form, parked), code)
    voice = parking.park(visit, question.id, form.role.data or "", questionnaire.version)
    return go_and_tell(link_question(question), PARKED, len(voice.questions))


def answer_key(visit: Visit, question: Question, told: str = "") -> Response:
    """Answer a key with the line that now stands under the question; without a script, with the question itself."""
    if not is_by_key():
        return redirect(link_question(question), HTTPStatus.SEE_OTHER)
    with reading() as connection:
        asked_of = read_asked_of(connection, visit.assessment.id).get(question.id, NOBODY)
    return make_response(render_template("scan/asked_of.html", question=question, asked_of=asked_of, told=told))


def is_by_key() -> bool:
    """Return whether a script asks, which wants a line to show and no page."""
    return "HX-Request" in request.headers


def link_asking(question: Question, role: str) -> str:
    """Return where one question is asked at once, with the role that was typed already."""
    return url_for("voices.new", vraag=question.id, rol=role[:ROLE_LENGTH] or None)


def show_link(visit: Visit, made: operations.Made, secret: str) -> Response:
    """Answer with the one page that shows a link."""
    municipality = name_municipality(visit.assessment)
    return make_response(show_made(made.voice, made.link, secret, municipality, is_repeated=made.is_repeated))


def find_voice(visit: Visit, voice_id: int) -> VoiceRecord:
    """Return a voice of the visited assessment; any other answers 404."""
    with reading() as connection:
        found = get_voice(connection, visit.assessment.id, voice_id)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return found


def is_linked(voice_id: int) -> bool:
    """Return whether a voice has a link that was not withdrawn; one that came from a file has none."""
    with reading() as connection:
        link = get_voice_link(connection, voice_id)
    return link is not None and link.revoked_at is None


def find_parked(visit: Visit, voice_id: int | None) -> VoiceRecord | None:
    """Return a voice that is being put together; None where there is no such one."""
    if voice_id is None:
        return None
    with reading() as connection:
        found = get_voice(connection, visit.assessment.id, voice_id)
    return found if found is not None and found.state is VoiceState.PARKED else None
