"""The views of the result. Each reads what is stored, asks for its findings, and shows a page."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from assessment.model import DIMENSIONS
from webapp.clock import today
from webapp.links.policy import READ
from webapp.outcome.reading import find_current, find_with_earlier
from webapp.outcome.snapshots import read_with_finished
from webapp.report.notices import NOT_ADVISED, NOT_ASKED
from webapp.report.pages.advice import shape_advice
from webapp.report.pages.context import shape_context
from webapp.report.pages.development import shape_development
from webapp.report.pages.dimension import shape_dimension
from webapp.report.pages.elsewhere import find_question_elsewhere, is_recommendation_elsewhere, place_beside
from webapp.report.pages.guesses import shape_guesses
from webapp.report.pages.picture import answer_picture
from webapp.report.pages.question import find_question, shape_question
from webapp.report.pages.recommendation import find_advised, find_recommendation, shape_recommendation
from webapp.report.pages.result import shape_result
from webapp.report.pages.shortest_way import shape_shortest_way
from webapp.report.pages.what_if import shape_what_if
from webapp.report.parts.addresses import make_addresses
from webapp.report.parts.extent import asked_extent
from webapp.report.parts.head import view_frame
from webapp.report.parts.pictures import DEVELOPMENT, make_chart, make_words
from webapp.voices.beside import add_looks, find_current_beside
from webapp.web.notices import go_and_tell
from webapp.web.page_cache import render_shared
from webapp.web.policy import allow
from webapp.web.state import find_newer, get_library, reading
from webapp.web.visit import Visit
from webapp.web.waiting import waits

blueprint = Blueprint("report", __name__)
"""What belongs to one assessment; the assembly says where it stands."""


@blueprint.get("/resultaat")
@allow(READ)
def result(visit: Visit) -> bytes:
    """The levels, what they mean, and what to do first."""
    with reading() as connection:
        findings, finished = read_with_finished(connection, visit, most=1)
        if visit.sees_notes:
            findings = add_looks(connection, findings, visit.assessment)
    page = shape_result(findings, make_addresses(visit), finished)
    chapters = render_template("report/result_chapters.html", page=page, newer=find_newer(visit.assessment))
    return render_shared(
        "report/result.html",
        lambda: {"page": {"head": view_frame(make_addresses(visit))}},
        visit.may_write,
        municipality_name=findings.profile.municipality,
        chapters=Markup(chapters),  # noqa: S704 (a template's own output)
    )


@blueprint.get("/resultaat/aanbevelingen")
@allow(READ)
def advice(visit: Visit) -> str:
    """All advice, filtered by `domein` and `inspanning`; with `alles`, everything of it on one page."""
    chosen = request.args.get("domein", ""), request.args.get("inspanning", "")
    page = shape_advice(find_current(visit), make_addresses(visit), *chosen, asked_extent())
    return render_template("report/advice.html", page=page)


@blueprint.get("/resultaat/aanbevelingen/<key>")
@allow(READ)
def recommendation(visit: Visit, key: str) -> str | Response:
    """One recommendation, with how its gain was computed; to the list where it is not for this municipality."""
    findings, addresses = find_current(visit), make_addresses(visit)
    known = find_recommendation(findings, key)
    if known is None and not is_recommendation_elsewhere(get_library(), key):
        abort(404)
    advised = find_advised(findings, known) if known is not None else None
    if advised is None:
        return go_and_tell(addresses.advice(), NOT_ADVISED)
    return render_template("report/recommendation.html", page=shape_recommendation(findings, advised, addresses))


@blueprint.get("/resultaat/antwoorden/<key>")
@allow(READ)
def question(visit: Visit, key: str) -> str | Response:
    """One question: the answer, how its points are made, and the figures beside it; to the others where it is gone."""
    findings, addresses = find_current_beside(visit), make_addresses(visit)
    entry = find_question(findings, key)
    if entry is not None:
        return render_template("report/question.html", page=shape_question(findings, entry, addresses))
    gone = find_question_elsewhere(get_library(), key)
    if gone is None:
        abort(404)
    return go_and_tell(place_beside(gone, addresses), NOT_ASKED)


@blueprint.get("/resultaat/context")
@allow(READ)
def context(visit: Visit) -> str:
    """What does not score, beside 2019; with `alles`, everything of it on one page."""
    page = shape_context(find_current_beside(visit), make_addresses(visit), asked_extent())
    return render_template("report/context.html", page=page)


@blueprint.get("/resultaat/plan")
@allow(READ)
def shortest_way(visit: Visit) -> str:
    """The shortest way to a level, as `domein`, `groeifase` and `dagen` ask it; with `alles`, every step opened."""
    page = shape_shortest_way(find_current(visit), make_addresses(visit), request.args, asked_extent())
    return render_template("report/shortest_way.html", page=page)


@blueprint.get("/resultaat/gokken")
@allow(READ)
def guesses(visit: Visit) -> str:
    """The result with guesses as uncertain as they are, beside the one with the answers as given."""
    page = shape_guesses(find_current(visit), make_addresses(visit))
    return render_template("report/guesses.html", page=page)


@blueprint.get("/resultaat/ontwikkeling")
@allow(READ)
def development(visit: Visit) -> str:
    """What moved since the self-scan that this one was begun from."""
    page = shape_development(find_with_earlier(visit), make_addresses(visit), today())
    return render_template("report/development.html", page=page, again_href=url_for("scan.begin_from_earlier"))


@blueprint.get("/resultaat/<dimension>")
@allow(READ)
def dimension(visit: Visit, dimension: str) -> str:
    """One dimension; with `alles`, everything of it on one page."""
    if dimension not in DIMENSIONS:
        abort(404)
    findings = find_current_beside(visit)
    page = shape_dimension(findings, findings.dimensions[dimension], make_addresses(visit), asked_extent())
    return render_template("report/dimension.html", page=page)


@blueprint.get("/resultaat/<dimension>/wat-als")
@allow(READ)
def what_if(visit: Visit, dimension: str) -> str:
    """One dimension with other answers, on a copy."""
    if dimension not in DIMENSIONS:
        abort(404)
    findings = find_current(visit)
    page = shape_what_if(findings, findings.dimensions[dimension], make_addresses(visit), request.args)
    return render_template("report/what_if.html", page=page)


@blueprint.get("/beeld/<name>.svg")
@allow(READ)
@waits
def picture(visit: Visit, name: str) -> Response:
    """One picture as SVG."""
    findings = find_with_earlier(visit) if name == DEVELOPMENT else find_current(visit)
    try:
        chart = make_chart(name, findings, make_words())
    except KeyError:
        abort(404)
    return answer_picture(chart, name)
