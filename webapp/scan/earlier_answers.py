"""What was answered last time, to stand beside a question: it is shown, never filled in."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from flask import g
from flask_babel import gettext

from assessment.model import Question
from webapp.language.locale import format_day
from webapp.outcome.earlier import find_earlier
from webapp.store.database import StoreUnavailable
from webapp.wording.answers import describe_answer


def describe_earlier(questions: Iterable[Question]) -> dict[str, str]:
    """Return the earlier answers to these questions in words, by id; none where they can't be read now."""
    if g.get("assessment") is None:
        return {}
    with suppress(StoreUnavailable):
        earlier = find_earlier()
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
