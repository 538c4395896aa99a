"""What stands on the wall when a code was typed that leads nowhere now."""

from __future__ import annotations

from http import HTTPStatus

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from webapp.language.texts import gettext
from webapp.web.errors import show_error
from webapp.workshops.screen.routes import blueprint
from webapp.workshops.wording import explain_dead_code


@blueprint.errorhandler(NotFound)
def answer_not_found(error: NotFound) -> Response:
    """Say that a code leads nowhere now, and how whoever leads gets their screen back."""
    del error
    page = explain_dead_code(
        gettext(
            "Do you lead the workshop? Then open the screen from your own page: that also works while the door is shut."
        )
    )
    return show_error(HTTPStatus.NOT_FOUND, page)
