"""The forms of asking: what, from where somebody looks, as whom, until when, and what they may read afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from flask import request
from wtforms import BooleanField, Field, Form, StringField
from wtforms.validators import ValidationError

from assessment.model import Questionnaire
from webapp.clock import today
from webapp.language.texts import gettext
from webapp.language.typed_numbers import read_whole_number
from webapp.language.typed_text import clean_line, explain_length
from webapp.links.forms import LastDayForm
from webapp.store.voices import ROLE_LENGTH, NewVoice, VoiceKind
from webapp.voices.asking.operations import DAYS_TO_ANSWER
from webapp.voices.asking.roles import suggest_role
from webapp.web.once import FIELD, make_form_value

SECTION, QUESTION, PARKED, FROM, ROLE = "onderdeel", "vraag", "opzij", "van", "rol"
OUTSIDE = "buiten"


class RoleForm(Form):
    """A role. No name of a person is asked."""

    role = StringField(filters=[clean_line])

    def validate_role(self, field: Field) -> None:
        """Raise ValidationError when there is no role, or too long a one."""
        if not field.data:
            raise ValidationError(gettext("Write in which role they answer, such as “reception”."))
        if problem := explain_length(field.data, ROLE_LENGTH):
            raise ValidationError(problem)


class ChangeForm(RoleForm, LastDayForm):
    """What can be changed of a voice that was asked."""

    reads_outcome = BooleanField()


class AskForm(ChangeForm):
    """Somebody to ask. `once` is what a second sending is known by, `parked` the voice that was put together before."""

    kind = StringField(filters=[clean_line])
    parked = StringField(name=PARKED, filters=[clean_line])
    once = StringField(name=FIELD, filters=[clean_line])

    def validate_kind(self, field: Field) -> None:
        """Raise ValidationError unless something of the list was chosen."""
        if field.data not in set(VoiceKind):
            raise ValidationError(gettext("Choose where they look from."))

    @property
    def parked_id(self) -> int | None:
        """The number of the voice that was put together before; None for none."""
        return read_whole_number(self.parked.data, None)


class Choice(NamedTuple):
    """What is ticked: whole sections and single questions, by id."""

    sections: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()

    def resolve(self, questionnaire: Questionnaire) -> tuple[str, ...]:
        """Return the questions that are chosen, in order; what is not in the questionnaire is left out."""
        return tuple(
            question.id
            for question in questionnaire.questions
            if question.section in self.sections or question.id in self.questions
        )


def choose(questionnaire: Questionnaire, questions: Collection[str]) -> Choice:
    """Return how questions stand ticked: a section as a whole where all of it is asked."""
    whole = frozenset(
        section.id
        for section in questionnaire.sections
        if all(question.id in questions for question in questionnaire.in_section(section.id))
    )
    return Choice(
        whole, frozenset(q.id for q in questionnaire.questions if q.id in questions and q.section not in whole)
    )


def read_choice(values: Iterable[tuple[str, str]]) -> Choice:
    """Return what is ticked among fields or the arguments of an address."""
    pairs = list(values)
    return Choice(
        frozenset(value for name, value in pairs if name == SECTION),
        frozenset(value for name, value in pairs if name == QUESTION),
    )


def read_ask(questionnaire: Questionnaire) -> tuple[AskForm, Choice]:
    """Return the form as it was sent, or one with what is suggested for what the address names."""
    if request.method == "POST":
        return AskForm(request.form), read_choice(request.form.items(multi=True))
    is_outside = request.args.get(FROM) == OUTSIDE
    choice = read_choice(request.args.items(multi=True))
    if is_outside and choice == Choice():
        scored = {question.section for question in questionnaire.questions if question.scores}
        choice = Choice(frozenset(scored))
    named = choice.sections | {q.section for q in questionnaire.questions if q.id in choice.questions}
    data = {
        "kind": VoiceKind.OBSERVER if is_outside else VoiceKind.COLLEAGUE,
        "role": _read_role() or (gettext("from outside") if is_outside else suggest_role(named)),
        "ends": (today() + DAYS_TO_ANSWER).isoformat(),
        "reads_outcome": True,
        "parked": request.args.get(PARKED, ""),
        "once": make_form_value(),
    }
    return AskForm(data=data), choice


def _read_role() -> str:
    """Return the role that was typed on the page before; empty where none was."""
    return clean_line(request.args.get(ROLE))[:ROLE_LENGTH]


def describe_voice(form: AskForm, questions: tuple[str, ...], version: str) -> NewVoice:
    """Return the voice to ask; only after the form was found valid."""
    return NewVoice(
        role=form.role.data or "",
        questions=questions,
        version=version,
        kind=VoiceKind(form.kind.data or ""),
        reads_outcome=bool(form.reads_outcome.data),
    )
