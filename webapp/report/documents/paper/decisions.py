"""What is decided: the actions to begin with, what they take and who leads them, and the plan with its owners."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from webapp.documents.paper import Block, Bullets, Column, Heading, Pairs, Paragraph, Table, Tone
from webapp.findings.model import Findings
from webapp.language.texts import gettext, ngettext
from webapp.report.documents.paper.action_plan import plan_table
from webapp.report.documents.paper.numbers import even_column
from webapp.report.documents.paper.parts import own_source
from webapp.report.pages.result import ResultPage
from webapp.report.parts.action_list import ActionView, summarise_plan, view_actions
from webapp.report.parts.insights import is_too_early
from webapp.report.parts.recommendations import AdviceView
from webapp.wording.numbers import number_text, total_effort_text

MOST_IN_PLAN = 5
"""So many actions of a plan stand beside the decisions; the rest is in the full report."""
LONGEST_NAME = 80
"""Of an action or of who does it, in letters: longer ones would push the plan off its page."""


def write_decisions(findings: Findings, page: ResultPage, today: date) -> Iterator[Block]:
    """Give the second page of the management report."""
    first = findings.road.beginning
    if first:
        yield Paragraph(
            ngettext(
                "One action to begin with: %(effort)s.",
                "%(num)s actions to begin with: together %(effort)s.",
                len(first),
                effort=total_effort_text(*add_up(findings)),
            ),
            Tone.LEAD,
        )
        if len(first) > 1:
            yield put_to_decide(findings, page)
        else:
            yield from map(_put_briefly, page.first)
        if not findings.actions and not is_too_early(findings):
            yield from put_goals(page)
    if findings.actions or not is_too_early(findings):
        yield from _plan(findings, today)


def _put_briefly(view: AdviceView) -> Pairs:
    """Return one recommendation as facts: a table with a lone row is none."""
    return Pairs(
        (
            (gettext("Action"), view.words.title),
            (gettext("Dimension"), view.words.dimension_name),
            (gettext("Who takes the lead"), view.words.leads),
            (gettext("Effort"), view.words.effort),
        )
    )


def add_up(findings: Findings) -> tuple[float, float]:
    """Return the days to start with all that is to be decided, and the hours a week after that."""
    efforts = [entry.recommendation for entry in findings.road.beginning]
    return sum(one.days for one in efforts), sum(one.hours_a_week for one in efforts)


def put_to_decide(findings: Findings, page: ResultPage) -> Table:
    """Return what is to be decided: each action with who leads it, its days and its hours a week, and all together."""
    days, hours = add_up(findings)
    efforts = [entry.recommendation for entry in findings.road.beginning]
    *in_days, all_days = even_column([number_text(one.days) for one in efforts] + [number_text(days)])
    *in_hours, all_hours = even_column([number_text(one.hours_a_week) for one in efforts] + [number_text(hours)])
    rows = tuple(
        (str(entry.number), entry.words.title, entry.words.dimension_name, entry.words.leads, start, after)
        for entry, start, after in zip(page.first, in_days, in_hours, strict=True)
    )
    return Table(
        caption=gettext("To decide: the basis and the beginning of the way"),
        columns=(
            Column(gettext("No."), width=0.5),
            Column(gettext("Action"), width=3.4),
            Column(gettext("Dimension"), width=1.3),
            Column(gettext("Who takes the lead"), width=1.9),
            Column(gettext("Days to start"), is_number=True, width=0.9),
            Column(gettext("Hours a week afterwards"), is_number=True, width=1),
        ),
        rows=rows,
        total=("", gettext("Together"), "", "", all_days, all_hours) if len(rows) > 1 else (),
        source=own_source(),
        named_by=1,
    )


def _plan(findings: Findings, today: date) -> Iterator[Block]:
    yield Heading(gettext("Action plan"))
    if not findings.actions:
        yield Paragraph(
            gettext(
                "The action plan is still empty. Decide for each action who does it and by when, and add it to the "
                "action plan."
            )
        )
        return
    views = view_actions(findings, today)
    said = [summarise_plan(findings, today)]
    if left := len(views) - MOST_IN_PLAN if len(views) > MOST_IN_PLAN else 0:
        said.append(
            ngettext(
                "One other action is in the full report.",
                "%(num)s other actions are in the full report.",
                left,
            )
        )
    yield Paragraph(" ".join(said))
    yield plan_table(tuple(_clip(view) for view in views[:MOST_IN_PLAN]))


def _clip(view: ActionView) -> ActionView:
    who = shorten(view.action.who, LONGEST_NAME)
    return replace(view, title=shorten(view.title, LONGEST_NAME), action=replace(view.action, who=who))


def shorten(text: str, most: int) -> str:
    """Return a text of so many letters at most, with what shows that it went on."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def put_goals(page: ResultPage) -> Iterator[Block]:
    """Give where the way leads: beside the decisions, or where the plan takes that room beside the path."""
    if page.goals:
        yield Paragraph(gettext("What the whole way leads to, the weakest dimension first:"))
        yield Bullets(page.goals)
