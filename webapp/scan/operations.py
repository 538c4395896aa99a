"""What is done to an assessment while it is filled in: each a whole, all of it or nothing, and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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
    change_questionnaire_version,
    create_assessment,
    finish_assessment,
    get_assessment,
    reopen_assessment,
)
from webapp.store.audit import Happening, record_event
from webapp.store.connections import Connection
from webapp.store.links import LinkRecord, NewLink, create_link
from webapp.web.state import get_content, writing
from webapp.web.visit import Visit


@dataclass(frozen=True)
class Begun:
    """An assessment that was just begun, with its own link; the secret is told here once."""

    assessment: AssessmentRecord
    link: LinkRecord
    secret: str


class FinishedError(Exception):
    """The assessment is finished, and nobody asked to open it again; nothing was saved."""


@dataclass(frozen=True)
class Saved:
    """What became of a save, and whether it opened a finished assessment again."""

    outcome: SaveOutcome
    assessment: AssessmentRecord
    reopened: bool = False


def begin(connection: Connection, new: NewAssessment, secret: str | None = None) -> Begun:
    """Make an assessment with its own link, inside the transaction of whoever begins it. Raises StoreUnavailable."""
    assessment = create_assessment(connection, new, PROGRAM)
    link, told = create_link(connection, assessment.id, NewLink(is_own=True), PROGRAM, secret)
    record_event(connection, assessment.id, link.actor, Happening.BEGUN)
    return Begun(assessment, link, told)


def describe_new(profile: Profile) -> NewAssessment:
    """Return what is stored of a profile at the beginning."""
    return NewAssessment(
        municipality=profile.municipality.code,
        inhabitants=profile.inhabitants,
        role=profile.role,
        language=profile.language,
        questionnaire_version=get_content().questionnaire.version,
    )


def begin_from_profile(profile: Profile) -> Begun:
    """Begin an empty assessment. Raises StoreUnavailable."""
    with writing() as connection:
        return begin(connection, describe_new(profile))


def begin_from_earlier(visit: Visit) -> Begun:
    """Begin a new assessment from the visited one: its profile and its plan come along, its answers stand beside.

    Raises StoreUnavailable.
    """
    record = visit.assessment
    new = NewAssessment(
        municipality=record.municipality,
        inhabitants=record.inhabitants,
        role=record.role,
        language=record.language,
        questionnaire_version=get_content().questionnaire.version,
        invented=record.invented,
        earlier_id=record.id,
    )
    with writing() as connection:
        begun = begin(connection, new)
        kept = get_actions(connection, record.id)
        copies = [NewAction(fields_of(one), one.recommendation_id, one.history) for one in kept]
        add_actions(connection, begun.assessment.id, copies, begun.link.actor)
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
    version = get_content().questionnaire.version
    if record.questionnaire_version != version:
        record = change_questionnaire_version(connection, record.id, version, actor)
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
    """Mark as finished; one that is finished keeps its time. Raises StoreUnavailable and AssessmentMissingError."""
    with writing() as connection:
        finish_assessment(connection, visit.assessment.id, visit.actor)
        if visit.assessment.finished_at is None:
            record_event(connection, visit.assessment.id, visit.actor, Happening.FINISHED)


def reopen(visit: Visit) -> None:
    """Open a finished assessment again. Raises StoreUnavailable and AssessmentMissingError."""
    if visit.assessment.finished_at is None:
        return
    with writing() as connection:
        reopen_assessment(connection, visit.assessment.id, visit.actor)
        record_event(connection, visit.assessment.id, visit.actor, Happening.REOPENED)
