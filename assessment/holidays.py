"""Days on which no town hall works: weekends, Belgium's ten legal holidays, and the day of the Flemish Community."""

from __future__ import annotations

from datetime import date, timedelta

_SATURDAY = 5
_FIXED = (
    (1, 1),  # New Year's Day
    (5, 1),  # Labour Day
    (7, 11),  # the Flemish Community: no legal holiday, but one of whoever works for a Flemish municipality
    (7, 21),  # National Day
    (8, 15),  # Assumption of Mary
    (11, 1),  # All Saints
    (11, 11),  # Armistice
    (12, 25),  # Christmas
)
_AFTER_EASTER = (1, 39, 50)
"""Easter Monday, Ascension and Whit Monday, in days after Easter."""


def next_work_day(day: date) -> date:
    """Return a day itself if people are at work on it, else the first one after it on which they are."""
    while not is_work_day(day):
        day += timedelta(days=1)
    return day


def is_work_day(day: date) -> bool:
    """Tell whether people are at work on a day."""
    if day.weekday() >= _SATURDAY or (day.month, day.day) in _FIXED:
        return False
    return (day - find_easter(day.year)).days not in _AFTER_EASTER


def find_easter(year: int) -> date:
    """Return Easter Sunday of a year, 1583 or later, by the rule of Meeus, Jones and Butcher."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, over = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - correction + 15) % 30
    quarters, single = divmod(rest, 4)
    to_sunday = (32 + 2 * over + 2 * quarters - moon - single) % 7
    late = (golden + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
