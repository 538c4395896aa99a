"""The forms of a link: what it opens, what it is called, and its last day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from flask import request
from wtforms import Field, Form, StringField
from wtforms.validators import ValidationError

from webapp.clock import today
from webapp.language.texts import gettext
from webapp.language.typed_days import DayError, read_day
from webapp.language.typed_text import clean_line, explain_length
from webapp.store.links import LABEL_LENGTH, LinkRecord, NewLink, Scope
from webapp.web.once import FIELD, make_form_value


class Opens(StrEnum):
    """What a new link can open, the least first."""

    READ = "read"
    READ_WITH_NOTES = "read_with_notes"
    FILL_IN = "fill_in"


class LastDayForm(Form):
    """Until when a link works. A last day that is over is refused, unless it stood there already."""

    ends = StringField(filters=[clean_line])
    present_end: date | None = None

    def validate_ends(self, field: Field) -> None:
        """Raise ValidationError when this is no day, or one that is over; none is fine."""
        try:
            day = read_day(field.data)
        except DayError as error:
            raise ValidationError(str(error)) from None
        if day is not None and day < today() and day != self.present_end:
            raise ValidationError(gettext("This day is over. Fill in today or a later day, or leave it empty."))

    @property
    def last_day(self) -> date | None:
        """The last day that the link works; only after the form was found valid."""
        return read_day(self.ends.data or "")


class ChangeForm(LastDayForm):
    """What can be changed of a link."""

    label = StringField(filters=[clean_line])

    def validate_label(self, field: Field) -> None:
        """Raise ValidationError when there is no label, or too long a one."""
        if not field.data:
            raise ValidationError(gettext("Write who or what the link is for."))
        if problem := explain_length(field.data, LABEL_LENGTH):
            raise ValidationError(problem)

    def show(self, link: LinkRecord) -> None:
        """Fill the form with a stored link."""
        self.label.data, self.ends.data = link.label, link.ends.isoformat() if link.ends else ""


class NewForm(ChangeForm):
    """A link to make. `once` is what a second sending is known by."""

    opens = StringField(filters=[clean_line])
    once = StringField(name=FIELD, filters=[clean_line])

    def validate_opens(self, field: Field) -> None:
        """Raise ValidationError unless something of the list was chosen."""
        if field.data not in set(Opens):
            raise ValidationError(gettext("Choose what the link opens."))

    @property
    def new(self) -> NewLink:
        """The link to make; only after the form was found valid."""
        opens = Opens(self.opens.data or "")
        return NewLink(
            scope=Scope.FILL_IN if opens is Opens.FILL_IN else Scope.READ,
            label=self.label.data or "",
            with_notes=opens is not Opens.READ,
            ends=self.last_day,
        )


def read_new() -> NewForm:
    """Return the form as it was sent, or one that opens the least."""
    if request.method == "POST":
        return NewForm(request.form)
    return NewForm(data={"opens": Opens.READ, "once": make_form_value(), "label": "", "ends": ""})


def read_change() -> ChangeForm:
    """Return the form of a link as it was sent, or an empty one."""
    return ChangeForm(request.form if request.method == "POST" else None)
