"""The names of form fields, and what stood in them.

A question's fields carry its id: `answer.ID`, `row.ID.ROW`, `state.ID`, `note.ID` and `revision.ID`. The last one is
always sent, so that a question whose answer was taken away can be told from a question that was not on the page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from babel.numbers import format_decimal
from werkzeug.datastructures import MultiDict

from assessment.basis import NO_BASIS, Basis, plain_basis
from assessment.model import NOT_APPLICABLE, UNKNOWN, Answer, Kind, Question, Questionnaire, State
from assessment.signs import is_blank
from webapp.language.locale import current_locale
from webapp.language.typed_numbers import NumberError, read_number, read_whole_number
from webapp.language.typed_text import clean_block, clean_line, clean_text
from webapp.store.answers import LONGEST_NOTE, write_plain
from webapp.web.language import is_switching, typed_language

STRAY = ("answer", "row", "state", "note", "confidence", "evidence", "seen")
STATES = (UNKNOWN, NOT_APPLICABLE)
NOTE_LENGTH = LONGEST_NOTE
MOST_NAMED = 1024
"""Questions whose names of fields are kept: of some versions at once."""
REOPENS = "reopen"
"""The button, or the field, that says that a finished assessment is to be opened again for what is sent with it."""

Form = MultiDict[str, str]


class Typed(NamedTuple):
    """One question's fields as they were filled in; this is what comes back when something could not be saved.

    It is a tuple, as what else each question of a form or page has: it is made in a third of the time.
    """

    options: tuple[str, ...] = ()
    state: str = ""
    rows: Mapping[str, str] = MappingProxyType({})
    text: str = ""
    note: str = ""
    confidence: str = ""
    evidence: str = ""
    seen: str = ""
    """The address that the answer rests on, and its day, as typed."""
    has_basis: bool = True
    """Whether the form has the fields for what the answer rests on."""

    @property
    def says_basis(self) -> bool:
        """Whether anything is filled in of how sure, and on what."""
        return bool(self.confidence or self.evidence or self.seen)

    @property
    def kept_note(self) -> str:
        """The note as it is kept; empty where nothing of it can be seen."""
        return clean_block(self.note) if self.note else ""

    @property
    def is_empty(self) -> bool:
        """Whether no answer is filled in; a note is no answer."""
        return not (self.options or self.state or self.rows or not is_blank(self.text))


class Names(NamedTuple):
    """The names of the fields that each question has."""

    answer: str
    state: str
    note: str
    revision: str
    undecided: str
    confidence: str
    evidence: str
    seen: str


def name_field(prefix: str, question_id: str, row_id: str = "") -> str:
    """Return the name of a question's field."""
    return f"{prefix}.{question_id}.{row_id}" if row_id else f"{prefix}.{question_id}"


@lru_cache(MOST_NAMED)
def name_fields(question_id: str) -> Names:
    """Return the names of a question's fields, but for those of rows."""
    return Names(*(name_field(prefix, question_id) for prefix in Names._fields))


def make_key(question_id: str) -> str:
    """Return a question's id as it stands in the ids of elements."""
    return question_id.replace(".", "-")


def is_on_form(question: Question, form: Form) -> bool:
    """Tell whether any field of the question came along."""
    names = name_fields(question.id)
    if names.revision in form:  # which every page of ours sends
        return True
    rows = (name_field("row", question.id, row.id) for row in question.rows)
    return any(name in form for name in (names.answer, names.state, names.note, *rows))


def read_typed(question: Question, form: Form) -> Typed:
    """Return what stood in a question's fields."""
    names, takes_options = name_fields(question.id), question.kind in (Kind.ONE, Kind.SEVERAL)
    typed = Typed(
        options=tuple([clean_text(value) for value in form.getlist(names.answer) if value]) if takes_options else (),
        rows=_read_rows(question, form) if question.rows else {},
        text="" if takes_options else _read_text(question, form),
        has_basis=names.confidence in form,
    )
    beside = [form.get(name, "") for name in (names.state, names.note, names.confidence, names.evidence, names.seen)]
    if not any(beside):  # as with most
        return typed
    state, note, confidence, evidence, seen = beside
    return typed._replace(
        state=clean_text(state),
        note=clean_text(note),
        confidence=clean_line(confidence),
        evidence=clean_line(evidence),
        seen=clean_line(seen),
    )


