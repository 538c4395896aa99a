"""The plan as a table: what each row shows, what comes back on it, and the order of the rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from assessment.action_plan import Action
from webapp.action_plan.rows import NOTHING_TYPED, Sent, SentRow, Typed, find_errors, mark_row, read_status_of, type_out
from webapp.action_plan.saving import Saved
from webapp.language.locale import format_date_as, format_day
from webapp.language.texts import gettext, ngettext
from webapp.report.parts.action_list import ActionView, status_names


class RowView(NamedTuple):
    """One row of the plan.

    `number` is its place among what is still to be done, 0 for what is not; `theirs` is somebody else's version where
    that stands in the way; `suggested` is a day as ISO 8601, empty where none is needed.
    """

    view: ActionView
    number: int
    mark: str
    typed: Typed
    errors: Mapping[str, str]
    theirs: str
    suggested: str
    suggested_text: str
    is_returned: bool
    is_chosen: bool
    is_saved: bool
    is_unfolded: bool
    is_first: bool
    is_last: bool

    @property
    def needs_look(self) -> bool:
        """Whether the row must not be folded away: it came back as typed, was ticked, just saved or asked for."""
        return bool(self.is_returned or self.theirs or self.is_chosen or self.is_saved or self.is_unfolded)


@dataclass(frozen=True)
class Returned:
    """What comes back with the page after it was sent: what could not be saved, and what was asked of ticked rows."""

    rows: Mapping[int, SentRow] = field(default_factory=dict)
    theirs: Mapping[int, Action] = field(default_factory=dict)
    chosen: frozenset[int] = frozenset()
    saved: frozenset[int] = frozenset()
    several: Typed = NOTHING_TYPED
    several_errors: Mapping[str, str] = field(default_factory=dict)


def give_back(saved: Saved) -> Returned:
    """Return what of a form is still to be looked at; a row with a conflict can be saved over the other version."""
    theirs = {n: o.action for n, o in saved.outcomes.items() if o.is_conflict and o.action is not None}
    back = {row.action_id: row for row in saved.sent.rows if row.action_id in saved.errors}
    for row in saved.sent.rows:
        if row.action_id in theirs:
            back[row.action_id] = SentRow(row.action_id, mark_row(theirs[row.action_id]), row.typed, row.chosen)
    kept = saved.sent.rows if saved.several_errors else tuple(back.values())
    return Returned(
        rows=back,
        theirs=theirs,
        chosen=frozenset(row.action_id for row in kept if row.chosen),
        saved=frozenset(number for number, outcome in saved.outcomes.items() if outcome.is_saved),
        several=saved.sent.several.typed if saved.several_errors else NOTHING_TYPED,
        several_errors=saved.several_errors,
    )


def give_all_back(sent: Sent) -> Returned:
    """Return all that was typed and ticked, for a form of which nothing was looked at."""
    return Returned(
        rows={row.action_id: row for row in sent.rows if row.is_touched},
        chosen=frozenset(row.action_id for row in sent.rows if row.chosen),
        several=sent.several.typed,
    )


def shape_rows(
    views: Iterable[ActionView], suggested: Mapping[int, date], returned: Returned, unfolded: int = 0
) -> tuple[RowView, ...]:
    """Return the rows of actions that are equally open or closed, in the order of the plan."""
    group = tuple(views)
    return tuple(
        _shape_row(view, place, len(group), suggested.get(view.action.id), returned, unfolded=unfolded)
        for place, view in enumerate(group, start=1)
    )


def sort_by_day(rows: Iterable[RowView]) -> tuple[RowView, ...]:
    """Return the rows by their day, the first one first and those without one at the end."""
    return tuple(sorted(rows, key=lambda row: row.view.action.due or date.max))


def list_problems(rows: Iterable[RowView], returned: Returned) -> list[dict[str, str]]:
    """Return what is wrong for the summary above the form: a sentence, and the field that it is about."""
    places = {"who": "who-samen", "due": "due-samen", "status": "status-samen"}
    found = [
        {"href": f"#{places.get(name, 'meerdere')}", "text": text} for name, text in returned.several_errors.items()
    ]
    for row in rows:
        number, title = row.view.action.id, row.view.title
        found += [
            {"href": f"#{name}-{number}", "text": gettext("“%(title)s”: %(problem)s", title=title, problem=text)}
            for name, text in row.errors.items()
        ]
        if row.theirs:
            text = gettext("“%(title)s”: somebody else changed this action in the meantime.", title=title)
            found.append({"href": f"#who-{number}", "text": text})
    return found


def tell_removed(missing: Iterable[SentRow]) -> str:
    """Return what was typed for actions that somebody removed, so that it is not lost; empty for none."""
    lines = [_tell_fields(row.typed.who, row.typed.due, row.typed) for row in missing]
    if not lines:
        return ""
    return str(
        ngettext(
            "NOT saved: somebody deleted an action in the meantime. What you filled in there: %(lines)s.",
            "NOT saved: somebody deleted actions in the meantime. What you filled in there: %(lines)s.",
            len(lines),
            lines="; ".join(lines),
        )
    )


def _shape_row(
    view: ActionView, place: int, most: int, day: date | None, returned: Returned, *, unfolded: int
) -> RowView:
    action = view.action
    back = returned.rows.get(action.id)
    theirs = returned.theirs.get(action.id)
    typed = back.typed if back else type_out(action)
    offered = day if day and not typed.due else None
    return RowView(
        view=view,
        number=place if action.is_open else 0,
        mark=back.mark if back else mark_row(action),
        typed=typed,
        errors=find_errors(back.typed) if back else {},
        theirs=_tell_theirs(theirs) if theirs else "",
        suggested=offered.isoformat() if offered else "",
        suggested_text=format_date_as(offered, "yMMMd") if offered else "",
        is_returned=back is not None,
        is_chosen=action.id in returned.chosen,
        is_saved=action.id in returned.saved,
        is_unfolded=action.id == unfolded,
        is_first=place == 1,
        is_last=place == most,
    )


def _tell_theirs(action: Action) -> str:
    due = format_day(action.due) if action.due else ""
    return str(
        gettext(
            "Somebody else changed this action in the meantime: %(fields)s. What you typed is here. "
            "Save it again if yours is right.",
            fields=_tell_fields(action.who, due, type_out(action)),
        )
    )


def _tell_fields(who: str, due: str, typed: Typed) -> str:
    status = status_names()[read_status_of(typed)]
    return " · ".join((who or gettext("nobody yet"), due or gettext("no date yet"), status))
