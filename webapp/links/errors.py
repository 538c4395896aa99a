"""What happens to what somebody typed or decided when it cannot be done: the form comes back and says so."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus

from flask import make_response, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from webapp.clock import today
from webapp.language.texts import gettext
from webapp.links.forms import read_change, read_new
from webapp.links.notices import FULL, GONE, REPLACED, full_text
from webapp.links.pages import show_change, show_new
from webapp.links.routes import blueprint
from webapp.store.failures import StoreUnavailable
from webapp.store.links import LinkMissingError, TooManyLinksError, find_link
from webapp.web import errors
from webapp.web.admission import current_visit
from webapp.web.notices import go_and_tell
from webapp.web.once import FIELD, FormValueError, derive_secret, make_form_value
from webapp.web.state import reading


@blueprint.errorhandler(TooManyLinksError)
def answer_too_many_links(error: TooManyLinksError) -> Response:
    """Say that there is no room, and give the form back."""
    del error
    return _give_back(full_text(), HTTPStatus.CONFLICT) or go_and_tell(url_for("links.index"), FULL)


@blueprint.errorhandler(LinkMissingError)
def answer_missing_link(error: LinkMissingError) -> Response:
    """Say that the link was withdrawn in the meantime."""
    del error
    return go_and_tell(url_for("links.index"), GONE)


@blueprint.errorhandler(NotFound)
def answer_not_found(error: NotFound) -> Response:
    """Lead a second click on "replace" to the new link: by then the old one, where it was sent to, is gone."""
    if request.endpoint == "links.replace":
        with suppress(FormValueError, StoreUnavailable), reading() as connection:
            secret = derive_secret(request.form.get(FIELD, ""))
            found = find_link(connection, secret, today())
            if found is not None and found[0].is_own:
                return go_and_tell(url_for("scan.overview", token=secret), REPLACED)
    return errors.answer_http_error(error)


def _give_back(notice: str, code: int) -> Response | None:
    """Return the page of the form with everything typed in it, or None where there is none.

    A form of another site gets a value of our own: nobody else may know by what the secret of a new link is found.
    """
    if request.method != "POST" or current_visit() is None:
        return None
    forged = code == HTTPStatus.FORBIDDEN
    once = make_form_value() if forged else request.form.get(FIELD, "")
    given = request.view_args or {}
    match request.endpoint:
        case "links.new":
            form = read_new()
            form.once.data = once
            page = show_new(form, notice)
        case "links.change":
            page = show_change(read_change(), given["link"], notice)
        case "links.revoke":
            told = notice if forged else gettext("Not withdrawn: the link still works. Wait a minute and try again.")
            page = render_template("links/revoke.html", title="", message=told)
        case "links.replace":
            told = notice if forged else gettext("Not replaced: your link still works. Wait a minute and try again.")
            page = render_template("links/replace.html", once=once, message=told)
        case _:
            return None
    return make_response(page, code)


errors.give_forms_back(blueprint, _give_back)
