from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.action_plan import Status
from webapp.documents.charts.model import TimelineChart
from webapp.documents.charts.texts import Words
from webapp.documents.charts.timeline import MOST_BARS, MOST_TICKS, Axis, Planned, chart_timelines, find_ticks

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def plan(
    title: str = "Overleg",
    *,
    added: date = TODAY,
    due: date | None = None,
    done: date | None = None,
    is_overdue: bool = False,
) -> Planned:
    status = Status.DONE if done else Status.TODO
    return Planned(title, "webcare", added, due, done, status, "Te doen", is_overdue)


def chart(words: Words, *actions: Planned) -> TimelineChart:
    (found,) = chart_timelines(actions, TODAY, words)
    return found


def test_no_action_gives_no_picture(words: Words) -> None:
    assert chart_timelines([], TODAY, words) == ()


def test_what_comes_first_stands_first(words: Words) -> None:
    later, sooner = plan("Later", due=date(2027, 9, 1)), plan("Eerst", due=date(2027, 2, 1))
    assert [bar.title for bar in chart(words, later, sooner).bars] == ["Eerst", "Later"]


def test_a_bar_goes_from_the_day_that_it_was_taken_on_to_its_own(words: Words) -> None:
    found = chart(words, plan(added=TODAY, due=TODAY + timedelta(days=100)))
    (bar,) = found.bars
    assert bar.span.low == found.today.place
    assert bar.span.high == bar.due
    assert bar.due is not None
    assert bar.due > found.today.place


def test_what_is_done_ends_on_the_day_that_it_was_done_and_still_shows_its_own(words: Words) -> None:
    done = plan(added=TODAY - timedelta(days=90), due=TODAY + timedelta(days=30), done=TODAY)
    found = chart(words, done)
    (bar,) = found.bars
    assert bar.span.high == found.today.place
    assert bar.due is not None
    assert bar.due > bar.span.high
    assert "Done on 2026-11-24" in bar.remark


def test_a_day_before_it_was_taken_on_begins_the_bar(words: Words) -> None:
    found = chart(words, plan(added=TODAY, due=TODAY - timedelta(days=50), is_overdue=True))
    (bar,) = found.bars
    assert bar.due is not None
    assert bar.span.low == bar.due < found.today.place
    assert bar.is_overdue


def test_a_long_plan_goes_on_in_a_second_picture_on_the_same_axis(words: Words) -> None:
    actions = [plan(f"Actie {number}", due=TODAY + timedelta(days=number)) for number in range(MOST_BARS + 3)]
    first, second = chart_timelines(actions, TODAY, words)
    assert (len(first.bars), len(second.bars)) == (MOST_BARS, 3)
    assert first.ticks == second.ticks
    assert first.today == second.today
    assert first.title.endswith("(1 of 2)")
    assert second.title.endswith("(2 of 2)")


def test_the_picture_in_words_says_each_action_with_its_day(words: Words) -> None:
    assert chart(words, plan("Overleg", due=date(2027, 2, 1))).description == "Overleg: Te doen · by 2027-02-01."


@given(st.lists(DAYS, min_size=1, max_size=8))
def test_every_day_lies_on_the_axis_and_there_are_few_marks_but_some(days: list[date]) -> None:
    axis = Axis.around(days)
    assert all(0 < axis.place(day) < 100 for day in days)
    ticks = [day for day, _ in find_ticks(axis)]
    assert 1 <= len(ticks) <= MOST_TICKS
    assert ticks == sorted(set(ticks))
    assert all(axis.first <= day <= axis.last for day in ticks)


@pytest.mark.parametrize(
    ("length", "first", "written"),
    [(0, date(2026, 11, 16), "MMMd"), (100, date(2026, 12, 1), "yMMM"), (4000, date(2028, 1, 1), "y")],
)
def test_marks_suit_the_length_of_the_plan(length: int, first: date, written: str) -> None:
    ticks = find_ticks(Axis.around([TODAY, TODAY + timedelta(days=length)]))
    assert ticks[0] == (first, written)
