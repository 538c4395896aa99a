"""The view of what somebody from outside sees, laid over the agreed answers."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, abort, render_template

from webapp.links.policy import READ
from webapp.voices.beside import look_from
from webapp.voices.positions import read_positions
from webapp.voices.seeing.pages import shape_seen
from webapp.web.policy import allow
from webapp.web.state import get_library, reading
from webapp.web.visit import Visit

blueprint = Blueprint("seen", __name__)


@blueprint.get("/inbreng/<int:voice>/gezien")
@allow(READ)
def show(visit: Visit, voice: int) -> str:
    """What is said beside what is seen; only of somebody who looks from outside and sent in.

    Who may not read notes does not read who said what either.
    """
    if not visit.sees_notes:
        abort(HTTPStatus.NOT_FOUND)
    with reading() as connection:
        positions = read_positions(connection, visit.assessment, get_library())
    found = next((one for one in positions.voices if one.record.id == voice and one.record.is_observer), None)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    page = shape_seen(positions.content, look_from(positions, found), may_write=visit.may_write)
    return render_template("voices/seen.html", page=page)
