"""The forms of a workshop: what it is about, and the codes that open one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from flask import request
from wtforms import Field, Form, StringField
from wtforms.validators import ValidationError

from assessment.content import Content
from assessment.workshops.door import MOST_HEADS
from assessment.workshops.items import Pick, list_votable, pick_items
from webapp.clock import today
from webapp.language.locale import current_language, offered_languages
from webapp.language.texts import gettext
from webapp.language.typed_days import DayError, read_day
from webapp.language.typed_text import clean_line, explain_length
from webapp.store.workshops import (
    MOST_ROLES,
    ROLE_LENGTH,
    TITLE_LENGTH,
    WIFI_LENGTH,
    NewWorkshop,
    Subject,
    WorkshopRecord,
)
from webapp.web.once import FIELD, make_form_value
from webapp.wording.municipalities import municipality_by_code
from webapp.wording.place_search import Found, explain, find_place
from webapp.workshops.limits import asks_opening_code, is_opening_code

FEWEST_HEADS, USUAL_HEADS = 2, 25
FURTHEST = timedelta(days=366)
"""How far ahead a workshop is planned at most: what it holds is kept until ninety days after its day."""
ITEM = "vraag"


class Choice(StrEnum):
    """Which questions are asked: one of the ready lists, or an own choice."""

    HOUR = "uur"
    MORNING = "voormiddag"
    ALL = "alles"
    OWN = "eigen"


PICKS = {Choice.HOUR: Pick.HOUR, Choice.MORNING: Pick.MORNING, Choice.ALL: Pick.ALL}


class WorkshopForm(Form):
    """A workshop to prepare. `once` is what a second sending is known by."""

    title = StringField(filters=[clean_line])
    day = StringField(filters=[clean_line])
    subject = StringField(filters=[clean_line])
    municipality = StringField(filters=[clean_line])
    typed_name = StringField(name="municipality-typed", filters=[clean_line])
    pick = StringField(filters=[clean_line])
    roles = StringField()
    heads = StringField(filters=[clean_line])
    language = StringField(filters=[clean_line])
    wifi = StringField(filters=[clean_line])
    opening_code = StringField(filters=[clean_line])
    once = StringField(name=FIELD, filters=[clean_line])
    items: tuple[str, ...] = ()
    present_day: date | None = None
    asks_code = True

    def validate_title(self, field: Field) -> None:
        """Raise ValidationError when there is no title, or too long a one."""
        if not field.data:
            raise ValidationError(gettext("Write what the workshop is called; participants see it."))
        _check_length(field.data, TITLE_LENGTH)

    def validate_day(self, field: Field) -> None:
        """Raise ValidationError when this is no day, or one that is over."""
        try:
            day = read_day(field.data)
        except DayError as error:
            raise ValidationError(str(error)) from None
        if day is None:
            raise ValidationError(gettext("Fill in the day of the workshop."))
        if day < today() and day != self.present_day:
            raise ValidationError(gettext("This day is over. Fill in today or a later day."))
        if day > today() + FURTHEST:
            raise ValidationError(gettext("This is more than a year ahead. Fill in an earlier day."))

    def validate_subject(self, field: Field) -> None:
        """Raise ValidationError unless something of the list was chosen."""
        if field.data not in set(Subject):
            raise ValidationError(gettext("Choose what the participants judge."))

    def validate_municipality(self, field: Field) -> None:
        """Raise ValidationError when everybody judges one municipality, and none of today was chosen or typed."""
        if self.subject.data != Subject.ONE:
            field.data = ""
            return
        found = find_place(self.typed_name.data or "") if self.typed_name.raw_data else Found()
        chosen = found.only if self.typed_name.raw_data else municipality_by_code().get(field.data)
        if chosen is not None:
            field.data = chosen.code
        elif found.municipalities:
            raise ValidationError(explain(found))
        else:
            raise ValidationError(gettext("Choose the municipality that everybody judges."))

    def validate_pick(self, field: Field) -> None:
        """Raise ValidationError unless a list was chosen, or at least one question of one's own."""
        if field.data not in set(Choice):
            raise ValidationError(gettext("Choose which questions you ask."))
        if field.data == Choice.OWN and not self.items:
            raise ValidationError(gettext("Tick at least one question."))

    def validate_roles(self, field: Field) -> None:
        """Raise ValidationError on one role, too many, or too long a one; none is fine."""
        roles = split_roles(field.data)
        if len(roles) == 1:
            raise ValidationError(gettext("Write two roles or more, or none."))
        if len(roles) > MOST_ROLES:
            raise ValidationError(gettext("Write at most %(most)s roles.", most=MOST_ROLES))
        for role in roles:
            _check_length(role, ROLE_LENGTH)

    def validate_heads(self, field: Field) -> None:
        """Raise ValidationError when this is no number of people that fit in a room."""
        written = field.data or ""
        if not (written.isascii() and written.isdigit() and FEWEST_HEADS <= int(written[:9]) <= MOST_HEADS):
            raise ValidationError(
                gettext("Fill in a whole number from %(low)s to %(high)s.", low=FEWEST_HEADS, high=MOST_HEADS)
            )

    def validate_language(self, field: Field) -> None:
        """Raise ValidationError on a language that is not on offer."""
        if field.data not in {language.code for language in offered_languages()}:
            raise ValidationError(gettext("Choose a language from the list."))

    def validate_wifi(self, field: Field) -> None:
        """Raise ValidationError on a name that is too long; none is fine."""
        _check_length(field.data or "", WIFI_LENGTH)

    def validate_opening_code(self, field: Field) -> None:
        """Raise ValidationError where this installation asks a code and this is not it."""
        if self.asks_code and asks_opening_code() and not is_opening_code(field.data or ""):
            raise ValidationError(gettext("This is not the opening code. Ask whoever runs this site for it."))

    def describe(self, content: Content) -> NewWorkshop:
        """Return the workshop to make; only after the form was found valid."""
        return NewWorkshop(
            title=self.title.data or "",
            day=read_day(self.day.data or "") or today(),
            subject=Subject(self.subject.data or ""),
            municipality=self.municipality.data or "",
            language=self.language.data or "",
            version=content.questionnaire.version,
            items=choose_items(content, Choice(self.pick.data or ""), self.items),
            roles=split_roles(self.roles.data),
            heads=int(self.heads.data or 0),
            wifi=self.wifi.data or "",
        )


