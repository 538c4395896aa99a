"""What a room agreed on becomes a self-scan: a new one, or the one that a municipality already has.

Only where the whole room judged one municipality. What was agreed is the answer; the spread and what was said
against it stand in the note, in counts that the gate lets through. What a self-scan says already is never overwritten:
there the room's answer stands in the note alone, and somebody decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from assessment.answers import plain_answer
from assessment.crosswalk.carrying import fit_carried
from assessment.model import Answer
from assessment.voices import join
from assessment.workshops.choices import answers_of, chosen
from assessment.workshops.gate import gate
from assessment.workshops.items import Votable, find_votable
from assessment.workshops.stages import WrongStageError
from webapp.clock import today
from webapp.language.locale import format_day, translate_text
from webapp.language.texts import gettext
from webapp.outcome.answers import read_saved
from webapp.scan.fields import NOTE_LENGTH
from webapp.scan.operations import Begun, begin_answered, describe_new, save_within
from webapp.scan.profile_form import Profile
from webapp.store.answers import AnswerChange, get_answers
from webapp.store.assessments import AssessmentRecord
from webapp.store.connections import Connection
from webapp.store.links import Scope, find_link
from webapp.store.rooms import bind_assessment
from webapp.store.rounds import RoundRecord, list_rounds
from webapp.store.workshops import Subject, WorkshopRecord
from webapp.web.state import content_of, get_library, get_settings, writing
from webapp.web.visit import Visit
from webapp.wording.answers import name_choice
from webapp.workshops.asked import content_of_room
from webapp.workshops.live import forget

_A_LINK = re.compile(r"(?:.*/z/)?([A-Za-z0-9_-]{22})(?:[/?#].*)?", re.DOTALL)
_MORE = " …"


class NoLinkError(Exception):
    """What was typed is no link with which somebody fills in a self-scan; nothing was changed."""


class OtherMunicipalityError(Exception):
    """The self-scan of that link is about another municipality than the room was; nothing was changed."""


class Agreed(NamedTuple):
    """What a room agreed on in one round that it was shown."""

    votable: Votable
    round: RoundRecord


class Bound(NamedTuple):
    """The self-scan that a room's answers went to: how many became answers, and how many stand in a note alone."""

    assessment: AssessmentRecord
    answered: int
    noted: int


def count_agreed(connection: Connection, workshop: WorkshopRecord) -> int:
    """Return on how many things a room agreed."""
    return len(_list_agreed(connection, workshop))


def begin_from_room(workshop: WorkshopRecord, profile: Profile, secret: str) -> Begun:
    """Begin a self-scan with what a room agreed on, or return the one that the form began before.

    To be called within `begin_once`. Raises WrongStageError where the room judged many, and StoreUnavailable.
    """
    _check_subject(workshop)
    with writing() as connection:
        agreed = _list_agreed(connection, workshop)
        answers, notes = _read_answers(workshop, agreed), _write_notes(workshop, agreed)
        changes = [AnswerChange(name, plain_answer(answer), notes.get(name, ""), 0) for name, answer in answers.items()]
        begun = begin_answered(connection, describe_new(profile, workshop.version), secret, changes)
        if not begun.is_repeated:
            bind_assessment(connection, workshop.id, begun.assessment.id)
    forget(workshop.uid)
    return begun


def bind_to_link(workshop: WorkshopRecord, typed: str) -> Bound:
    """Take what a room agreed on over into the self-scan of a link, typed or pasted.

    Raises NoLinkError, OtherMunicipalityError, WrongStageError where the room judged many, and StoreUnavailable.
    """
    _check_subject(workshop)
    match = _A_LINK.fullmatch(typed.strip())
    with writing() as connection:
        found = find_link(connection, match[1], today()) if match else None
        if match is None or found is None or found[0].scope is not Scope.FILL_IN:
            raise NoLinkError
        link, assessment = found
        if workshop.municipality and assessment.municipality != workshop.municipality:
            raise OtherMunicipalityError
        agreed = _list_agreed(connection, workshop)
        changes, noted = _compare(connection, workshop, assessment, agreed)
        visit = Visit(assessment, link.actor, {"token": match[1]}, may_write=True, sees_notes=True)
        saved = save_within(connection, visit, changes, reopens=True)
        bind_assessment(connection, workshop.id, assessment.id)
    forget(workshop.uid)
    return Bound(saved.assessment, len(changes) - noted, noted)


