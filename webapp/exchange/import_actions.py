"""The kept plan in a downloaded file: what still fits is taken over, what does not is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from assessment.action_plan import Action, Change, Event, Status
from assessment.advice import Recommendation
from webapp.exchange.import_file import Document, Misfit
from webapp.language.texts import gettext
from webapp.language.typed_text import clean_block, clean_line, clean_text
from webapp.scan.fields import NOTE_LENGTH
from webapp.store.action_plan import MOST_ACTIONS, TITLE_LENGTH, WHO_LENGTH, Fields, NewAction

MOST_EVENTS = 500


def fit_actions(recommendations: Iterable[Recommendation], document: Document) -> tuple[list[NewAction], list[Misfit]]:
    """Return the actions in a file that a plan can take, and what it can't.

    A recommendation that no longer exists becomes an action of one's own, with the title that it had.
    """
    known = {recommendation.id for recommendation in recommendations}
    found: list[NewAction] = []
    misfits: list[Misfit] = []
    for entry in document.actions[:MOST_ACTIONS]:
        title = clean_text(str(entry.get("title", "")))[:TITLE_LENGTH] if isinstance(entry, dict) else ""
        try:
            found.append(_read(known, entry))
        except (ValueError, TypeError, KeyError, AttributeError):
            misfits.append(Misfit(gettext("Action plan"), title, gettext("We could not read this.")))
    return found, misfits


def leave_out_known(new: Iterable[NewAction], present: Iterable[Action]) -> list[NewAction]:
    """Return the actions that a plan does not have: the same recommendation, or the same title, is the same."""
    actions = list(present)
    taken = {action.recommendation_id for action in actions} - {None}
    titles = {action.title for action in actions if action.recommendation_id is None}
    return [
        one
        for one in new
        if (one.fields.title not in titles if one.recommendation_id is None else one.recommendation_id not in taken)
    ]


def _read(known: set[str], entry: object) -> NewAction:
    """Return one action. Raises ValueError, TypeError or KeyError when it is none."""
    if not isinstance(entry, Mapping):
        raise TypeError
    title = _line(entry.get("title"), TITLE_LENGTH)
    if not title:
        raise ValueError
    due = entry.get("due")
    fields = Fields(
        title=title,
        who=_line(entry.get("who", ""), WHO_LENGTH),
        due=date.fromisoformat(due) if due is not None else None,
        status=Status(entry.get("status", Status.TODO)),
        note=_text(entry.get("note", ""), NOTE_LENGTH),
    )
    recommendation = entry.get("recommendation")
    history = tuple(_read_event(event) for event in list(entry.get("history", []))[:MOST_EVENTS])
    return NewAction(fields, recommendation if recommendation in known else None, history)


def _read_event(entry: Mapping[str, object]) -> Event:
    at = datetime.fromisoformat(str(entry["at"]))
    change, value = Change(str(entry["change"])), str(entry.get("value", ""))
    if change is Change.STATUS:
        value = str(Status(value))
    elif change is Change.DUE and value:
        value = date.fromisoformat(value).isoformat()
    else:
        value = ""
    return Event(at.astimezone(UTC), change, value)


def _line(value: object, most: int) -> str:
    """Return a text as one line, as the form has it. Raises ValueError when it is none, or too long."""
    return clean_line(_text(value, most))


def _text(value: object, most: int) -> str:
    """Return a clean text. Raises ValueError when it is none, or too long."""
    if not isinstance(value, str) or len(text := clean_block(value)) > most:
        raise ValueError
    return text
