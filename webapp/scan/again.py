"""Beginning a new self-scan from an earlier one: earlier answers stand beside, the plan comes along."""

from __future__ import annotations

from http import HTTPStatus

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp.scan.blueprint import blueprint
from webapp.store.action_plan import NewAction, add_actions, fields_of, get_actions
from webapp.store.assessments import NewAssessment, create_assessment
from webapp.web.policy import Access, current_assessment, open_to
from webapp.web.security import limit_new_assessments
from webapp.web.state import get_content, get_database


@blueprint.route("/z/<token>/opnieuw", methods=["GET", "POST"])
@open_to(Access.LINK_HOLDER)
@limit_new_assessments
def again(token: str) -> Response:
    """Say what a new self-scan takes over, and begin it."""
    record, database = current_assessment(), get_database()
    actions = get_actions(database, record.id)
    if request.method == "GET":
        return make_response(render_template("scan/begin_from_earlier.html", token=token, actions=len(actions)))
    new = NewAssessment(
        municipality=record.municipality,
        inhabitants=record.inhabitants,
        role=record.role,
        language=record.language,
        questionnaire_version=get_content().questionnaire.version,
        invented=record.invented,
        earlier_id=record.id,
    )
    begun, new_token = create_assessment(database, new)
    add_actions(
        database,
        begun.id,
        [NewAction(fields_of(one), one.recommendation_id, one.history) for one in actions],
    )
    flash(gettext("Your new self-scan is ready. It has a link of its own: keep it before you go on."), "success")
    return redirect(url_for("scan.overview", token=new_token), HTTPStatus.SEE_OTHER)
