"""The pages around the assessment. The views that need some code of their own stand in modules beside this one."""

from __future__ import annotations

from flask import Blueprint, render_template

from webapp.report.pages.method import shape_method
from webapp.site.health import health
from webapp.site.language import language
from webapp.site.pages import accessibility, home, privacy
from webapp.web.policy import Access, open_to
from webapp.web.security import limiter
from webapp.web.state import get_content, get_edition

blueprint = Blueprint("site", __name__)

blueprint.get("/healthz")(limiter.exempt(open_to(Access.PUBLIC)(health)))
blueprint.post("/taal")(open_to(Access.PUBLIC)(language))
blueprint.get("/")(open_to(Access.PUBLIC)(home))
blueprint.get("/privacy")(open_to(Access.PUBLIC)(privacy))
blueprint.get("/toegankelijkheid")(open_to(Access.PUBLIC)(accessibility))


@blueprint.get("/methode")
@open_to(Access.PUBLIC)
def method() -> str:
    """The whole model, explained."""
    return render_template("report/method/method.html", page=shape_method(get_content(), get_edition()))
