"""What happens to a command that came too late, or that can't be done at this stage: it changes nothing and says so."""

from __future__ import annotations

from flask import url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from assessment.workshops.stages import WrongStageError
from webapp.store.rounds import RoundMissingError
from webapp.store.workshops import WorkshopMissingError
from webapp.web import errors
from webapp.web.notices import go_and_tell
from webapp.workshops.leading.notices import STALE, WRONG_STAGE
from webapp.workshops.leading.operations import StaleError
from webapp.workshops.leading.routes import blueprint


@blueprint.errorhandler(StaleError)
def answer_stale(error: StaleError) -> Response:
    """Show where the workshop is now, and say that nothing was done."""
    del error
    return go_and_tell(url_for("leading.lead"), STALE)


@blueprint.errorhandler(WrongStageError)
@blueprint.errorhandler(RoundMissingError)
def answer_wrong_stage(error: Exception) -> Response:
    """The same, for what can't be done now."""
    del error
    return go_and_tell(url_for("leading.lead"), WRONG_STAGE)


@blueprint.errorhandler(WorkshopMissingError)
def answer_missing(error: WorkshopMissingError) -> Response:
    """Say that the workshop was deleted in the meantime."""
    del error
    return errors.answer_http_error(NotFound())
