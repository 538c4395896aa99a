"""The overview of an assessment, finishing it and opening it again."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO

import segno
from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from assessment.model import UNKNOWN, Answer, Question
from webapp.language.locale import current_language, translate_text
from webapp.outcome.answers import SavedAnswers, read_saved
from webapp.scan.blueprint import blueprint
from webapp.scan.pages import link_question, make_steps, number_questions
from webapp.scan.progress import count_open_rows, count_progress, measure_progress
from webapp.store.answers import get_answers
from webapp.store.assessments import finish_assessment, reopen_assessment
from webapp.web.policy import Access, current_assessment, open_to, reload_assessment
from webapp.web.state import get_content, get_database, get_settings
from webapp.wording.municipalities import find_municipality

QR_SECONDS = 24 * 60 * 60


@blueprint.get("/z/<token>")
@open_to(Access.LINK_HOLDER)
def overview(token: str) -> str:
    """Where the assessment stands: the link, the sections, and the one thing to do next."""
    questionnaire = get_content().questionnaire
    read = read_stored()
    progress = measure_progress(questionnaire, read.answers)
    unfinished = [step.section for step in progress if step.open_questions]
    return render_template(
        "scan/overview.html",
        token=token,
        record=current_assessment(),
        steps=make_steps(token, count_progress(questionnaire, read.answers)),
        answered=sum(step.answered for step in progress),
        total=sum(step.total for step in progress),
        started=bool(read.answers),
        next_section=unfinished[0] if unfinished else None,
        misfits=read.misfits,
        link=url_for("scan.overview", token=token, _external=True),
        expiry_days=get_settings().expiry_days,
    )


@blueprint.get("/z/<token>/qr.svg")
@open_to(Access.LINK_HOLDER)
def qr(token: str) -> Response:
    """The private link as a picture for a phone's camera."""
    picture = BytesIO()
    link = url_for("scan.overview", token=token, _external=True)
    segno.make(link, error="m", micro=False).save(
        picture, kind="svg", xmldecl=False, svgclass=None, lineclass=None, omitsize=True, border=2
    )
    response = make_response(picture.getvalue())
    response.mimetype = "image/svg+xml"
    response.headers["Cache-Control"] = f"private, max-age={QR_SECONDS}"
    return response


@blueprint.route("/z/<token>/afronden", methods=["GET"])
@open_to(Access.LINK_HOLDER)
def finish(token: str) -> str:
    """What is still open, before finishing."""
    questionnaire = get_content().questionnaire
    read = read_stored()
    progress = measure_progress(questionnaire, read.answers)
    numbers = number_questions(questionnaire)
    groups = [
        {
            "title": translate_text(step.section.title),
            "questions": [_describe_open(token, question, read, numbers) for question in step.open_questions],
        }
        for step in progress
        if step.open_questions
    ]
    return render_template(
        "scan/finish.html",
        token=token,
        record=current_assessment(),
        groups=groups,
        left=sum(len(step.open_questions) for step in progress),
        total=len(questionnaire.questions),
        unknown=sum(1 for answer in read.answers.values() if _says_unknown(answer)),
    )


@blueprint.post("/z/<token>/afronden")
@open_to(Access.LINK_HOLDER)
def finish_now(token: str) -> Response:
    """Finish, with or without open questions, and go to the result."""
    reload_assessment(finish_assessment(get_database(), current_assessment().id))
    return redirect(url_for("report.result", token=token), HTTPStatus.SEE_OTHER)


@blueprint.post("/z/<token>/heropenen")
@open_to(Access.LINK_HOLDER)
def reopen(token: str) -> Response:
    """Open a finished assessment again."""
    if current_assessment().finished_at:
        reload_assessment(reopen_assessment(get_database(), current_assessment().id))
    flash(gettext("The self-scan is open again. You can change every answer."), "success")
    return redirect(url_for("scan.overview", token=token), HTTPStatus.SEE_OTHER)


def read_stored() -> SavedAnswers:
    """Return the answers of the assessment in use. Raises StoreUnavailable."""
    return read_saved(get_content().questionnaire, get_answers(get_database(), current_assessment().id))


def name_municipality() -> str:
    """Return the name of the municipality of the assessment in use; its code when the register has it no more."""
    record = current_assessment()
    found = find_municipality(record.municipality)
    return found.name_in(current_language()) if found else record.municipality


def _describe_open(token: str, question: Question, read: SavedAnswers, numbers: dict[str, int]) -> dict[str, object]:
    answer = read.answers.get(question.id)
    return {
        "href": link_question(token, question),
        "number": numbers[question.id],
        "text": translate_text(question.text),
        "rows_left": count_open_rows(question, answer) if answer else 0,
    }


def _says_unknown(answer: Answer) -> bool:
    return answer.state == UNKNOWN or UNKNOWN in answer.rows.values()
