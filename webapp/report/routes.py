"""The pages of the result. Each reads what is stored, asks for its findings, and shows a view of them."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request, url_for

from assessment.model import DIMENSIONS
from webapp.clock import today
from webapp.outcome.current import find_current, find_with_earlier
from webapp.report.documents.routes import document, document_progress, documents, result_json
from webapp.report.pages.advice import shape_advice
from webapp.report.pages.context import PICTURES, shape_context
from webapp.report.pages.development import shape_development
from webapp.report.pages.dimension import shape_dimension
from webapp.report.pages.result import shape_result
from webapp.report.pages.shortest_way import shape_proposal
from webapp.report.pages.what_if import shape_what_if
from webapp.report.parts.addresses import Places
from webapp.report.parts.pictures import DEVELOPMENT, picture, prepare_pictures
from webapp.web.policy import Access, open_to
from webapp.web.state import get_content

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
    prepare_pictures(findings, ("growth-path",))
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
    prepare_pictures(findings, (f"context-{name}" for names in PICTURES.values() for name in names))
    return render_template("report/context.html", page=shape_context(findings, _places(token)))


@blueprint.get("/z/<token>/resultaat/plan")
@open_to(Access.LINK_HOLDER)
def proposal(token: str) -> str:
    """The shortest way to a level, as `domein`, `groeifase` and `dagen` ask it."""
    return render_template(
        "report/shortest_way.html", page=shape_proposal(find_current(), _places(token), request.args)
    )


@blueprint.get("/z/<token>/resultaat/ontwikkeling")
@open_to(Access.LINK_HOLDER)
def development(token: str) -> str:
    """What moved since the self-scan that this one was begun from."""
    findings = find_with_earlier()
    if findings.development is not None:
        prepare_pictures(findings, (DEVELOPMENT,))
    page = shape_development(findings, _places(token), today())
    return render_template("report/development.html", page=page, again_href=url_for("scan.again", token=token))


@blueprint.get("/z/<token>/resultaat/<dimension>")
@open_to(Access.LINK_HOLDER)
def dimension(token: str, dimension: str) -> str:
    """One dimension."""
    if dimension not in DIMENSIONS:
        abort(404)
    findings = find_current()
    prepare_pictures(findings, (f"dimension-{dimension}",))
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
