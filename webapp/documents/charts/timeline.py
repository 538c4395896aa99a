"""Actions with their days -> the plan on a timeline, in as many pictures as it needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import count
from typing import NamedTuple

from assessment.action_plan import Status
from webapp.documents.charts.model import PlanBar, Span, Tick, TimelineChart, TimelineLegend
from webapp.documents.charts.texts import Words

MOST_BARS = 12
"""What fits on a page of paper."""
MOST_TICKS = 7
SMALLEST_EDGE = 10
"""Days that are drawn before the first and after the last one; three per cent of the whole where that is more."""


class Planned(NamedTuple):
    """An action with its days. `added` is the day that it was taken on, `done` the day that it was done, if it is."""

    title: str
    colour: str
    added: date
    due: date | None
    done: date | None
    status: Status
    status_text: str
    is_overdue: bool

    @property
    def start(self) -> date:
        """The day that it was taken on; its own where that is earlier."""
        return min(self.added, self.due or self.added)

    @property
    def end(self) -> date:
        """The last day that counts: the one on which it was done, else its own."""
        return max(self.start, self.done or self.due or self.start)


class Axis(NamedTuple):
    """From a first day to a last."""

    first: date
    last: date

    @classmethod
    def around(cls, days: Sequence[date]) -> Axis:
        """Return an axis with all these days and some room around them."""
        first, last = min(days), max(days)
        edge = timedelta(days=max(SMALLEST_EDGE, round(0.03 * (last - first).days)))
        return cls(first - edge, last + edge)

    def place(self, day: date) -> float:
        """Return where a day lies, 0 to 100."""
        return 100 * (day - self.first).days / (self.last - self.first).days


def chart_timelines(actions: Sequence[Planned], today: date, words: Words) -> tuple[TimelineChart, ...]:
    """Return the actions by day, on one axis; none for none."""
    if not actions:
        return ()
    axis = Axis.around([today, *(day for a in actions for day in (a.start, a.end, a.due or a.end))])
    ordered = sorted(actions, key=lambda action: (action.end, action.start))
    parts = [ordered[start : start + MOST_BARS] for start in range(0, len(ordered), MOST_BARS)]
    title = words.gettext("The action plan on a timeline")
    titles = [
        words.gettext("%(title)s (%(part)s of %(parts)s)", title=title, part=number, parts=len(parts))
        for number in range(1, len(parts) + 1)
    ]
    ticks = tuple(Tick(axis.place(day), words.day_as(day, parts)) for day, parts in find_ticks(axis))
    return tuple(
        _chart(part, titles[place] if len(parts) > 1 else title, axis, today, ticks, words)
        for place, part in enumerate(parts)
    )


def find_ticks(axis: Axis) -> list[tuple[date, str]]:
    """Return the days to mark, as close together as there is room for, each with how it is written (CLDR skeleton)."""
    for step in count():
        found = list(_days_of(step, axis))
        if len(found) <= MOST_TICKS:
            return found
    raise AssertionError("steps never end")


def _days_of(step: int, axis: Axis) -> Iterator[tuple[date, str]]:
    """Give the marks of a step: Mondays, every second one, then firsts of months ever further apart."""
    if step <= 1:
        weeks = step + 1
        day = axis.first + timedelta(days=-axis.first.weekday() % 7)
        while day <= axis.last:
            yield day, "MMMd"
            day += timedelta(weeks=weeks)
        return
    months = (1, 2, 3, 6)[step - 2] if step < 6 else 12 * 2 ** (step - 6)
    number = axis.first.year * 12 + axis.first.month - 1
    number += -number % months
    while number // 12 <= date.max.year and (day := date(number // 12, number % 12 + 1, 1)) <= axis.last:
        if day >= axis.first:
            yield day, "yMMM" if months < 12 else "y"
        number += months


def _chart(
    actions: Sequence[Planned], title: str, axis: Axis, today: date, ticks: tuple[Tick, ...], words: Words
) -> TimelineChart:
    bars = tuple(_bar(action, axis, words) for action in actions)
    return TimelineChart(
        language=words.language,
        title=title,
        description=" ".join(f"{bar.title}: {bar.remark}." for bar in bars),
        today=Tick(axis.place(today), words.gettext("Today")),
        ticks=ticks,
        bars=bars,
        legend=TimelineLegend(
            todo=words.gettext("still to do"),
            busy=words.gettext("under way"),
            done=words.gettext("done"),
            overdue=words.gettext("overdue until today"),
            due=words.gettext("by when"),
        ),
    )


def _bar(action: Planned, axis: Axis, words: Words) -> PlanBar:
    parts = [words.gettext("Done on %(day)s", day=words.day(action.done)) if action.done else action.status_text]
    if action.due:
        parts.append(words.gettext("by %(day)s", day=words.day(action.due)))
    return PlanBar(
        title=action.title,
        remark=" · ".join(parts),
        colour=action.colour,
        span=Span(axis.place(action.start), axis.place(action.end)),
        due=axis.place(action.due) if action.due else None,
        status=action.status,
        is_overdue=action.is_overdue,
    )
