from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from assessment.action_plan import Action, Change, Event, PlanCount, Status, count_actions

TODAY = date(2027, 3, 1)
MOMENT = datetime(2027, 1, 1, 12, tzinfo=UTC)


def action(status: Status = Status.TODO, due: date | None = None, *history: Event) -> Action:
    return Action(1, None, "x", "", due, status, "", 1, MOMENT, history)


@pytest.mark.parametrize(
    ("status", "due", "late"),
    [
        (Status.TODO, date(2027, 2, 28), True),
        (Status.BUSY, date(2027, 2, 28), True),
        (Status.TODO, TODAY, False),
        (Status.TODO, None, False),
        (Status.DONE, date(2027, 2, 28), False),
        (Status.DROPPED, date(2027, 2, 28), False),
    ],
)
def test_only_what_is_open_after_its_day_is_overdue(status: Status, due: date | None, *, late: bool) -> None:
    assert action(status, due).is_overdue(TODAY) is late


def test_a_plan_is_counted_by_what_is_open_done_and_dropped() -> None:
    past = date(2027, 2, 1)
    plan = [action(), action(Status.BUSY, past), action(Status.DONE, past), action(Status.DROPPED)]
    assert count_actions(plan, TODAY) == PlanCount(open=2, overdue=1, done=1, dropped=1)
    assert count_actions(plan, TODAY).total == 4


def test_done_is_dated_by_the_last_time_and_only_while_it_is_done() -> None:
    first, last = (Event(datetime(2027, 1, day, tzinfo=UTC), Change.STATUS, "done") for day in (5, 9))
    between = Event(datetime(2027, 1, 7, tzinfo=UTC), Change.STATUS, "busy")
    assert action(Status.DONE, None, first, between, last).done_at == last.at
    assert action(Status.BUSY, None, first, between).done_at is None
