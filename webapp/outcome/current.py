"""The findings of the assessment whose private link is being used."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace

from assessment.answers import AnswerError, read_answer
from assessment.development import find_development
from assessment.model import Answer, Questionnaire
from webapp.findings.compute import find
from webapp.findings.model import Findings, Profile
from webapp.language.locale import current_language
from webapp.outcome.earlier import find_earlier
from webapp.store.action_plan import get_actions
from webapp.store.answers import SavedAnswer, get_answers
from webapp.store.assessments import AssessmentRecord
from webapp.web.policy import current_assessment
from webapp.web.state import get_content, get_database, get_edition
from webapp.wording.municipalities import find_municipality

log = logging.getLogger("pleinwijzer")


def find_current() -> Findings:
    """Return the findings of the current assessment, from what is stored now. Raises StoreUnavailable."""
    record, content = current_assessment(), get_content()
    saved = get_answers(get_database(), record.id)
    answers = read_stored(content.questionnaire, saved)
    notes = {name: entry.note for name, entry in saved.items() if entry.note}
    actions = get_actions(get_database(), record.id)
    return find(content, get_edition(), describe_profile(record), answers, notes, actions)


def find_with_earlier() -> Findings:
    """Return the current findings with what moved since the self-scan that this one was begun from, if any.

    Only for what shows that: it reads and scores two self-scans. Raises StoreUnavailable.
    """
    findings, earlier = find_current(), find_earlier()
    if earlier is None:
        return findings
    development = find_development(findings.content, earlier.answers, findings.answers, earlier.shared)
    return replace(findings, development=development, earlier_on=earlier.day)


def describe_profile(record: AssessmentRecord) -> Profile:
    """Return whose assessment it is, with the municipality's name in the reader's language."""
    municipality = find_municipality(record.municipality)
    return Profile(
        municipality=municipality.name_in(current_language()) if municipality else record.municipality,
        nis_code=record.municipality,
        inhabitants=record.inhabitants,
        role=record.role,
        finished_on=record.finished_at.date() if record.finished_at else None,
        invented=record.invented,
        has_earlier=record.earlier_id is not None,
    )


def read_stored(questionnaire: Questionnaire, saved: Mapping[str, SavedAnswer]) -> dict[str, Answer]:
    """Return the stored answers that today's questionnaire understands.

    One from an earlier version that it no longer understands counts as unanswered, and stays stored.
    """
    answers = {}
    for question_id, entry in saved.items():
        question = questionnaire.question_by_id.get(question_id)
        if question is None or entry.plain is None:
            continue
        try:
            answers[question_id] = read_answer(question, entry.plain)
        except AnswerError as error:
            log.warning("A stored answer to %s is left out: %s", question_id, error.code)
    return answers
