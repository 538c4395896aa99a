from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.action_plan import SOONEST, Action, Change, Event, PlanCount, Status, count_actions, suggest_days
from assessment.holidays import is_work_day

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


@pytest.mark.parametrize(
    ("works", "days"),
    [
        ([], []),
        ([0.5], [date(2027, 3, 19)]),
        ([1.0, 1.0, 1.0], [date(2027, 3, 19), date(2027, 3, 19), date(2027, 3, 26)]),
        ([0.5, 0.5, 0.5, 0.5, 0.5], [date(2027, 3, 19)] * 4 + [date(2027, 3, 26)]),
        ([8.0, None], [date(2027, 4, 30), date(2027, 5, 14)]),
    ],
)
def test_a_suggested_day_counts_one_day_of_work_a_week(works: list[float | None], days: list[date]) -> None:
    assert list(suggest_days(works, TODAY)) == days


WORKS = st.lists(st.none() | st.sampled_from([0.5, 1.0, 2.0, 12.0]), max_size=40)
DAYS = st.dates(date(2020, 1, 1), date(2050, 1, 1))


@given(WORKS, DAYS)
def test_a_suggested_day_is_a_work_day_and_never_before_that_of_an_earlier_action(
    works: list[float | None], today: date
) -> None:
    days = suggest_days(works, today)
    assert list(days) == sorted(days)
    assert all(is_work_day(day) and day >= today + SOONEST for day in days)


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 12, 10), date(2026, 12, 28)),  # Christmas is a Friday
        (date(2026, 4, 16), date(2026, 5, 4)),  # so is Labour Day
        (date(2027, 3, 8), date(2027, 3, 26)),  # Good Friday is a work day
    ],
)
def test_a_friday_that_is_a_holiday_gives_the_next_work_day(today: date, day: date) -> None:
    assert suggest_days([1.0], today) == (day,)


@given(WORKS, DAYS, st.integers(0, 39))
def test_an_action_less_never_moves_a_suggested_day_further_away(
    works: list[float | None], today: date, place: int
) -> None:
    fewer = works[:place] + works[place + 1 :]
    before, after = suggest_days(works, today), suggest_days(fewer, today)
    assert all(less <= more for less, more in zip(after[place:], before[place + 1 :], strict=place < len(works)))
