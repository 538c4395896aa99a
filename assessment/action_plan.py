"""The kept plan: what a municipality took on, who does it, by when, and how far it is."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from assessment.holidays import next_work_day

WORK_DAYS_A_WEEK = 1.0
"""What a suggested day counts on: one day a week for the plan, beside all other work."""

UNKNOWN_WORK = 2.0
"""The days of work that an action of one's own counts for: nobody said how much it is."""

SOONEST = timedelta(weeks=2)
"""No day is suggested sooner than this: people have to be asked first."""

_FRIDAY = 4


class Status(StrEnum):
    """How far an action is. Dropped: decided not to do it; it stays in the plan, with its history."""

    TODO = "todo"
    BUSY = "busy"
    DONE = "done"
    DROPPED = "dropped"


class Change(StrEnum):
    """What of an action changed."""

    ADDED = "added"
    TITLE = "title"
    WHO = "who"
    DUE = "due"
    STATUS = "status"
    NOTE = "note"


@dataclass(frozen=True)
class Event:
    """One line of an action's history. `at` is UTC.

    `value` is the new status, or the new day as ISO 8601 (empty for none); of names and texts no copy is kept.
    """

    at: datetime
    change: Change
    value: str = ""


@dataclass(frozen=True)
class Action:
    """One action of a plan. `recommendation_id` is None for an action of one's own; `revision` counts its changes.

    `title` is what it was called when it was taken on; of a recommendation that still exists its own title is shown.
    """

    id: int
    recommendation_id: str | None
    title: str
    who: str
    due: date | None
    status: Status
    note: str
    revision: int
    changed_at: datetime
    history: tuple[Event, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.status in (Status.TODO, Status.BUSY)

    @property
    def taken_on_at(self) -> datetime:
        """When it came into the plan; its last change where its history does not tell."""
        return self.history[0].at if self.history else self.changed_at

    @property
    def done_at(self) -> datetime | None:
        """When it was marked as done the last time; None while it is not done."""
        if self.status is not Status.DONE:
            return None
        moments = [e.at for e in self.history if e.change is Change.STATUS and e.value == Status.DONE]
        return moments[-1] if moments else None

    def is_overdue(self, today: date) -> bool:
        """Tell whether its day has passed while something is still to be done; its day itself is not too late."""
        return self.is_open and self.due is not None and self.due < today


@dataclass(frozen=True)
class PlanCount:
    """How many actions are open (the overdue ones among them), overdue, done and dropped."""

    open: int
    overdue: int
    done: int
    dropped: int

    @property
    def total(self) -> int:
        """All actions."""
        return self.open + self.done + self.dropped


def count_actions(actions: Iterable[Action], today: date) -> PlanCount:
    """Return how far a plan is."""
    found = list(actions)
    return PlanCount(
        open=sum(action.is_open for action in found),
        overdue=sum(action.is_overdue(today) for action in found),
        done=sum(action.status is Status.DONE for action in found),
        dropped=sum(action.status is Status.DROPPED for action in found),
    )


def suggest_days(works: Iterable[float | None], today: date) -> tuple[date, ...]:
    """Return a day for each action that is still to be done, given their days of work in the order of the plan.

    One after the other, `WORK_DAYS_A_WEEK` days a week: the Friday by which an action and all before it are done,
    `SOONEST` from now at the earliest; the next work day where that Friday is a holiday.
    None is the work of an action of one's own, which counts as `UNKNOWN_WORK`.
    """
    total, days = 0.0, []
    for work in works:
        total += UNKNOWN_WORK if work is None else work
        weeks = math.ceil(total / WORK_DAYS_A_WEEK)
        ready = today + max(timedelta(weeks=weeks), SOONEST)
        days.append(next_work_day(ready + timedelta(days=(_FRIDAY - ready.weekday()) % 7)))
    return tuple(days)