def _read_rows(question: Question, form: Form) -> dict[str, str]:
    rows = [(row.id, clean_text(form.get(name_field("row", question.id, row.id), ""))) for row in question.rows]
    return {row: chosen for row, chosen in rows if chosen}


def _read_text(question: Question, form: Form) -> str:
    """Return a typed text; a number is spelled as in the language that the form comes back in."""
    text = clean_text(form.get(name_field("answer", question.id), ""))
    if question.kind is Kind.NUMBER and is_switching():
        with suppress(NumberError):
            return spell_number(read_number(text, typed_language()))
    return text


def mark_shown(revision: int, plain: Mapping[str, object] | None, note: str, basis: Basis = NO_BASIS) -> str:
    """Return what the revision field holds: the revision, and a digest of what the other fields show.

    By the digest a question that nobody touched is known, also when somebody else changed it in the meantime.
    """
    return f"{revision}-{_digest(plain, note, basis)}"


class Mark(NamedTuple):
    """What a revision field said, as `mark_shown` wrote it: the revision, 0 where there is none, and the digest."""

    revision: int
    digest: str

    def says(self, plain: Mapping[str, object] | None, note: str, basis: Basis = NO_BASIS) -> bool:
        """Tell whether the other fields say what they said when the page was made."""
        if self.digest == NOTHING_SHOWN:  # most of what is sent, and known without working its own digest out
            return plain is None and not note and basis == NO_BASIS
        return self.digest == _digest(plain, note, basis)


def read_mark(written: str) -> Mark:
    """Return what a revision field said."""
    revision, _, digest = written.partition("-")
    return Mark(read_whole_number(revision, 0), digest)


def _digest(plain: Mapping[str, object] | None, note: str, basis: Basis) -> str:
    beside = "" if basis == NO_BASIS else f"\n{write_plain(plain_basis(basis))}"
    return hashlib.sha256(f"{write_plain(plain)}\n{note}{beside}".encode()).hexdigest()[:16]


NOTHING_SHOWN = _digest(None, "", NO_BASIS)
"""What the fields of a question show that nobody answered."""


def show_answer(question: Question, answer: Answer | None, note: str = "", basis: Basis = NO_BASIS) -> Typed:
    """Return how a saved answer stands in the fields."""
    if basis != NO_BASIS:
        shown = show_answer(question, answer, note)
        seen = basis.day.isoformat() if basis.day is not None else ""
        return shown._replace(confidence=str(basis.confidence or ""), evidence=basis.url, seen=seen)
    if answer is None:
        return Typed(note=note)
    if answer.state is not State.GIVEN:
        return _show_state(question, str(answer.state), note)
    return Typed(answer.options, "", answer.rows, _write_text(answer), note)


def list_stray_fields(
    questionnaire: Questionnaire, section_id: str, form: Form, also: Collection[str] = ()
) -> Iterator[tuple[str, str]]:
    """Give what was filled in for questions that are not on this page (any more): question id and text.

    `also` are ids that stand on it beside the section's questions.
    """
    known = {*also, *(question.id for question in questionnaire.in_section(section_id))}
    for name in form:
        prefix, _, rest = name.partition(".")
        if rest in known or prefix not in STRAY or not rest or rest.rpartition(".")[0] in known:
            continue
        if not any(rest.startswith(f"{question}.") for question in known):
            for value in form.getlist(name):
                if not is_blank(value):
                    yield clean_text(rest)[:100], clean_text(value)


def _show_state(question: Question, state: str, note: str) -> Typed:
    match question.kind:
        case Kind.ONE:
            return Typed(options=(state,), note=note)
        case Kind.GRID:
            return Typed(rows={row.id: state for row in question.rows}, note=note)
        case _:
            return Typed(state=state, note=note)


def _write_text(answer: Answer) -> str:
    if answer.number is None:
        return answer.text
    return spell_number(answer.number)


def spell_number(number: Decimal) -> str:
    """Return a number as the reader types it, without separators between thousands."""
    return format_decimal(number, locale=current_locale(), decimal_quantization=False, group_separator=False)
