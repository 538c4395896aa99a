"""The views of what is taken home: the report of the room, and its numbers as files."""

from __future__ import annotations

import json

from flask import Blueprint, Response

from webapp.language.locale import current_language
from webapp.web.downloads import name_file, offer_file
from webapp.web.policy import allow
from webapp.workshops.leading.pages import load_room
from webapp.workshops.policy import LEAD, LeadVisit
from webapp.workshops.reporting.files import describe_room, write_workbook
from webapp.workshops.reporting.pages import show_report

blueprint = Blueprint("room_report", __name__, url_prefix="/workshop/leiden/<workshop_uid>/verslag")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STEM = "workshop"


@blueprint.get("")
@allow(LEAD)
def show(visit: LeadVisit) -> str:
    """What was shown, that on which the room differs most first."""
    return show_report(load_room(visit))


@blueprint.get("/cijfers.json")
@allow(LEAD)
def numbers_json(visit: LeadVisit) -> Response:
    """The tallies, for who counts on with them."""
    room = load_room(visit)
    text = json.dumps(describe_room(room), ensure_ascii=False, indent=2)
    return offer_file(text, "application/json", name_file(room.workshop.title, "json", stem=STEM))


@blueprint.get("/cijfers.xlsx")
@allow(LEAD)
def numbers_xlsx(visit: LeadVisit) -> Response:
    """The tallies as a spreadsheet."""
    room = load_room(visit)
    name = name_file(room.workshop.title, "xlsx", stem=STEM, language=current_language())
    return offer_file(write_workbook(room), XLSX, name)
