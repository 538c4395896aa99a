"""The form of one action."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from flask import abort, request
from wtforms import Field, Form, StringField
from wtforms.validators import ValidationError

from assessment.action_plan import Action
from assessment.advice import Recommendation
from webapp.language.locale import translate_text
from webapp.language.typed_numbers import read_whole_number
from webapp.language.typed_text import clean_block, clean_line
from webapp.scan.action_fields import ActionFieldError, read_due, read_note, read_status, read_title, read_who
from webapp.store.action_plan import Fields
from webapp.web.state import content_of
from webapp.web.visit import Visit


class ActionForm(Form):
    """An action as typed. `revision` is the one that the form was made from; an action of one's own needs a title."""

    title = StringField(filters=[clean_line])
    who = StringField(filters=[clean_line])
    due = StringField(filters=[clean_line])
    status = StringField(filters=[clean_block])
    note = StringField(filters=[clean_block])
    revision = StringField(filters=[clean_block])

    def validate_title(self, field: Field) -> None:
        """Raise ValidationError when there is no title, or too long a one."""
        _check(read_title, field)

    def validate_who(self, field: Field) -> None:
        """Raise ValidationError when the text is too long."""
        _check(read_who, field)

    def validate_due(self, field: Field) -> None:
        """Raise ValidationError when this is no day; none is fine."""
        _check(read_due, field)

    def validate_status(self, field: Field) -> None:
        """Raise ValidationError on a status that is not in the list; none means that it is still to be done."""
        _check(read_status, field)

    def validate_note(self, field: Field) -> None:
        """Raise ValidationError when the note is too long."""
        _check(read_note, field)

    @property
    def fields(self) -> Fields:
        """What was filled in; only after the form was found valid."""
        return Fields(
            title=self.title.data or "",
            who=self.who.data or "",
            due=read_due(self.due.data or ""),
            status=read_status(self.status.data or ""),
            note=self.note.data or "",
        )

    @property
    def base_revision(self) -> int:
        """The revision that the form was made from; 0 where it is missing or no number."""
        return read_whole_number(self.revision.data, 0)

    def show(self, action: Action) -> None:
        """Fill the form with a stored action."""
        self.title.data, self.who.data, self.note.data = action.title, action.who, action.note
        self.due.data = action.due.isoformat() if action.due else ""
        self.status.data, self.revision.data = str(action.status), str(action.revision)


def read_form(recommendation: Recommendation | None) -> ActionForm:
    """Return the form as it was sent, or an empty one. A recommendation keeps its own title."""
    form = ActionForm(request.form if request.method == "POST" else None)
    if recommendation is not None:
        form.title.data = translate_text(recommendation.title)
    return form


def read_recommendation(visit: Visit) -> Recommendation | None:
    """Return the recommendation that an address or a form names; None for an action of one's own, 404 if unknown."""
    name = request.values.get("aanbeveling", "")
    found = content_of(visit.assessment).recommendation(name)
    if name and found is None:
        abort(HTTPStatus.NOT_FOUND)
    return found


def _check(read: Callable[[str], object], field: Field) -> None:
    try:
        read(field.data or "")
    except ActionFieldError as error:
        raise ValidationError(str(error)) from None
