"""What time it is: in UTC for what is stored, and the day that it is in Flanders for what people read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

TIME_ZONE = ZoneInfo("Europe/Brussels")


def utc_now() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


def local_time(moment: datetime) -> datetime:
    """Return a moment by the clock in Brussels, which tells its distance from UTC along."""
    return moment.astimezone(TIME_ZONE)


def local_day(moment: datetime) -> date:
    """Return the day in Brussels of a moment."""
    return local_time(moment).date()


def today() -> date:
    """Return the day that it is in Brussels."""
    return local_day(utc_now())
