"""Reads what was posted for questions, one by one: a mistake in one answer keeps no other from being saved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from assessment.answers import AnswerError, PlainAnswer, plain_answer, read_answer
from assessment.basis import NO_BASIS, Basis
from assessment.model import Kind, Question
from assessment.signs import is_blank
from webapp.language.locale import current_language
from webapp.language.texts import gettext
from webapp.language.typed_numbers import NumberError, explain_number_error, read_number
from webapp.scan.fields import (
    NOTE_LENGTH,
    STATES,
    Form,
    Typed,
    is_on_form,
    name_fields,
    read_mark,
    read_typed,
)
from webapp.scan.typed_basis import BasisError, read_typed_basis
from webapp.store.answers import AnswerChange
from webapp.wording.answers import explain_answer_error

SECTION_BYTES = 1024 * 1024
"""What a form with a whole section may hold: each question with the longest answer and note, in any script."""


class Reading(NamedTuple):
    """One question of a form. `plain` is the answer to save, None to clear it; with an `error` nothing is saved.

    `untouched`: the fields say what they said when the page was made, so there is nothing to save.
    """

    question: Question
    typed: Typed
    base_revision: int
    plain: PlainAnswer | None = None
    error: str = ""
    untouched: bool = False
    posted_revision: str = ""
    basis: Basis | None = None

    @property
    def change(self) -> AnswerChange:
        """The wish to save it."""
        return AnswerChange(self.question.id, self.plain, self.typed.kept_note, self.base_revision, self.basis)


def read_questions(questions: Iterable[Question], form: Form) -> dict[str, Reading]:
    """Return a reading of each question whose fields came along, by question id."""
    return {question.id: read_question(question, form) for question in questions if is_on_form(question, form)}


def list_changes(readings: Iterable[Reading], form: Form) -> list[AnswerChange]:
    """Return what to save of a form; a button beside a question can overrule what stands in its fields."""
    take, clear = form.get("take"), form.get("clear")
    found = [_make_change(reading, take, clear) for reading in readings if not reading.error]
    return [change for change in found if change is not None]


def _make_change(reading: Reading, take: str | None, clear: str | None) -> AnswerChange | None:
    question_id = reading.question.id
    if question_id == take:
        return None
    if question_id == clear:
        return AnswerChange(question_id, None, reading.typed.kept_note, reading.base_revision)
    return None if reading.untouched else reading.change


def read_question(question: Question, form: Form) -> Reading:
    """Return the reading of one question.

    After a conflict that was only shown beside the question, nothing but a choice (`keep`) overwrites: the form that
    goes on saving by itself would otherwise do so before anybody has read what the other person answered.
    """
    typed, names = read_typed(question, form), name_fields(question.id)
    posted = form.get(names.revision, "")
    mark = read_mark(posted)
    decided = names.undecided not in form or form.get("keep") == question.id
    base = mark.revision if decided else 0
    try:
        plain = _read_plain(question, typed)
        basis = read_typed_basis(typed) if typed.has_basis else None
    except AnswerError as error:
        return Reading(question, typed, base, error=explain_answer_error(question, error), posted_revision=posted)
    except NumberError as error:
        return Reading(question, typed, base, error=explain_number_error(error), posted_revision=posted)
    except (_ContradictionError, BasisError) as error:
        return Reading(question, typed, base, error=str(error), posted_revision=posted)
    untouched = mark.says(plain, typed.kept_note, basis or NO_BASIS)
    return Reading(question, typed, base, plain, untouched=untouched, posted_revision=posted, basis=basis)


class _ContradictionError(ValueError):
    """Two answers to one question; the message is for the reader."""


def _read_plain(question: Question, typed: Typed) -> PlainAnswer | None:
    if len(typed.kept_note) > NOTE_LENGTH:
        raise _ContradictionError(
            gettext(
                "The note is too long: %(length)s characters. Make it at most %(maximum)s.",
                length=len(typed.kept_note),
                maximum=NOTE_LENGTH,
            )
        )
    if typed.is_empty:
        return None
    return plain_answer(read_answer(question, _choose_form(question, typed)))


def _choose_form(question: Question, typed: Typed) -> PlainAnswer:
    """Return the answer as plain data, not yet checked against the question."""
    if question.kind is Kind.GRID:
        return {"rows": dict(typed.rows)}
    if question.kind is Kind.ONE and len(typed.options) == 1 and typed.options[0] in STATES:
        return {"state": typed.options[0]}
    if typed.state and (typed.options or not is_blank(typed.text)):
        raise _ContradictionError(
            gettext("You gave an answer and also ticked “don’t know” or “not applicable”. Choose one of the two.")
        )
    if typed.state:
        return {"state": typed.state}
    match question.kind:
        case Kind.NUMBER:
            return {"number": read_number(typed.text, current_language())}
        case Kind.TEXT:
            return {"text": typed.text}
        case _:
            return {"options": list(typed.options)}
