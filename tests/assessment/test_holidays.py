from __future__ import annotations

from datetime import date, timedelta

import pytest

from assessment.holidays import find_easter, is_work_day, next_work_day


@pytest.mark.parametrize(
    "easter",
    [date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28), date(2035, 3, 25), date(2038, 4, 25)],
)
def test_easter_is_where_the_calendar_has_it(easter: date) -> None:
    assert find_easter(easter.year) == easter


def test_easter_is_a_sunday_from_22_march_to_25_april() -> None:
    found = [find_easter(year) for year in range(1900, 2300)]
    assert all(day.isoweekday() == 7 and (3, 22) <= (day.month, day.day) <= (4, 25) for day in found)


def test_a_year_has_the_ten_legal_holidays_and_the_flemish_one() -> None:
    year = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    free = [day for day in year if day.isoweekday() < 6 and not is_work_day(day)]
    assert free == [
        date(2026, 1, 1),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 7, 21),
        date(2026, 11, 11),
        date(2026, 12, 25),
    ]
    assert not any(is_work_day(date(2028, month, day)) for month, day in ((7, 11), (8, 15), (11, 1)))


def test_a_work_day_stays_and_a_holiday_moves_to_the_day_after() -> None:
    assert next_work_day(date(2026, 5, 13)) == date(2026, 5, 13)
    assert next_work_day(date(2026, 5, 14)) == date(2026, 5, 15)
    assert next_work_day(date(2026, 4, 4)) == date(2026, 4, 7)
