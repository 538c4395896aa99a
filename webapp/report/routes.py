"""The pages of the result. Each reads what is stored, asks for its findings, and shows a view of them."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request, url_for

from assessment.model import DIMENSIONS
from webapp.access import Access, open_to
from webapp.clock import today
from webapp.report.context import shape_context
from webapp.report.development import shape_development
from webapp.report.dimension import shape_dimension
from webapp.report.document_pages import document, document_progress, documents, result_json
from webapp.report.outcome import find_current, find_with_earlier
from webapp.report.pictures import picture
from webapp.report.places import Places
from webapp.report.proposal import shape_proposal
from webapp.report.recommendations import shape_advice
from webapp.report.result import shape_result
from webapp.report.whatif import shape_what_if
from webapp.state import get_content

blueprint = Blueprint("report", __name__)

blueprint.get("/z/<token>/beeld/<name>.svg")(picture)
blueprint.get("/z/<token>/documenten")(documents)
blueprint.get("/z/<token>/documenten/rapport.<kind>")(document)
blueprint.get("/z/<token>/documenten/rapport.<kind>/stand")(document_progress)
blueprint.get("/z/<token>/documenten/resultaat.json")(result_json)


@blueprint.get("/z/<token>/resultaat")
@open_to(Access.LINK_HOLDER)
def result(token: str) -> str:
    """The levels, what they mean, and what to do first."""
    findings = find_current()
    return render_template("report/result.html", page=shape_result(findings, _places(token)))


@blueprint.get("/z/<token>/resultaat/aanbevelingen")
@open_to(Access.LINK_HOLDER)
def advice(token: str) -> str:
    """All advice, filtered by `domein` and `inspanning`."""
    chosen = request.args.get("domein", ""), request.args.get("inspanning", "")
    return render_template("report/advice.html", page=shape_advice(find_current(), _places(token), *chosen))


@blueprint.get("/z/<token>/resultaat/context")
@open_to(Access.LINK_HOLDER)
def context(token: str) -> str:
    """What does not score, beside 2019."""
    findings = find_current()
    return render_template("report/context.html", page=shape_context(findings, _places(token)))


@blueprint.get("/z/<token>/resultaat/plan")
@open_to(Access.LINK_HOLDER)
def proposal(token: str) -> str:
    """The shortest way to a level, as `domein`, `groeifase` and `dagen` ask it."""
    return render_template("report/proposal.html", page=shape_proposal(find_current(), _places(token), request.args))


@blueprint.get("/z/<token>/resultaat/ontwikkeling")
@open_to(Access.LINK_HOLDER)
def development(token: str) -> str:
    """What moved since the self-scan that this one was begun from."""
    findings = find_with_earlier()
    page = shape_development(findings, _places(token), today())
    return render_template("report/development.html", page=page, again_href=url_for("scan.again", token=token))


@blueprint.get("/z/<token>/resultaat/<dimension>")
@open_to(Access.LINK_HOLDER)
def dimension(token: str, dimension: str) -> str:
    """One dimension."""
    if dimension not in DIMENSIONS:
        abort(404)
    findings = find_current()
    page = shape_dimension(findings, findings.dimensions[dimension], _places(token))
    return render_template("report/dimension.html", page=page)


@blueprint.get("/z/<token>/resultaat/<dimension>/wat-als")
@open_to(Access.LINK_HOLDER)
def what_if(token: str, dimension: str) -> str:
    """One dimension with other answers, on a copy."""
    if dimension not in DIMENSIONS:
        abort(404)
    findings = find_current()
    page = shape_what_if(findings, findings.dimensions[dimension], _places(token), request.args)
    return render_template("report/what_if.html", page=page)


def _places(token: str) -> Places:
    return Places(token, get_content().questionnaire)
