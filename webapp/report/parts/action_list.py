"""The kept plan in words: the same on its page, on paper, in slides and in the spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assessment.action_plan import Action, Change, Event, PlanCount, Status, count_actions
from webapp.findings.model import Findings
from webapp.language.locale import format_day, translate_text
from webapp.language.texts import gettext, ngettext
from webapp.report.parts.addresses import Addresses, action_anchor
from webapp.report.parts.sheets import SheetLink, link_sheets
from webapp.wording.verdicts import effort_line


@dataclass(frozen=True)
class ActionView:
    """One action as people read it. `dimension` is empty for an action of one's own."""

    action: Action
    anchor: str
    title: str
    dimension: str
    dimension_name: str
    first_step: str
    done_when: str
    residents: str
    effort: str
    due: str
    status: str
    is_overdue: bool
    history: tuple[tuple[str, str], ...]
    sheets: tuple[SheetLink, ...]


def view_actions(
    findings: Findings, today: date, signatures: Mapping[int, Sequence[str]] | None = None
) -> tuple[ActionView, ...]:
    """Return the plan's actions in their order, what is still to be done first.

    `signatures` says by action id, where that is to be shown, how each line of its history was written.
    """
    signed = signatures or {}
    views = [view_action(findings, action, today, signed.get(action.id, ())) for action in findings.actions]
    return tuple(sorted(views, key=lambda view: not view.action.is_open))


def view_action(findings: Findings, action: Action, today: date, signatures: Sequence[str] = ()) -> ActionView:
    """Return one action as people read it, `today` decides what is too late."""
    known = findings.content.recommendation(action.recommendation_id)
    names = findings.content.growth_path.dimension_names
    overdue = action.is_overdue(today)
    status = status_names()[action.status]
    return ActionView(
        action=action,
        anchor=action_anchor(action.id),
        title=translate_text(known.title) if known else action.title,
        dimension=known.dimension if known else "",
        dimension_name=translate_text(names[known.dimension]) if known else gettext("Your own action"),
        first_step=translate_text(known.first_step) if known else "",
        done_when=translate_text(known.done_when) if known else "",
        residents=translate_text(known.residents) if known and known.residents else "",
        effort=effort_line(known) if known else "",
        due=format_day(action.due) if action.due else "",
        status=gettext("%(status)s, overdue", status=status) if overdue else status,
        is_overdue=overdue,
        history=_tell_history(action, signatures),
        sheets=link_sheets(known.id if known else None, Addresses()),
    )


def _tell_history(action: Action, signatures: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the days and what happened on them, the newest first."""
    signed = [*signatures, *[""] * len(action.history)]
    lines = zip(action.history, signed, strict=False)
    told = [(format_day(event.at), f"{event_text(event)} {signature}".strip()) for event, signature in lines]
    return tuple(reversed(told))


def status_names() -> dict[Status, str]:
    """Return what each status is called, in the order in which an action goes through them."""
    return {
        Status.TODO: gettext("To do"),
        Status.BUSY: gettext("Under way"),
        Status.DONE: gettext("Completed"),
        Status.DROPPED: gettext("Dropped"),
    }


def event_text(event: Event) -> str:
    """Return one line of history in words."""
    if event.change is Change.STATUS:
        return str(gettext("Status: %(status)s.", status=status_names()[Status(event.value)]))
    if event.change is Change.DUE and event.value:
        return str(gettext("By when: %(day)s.", day=format_day(date.fromisoformat(event.value))))
    texts = {
        Change.ADDED: gettext("Added to the action plan."),
        Change.DUE: gettext("By when: date deleted."),
        Change.WHO: gettext("Somebody else does it."),
        Change.TITLE: gettext("The title was changed."),
        Change.NOTE: gettext("The note was changed."),
    }
    return str(texts[event.change])


def summarise_plan(findings: Findings, today: date) -> str:
    """Return how far the plan is, in a sentence; empty where there is no plan."""
    count = count_actions(findings.actions, today)
    if not count.total:
        return ""
    total = ngettext("One action", "%(num)s actions", count.total)
    return f"{total}: {', '.join(_parts(count))}."


def _parts(count: PlanCount) -> list[str]:
    parts = [gettext("%(count)s still to do", count=count.open)]
    if count.overdue:
        parts.append(gettext("%(count)s of them overdue", count=count.overdue))
    if count.done:
        parts.append(gettext("%(count)s done", count=count.done))
    if count.dropped:
        parts.append(gettext("%(count)s dropped", count=count.dropped))
    return parts
