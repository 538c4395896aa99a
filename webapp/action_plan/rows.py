"""The rows of the plan as they were sent, all in one form: what stands on each, and what was asked of the ticked ones.

Each row carries a hidden mark: the revision that it was made from, and what its fields held then. So a row in which
nobody typed is told from one that somebody else changed meanwhile, and only what was typed is saved.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from werkzeug.datastructures import MultiDict

from assessment.action_plan import Action, Status
from webapp.language.texts import gettext
from webapp.language.typed_text import clean_line
from webapp.scan.action_fields import ActionFieldError, read_due, read_status, read_who

BY_DAY = "datum"
"""The order of the plan in which days count."""

_MARK = re.compile(r"(\d{1,9}) ([0-9a-f]{8})", re.ASCII)
_ROW = re.compile(r"rij-(\d{1,15})", re.ASCII)
_ID = re.compile(r"\d{1,15}", re.ASCII)
"""No more digits than the database can hold."""


@dataclass(frozen=True)
class Typed:
    """What the three fields of a row hold, as text."""

    who: str = ""
    due: str = ""
    status: str = ""


NOTHING_TYPED = Typed()


@dataclass(frozen=True)
class SentRow:
    """A row as it was sent. `mark`: see above; `chosen` says whether it was ticked."""

    action_id: int
    mark: str
    typed: Typed
    chosen: bool = False

    @property
    def base_revision(self) -> int:
        """The revision that the row was made from; 0 where that is no number."""
        found = _MARK.fullmatch(self.mark)
        return int(found[1]) if found else 0

    @property
    def is_touched(self) -> bool:
        """Whether the fields hold something else than when the page was made."""
        found = _MARK.fullmatch(self.mark)
        return found is None or found[2] != _sum_up(self.typed)


class Several(NamedTuple):
    """What was asked of all ticked rows at once; an empty field leaves theirs as it is."""

    typed: Typed = NOTHING_TYPED
    suggested: bool = False
    is_asked: bool = False

    @property
    def asks_nothing(self) -> bool:
        """Whether there is nothing to do with what was ticked."""
        return not self.suggested and self.typed == NOTHING_TYPED


NOTHING_ASKED = Several()


@dataclass(frozen=True)
class Sent:
    """The whole form. `pressed`: the row whose own button was used, 0 for none; `up` for one that is to be moved."""

    rows: tuple[SentRow, ...] = ()
    several: Several = NOTHING_ASKED
    pressed: int = 0
    moved: int = 0
    up: bool = False


def type_out(action: Action) -> Typed:
    """Return what a row's fields hold for a stored action."""
    return Typed(clean_line(action.who), action.due.isoformat() if action.due else "", str(action.status))


def mark_row(action: Action) -> str:
    """Return the hidden mark of a row that shows this action."""
    return f"{action.revision} {_sum_up(type_out(action))}"


def read_sent(form: MultiDict[str, str]) -> Sent:
    """Return the form as it was sent: each row with what its buttons ask already filled in."""
    ids = [int(found[1]) for name in form if (found := _ROW.fullmatch(name))]
    ticked = set(form.getlist("kies"))
    rows = tuple(
        SentRow(one, form.get(f"rij-{one}", ""), _read_fields(form, f"-{one}"), str(one) in ticked) for one in ids
    )
    taken, _, day = form.get("voorstel", "").partition(" ")
    rows = tuple(replace(r, typed=replace(r.typed, due=day)) if str(r.action_id) == taken else r for r in rows)
    asked = form.get("samen", "")
    up, down = _read_id(form.get("op", "")), _read_id(form.get("neer", ""))
    return Sent(
        rows=rows,
        several=Several(_read_fields(form, "-samen"), suggested=asked == "voorstel", is_asked=bool(asked)),
        pressed=_read_id(form.get("bewaar", "")) or _read_id(taken) or up or down,
        moved=up or down,
        up=bool(up),
    )


def fill_in_ticked(sent: Sent, suggested: Mapping[int, date]) -> Sent:
    """Return the form with what was asked of the ticked rows in them; a suggested day only where there is none."""
    several = sent.several
    if not several.is_asked:
        return sent

    def fill(row: SentRow) -> SentRow:
        if not row.chosen:
            return row
        if several.suggested:
            day = suggested.get(row.action_id)
            return replace(row, typed=replace(row.typed, due=row.typed.due or (day.isoformat() if day else "")))
        given, old = several.typed, row.typed
        return replace(row, typed=Typed(given.who or old.who, given.due or old.due, given.status or old.status))

    return replace(sent, rows=tuple(fill(row) for row in sent.rows))


def find_errors(typed: Typed) -> dict[str, str]:
    """Return by field what is wrong with what was typed."""
    checks: tuple[tuple[str, Callable[[str], object], str], ...] = (
        ("who", read_who, typed.who),
        ("due", read_due, typed.due),
        ("status", read_status, typed.status),
    )
    errors = {}
    for name, read, text in checks:
        try:
            read(text)
        except ActionFieldError as error:
            errors[name] = str(error)
    return errors


def find_errors_of_several(sent: Sent) -> dict[str, str]:
    """Return by field what is wrong with what was asked of the ticked rows; empty where nothing was asked."""
    several = sent.several
    if not several.is_asked:
        return {}
    if not any(row.chosen for row in sent.rows):
        return {"ticks": gettext("Tick at least one action.")}
    if several.asks_nothing:
        return {"who": gettext("Fill in what is to be changed of the ticked actions.")}
    return {} if several.suggested else find_errors(several.typed)


def read_status_of(typed: Typed) -> Status:
    """Return the status that was chosen, to do where it is none of ours."""
    return Status(typed.status) if typed.status in set(Status) else Status.TODO


def _read_fields(form: MultiDict[str, str], ending: str) -> Typed:
    return Typed(*(clean_line(form.get(f"{name}{ending}", "")) for name in ("who", "due", "status")))


def _read_id(written: str) -> int:
    return int(written) if _ID.fullmatch(written) else 0


def _sum_up(typed: Typed) -> str:
    return f"{zlib.crc32(chr(31).join((typed.who, typed.due, typed.status)).encode('utf-8', 'replace')):08x}"
