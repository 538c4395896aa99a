"""What was answered last time, to stand beside a question: it is shown, never filled in."""

from __future__ import annotations

from contextlib import suppress

from flask import g
from flask_babel import gettext

from webapp.earlier import find_earlier
from webapp.i18n import format_day
from webapp.scan.wording import describe_answer
from webapp.state import get_content
from webapp.store.database import StoreUnavailable


def describe_earlier() -> dict[str, str]:
    """Return the earlier answers in words, by question id; nothing where there are none or they can't be read now."""
    if g.get("assessment") is None:
        return {}
    with suppress(StoreUnavailable):
        earlier = find_earlier()
        if earlier is not None:
            day = format_day(earlier.record.finished_at or earlier.record.changed_at)
            questions = get_content().questionnaire.question_by_id
            return {
                name: gettext(
                    "Last time (%(day)s): %(answer)s", day=day, answer=describe_answer(questions[name], answer)
                )
                for name, answer in earlier.answers.items()
            }
    return {}
