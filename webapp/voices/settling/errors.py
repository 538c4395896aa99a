"""What happens to a decision that cannot be taken now: what was typed comes back, or the page as it is now."""

from __future__ import annotations

from http import HTTPStatus

from flask import make_response, request, url_for
from werkzeug.wrappers import Response

from webapp.scan.forms import read_question
from webapp.scan.operations import FinishedError
from webapp.store.failures import StoreUnavailable
from webapp.store.said_room import TooMuchSaidError
from webapp.voices.settling.notices import CHANGED_MEANWHILE, FINISHED_MEANWHILE, NO_ROOM, no_room_text
from webapp.voices.settling.operations import ChangedMeanwhileError
from webapp.voices.settling.pages import show_differences
from webapp.voices.settling.routes import blueprint, read
from webapp.web import errors
from webapp.web.admission import current_visit
from webapp.web.notices import go_and_tell


@blueprint.errorhandler(ChangedMeanwhileError)
def answer_changed(error: ChangedMeanwhileError) -> Response:
    """Lead back to the page as it is now."""
    del error
    return go_and_tell(url_for("differences.index"), CHANGED_MEANWHILE)


@blueprint.errorhandler(FinishedError)
def answer_finished(error: FinishedError) -> Response:
    """Lead back to the page, which then offers to open the self-scan again."""
    del error
    return go_and_tell(url_for("differences.index"), FINISHED_MEANWHILE)


@blueprint.errorhandler(TooMuchSaidError)
def answer_no_room(error: TooMuchSaidError) -> Response:
    """Say that there is no room for another decision; what was typed comes back."""
    del error
    return _give_back(no_room_text(), HTTPStatus.CONFLICT) or go_and_tell(url_for("voices.index"), NO_ROOM)


def _give_back(notice: str, code: int) -> Response | None:
    """Return the page with what was typed for one question, or None where it can't be read now."""
    visit = current_visit()
    if request.method != "POST" or visit is None:
        return None
    try:
        positions = read(visit)
    except StoreUnavailable:
        return None
    question = positions.content.questionnaire.question_by_id.get((request.view_args or {}).get("question", ""))
    returned = {} if question is None else {question.id: read_question(question, request.form)}
    reason = request.form.get("reason", "")
    return make_response(show_differences(visit, positions, notice=notice, returned=returned, reason=reason), code)


errors.give_forms_back(blueprint, _give_back)
