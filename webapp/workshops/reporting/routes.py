"""The views of what is taken home: the report of the room, its numbers as files, and the self-scan it agreed on."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, Response, make_response, redirect, request, url_for
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response as BaseResponse

from assessment.workshops.stages import WrongStageError
from webapp.documents.office import SLIDES, SPREADSHEET
from webapp.language.locale import current_language
from webapp.language.texts import gettext
from webapp.scan.operations import begin_once
from webapp.web.downloads import name_file, offer_file
from webapp.web.limits import answer_failed_link
from webapp.web.notices import go_and_tell
from webapp.web.once import secret_of_form
from webapp.web.policy import allow
from webapp.web.waiting import waits
from webapp.workshops.handing_over import NoLinkError, OtherMunicipalityError, begin_from_room, bind_to_link
from webapp.workshops.leading.pages import Room, load_room
from webapp.workshops.policy import LEAD, LeadVisit
from webapp.workshops.reporting.files import describe_room, write_workbook
from webapp.workshops.reporting.forms import EXISTING, read_profile
from webapp.workshops.reporting.handing_over import show_begun, show_choice
from webapp.workshops.reporting.notices import BOUND
from webapp.workshops.reporting.pages import Report, shape_report, show_report

blueprint = Blueprint("room_report", __name__, url_prefix="/workshop/leiden/<workshop_uid>/verslag")

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
    return offer_file(write_workbook(room), SPREADSHEET, name)


@blueprint.get("/verslag.pdf")
@allow(LEAD)
@waits
def pdf(visit: LeadVisit) -> BaseResponse:
    """The report on paper; the page says so where nothing was shown yet."""
    from webapp.workshops.reporting.documents import write_pdf  # noqa: PLC0415 (a process pays for it when it is needed)

    return offer_written(visit, write_pdf, "application/pdf", "pdf")


@blueprint.get("/verslag.pptx")
@allow(LEAD)
@waits
def slides(visit: LeadVisit) -> BaseResponse:
    """The report as slides; as above."""
    from webapp.workshops.reporting.documents import write_slides  # noqa: PLC0415 (same)

    return offer_written(visit, write_slides, SLIDES, "pptx")


@blueprint.route("/zelfscan", methods=["GET", "POST"])
@allow(LEAD)
def hand_over(visit: LeadVisit) -> BaseResponse:
    """Let what the room agreed on become a self-scan: a new one, or the one that the municipality has."""
    room = load_room(visit)
    if not room.may_be_handed_over:
        raise WrongStageError
    form = read_profile(room.workshop)
    if request.method == "GET":
        return make_response(show_choice(room, form))
    if request.form.get("welke") == EXISTING:
        return bind(room)
    if not form.validate():
        return make_response(show_choice(room, form), HTTPStatus.UNPROCESSABLE_ENTITY)
    profile = form.profile
    begun = begin_once(secret_of_form(profile), lambda secret: begin_from_room(room.workshop, profile, secret))
    return make_response(show_begun(room, begun))


def offer_written(visit: LeadVisit, write: Callable[[Report], bytes], media_type: str, ending: str) -> BaseResponse:
    """Return the report as a document, or lead to its page where nothing was shown yet."""
    room = load_room(visit)
    if not room.has_revealed:
        return redirect(url_for("room_report.show"), HTTPStatus.SEE_OTHER)
    name = name_file(room.workshop.title, ending, stem=STEM, language=current_language())
    return offer_file(write(shape_report(room)), media_type, name)


def bind(room: Room) -> BaseResponse:
    """Take it over into the self-scan of the link that was typed."""
    typed = request.form.get("link", "")
    try:
        bound = bind_to_link(room.workshop, typed)
    except NoLinkError:
        refused = answer_failed_link()
        if isinstance(refused, TooManyRequests):
            raise refused from None
        problem = gettext("This link fills in no self-scan. Paste the whole private link of the municipality.")
    except OtherMunicipalityError:
        problem = gettext("The self-scan of this link is about another municipality.")
    else:
        return go_and_tell(url_for("room_report.show"), BOUND, f"{bound.answered}-{bound.noted}")
    page = show_choice(room, read_profile(room.workshop), link=typed, problem=str(problem))
    return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
