"""What is decided: the answer, why, and what everybody said, in one write."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from assessment.answers import PlainAnswer, plain_answer, read_answer
from assessment.model import Answer
from webapp.clock import utc_now
from webapp.scan.operations import save_within
from webapp.store.answers import AnswerChange, write_plain
from webapp.store.assessments import AssessmentMissingError, get_assessment, touch_assessment
from webapp.store.connections import Connection
from webapp.store.decisions import NewDecision, record_decision
from webapp.store.said_room import within_room
from webapp.voices.positions import Positions, read_positions, write_answer
from webapp.web.state import get_library, writing
from webapp.web.visit import Visit


class ChangedMeanwhileError(Exception):
    """Something was saved or sent in since the page was made; nothing was decided."""


def decide(
    visit: Visit,
    question_id: str,
    plain: PlainAnswer,
    *,
    base: int,
    reason: str = "",
    reopens: bool = False,
) -> None:
    """Make an answer the agreed one, and remember what everybody said.

    `base`: the revision of the agreed answer that was shown. `reopens`: whether a finished assessment may be opened
    again for it. Raises ChangedMeanwhileError, FinishedError, TooMuchSaidError, AssessmentMissingError and
    StoreUnavailable.
    """
    with writing() as connection:
        positions = _read(connection, visit)
        entry = positions.stored.get(question_id)
        if (entry.revision if entry is not None else 0) != base:
            raise ChangedMeanwhileError
        _decide(connection, visit, positions, {question_id: plain}, reason=reason, reopens=reopens)


def take_over_undisputed(visit: Visit, seen: str, *, reopens: bool = False) -> int:
    """Make all that nobody disputes the agreed answers, and return how many. `seen`: what `describe_seen` gave then.

    Raises ChangedMeanwhileError, FinishedError, TooMuchSaidError, AssessmentMissingError and
    StoreUnavailable; nothing is saved then.
    """
    with writing() as connection:
        positions = _read(connection, visit)
        if describe_seen(positions.undisputed) != seen:
            raise ChangedMeanwhileError
        wanted = {name: plain_answer(answer) for name, answer in positions.undisputed.items()}
        _decide(connection, visit, positions, wanted, reason="", reopens=reopens)
    return len(wanted)


def describe_seen(undisputed: Mapping[str, Answer]) -> str:
    """Return what tells one set of undisputed answers from another."""
    written = "\n".join(f"{name} {write_answer(answer)}" for name, answer in sorted(undisputed.items()))
    return hashlib.sha256(written.encode()).hexdigest()[:24]


def _read(connection: Connection, visit: Visit) -> Positions:
    record = get_assessment(connection, visit.assessment.id)
    if record is None:
        raise AssessmentMissingError
    return read_positions(connection, record, get_library())


def _change(positions: Positions, name: str, plain: PlainAnswer) -> AnswerChange:
    """Return the wish to save an answer, with the note that is there and what those who gave the answer rest on.

    An answer that was agreed already keeps what it rests on.
    """
    entry, question = positions.stored.get(name), positions.content.questionnaire.question(name)
    answer = read_answer(question, plain)
    basis = None if positions.agreed.get(name) == answer else positions.find_basis(question, answer)
    note, base = (entry.note, entry.revision) if entry is not None else ("", 0)
    return AnswerChange(name, plain, note, base, basis)


def _decide(
    connection: Connection,
    visit: Visit,
    positions: Positions,
    wanted: Mapping[str, PlainAnswer],
    *,
    reason: str,
    reopens: bool,
) -> None:
    """Save the answers, with the notes that they have, and a decision about each."""
    stored = positions.stored
    changes = [_change(positions, name, plain) for name, plain in wanted.items()]
    done = save_within(connection, visit, changes, reopens=reopens)
    if done.outcome.conflicts:
        raise ChangedMeanwhileError
    with within_room(connection, visit.assessment.id):
        for name, plain in wanted.items():
            before = stored[name].written if name in stored else None
            question = positions.content.questionnaire.question(name)
            new = NewDecision(name, write_plain(plain), before, positions.quote(question), reason)
            record_decision(connection, visit.assessment.id, new, visit.actor)
    touch_assessment(connection, visit.assessment.id, visit.actor, utc_now())
