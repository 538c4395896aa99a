"""Days of a plan as a calendar file (iCalendar, RFC 5545) that every agenda can take in.

Days are events of a whole day and no tasks: the agendas of most offices pass over tasks. Nothing in the file tells the
private link.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from webapp.documents.empty import EmptyDocumentError

if TYPE_CHECKING:
    import icalendar


@dataclass(frozen=True)
class Entry:
    """One day in the calendar. With the same `uid` and a higher `sequence` it takes the place of an earlier one."""

    uid: str
    sequence: int
    changed_at: datetime
    day: date
    title: str
    text: str
    is_cancelled: bool = False


def write_calendar(name: str, language: str, entries: Iterable[Entry]) -> bytes:
    """Return a calendar file. Raises EmptyDocumentError when there is no day in it."""
    import icalendar  # noqa: PLC0415 (a tenth of a second that no start waits for)

    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//Pleinwijzer//actieplan//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_fill_in(icalendar.Event(), entry))
    if not calendar.subcomponents:
        raise EmptyDocumentError("the plan has no action with a day")
    return bytes(calendar.to_ical())


def _fill_in(event: icalendar.Event, entry: Entry) -> icalendar.Event:
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    if entry.text:
        event.add("description", entry.text)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event
