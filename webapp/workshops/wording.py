"""What is told of a room, in words that the beamer and its trainer share."""

from __future__ import annotations

from datetime import datetime, timedelta

from assessment.workshops.choices import chosen
from assessment.workshops.stages import Stage
from webapp.clock import utc_now
from webapp.language.texts import gettext, ngettext
from webapp.store.rounds import RoundRecord
from webapp.store.workshops import Subject, WorkshopRecord
from webapp.web.errors import ErrorPage
from webapp.wording.answers import name_choice
from webapp.wording.municipalities import name_place
from webapp.workshops.asked import Item


def tell_answered(answered: int, present: int) -> str:
    """Return how many of those present answered."""
    return str(gettext("%(answered)s of %(present)s answered", answered=answered, present=present))


def tell_present(present: int) -> str:
    """Return how many are in the room."""
    if not present:
        return str(gettext("nobody is in yet"))
    return str(ngettext("one person is in", "%(num)s people are in", present))


def name_subject(workshop: WorkshopRecord) -> str:
    """Return what the room judges."""
    if workshop.subject is Subject.MANY:
        return str(gettext("Each about their own municipality"))
    return name_place(workshop.municipality)


def count_seconds_left(one: RoundRecord | None, now: datetime | None = None) -> int | None:
    """Return how many seconds the clock of an open round still shows; None where it has none."""
    if one is None or one.stage is not Stage.OPEN or one.timer_seconds is None or one.opened_at is None:
        return None
    ends = one.opened_at + timedelta(seconds=one.timer_seconds)
    return max(0, round((ends - (now or utc_now())).total_seconds()))


def tell_agreed(item: Item, one: RoundRecord) -> str:
    """Return the answer that the room agreed on, in words; empty for none."""
    if not one.agreed:
        return ""
    question = item.votable.question
    return ", ".join(name_choice(question, name) for name in chosen(item.votable, one.agreed))


def explain_dead_code(advice: str) -> ErrorPage:
    """Return what is said of a code that leads nowhere now; `advice` is what to do where it was typed."""
    return ErrorPage(
        gettext("This code does not work now"),
        gettext("It is wrong, or nobody is let in: a code works only while the door of its workshop is open."),
        advice,
    )
