"""What is done to an assessment while it is filled in: each a whole, all of it or nothing, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

from webapp.clock import today
from webapp.outcome.snapshots import keep_found
from webapp.outcome.versions import carry_actions
from webapp.scan.profile_form import Profile
from webapp.store.action_plan import NewAction, add_actions, fields_of, get_actions
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, SaveOutcome, save_answers
from webapp.store.assessments import (
    AssessmentMissingError,
    AssessmentRecord,
    NewAssessment,
    change_language,
    change_profile,
    create_assessment,
    finish_assessment,
    get_assessment,
    reopen_assessment,
)
from webapp.store.audit import Happening, record_event
from webapp.store.connections import Connection
from webapp.store.links import LinkRecord, NewLink, create_link, find_link, is_secret_taken, note_use
from webapp.web.limits import count_new_assessment, refuse_many_assessments
from webapp.web.state import get_library, newest_content, reading, writing
from webapp.web.visit import Visit


class Begun(NamedTuple):
    """An assessment that was begun, with its own link. `is_repeated`: an earlier sending of the same form began it."""

    assessment: AssessmentRecord
    link: LinkRecord
    secret: str
    is_repeated: bool = False


class FinishedError(Exception):
    """The assessment is finished, and nobody asked to open it again; nothing was saved."""


class Saved(NamedTuple):
    """What became of a save, and whether it opened a finished assessment again."""

    outcome: SaveOutcome
    assessment: AssessmentRecord
    reopened: bool = False


def begin(connection: Connection, new: NewAssessment, secret: str | None = None) -> Begun:
    """Make an assessment with its own link, inside the transaction of whoever begins it. Raises StoreUnavailable."""
    assessment = create_assessment(connection, new, PROGRAM)
    link, told = create_link(connection, assessment.id, NewLink(is_own=True), PROGRAM, secret)
    note_use(connection, link.id, today())  # whoever begins stands on its first page now
    link = replace(link, last_used=today())
    record_event(connection, assessment.id, link.actor, Happening.BEGUN)
    return Begun(assessment, link, told)


def describe_new(profile: Profile, version: str = "") -> NewAssessment:
    """Return what is stored of a profile at the beginning; `version` is that of the questionnaire, else the newest."""
    return NewAssessment(
        municipality=profile.municipality.code,
        inhabitants=profile.inhabitants,
        role=profile.role,
        language=profile.language,
        questionnaire_version=version or newest_content().questionnaire.version,
    )


def begin_once(secret: str, operation: Callable[[str], Begun]) -> Begun:
    """Begin an assessment whose own link has a secret, unless that was done before: then return that one.

    Raises TooManyNewAssessmentsError, and what the operation raises.
    """
    with reading() as connection:
        begun = find_begun(connection, secret)
    if begun is None:
        refuse_many_assessments()
        begun = operation(secret)
        if not begun.is_repeated:
            count_new_assessment()
    return begun


def find_begun(connection: Connection, secret: str | None) -> Begun | None:
    """Return the assessment that was begun with a secret; None where there is none.

    Raises AssessmentMissingError where its link works no longer.
    """
    if secret is None:
        return None
    found = find_link(connection, secret, today())
    if found is None and is_secret_taken(connection, secret):
        raise AssessmentMissingError
    return None if found is None else Begun(found[1], found[0], secret, is_repeated=True)


def begin_from_profile(profile: Profile, secret: str | None = None) -> Begun:
    """Begin an empty assessment, or return the one that was begun with the secret. Raises StoreUnavailable."""
    with writing() as connection:
        return find_begun(connection, secret) or begin(connection, describe_new(profile), secret)


def begin_answered(connection: Connection, new: NewAssessment, secret: str, changes: Iterable[AnswerChange]) -> Begun:
    """Begin an assessment with answers, or return the one that was begun with the secret. Raises StoreUnavailable."""
    if present := find_begun(connection, secret):
        return present
    begun = begin(connection, new, secret)
    save_answers(connection, begun.assessment.id, changes, begun.link.actor)
    return begun


def begin_from_earlier(visit: Visit, secret: str | None = None) -> Begun:
    """Begin a new assessment from the visited one: its profile and its plan come along, its answers stand beside.

    Returns the one that was begun with the secret, if there is one. Raises StoreUnavailable.
    """
    record, version = visit.assessment, newest_content().questionnaire.version
    new = NewAssessment(
        municipality=record.municipality,
        inhabitants=record.inhabitants,
        role=record.role,
        language=record.language,
        questionnaire_version=version,
        invented=record.invented,
        earlier_id=record.id,
    )
    with writing() as connection:
        if present := find_begun(connection, secret):
            return present
        begun = begin(connection, new, secret)
        kept = get_actions(connection, record.id)
        copies = [NewAction(fields_of(one), one.recommendation_id, one.history) for one in kept]
        way = get_library().way(record.questionnaire_version, version)
        add_actions(connection, begun.assessment.id, carry_actions(way, copies), begun.link.actor)
    return begun


def save(visit: Visit, changes: Iterable[AnswerChange], *, reopens: bool = False) -> Saved:
    """Save changes. `reopens`: whether a finished assessment may be opened again for them.

    Raises FinishedError where it may not, StoreUnavailable and AssessmentMissingError; nothing is saved then.
    """
    with writing() as connection:
        return save_within(connection, visit, changes, reopens=reopens)


def save_within(
    connection: Connection, visit: Visit, changes: Iterable[AnswerChange], *, reopens: bool = False
) -> Saved:
    """Do the same inside a transaction."""
    actor = visit.actor
    # Somebody may have finished it since this request came in: what is stored now decides.
    record = get_assessment(connection, visit.assessment.id)
    if record is None:
        raise AssessmentMissingError
    outcome = save_answers(connection, record.id, changes, actor)
    if outcome.revision <= record.revision:
        return Saved(outcome, record)
    if record.finished_at is not None and not reopens:
        raise FinishedError
    if record.finished_at is None:
        return Saved(outcome, record)
    record_event(connection, record.id, actor, Happening.REOPENED)
    return Saved(outcome, reopen_assessment(connection, record.id, actor), reopened=True)


def store_profile(visit: Visit, profile: Profile) -> AssessmentRecord:
    """Change whose assessment it is. Raises StoreUnavailable and AssessmentMissingError."""
    record = visit.assessment
    with writing() as connection:
        changed = change_profile(
            connection,
            record.id,
            municipality=profile.municipality.code,
            inhabitants=profile.inhabitants,
            role=profile.role,
            actor=visit.actor,
        )
        if profile.language != record.language:
            changed = change_language(connection, record.id, profile.language, visit.actor)
        record_event(connection, record.id, visit.actor, Happening.PROFILE_CHANGED)
    return changed


def finish(visit: Visit) -> None:
    """Mark as finished, and keep what was found; one that is finished keeps both.

    Raises StoreUnavailable and AssessmentMissingError.
    """
    with writing() as connection:
        before = get_assessment(connection, visit.assessment.id)
        finished = finish_assessment(connection, visit.assessment.id, visit.actor)
        if before is not None and before.finished_at is None:
            record_event(connection, finished.id, visit.actor, Happening.FINISHED)
            keep_found(connection, finished)


def reopen(visit: Visit) -> None:
    """Open a finished assessment again. Raises StoreUnavailable and AssessmentMissingError."""
    if visit.assessment.finished_at is None:
        return
    with writing() as connection:
        reopen_assessment(connection, visit.assessment.id, visit.actor)
        record_event(connection, visit.assessment.id, visit.actor, Happening.REOPENED)
