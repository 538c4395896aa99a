"""The kept plan in a downloaded file: what still fits is taken over, what does not is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessment.action_plan import Action, Change, Event, Status
from assessment.advice import Recommendation
from webapp.exchange.import_file import Document, Misfit, read_moment
from webapp.language.texts import gettext, ngettext
from webapp.language.typed_text import clean_line
from webapp.scan.action_fields import (
    ActionFieldError,
    read_due,
    read_note,
    read_status,
    read_title,
    read_who,
)
from webapp.store.action_plan import MOST_ACTIONS, MOST_EVENTS, TITLE_LENGTH, Fields, NewAction


@dataclass(frozen=True)
class FittedActions:
    """The actions in a file that a plan can take, what it can't take, and what is not as it was in the file."""

    actions: tuple[NewAction, ...]
    misfits: tuple[Misfit, ...] = ()
    remarks: tuple[Misfit, ...] = ()


def fit_actions(recommendations: Iterable[Recommendation], document: Document) -> FittedActions:
    """Return what a plan can take of the actions in a file.

    A recommendation that no longer exists becomes an action of one's own, with the title that it had.
    """
    known = {recommendation.id for recommendation in recommendations}
    found: list[NewAction] = []
    misfits: list[Misfit] = []
    remarks: list[Misfit] = []
    for entry in document.actions:
        title = _name(entry)
        try:
            action, changes = _read(known, entry)
        except ActionFieldError as error:
            misfits.append(Misfit(gettext("Action plan"), title, str(error)))
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
            misfits.append(Misfit(gettext("Action plan"), title, gettext("We could not read this.")))
        else:
            found.append(action)
            remarks.extend(Misfit(gettext("Action plan"), action.fields.title, change) for change in changes)
    return FittedActions(tuple(found), tuple(misfits), tuple(remarks))


def leave_out_known(new: Iterable[NewAction], present: Iterable[Action]) -> tuple[NewAction, ...]:
    """Return the actions that a plan does not have: the same recommendation, or the same title, is the same."""
    actions = list(present)
    taken = {action.recommendation_id for action in actions} - {None}
    titles = {action.title for action in actions if action.recommendation_id is None}
    return tuple(
        one
        for one in new
        if (one.fields.title not in titles if one.recommendation_id is None else one.recommendation_id not in taken)
    )


def count_too_many(new: Iterable[NewAction], present: Iterable[Action] = ()) -> int:
    """Return how many actions there would be more than a plan can hold; 0 where all fit."""
    return max(0, len(tuple(present)) + len(tuple(new)) - MOST_ACTIONS)


def _name(entry: object) -> str:
    """Return what an action in a file is called, for the reader; empty where nobody can tell."""
    title = entry.get("title") if isinstance(entry, Mapping) else None
    return clean_line(title)[:TITLE_LENGTH] if isinstance(title, str) else ""


def _read(known: set[str], entry: object) -> tuple[NewAction, list[str]]:
    """Return one action and what of it changes. Raises ActionFieldError, ValueError, TypeError or KeyError."""
    if not isinstance(entry, Mapping):
        raise TypeError
    due = entry.get("due")
    fields = Fields(
        title=read_title(_text(entry.get("title"))),
        who=read_who(_text(entry.get("who", ""))),
        due=None if due is None else read_due(_text(due)),
        status=read_status(_text(entry.get("status", Status.TODO))),
        note=read_note(_text(entry.get("note", ""))),
    )
    changes: list[str] = []
    recommendation = entry.get("recommendation")
    if recommendation is not None and recommendation not in known:
        changes.append(gettext("This recommendation does not exist (any more): it becomes an action of your own."))
        recommendation = None
    history, lost = _read_history(entry.get("history", []))
    if lost:
        changes.append(
            ngettext(
                "One line of its history is not taken over.", "%(num)s lines of its history are not taken over.", lost
            )
        )
    return NewAction(fields, recommendation, history), changes


def _read_history(entries: object) -> tuple[tuple[Event, ...], int]:
    """Return the history that a plan can take, the oldest first, and how many lines it can't take."""
    if not isinstance(entries, list):
        return (), 1
    events: list[Event] = []
    for entry in entries:
        try:
            events.append(_read_event(entry))
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
            continue
    events.sort(key=lambda event: event.at)
    kept = events if len(events) <= MOST_EVENTS else [events[0], *events[1 - MOST_EVENTS :]]
    return tuple(kept), len(entries) - len(kept)


def _read_event(entry: Mapping[str, object]) -> Event:
    at = read_moment(entry["at"])
    change, value = Change(_text(entry["change"])), _text(entry.get("value", ""))
    if change is Change.STATUS:
        value = str(Status(value))
    elif change is Change.DUE:
        day = read_due(value)
        value = day.isoformat() if day else ""
    else:
        value = ""
    return Event(at, change, value)


def _text(value: object) -> str:
    """Return a text. Raises TypeError when it is none."""
    if not isinstance(value, str):
        raise TypeError
    return value
