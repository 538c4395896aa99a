"""The self-scan that the current one was begun from, read with today's questionnaire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessment.crosswalk import carry_answers, shared_questions
from assessment.model import Answer
from webapp.clock import local_day
from webapp.store.answers import get_answers
from webapp.store.assessments import AssessmentRecord, get_earlier
from webapp.web.policy import current_assessment
from webapp.web.state import get_content, get_database, get_state


@dataclass(frozen=True)
class Earlier:
    """An earlier self-scan: its answers that today's questionnaire can read, and the questions that both asked."""

    record: AssessmentRecord
    answers: Mapping[str, Answer]
    shared: frozenset[str]

    @property
    def day(self) -> date:
        """The day in Brussels on which it was finished, or changed last."""
        return local_day(self.record.finished_at or self.record.changed_at)


def find_earlier() -> Earlier | None:
    """Return the earlier self-scan, None where there is none (any more). Raises StoreUnavailable."""
    record = get_earlier(get_database(), current_assessment())
    if record is None:
        return None
    crosswalk, questionnaire = get_state().crosswalk, get_content().questionnaire
    version = record.questionnaire_version
    saved = get_answers(get_database(), record.id)
    plain = {name: entry.plain for name, entry in saved.items() if entry.plain is not None}
    return Earlier(
        record,
        carry_answers(crosswalk, questionnaire, version, plain),
        shared_questions(crosswalk, questionnaire, version),
    )
