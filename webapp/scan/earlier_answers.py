"""What was answered last time, to stand beside a question: it is shown, never filled in."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from assessment.model import Question
from webapp.language.locale import format_day
from webapp.language.texts import gettext
from webapp.outcome.earlier import read_earlier
from webapp.store.failures import StoreUnavailable
from webapp.web.state import get_library, reading
from webapp.web.visit import Visit
from webapp.wording.answers import describe_answer


def describe_earlier(visit: Visit | None, questions: Iterable[Question]) -> dict[str, str]:
    """Return the earlier answers to these questions in words, by id; none where they can't be read now."""
    if visit is None or visit.assessment.earlier_id is None:
        return {}
    with suppress(StoreUnavailable):
        with reading() as connection:
            record = visit.assessment
            earlier = read_earlier(connection, record, get_library(), record.questionnaire_version)
        if earlier is not None:
            day = format_day(earlier.day)
            return {
                question.id: gettext(
                    "Last time (%(day)s): %(answer)s", day=day, answer=describe_answer(question, answer)
                )
                for question in questions
                if (answer := earlier.answers.get(question.id)) is not None
            }
    return {}
