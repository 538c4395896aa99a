"""The pages of the method: the same for everybody, so each is made once."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from flask import Blueprint, abort, request

from assessment.content import Content
from assessment.model import DIMENSIONS
from webapp.report.method.figures import list_subjects, shape_figures, shape_figures_about
from webapp.report.method.head import COMPARING, FIGURES, START, view_method_head
from webapp.report.method.questions import shape_method_dimension, shape_without_points
from webapp.report.method.start import shape_start
from webapp.report.method.summary import shape_summary
from webapp.report.parts.method_addresses import WITHOUT_POINTS
from webapp.web.page_cache import render_shared
from webapp.web.policy import ANYONE, allow
from webapp.web.state import get_edition, get_library

blueprint = Blueprint("method", __name__, url_prefix="/methode")


@blueprint.get("")
@allow(ANYONE)
def method() -> bytes:
    """The model, explained: of the newest questionnaire, or of the one that `versie` names."""
    return _render("start", START, lambda content: shape_start(content, get_edition()))


@blueprint.get("/<subject>")
@allow(ANYONE)
def questions(subject: str) -> bytes:
    """The questions of a dimension with its growth phases, or those without points."""
    if subject == WITHOUT_POINTS:
        return _render("without_points", subject, lambda content: shape_without_points(content, get_edition()))
    if subject not in DIMENSIONS:
        abort(404)
    return _render(
        "dimension", subject, lambda content: shape_method_dimension(content, get_edition(), subject), subject
    )


@blueprint.get("/vergelijken")
@allow(ANYONE)
def comparing() -> bytes:
    """How the comparison with the survey is made, with every formula."""
    return _render("comparing", COMPARING, lambda content: shape_summary(content, get_edition()))


@blueprint.get("/cijfers")
@allow(ANYONE)
def figures() -> bytes:
    """What figures the survey has, and how its report was read."""
    return _render("figures", FIGURES, lambda content: shape_figures(content, get_edition()))


@blueprint.get("/cijfers/<subject>")
@allow(ANYONE)
def figures_about(subject: str) -> bytes:
    """Every figure of one subject with its printed numbers."""
    if subject not in list_subjects(get_edition()):
        abort(404)
    return _render(
        "figures_about", FIGURES, lambda content: shape_figures_about(content, get_edition(), subject), subject
    )


def _render(template: str, current: str, shape: Callable[[Content], object], *alike: Hashable) -> bytes:
    library = get_library()
    version = request.args.get("versie", library.versions[-1])
    if version not in library.versions:
        abort(404)

    def show() -> dict[str, object]:
        content = library.of(version)
        return {"head": view_method_head(content, current), "page": shape(content)}

    return render_shared(f"report/method/{template}.html", show, (version, *alike))
