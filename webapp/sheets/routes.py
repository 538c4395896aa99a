"""The views of the sheets: the list, one sheet, and the same sheet as Word."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, abort, render_template

from assessment.sheets.model import Sheet
from webapp.clock import today
from webapp.documents.office import WORD
from webapp.documents.sheet import split_gaps
from webapp.language.locale import current_language
from webapp.links.policy import READ
from webapp.outcome.reading import find_current
from webapp.report.parts.addresses import make_addresses
from webapp.sheets.filling import fill_sheet
from webapp.sheets.pages import shape_sheet, shape_sheets
from webapp.web.downloads import name_file, offer_file
from webapp.web.policy import allow
from webapp.web.state import get_sheets
from webapp.web.visit import Visit

blueprint = Blueprint("sheets", __name__)


@blueprint.get("/werkbladen")
@allow(READ)
def index(visit: Visit) -> str:
    """All sheets, what is in the plan first."""
    return render_template("sheets/list.html", page=shape_sheets(find_current(visit), make_addresses(visit)))


@blueprint.get("/werkbladen/<sheet>")
@allow(READ)
def show(visit: Visit, sheet: str) -> str:
    """One sheet, filled in as far as the answers go."""
    page = shape_sheet(_find(sheet), find_current(visit), make_addresses(visit))
    return render_template("sheets/sheet.html", page=page, split_gaps=split_gaps)


@blueprint.get("/werkbladen/<sheet>.docx")
@allow(READ)
def word(visit: Visit, sheet: str) -> Response:
    """The same sheet to edit."""
    from webapp.documents.word.sheet import write_sheet  # noqa: PLC0415 (a process pays for Word when it is needed)

    findings, found = find_current(visit), _find(sheet)
    content = write_sheet(fill_sheet(found, findings, today()))
    language = current_language()
    name = name_file(findings.profile.municipality, "docx", stem=f"pleinwijzer-{found.id}", language=language)
    response = offer_file(content, WORD, name)
    response.headers["Content-Type"] = WORD
    return response


def _find(sheet_id: str) -> Sheet:
    found = get_sheets().by_id.get(sheet_id)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return found
