"""The kept plan on paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from webapp.documents.paper import Block, Chapter, Column, Heading, Paragraph, Picture, Table, Tone
from webapp.findings.model import Findings
from webapp.language.texts import gettext
from webapp.report.parts.action_list import ActionView, summarise_plan, view_actions
from webapp.report.parts.pictures import make_words
from webapp.report.parts.timeline import make_timelines, timeline_caption


def write_plan(findings: Findings, today: date) -> Chapter | None:
    """Return what was taken on, with who, when and how far; nothing where there is no plan."""
    if not findings.actions:
        return None
    views = view_actions(findings, today)
    blocks: list[Block] = [
        Paragraph(summarise_plan(findings, today), Tone.LEAD),
        *put_timelines(views, today),
        plan_table(views),
    ]
    noted = [view for view in views if view.action.note]
    if noted:
        blocks.append(Heading(gettext("Notes on the actions")))
    for view in noted:
        blocks += [Heading(view.title, depth=3), Paragraph(view.action.note)]
    return Chapter("plan", gettext("The whole action plan"), tuple(blocks), begins_page=False, is_appendix=True)


def put_timelines(views: Iterable[ActionView], today: date) -> tuple[Picture, ...]:
    """Return the plan on a timeline: no picture where nothing has a day, more than one of a long plan."""
    charts = make_timelines(views, today, make_words()).values()
    return tuple(Picture(chart, timeline_caption(), source=plan_source()) for chart in charts)


def plan_source() -> str:
    """Return where the plan comes from."""
    return str(gettext("Source: your own action plan."))


def plan_table(views: Iterable[ActionView]) -> Table:
    """Return the actions as a table."""
    return Table(
        caption=gettext("Action plan"),
        columns=(
            Column(gettext("Action"), width=2.8),
            Column(gettext("Dimension"), width=1.2),
            Column(gettext("Who"), width=1.9),
            Column(gettext("By when"), width=1.3),
            Column(gettext("Status"), width=1.3),
        ),
        rows=tuple((view.title, view.dimension_name, view.action.who, view.due, view.status) for view in views),
        source=plan_source(),
    )
