"""The views of links: who has one, make one, change it, withdraw it, and replace the own one."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, abort, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.language.texts import gettext
from webapp.links import operations
from webapp.links.forms import read_change, read_new
from webapp.links.notices import CHANGED, GONE, REPLACED, REVOKED
from webapp.links.pages import shape_links, show_change, show_made, show_new, title_link
from webapp.links.policy import FILL_IN, OWN
from webapp.outcome.reading import name_municipality
from webapp.store.links import LinkRecord, Scope, get_link
from webapp.web.notices import go_and_tell
from webapp.web.once import FIELD, FormValueError, derive_secret, make_form_value
from webapp.web.policy import allow
from webapp.web.state import reading
from webapp.web.visit import Visit

blueprint = Blueprint("links", __name__)


@blueprint.get("/links")
@allow(FILL_IN)
def index(visit: Visit) -> str:
    """Who has a link, and what happened."""
    with reading() as connection:
        return render_template("links/links.html", page=shape_links(connection, visit))


@blueprint.route("/links/nieuw", methods=["GET", "POST"])
@allow(OWN)
def new(visit: Visit) -> Response:
    """Make a link. The answer to the form shows it: nowhere else can it be shown."""
    form = read_new()
    if request.method == "GET":
        return make_response(show_new(form))
    if not form.validate():
        return make_response(show_new(form), HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        secret = derive_secret(form.once.data or "")
    except FormValueError:
        form.once.data = make_form_value()
        notice = gettext("No link was made yet: a part of the form was missing. Send it again.")
        return make_response(show_new(form, notice), HTTPStatus.UNPROCESSABLE_ENTITY)
    made = operations.make(visit, form.new, secret)
    municipality = name_municipality(visit.assessment)
    return make_response(show_made(made.link, secret, municipality, is_repeated=made.is_repeated))


@blueprint.route("/links/<int:link>/wijzigen", methods=["GET", "POST"])
@allow(OWN)
def change(visit: Visit, link: int) -> Response:
    """Change what a link is called, and its last day."""
    stored, form = find_other(visit, link), read_change()
    if stored.revoked_at is not None:
        return go_and_tell(url_for("links.index"), GONE)
    if request.method == "GET":
        form.show(stored)
        return make_response(show_change(form, link))
    form.present_end = stored.ends
    if not form.validate():
        return make_response(show_change(form, link), HTTPStatus.UNPROCESSABLE_ENTITY)
    operations.change(visit, link, form.label.data or "", form.last_day)
    return go_and_tell(url_for("links.index"), CHANGED)


@blueprint.get("/links/<int:link>/intrekken")
@allow(OWN)
def confirm_revocation(visit: Visit, link: int) -> Response:
    """Ask whether a link may go, and say what happens then."""
    stored = find_other(visit, link)
    if stored.revoked_at is not None:
        return go_and_tell(url_for("links.index"), GONE)
    return make_response(render_template("links/revoke.html", title=title_link(stored), message=""))


@blueprint.post("/links/<int:link>/intrekken")
@allow(OWN)
def revoke(visit: Visit, link: int) -> Response:
    """Withdraw a link."""
    find_other(visit, link)
    operations.revoke(visit, link)
    return go_and_tell(url_for("links.index"), REVOKED)


@blueprint.get("/links/vervangen")
@allow(OWN)
def confirm_replacement(visit: Visit) -> str:
    """Ask whether the own link may be replaced, and say what happens then."""
    del visit
    return render_template("links/replace.html", once=make_form_value(), message="")


@blueprint.post("/links/vervangen")
@allow(OWN)
def replace(visit: Visit) -> Response:
    """Replace the own link, and lead on to the new one."""
    try:
        secret = derive_secret(request.form.get(FIELD, ""))
    except FormValueError:
        notice = gettext("Nothing was replaced yet: a part of the form was missing. Send it again.")
        page = render_template("links/replace.html", once=make_form_value(), message=notice)
        return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
    operations.replace(visit, secret)
    return go_and_tell(url_for("scan.overview", token=secret), REPLACED)


def find_other(visit: Visit, link_id: int) -> LinkRecord:
    """Return a link of the visited assessment, also one that was revoked; the own one and all others answer 404.

    So does the link of a voice: it is changed and withdrawn together with the voice.
    """
    with reading() as connection:
        found = get_link(connection, visit.assessment.id, link_id)
    if found is None or found.is_own or found.scope is Scope.VOICE:
        abort(HTTPStatus.NOT_FOUND)
    return found
