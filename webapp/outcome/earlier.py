"""The self-scan that another one was begun from, read with today's questionnaire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessment.crosswalk import Crosswalk, carry_answers, shared_questions
from assessment.model import Answer, Questionnaire
from webapp.clock import local_day
from webapp.store.answers import get_answers
from webapp.store.assessments import AssessmentRecord, get_earlier
from webapp.store.connections import Connection


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


def read_earlier(
    connection: Connection, record: AssessmentRecord, questionnaire: Questionnaire, crosswalk: Crosswalk
) -> Earlier | None:
    """Return the self-scan that this one was begun from, None where there is none (any more).

    Raises StoreUnavailable.
    """
    earlier = get_earlier(connection, record)
    if earlier is None:
        return None
    version = earlier.questionnaire_version
    saved = get_answers(connection, earlier.id)
    plain = {name: entry.plain for name, entry in saved.items() if entry.plain is not None}
    return Earlier(
        earlier,
        carry_answers(crosswalk, questionnaire, version, plain),
        shared_questions(crosswalk, questionnaire, version),
    )