def _check_subject(workshop: WorkshopRecord) -> None:
    if workshop.subject is not Subject.ONE or workshop.is_rehearsal:
        raise WrongStageError


def _list_agreed(connection: Connection, workshop: WorkshopRecord) -> tuple[Agreed, ...]:
    """Return what was agreed, of each question the last time that it was."""
    questionnaire = content_of_room(workshop).questionnaire
    last: dict[str, Agreed] = {}
    for entry in sorted(list_rounds(connection, workshop.id), key=lambda entry: entry.no):
        votable = find_votable(questionnaire, entry.item)
        if votable is not None and entry.agreed:
            last[entry.item] = Agreed(votable, entry)
    return tuple(last.values())


def _read_answers(workshop: WorkshopRecord, agreed: Iterable[Agreed]) -> dict[str, Answer]:
    questionnaire = content_of_room(workshop).questionnaire
    return answers_of(questionnaire, {one.votable.key: one.round.agreed or "" for one in agreed})


def _write_notes(workshop: WorkshopRecord, agreed: Iterable[Agreed]) -> dict[str, str]:
    """Return what stands beside each answer: the spread, and what was said against it."""
    lines: dict[str, list[str]] = {}
    for one in agreed:
        question = one.votable.question
        heading = gettext("Workshop of %(day)s", day=format_day(workshop.day))
        lines.setdefault(question.id, [f"{heading}."]).extend(_describe(one))
    return {name: _fit("\n".join(found)) for name, found in lines.items()}


def _describe(one: Agreed) -> list[str]:
    votable, entry = one.votable, one.round
    said = ", ".join(name_choice(votable.question, name) for name in chosen(votable, entry.agreed or ""))
    about = "" if votable.row is None else f"{translate_text(votable.row.text)}: "
    counts = gate(entry.tally, get_settings().workshop_least_votes).counts
    found = [about + gettext("agreed: %(answer)s.", answer=said)]
    if counts is not None:
        parts = [
            f"{translate_text(option.text)} {number}"
            for option, number in zip(votable.options, counts.options, strict=True)
            if number
        ]
        found.append(gettext("In the room: %(spread)s.", spread=", ".join(parts)))
    if entry.dissent:
        found.append(gettext("Seen differently: %(dissent)s", dissent=entry.dissent))
    return found


def _compare(
    connection: Connection, workshop: WorkshopRecord, assessment: AssessmentRecord, agreed: tuple[Agreed, ...]
) -> tuple[list[AnswerChange], int]:
    """Return what is written into a self-scan that has answers, and of how much of that only the note is new."""
    target = content_of(assessment).questionnaire
    saved = get_answers(connection, assessment.id)
    present = read_saved(target, saved).answers
    notes = _write_notes(workshop, agreed)
    changes, noted = [], 0
    for name, sources, answer in _carry(workshop, assessment, agreed):
        question = target.question_by_id[name]
        before = present.get(name)
        joined = join(question, before, answer)
        noted += joined is None
        note = saved[name].note if name in saved else ""
        for source in sources:
            note = _join_notes(note, notes.get(source, ""))
        changes.append(AnswerChange(name, plain_answer(joined or before or answer), note, assessment.revision))
    return changes, noted


def _carry(
    workshop: WorkshopRecord, assessment: AssessmentRecord, agreed: Iterable[Agreed]
) -> list[tuple[str, tuple[str, ...], Answer]]:
    """Return the answers as the self-scan's own version asks them: its question, those of the room, and the answer."""
    way = get_library().way(workshop.version, assessment.questionnaire_version)
    plain: Mapping[str, Mapping[str, object]] = {
        name: plain_answer(answer) for name, answer in _read_answers(workshop, agreed).items()
    }
    fitting = fit_carried(way.steps, way.target.questionnaire, plain)
    return [(name, entry.sources, entry.answer) for name, entry in fitting.items()]


def _join_notes(before: str, added: str) -> str:
    if not added or added in before:
        return before
    return _fit(f"{before}\n\n{added}" if before else added)


def _fit(note: str) -> str:
    """Return a note as far as one can be kept; its end shows that there was more."""
    return note if len(note) <= NOTE_LENGTH else note[: NOTE_LENGTH - len(_MORE)] + _MORE
