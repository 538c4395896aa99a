"""Saving what was filled in on the rows of the plan: each row that can be saved is, the others come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from webapp.action_plan import operations
from webapp.action_plan.operations import RowChange, RowOutcome
from webapp.action_plan.rows import (
    Sent,
    SentRow,
    fill_in_ticked,
    find_errors,
    find_errors_of_several,
    read_status_of,
)
from webapp.action_plan.suggestions import suggest_for_plan
from webapp.clock import today
from webapp.outcome.reading import find_current
from webapp.scan.action_fields import read_due
from webapp.web.visit import Visit


@dataclass(frozen=True)
class Saved:
    """What became of each row that was typed in. `errors` is by action, then by field."""

    sent: Sent
    outcomes: Mapping[int, RowOutcome] = field(default_factory=dict)
    errors: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    several_errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many rows were saved."""
        return sum(outcome.is_saved for outcome in self.outcomes.values())

    @property
    def missing(self) -> tuple[SentRow, ...]:
        """The rows whose action somebody removed meanwhile."""
        gone = {number for number, outcome in self.outcomes.items() if outcome.action is None}
        return tuple(row for row in self.sent.rows if row.action_id in gone)

    @property
    def code(self) -> HTTPStatus:
        """OK when nothing has to come back."""
        if self.errors or self.several_errors:
            return HTTPStatus.UNPROCESSABLE_ENTITY
        refused = any(one.is_conflict or one.action is None for one in self.outcomes.values())
        return HTTPStatus.CONFLICT if refused else HTTPStatus.OK


def save_sent(visit: Visit, sent: Sent) -> Saved:
    """Save each row in which something was typed, or that was ticked. Raises like `operations.change_rows`."""
    several_errors = find_errors_of_several(sent)
    if sent.several.is_asked and not several_errors:
        sent = fill_in_ticked(sent, suggest_for_plan(find_current(visit), today()))
    touched = [row for row in sent.rows if row.is_touched]
    errors = {row.action_id: found for row in touched if (found := find_errors(row.typed))}
    changes = [_make_change(row) for row in touched if row.action_id not in errors]
    outcomes = operations.change_rows(visit, changes) if changes else {}
    return Saved(sent, outcomes, errors, several_errors)


def _make_change(row: SentRow) -> RowChange:
    typed = row.typed
    return RowChange(row.action_id, row.base_revision, typed.who, read_due(typed.due), read_status_of(typed))
