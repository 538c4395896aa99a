"""What is done with everything that was given: taking a file over, beginning with one, deleting all of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from webapp.background.documents import remove_documents
from webapp.exchange.import_versions import FittedFile
from webapp.exchange.import_voices import FittedVoices
from webapp.outcome.snapshots import keep_found, keep_from_file
from webapp.scan.operations import Begun, begin, find_begun, save_within
from webapp.store.action_plan import NewAction, add_actions
from webapp.store.actors import FROM_FILE
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import NewAssessment, delete_assessment, finish_assessment
from webapp.store.audit import Happening, record_event
from webapp.store.connections import Connection
from webapp.store.decisions import store_decisions
from webapp.store.jobs import delete_jobs_about
from webapp.store.said_room import within_room
from webapp.store.sent_forms import find_made, remember_made
from webapp.store.voice_answers import store_voice_answers
from webapp.store.voices import create_voice
from webapp.web.state import get_database, writing
from webapp.web.visit import Visit

NOBODY = FittedVoices()


class ChangedMeanwhileError(Exception):
    """Somebody else changed answers that a file would change too; nothing was saved."""


class TakenOver(NamedTuple):
    """How many answers and actions came in."""

    answers: int
    actions: int


def take_over(
    visit: Visit,
    changes: Iterable[AnswerChange],
    actions: Iterable[NewAction],
    others: FittedVoices = NOBODY,
    *,
    reopens: bool = False,
    form: str = "",
) -> TakenOver:
    """Bring a file into the visited assessment; a form that did so before does nothing new.

    `reopens`: whether a finished one may be opened again for that. `form`: by what the form is known.

    Raises ChangedMeanwhileError, FinishedError, PlanFullError, AssessmentMissingError and StoreUnavailable; nothing
    is saved then.
    """
    with writing() as connection:
        if made := find_made(connection, visit.assessment.id, form):
            return TakenOver(*map(int, made.split("-")))
        done = save_within(connection, visit, changes, reopens=reopens)
        if done.outcome.conflicts:
            raise ChangedMeanwhileError
        added = add_actions(connection, visit.assessment.id, actions, visit.actor)
        with within_room(connection, visit.assessment.id):
            add_others(connection, visit.assessment.id, others)
        record_event(connection, visit.assessment.id, visit.actor, Happening.IMPORTED)
        taken = TakenOver(len(done.outcome.saved), len(added))
        remember_made(connection, visit.assessment.id, form, f"{taken.answers}-{taken.actions}")
    return taken


def begin_with_file(
    new: NewAssessment,
    file: FittedFile,
    finished_at: datetime | None = None,
    *,
    secret: str | None = None,
) -> Begun:
    """Begin an assessment with what a file holds, or return the one that was begun with the secret.

    What was finished then is finished, with what the file says was found; if it says nothing, with what is found now.

    Raises PlanFullError and StoreUnavailable; nothing is saved then.
    """
    changes = [AnswerChange(name, entry.plain, entry.note, basis=entry.basis) for name, entry in file.answers.items()]
    with writing() as connection:
        if present := find_begun(connection, secret):
            return present
        begun = begin(connection, new, secret)
        add_actions(connection, begun.assessment.id, file.plan.actions, begun.link.actor)
        save_answers(connection, begun.assessment.id, changes, begun.link.actor)
        add_others(connection, begun.assessment.id, file.others)
        if finished_at is not None:
            finished = finish_assessment(connection, begun.assessment.id, begun.link.actor, finished_at)
            if not file.finished:
                keep_found(connection, finished)
        keep_from_file(connection, begun.assessment.id, file.finished)
        record_event(connection, begun.assessment.id, begun.link.actor, Happening.IMPORTED)
    return begun


def add_others(connection: Connection, assessment_id: int, others: FittedVoices) -> None:
    """Store what others said, as it stands in a file. Raises TooManyVoicesError."""
    for new, said in others.voices:
        voice = create_voice(connection, assessment_id, new, FROM_FILE)
        store_voice_answers(connection, voice.id, said.first.values())
        store_voice_answers(connection, voice.id, said.late.values(), late=True)
    store_decisions(connection, assessment_id, others.decisions)


def delete_everything(visit: Visit) -> None:
    """Delete the visited assessment with all that belongs to it. Raises StoreUnavailable; nothing is deleted then."""
    assessment_id = visit.assessment.id
    with writing() as connection:
        files = delete_jobs_about(connection, assessment_id)
        delete_assessment(connection, assessment_id)
    get_database().truncate_log()
    remove_documents(files)