def _check_length(written: str, most: int) -> None:
    if problem := explain_length(written, most):
        raise ValidationError(problem)


def choose_items(content: Content, choice: Choice, own: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of the questions that are asked, in the order of the questionnaire."""
    if choice is not Choice.OWN:
        return tuple(item.key for item in pick_items(content.questionnaire, PICKS[choice]))
    return tuple(item.key for item in list_votable(content.questionnaire) if item.key in own)


def split_roles(written: str | None) -> tuple[str, ...]:
    """Return the roles that were written: one a line, or with commas between; each once."""
    lines = (written or "").replace(",", "\n").replace(";", "\n").splitlines()
    return tuple(dict.fromkeys(role for line in lines if (role := clean_line(line))))


def read_form(content: Content) -> WorkshopForm:
    """Return the form as it was sent, or one with what is usual."""
    if request.method == "POST":
        form = WorkshopForm(request.form)
        known = {item.key for item in list_votable(content.questionnaire)}
        form.items = tuple(key for key in request.form.getlist(ITEM) if key in known)
        return form
    return WorkshopForm(
        data={
            "day": today().isoformat(),
            "subject": Subject.ONE,
            "pick": Choice.HOUR,
            "heads": str(USUAL_HEADS),
            "language": current_language(),
            "once": make_form_value(),
        }
    )


def read_change(content: Content, workshop: WorkshopRecord) -> WorkshopForm:
    """Return the form of a workshop that was prepared: as it was sent, or as it stands."""
    if request.method == "POST":
        form = read_form(content)
    else:
        picks = {choice: choose_items(content, choice, ()) for choice in PICKS}
        form = WorkshopForm(
            data={
                "title": workshop.title,
                "day": workshop.day.isoformat(),
                "subject": workshop.subject.value,
                "municipality": workshop.municipality,
                "pick": next((choice for choice, items in picks.items() if items == workshop.items), Choice.OWN),
                "roles": "\n".join(workshop.roles),
                "heads": str(workshop.heads),
                "language": workshop.language,
                "wifi": workshop.wifi,
            }
        )
        form.items = workshop.items if form.pick.data == Choice.OWN else ()
    form.present_day, form.asks_code = workshop.day, False
    return form


class RecoveryForm(Form):
    """The recovery code of a workshop."""

    code = StringField(filters=[clean_line])
    once = StringField(name=FIELD, filters=[clean_line])

    def validate_code(self, field: Field) -> None:
        """Raise ValidationError when nothing was typed."""
        if not field.data:
            raise ValidationError(gettext("Type the recovery code: ten letters and digits."))
