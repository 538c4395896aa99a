"""What happens to what was typed or decided about a voice when it cannot be done: the form comes back and says so."""

from __future__ import annotations

from http import HTTPStatus

from flask import make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.language.texts import gettext
from webapp.links.notices import full_text as links_full_text
from webapp.store.failures import StoreUnavailable
from webapp.store.links import LinkMissingError, TooManyLinksError
from webapp.store.voices import TooManyVoicesError, VoiceMissingError
from webapp.voices.asked import find_asked
from webapp.voices.asking.forms import QUESTION, ChangeForm, RoleForm, choose, read_ask, read_choice
from webapp.voices.asking.notices import FULL, GONE, full_text, no_room_text
from webapp.voices.asking.pages import show_change, show_new, show_park
from webapp.voices.asking.routes import answer_key, blueprint, find_voice, is_by_key, is_linked
from webapp.web import errors
from webapp.web.admission import current_visit
from webapp.web.notices import go_and_tell
from webapp.web.once import FIELD, make_form_value
from webapp.web.state import content_of


@blueprint.errorhandler(TooManyVoicesError)
@blueprint.errorhandler(TooManyLinksError)
def answer_too_many(error: Exception) -> Response:
    """Say that there is no room, and give the form back."""
    text = links_full_text() if isinstance(error, TooManyLinksError) else full_text()
    return _give_back(text, HTTPStatus.CONFLICT) or go_and_tell(url_for("voices.index"), FULL)


@blueprint.errorhandler(VoiceMissingError)
@blueprint.errorhandler(LinkMissingError)
def answer_missing(error: Exception) -> Response:
    """Say that it was withdrawn in the meantime."""
    del error
    return go_and_tell(url_for("voices.index"), GONE)


def _give_back(notice: str, code: int) -> Response | None:
    """Return the page of the form with everything typed in it, or None where there is none.

    A form of another site gets a value of our own: nobody else may know by what the secret of a new link is found.
    """
    visit = current_visit()
    if request.method != "POST" or visit is None:
        return None
    questionnaire = content_of(visit.assessment).questionnaire
    once = make_form_value() if code == HTTPStatus.FORBIDDEN else request.form.get(FIELD, "")
    match request.endpoint:
        case "voices.new":
            form, choice = read_ask(questionnaire)
            form.once.data = once
            return make_response(show_new(questionnaire, form, choice, notice), code)
        case "voices.park" if request.form.get(QUESTION) in questionnaire.question_by_id:
            if code == HTTPStatus.CONFLICT and is_by_key():
                line = answer_key(visit, questionnaire.question_by_id[request.form[QUESTION]], no_room_text())
                line.status_code = code
                return line
            page = show_park(questionnaire, request.form[QUESTION], RoleForm(request.form), (), notice)
            return make_response(page, code)
    return _give_back_known(notice, code, once)


def _give_back_known(notice: str, code: int, once: str) -> Response | None:
    """Do the same for the forms of one voice, as long as that can be read."""
    visit, number = current_visit(), (request.view_args or {}).get("voice")
    if visit is None or number is None:
        return None
    try:
        voice, has_link = find_voice(visit, number), is_linked(number)
    except StoreUnavailable:
        return None
    match request.endpoint:
        case "voices.change":
            choice = read_choice(request.form.items(multi=True))
            if voice.opened_at is not None:
                choice = choose(find_asked(voice).questionnaire, voice.questions)
            page = show_change(voice, ChangeForm(request.form), choice, notice)
        case "voices.renew":
            page = render_template("voices/renew.html", voice=voice, has_link=has_link, once=once, message=notice)
        case "voices.withdraw":
            told = gettext("Not withdrawn: the link still works. Wait a minute and try again.")
            message = told if has_link and code != HTTPStatus.FORBIDDEN else notice
            page = render_template("voices/withdraw.html", voice=voice, has_link=has_link, message=message)
        case _:
            return None
    return make_response(page, code)


errors.give_forms_back(blueprint, _give_back)
