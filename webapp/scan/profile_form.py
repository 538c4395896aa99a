"""The form that says whose assessment it is: municipality, inhabitants, role, language."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from flask import request
from wtforms import Field, Form, HiddenField, StringField
from wtforms.validators import ValidationError

from webapp.language.locale import current_language, offered_languages
from webapp.language.texts import gettext
from webapp.language.typed_numbers import NumberError, explain_number_error, read_number
from webapp.language.typed_text import clean_line
from webapp.store.assessments import AssessmentRecord
from webapp.web.language import is_switching, typed_language
from webapp.wording.inhabitants import count_inhabitants
from webapp.wording.municipalities import Municipality, find_municipality, municipality_by_code
from webapp.wording.place_search import Found, explain, find_place
from webapp.wording.roles import ROLES

FEWEST_INHABITANTS = 50
MOST_INHABITANTS = 1_000_000


class Profile(NamedTuple):
    """A valid profile."""

    municipality: Municipality
    inhabitants: int
    role: str
    language: str


class ProfileForm(Form):
    """The profile as typed.

    `typed_name` is what stands in the search field that JavaScript puts in place of the select: where it comes along,
    it counts, because it is what the visitor sees.
    """

    municipality = StringField(filters=[lambda value: clean_line(value or "")])
    typed_name = StringField(name="municipality-typed", filters=[lambda value: clean_line(value or "")])
    inhabitants = StringField(filters=[lambda value: clean_line(value or "")])
    role = StringField(filters=[lambda value: clean_line(value or "")])
    language = StringField(filters=[lambda value: clean_line(value or "")])
    seen = HiddenField()

    def validate_municipality(self, field: Field) -> None:
        """Raise ValidationError when no municipality of today was chosen or typed."""
        typed = self.typed_name.data or ""
        searched = bool(self.typed_name.raw_data)
        found = find_place(typed) if searched else Found()
        municipality = found.only if searched else municipality_by_code().get(field.data)
        if municipality is not None:
            field.data = municipality.code
        elif found.municipalities:
            raise ValidationError(explain(found))
        elif typed:
            raise ValidationError(
                gettext("“%(name)s” is not a Flemish municipality of today. Choose one from the list.", name=typed[:80])
            )
        else:
            raise ValidationError(gettext("Choose your municipality."))

    def validate_inhabitants(self, field: Field) -> None:
        """Raise ValidationError when this is no number of people that a municipality can have.

        Left empty it is the number of the register; without a municipality, that is all that is asked for.
        """
        if not field.data:
            counted = count_inhabitants(self.municipality.data or "")
            field.data = "" if counted is None else str(counted)
        if not field.data and self.municipality.errors:
            return
        try:
            number = read_number(field.data, current_language())
        except NumberError as error:
            raise ValidationError(explain_number_error(error)) from None
        if number != number.to_integral_value():
            raise ValidationError(gettext("Fill in a whole number, without decimals."))
        if not FEWEST_INHABITANTS <= number <= MOST_INHABITANTS:
            raise ValidationError(gettext("Fill in a number of inhabitants between 50 and 1,000,000."))

    def validate_role(self, field: Field) -> None:
        """Raise ValidationError on a role that is not in the list; none is fine."""
        if field.data and field.data not in ROLES:
            raise ValidationError(gettext("Choose a role from the list, or leave it open."))

    def validate_language(self, field: Field) -> None:
        """Raise ValidationError on a language that is not on offer."""
        if field.data not in {language.code for language in offered_languages()}:
            raise ValidationError(gettext("Choose a language from the list."))

    @property
    def profile(self) -> Profile:
        """The profile; only after the form was found valid."""
        return Profile(
            municipality=find_municipality(self.municipality.data),  # type: ignore[arg-type]  # was found valid
            inhabitants=int(read_number(self.inhabitants.data or "", current_language())),
            role=self.role.data or "",
            language=self.language.data or "",
        )

    def show(self, record: AssessmentRecord) -> None:
        """Fill the form with a stored profile."""
        self.municipality.data = record.municipality
        self.inhabitants.data = str(record.inhabitants)
        self.role.data = record.role
        self.language.data = record.language
        self.seen.data = describe_record(record)


def read_form() -> ProfileForm:
    """Return the form as it was sent, or an empty one; a number counts as in the language that it was typed in."""
    form = ProfileForm(request.form if request.method == "POST" else None)
    if is_switching():
        with suppress(NumberError):
            form.inhabitants.data = f"{read_number(form.inhabitants.data or '', typed_language()):f}"
    return form


def describe_record(record: AssessmentRecord) -> str:
    """Return the stored profile as one text, to see whether somebody else changed it in the meantime."""
    return f"{record.municipality}|{record.inhabitants}|{record.role}|{record.language}"


def describe_profile(profile: Profile) -> str:
    """Return a filled-in profile as `describe_record` writes it."""
    return f"{profile.municipality.code}|{profile.inhabitants}|{profile.role}|{profile.language}"
