"""The views of a self-scan's version: what a newer questionnaire would change, and the move to it."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.links.policy import OWN, READ
from webapp.outcome.snapshots import find_with_finished
from webapp.report.parts.addresses import make_addresses
from webapp.versions import operations
from webapp.versions.finished import shape_finished
from webapp.versions.notices import MOVED, NEWEST
from webapp.versions.pages import shape_move
from webapp.web.notices import go_and_tell
from webapp.web.policy import allow
from webapp.web.visit import Visit

blueprint = Blueprint("versions", __name__)


@blueprint.get("/resultaat/afgerond")
@allow(READ)
def finished(visit: Visit) -> str:
    """What was found when this was finished, beside what is found today."""
    findings, kept = find_with_finished(visit)
    return render_template("versions/finished.html", page=shape_finished(findings, kept, make_addresses(visit)))


@blueprint.route("/vragenlijst", methods=["GET", "POST"])
@allow(OWN)
def move(visit: Visit) -> Response:
    """Say what the newest questionnaire changes, and move to it once that is confirmed."""
    page = shape_move(visit)
    if page is None:
        return go_and_tell(url_for("scan.overview"), NEWEST)
    if request.method == "GET":
        return make_response(render_template("versions/move.html", page=page, renewed=False))
    if request.form.get("version") != page.new:
        return make_response(render_template("versions/move.html", page=page, renewed=True), HTTPStatus.CONFLICT)
    moved = operations.move(visit, page.new)
    return go_and_tell(url_for("scan.overview"), MOVED, moved.questionnaire_version)
