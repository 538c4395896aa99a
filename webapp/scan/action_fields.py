"""The fields of an action, read by one code whether they were typed in a form or came in a file."""

from __future__ import annotations

from datetime import date

from assessment.action_plan import Status
from webapp.language.texts import gettext
from webapp.language.typed_days import DayError, read_day
from webapp.language.typed_text import clean_block, clean_line, explain_length
from webapp.scan.fields import NOTE_LENGTH
from webapp.store.action_plan import TITLE_LENGTH, WHO_LENGTH


class ActionFieldError(ValueError):
    """A field that an action can't take; the message tells the reader what to do."""


def read_title(typed: str) -> str:
    """Return a title on one line. Raises ActionFieldError when there is none, or it is too long."""
    title = clean_line(typed)
    if not title:
        raise ActionFieldError(gettext("Write in a few words what you are going to do."))
    return _limit(title, TITLE_LENGTH)


def read_who(typed: str) -> str:
    """Return who does it, on one line. Raises ActionFieldError when it is too long."""
    return _limit(clean_line(typed), WHO_LENGTH)


def read_due(typed: str) -> date | None:
    """Return a day; None for nothing. Raises ActionFieldError when it is no day, or too far away."""
    try:
        return read_day(clean_line(typed))
    except DayError as error:
        raise ActionFieldError(str(error)) from None


def read_status(typed: str) -> Status:
    """Return a status; nothing means that it is still to be done. Raises ActionFieldError when it is none of ours."""
    if typed and typed not in set(Status):
        raise ActionFieldError(gettext("Choose a status from the list."))
    return Status(typed or Status.TODO)


def read_note(typed: str) -> str:
    """Return a note. Raises ActionFieldError when it is too long."""
    return _limit(clean_block(typed), NOTE_LENGTH)


def _limit(text: str, most: int) -> str:
    if problem := explain_length(text, most):
        raise ActionFieldError(problem)
    return text
