"""What stands on the wall when a code was typed that leads nowhere now."""

from __future__ import annotations

from http import HTTPStatus

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from webapp.language.texts import gettext
from webapp.web.errors import ErrorPage, show_error
from webapp.workshops.screen.routes import blueprint


@blueprint.errorhandler(NotFound)
def answer_not_found(error: NotFound) -> Response:
    """Say that a code leads nowhere now, and how whoever leads gets their screen back."""
    del error
    page = ErrorPage(
        gettext("This code leads nowhere now"),
        gettext("It is wrong, or nobody is let in: a code works only while the door of its workshop is open."),
        gettext(
            "Do you lead the workshop? Then open the screen from your own page: that also works while the door is shut."
        ),
    )
    return show_error(HTTPStatus.NOT_FOUND, page)
