"""The views of settling: the differences, one decision, and all that nobody disputes at once."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, abort, make_response, request, url_for
from werkzeug.wrappers import Response

from assessment.answers import plain_answer
from assessment.model import Question
from webapp.language.texts import gettext
from webapp.language.typed_numbers import read_whole_number
from webapp.language.typed_text import clean_line
from webapp.links.policy import FILL_IN
from webapp.links.writers import name_writers
from webapp.scan.fields import REOPENS
from webapp.scan.forms import SECTION_BYTES, Reading, read_question
from webapp.store.decisions import REASON_LENGTH
from webapp.voices.positions import Positions, read_positions
from webapp.voices.settling import operations
from webapp.voices.settling.notices import (
    ALL_DECIDED,
    CHANGED_MEANWHILE,
    DECIDED,
    TAKEN_OVER,
)
from webapp.voices.settling.pages import OWN, find_choice, link_difference, show_differences
from webapp.web.notices import go_and_tell
from webapp.web.policy import accept_bytes, allow
from webapp.web.state import get_library, reading
from webapp.web.visit import Visit

blueprint = Blueprint("differences", __name__)


@blueprint.get("/inbreng/verschillen")
@allow(FILL_IN)
def index(visit: Visit) -> str:
    """Where those who were asked differ, those that could change a level first."""
    with reading() as connection:
        writers = name_writers(connection, visit)
    return show_differences(visit, read(visit, request.args.get("opnieuw", "")), writers=writers)


@blueprint.post("/inbreng/verschillen/<question>")
@allow(FILL_IN)
@accept_bytes(SECTION_BYTES)
def decide(visit: Visit, question: str) -> Response:
    """Take one answer over, or write another, and go on to the next difference."""
    positions = read(visit)
    asked = positions.content.questionnaire.question_by_id.get(question)
    if asked is None:
        abort(HTTPStatus.NOT_FOUND)
    reason = clean_line(request.form.get("reason", ""))
    typed = read_question(asked, request.form) if request.form.get("take") == OWN else None
    if problem := _find_problem(typed, reason):
        back = {question: typed if typed is not None else read_question(asked, request.form)}
        page = show_differences(visit, positions, notice=problem, returned=back, reason=reason)
        return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
    if typed is not None:
        plain = typed.plain
    else:
        answer = find_choice(positions, asked, request.form.get("take", ""))
        plain = plain_answer(answer) if answer is not None else None
    if plain is None:
        return go_and_tell(url_for("differences.index"), CHANGED_MEANWHILE)
    operations.decide(
        visit,
        question,
        plain,
        base=read_whole_number(request.form.get("base"), -1),
        reason=reason,
        reopens=REOPENS in request.form,
    )
    return _go_on(visit, positions, asked)


@blueprint.post("/inbreng/onbetwist")
@allow(FILL_IN)
def take_over(visit: Visit) -> Response:
    """Take over all that nobody disputes."""
    seen = request.form.get("gezien", "")
    count = operations.take_over_undisputed(visit, seen, reopens=REOPENS in request.form)
    return go_and_tell(url_for("differences.index"), TAKEN_OVER, count)


def read(visit: Visit, again: str = "") -> Positions:
    """Return all positions on the visited assessment. Raises StoreUnavailable."""
    with reading() as connection:
        return read_positions(connection, visit.assessment, get_library(), again)


def _find_problem(typed: Reading | None, reason: str) -> str:
    """Return why this can't be decided; empty where it can."""
    if len(reason) > REASON_LENGTH:
        return str(
            gettext("What you wrote under “Why” is too long. Make it at most %(most)s characters.", most=REASON_LENGTH)
        )
    if typed is None:
        return ""
    return typed.error or ("" if typed.plain is not None else str(gettext("Give another answer first.")))


def _go_on(visit: Visit, before: Positions, decided: Question) -> Response:
    """Lead to the difference that now stands in the place of the one that was decided."""
    order = [one.compared.question.id for one in before.differences]
    place = order.index(decided.id) if decided.id in order else 0
    left = [one.compared.question for one in read(visit).differences]
    if not left:
        return go_and_tell(url_for("differences.index"), ALL_DECIDED)
    following = next((question for question in left if question.id in order[place + 1 :]), left[0])
    return go_and_tell(url_for("differences.index", _anchor=link_difference(following)), DECIDED)
