"""What is done to the action plan: each a whole, and by whom."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from assessment.action_plan import Action, Status
from webapp.store.action_plan import (
    ActionMissingError,
    ChangeOutcome,
    Fields,
    NewAction,
    add_actions,
    change_action,
    complete_action,
    fields_of,
    get_actions,
    move_action,
    remove_action,
)
from webapp.store.sent_forms import find_made, remember_made
from webapp.web.state import writing
from webapp.web.visit import Visit


def add(visit: Visit, new: Iterable[NewAction], form: str = "") -> tuple[Action, ...]:
    """Add actions at the end and return those that were added: a recommendation that is there already is left out.

    `form`: by what the form is known; what it added before is returned. Raises ActionMissingError where that was
    removed since, PlanFullError, AssessmentMissingError and StoreUnavailable; nothing is saved then.
    """
    assessment_id = visit.assessment.id
    with writing() as connection:
        made = find_made(connection, assessment_id, form)
        if made is not None:
            ids = set(json.loads(made))
            present = tuple(action for action in get_actions(connection, assessment_id) if action.id in ids)
            if ids and not present:
                raise ActionMissingError
            return present
        added = add_actions(connection, assessment_id, new, visit.actor)
        remember_made(connection, assessment_id, form, json.dumps([action.id for action in added]))
    return added


def change(visit: Visit, action_id: int, fields: Fields, base_revision: int) -> ChangeOutcome:
    """Change an action. Raises ActionMissingError, AssessmentMissingError and StoreUnavailable."""
    with writing() as connection:
        return change_action(
            connection, visit.assessment.id, action_id, fields, base_revision=base_revision, actor=visit.actor
        )


class RowChange(NamedTuple):
    """What is to be changed of one action from its row in the plan."""

    action_id: int
    base_revision: int
    who: str
    due: date | None
    status: Status


class RowOutcome(NamedTuple):
    """The action as it is stored now, None where somebody removed it; whether it was saved, or is somebody else's."""

    action: Action | None
    is_saved: bool = False
    is_conflict: bool = False


def change_rows(visit: Visit, changes: Iterable[RowChange]) -> dict[int, RowOutcome]:
    """Change several actions, each whether or not another can be; what a row does not show stays as it is.

    Raises AssessmentMissingError and StoreUnavailable; nothing is saved then.
    """
    outcomes: dict[int, RowOutcome] = {}
    with writing() as connection:
        present = {action.id: action for action in get_actions(connection, visit.assessment.id)}
        for change in changes:
            before = present.get(change.action_id)
            if before is None:
                outcomes[change.action_id] = RowOutcome(None)
                continue
            fields = replace(fields_of(before), who=change.who, due=change.due, status=change.status)
            done = change_action(
                connection,
                visit.assessment.id,
                before.id,
                fields,
                base_revision=change.base_revision,
                actor=visit.actor,
            )
            is_saved = not done.is_conflict and done.action.revision != before.revision
            outcomes[before.id] = RowOutcome(done.action, is_saved, done.is_conflict)
    return outcomes


def complete(visit: Visit, action_id: int) -> None:
    """Mark an action as done, whatever somebody else changed of it meanwhile. Raises like `change`."""
    with writing() as connection:
        complete_action(connection, visit.assessment.id, action_id, visit.actor)


def move(visit: Visit, action_id: int, *, up: bool) -> None:
    """Let an action change places with the one before or after it. Raises like `change`."""
    with writing() as connection:
        move_action(connection, visit.assessment.id, action_id, visit.actor, up=up)


def remove(visit: Visit, action_id: int) -> None:
    """Remove an action with its history. Raises like `change`."""
    with writing() as connection:
        remove_action(connection, visit.assessment.id, action_id, visit.actor)
