"""Moving a self-scan to another version of the questionnaire: a whole, by somebody."""

from __future__ import annotations

from webapp.outcome.decisions import carry_decisions
from webapp.outcome.snapshots import keep_found, read_finished
from webapp.outcome.versions import carry_links, carry_saved
from webapp.store.action_plan import get_actions, relink_actions
from webapp.store.answers import get_answers, replace_answers
from webapp.store.assessments import (
    AssessmentMissingError,
    AssessmentRecord,
    change_questionnaire_version,
    get_assessment,
    reopen_assessment,
)
from webapp.store.audit import Happening, record_event
from webapp.store.decisions import list_decisions, replace_decisions
from webapp.web.state import get_library, writing
from webapp.web.visit import Visit


def move(visit: Visit, version: str) -> AssessmentRecord:
    """Move the visited assessment to a later version: its answers, its plan, and the audit line.

    A finished one is open again. One that has the version already, or a later one, stays as it is: a second click does
    nothing. Raises AssessmentMissingError and StoreUnavailable; nothing is changed then.
    """
    with writing() as connection:
        record = get_assessment(connection, visit.assessment.id)
        if record is None:
            raise AssessmentMissingError
        library = get_library()
        if library.newer_of(record.questionnaire_version, version) != version:
            return record
        way = library.way(record.questionnaire_version, version)
        if not way.steps:
            return record
        if record.finished_at is not None and not read_finished(connection, record.id):
            keep_found(connection, record)  # finished before what was found was kept
        carried = carry_saved(way, get_answers(connection, record.id), record.revision + 1)
        replace_answers(connection, record.id, carried.gone, carried.rows)
        replace_decisions(connection, record.id, carry_decisions(way, list_decisions(connection, record.id)))
        relink_actions(connection, record.id, carry_links(way, get_actions(connection, record.id)))
        moved = change_questionnaire_version(connection, record.id, version, visit.actor)
        if record.finished_at is not None:
            moved = reopen_assessment(connection, record.id, visit.actor)
        record_event(connection, record.id, visit.actor, Happening.MOVED, version)
    return moved
