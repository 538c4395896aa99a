"""What the page of differences shows: what is said, what each answer would change, and what was decided."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flask import render_template, url_for

from assessment.basis import NO_BASIS
from assessment.model import Answer, Question
from assessment.voices import Standpoint
from webapp.language.locale import format_day, translate_text
from webapp.language.texts import gettext
from webapp.scan.fields import Typed, make_key
from webapp.scan.forms import Reading
from webapp.scan.pages.cards import Card, link_question
from webapp.store.actors import FROM_FILE, Actor
from webapp.store.answers import read_plain
from webapp.store.decisions import Decision, Position
from webapp.voices.positions import Positions, SentVoice, write_answer
from webapp.voices.settling.operations import describe_seen
from webapp.web.visit import Visit
from webapp.wording.answers import describe_answer, describe_plain
from webapp.wording.basis import BasisView, view_basis
from webapp.wording.changes import tell_change

OWN = "anders"
"""What the button of an answer that nobody gave sends."""


class ChoiceView(NamedTuple):
    """One answer that can become the agreed one: who says so, and what it would change."""

    value: str
    text: str
    says: tuple[str, ...]
    notes: tuple[str, ...]
    bases: tuple[tuple[str, BasisView], ...]
    effect: str
    is_agreed: bool


class DifferenceView(NamedTuple):
    """One question on which positions differ. `card` has the fields for another answer."""

    card: Card
    base: int
    choices: tuple[ChoiceView, ...]
    could_move_level: bool
    reason: str = ""


class DecidedView(NamedTuple):
    """One question that is settled: the answer, why, when, and what everybody said then."""

    question_id: str
    key: str
    number: int
    text: str
    answer: str
    reason: str
    day: str
    by: str
    said: tuple[tuple[str, str, BasisView], ...]
    again_href: str


def show_differences(
    visit: Visit,
    positions: Positions,
    *,
    notice: str = "",
    returned: Mapping[str, Reading] | None = None,
    reason: str = "",
    writers: Mapping[Actor, str] | None = None,
) -> str:
    """Return the page. `writers` names who else decides; `returned` is what was typed and could not be saved."""
    numbers = positions.content.questionnaire.number_by_id
    views = tuple(
        _view_difference(positions, one.compared.question, numbers, (returned or {}).get(one.compared.question.id))
        for one in positions.differences
    )
    moving = {one.compared.question.id for one in positions.differences if one.could_move_level}
    return render_template(
        "voices/differences.html",
        record=visit.assessment,
        differences=[(view, view.card.question.id in moving) for view in views],
        moving=len(moving),
        undisputed=_list_undisputed(positions, numbers),
        seen=describe_seen(positions.undisputed),
        decided=[_view_decided(positions, one.question, numbers, writers or {}) for one in positions.decided],
        misfits=[(voice.record.role, len(voice.misfits)) for voice in positions.voices if voice.misfits],
        voices=len(positions.voices),
        message=notice,
        errors=_list_errors(views, returned or {}, notice),
        typed_reason=reason,
        returned_id=next(iter(returned or {}), ""),
        own=OWN,
    )


def _list_undisputed(positions: Positions, numbers: Mapping[str, int]) -> list[tuple[int, str, str]]:
    questions = positions.content.questionnaire.question_by_id
    return [
        (numbers[name], translate_text(questions[name].text), describe_answer(questions[name], answer))
        for name, answer in positions.undisputed.items()
    ]


def _list_errors(views: Iterable[DifferenceView], returned: Mapping[str, Reading], notice: str) -> list[dict[str, str]]:
    """Return what is wrong with the difference that comes back, with the way to it; empty where it is not there."""
    return [
        {
            "href": f"#{link_difference(view.card.question)}",
            "text": gettext("Question %(number)s: %(problem)s", number=view.card.number, problem=notice),
        }
        for view in views
        if notice and view.card.question.id in returned
    ]


def find_choice(positions: Positions, question: Question, value: str) -> Answer | None:
    """Return the answer of a button; None where nobody says that (any more)."""
    return next((answer for answer in _answers(positions, question) if name_choice(answer) == value), None)


def name_choice(answer: Answer) -> str:
    """Return by what a button is known: it follows from the answer, whoever else says something meanwhile."""
    return hashlib.sha256(write_answer(answer).encode()).hexdigest()[:16]


def link_difference(question: Question) -> str:
    """Return the id of a difference on its page."""
    return f"v-{make_key(question.id)}"


def _answers(positions: Positions, question: Question) -> tuple[Answer, ...]:
    """What can be agreed: what was agreed so far, if anything, and what others say."""
    compared = positions.compared.get(question.id)
    said = tuple(group.answer for group in compared.groups) if compared is not None else ()
    agreed = positions.agreed.get(question.id)
    return said if agreed is None or agreed in said else (agreed, *said)


def _view_difference(
    positions: Positions, question: Question, numbers: Mapping[str, int], reading: Reading | None
) -> DifferenceView:
    typed = reading.typed if reading is not None else Typed()
    error = reading.error if reading is not None else ""
    entry = positions.stored.get(question.id)
    choices = tuple(_view_choice(positions, question, answer) for answer in _answers(positions, question))
    card = Card(question, numbers[question.id], typed, error=error)
    return DifferenceView(card, entry.revision if entry is not None else 0, choices, could_move_level=False)


def _view_choice(positions: Positions, question: Question, answer: Answer) -> ChoiceView:
    compared = positions.compared[question.id]
    names = next((group.voices for group in compared.groups if group.answer == answer), ())
    voices = [positions.by_name[name] for name in names]
    return ChoiceView(
        value=name_choice(answer),
        text=describe_answer(question, answer),
        says=tuple(
            gettext("%(role)s, changed after sending in", role=voice.record.role)
            if voice.is_changed(question.id)
            else voice.record.role
            for voice in voices
        ),
        notes=tuple(f"{voice.record.role}: {note}" for voice in voices if (note := voice.note(question.id))),
        bases=_list_bases(positions, question, answer, voices),
        effect=tell_change(positions.content, positions.weighing.weigh(question, answer)),
        is_agreed=answer == positions.agreed.get(question.id),
    )


def _list_bases(
    positions: Positions, question: Question, answer: Answer, voices: Iterable[SentVoice]
) -> tuple[tuple[str, BasisView], ...]:
    """Return how sure each is who gives an answer, and on what; of the agreed answer too."""
    entry = positions.stored.get(question.id)
    agreed = [(gettext("agreed now"), entry.basis)] if entry and positions.agreed.get(question.id) == answer else []
    said = [*agreed, *((voice.record.role, voice.basis(question.id)) for voice in voices)]
    return tuple((who, view_basis(basis)) for who, basis in said if basis != NO_BASIS)


def _view_decided(
    positions: Positions, question: Question, numbers: Mapping[str, int], writers: Mapping[Actor, str]
) -> DecidedView:
    decision: Decision = positions.latest[question.id]
    entry = positions.stored.get(question.id)
    return DecidedView(
        question_id=question.id,
        key=make_key(question.id),
        number=numbers[question.id],
        text=translate_text(question.text),
        answer=describe_plain(question, entry.plain if entry is not None else None),
        reason=decision.reason,
        day=format_day(decision.at),
        by=gettext("from a file") if decision.actor == FROM_FILE else writers.get(decision.actor, ""),
        said=quote_positions(question, decision),
        again_href=_link_again(positions, question),
    )


def _link_again(positions: Positions, question: Question) -> str:
    """Return where it can be decided once more: among the differences, or where nobody differs at the question."""
    if positions.compared[question.id].standpoint is Standpoint.DIFFERENT:
        return url_for("differences.index", opnieuw=question.id, _anchor=link_difference(question))
    return link_question(question)


def quote_positions(question: Question, decision: Decision) -> tuple[tuple[str, str, BasisView], ...]:
    """Return who said what when it was decided, and on what; of a voice that was deleted since only that it was."""
    return tuple(
        (gettext("deleted since"), "–", view_basis(NO_BASIS))
        if position.is_blanked
        else (position.role, _describe_position(question, position), view_basis(position.basis))
        for position in decision.positions
    )


def _describe_position(question: Question, position: Position) -> str:
    if position.written is None:
        return str(gettext("gave an answer that no longer fits this questionnaire"))
    return describe_plain(question, read_plain(position.written))
