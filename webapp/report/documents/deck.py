"""The result as slides for a management meeting: the levels, the four dimensions, the actions, the caveats."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from webapp.documents.deck import Deck, Slide
from webapp.documents.paper import Column, Table
from webapp.findings.model import Findings
from webapp.language.locale import current_language, format_day
from webapp.language.texts import gettext
from webapp.report.documents.paper.action_plan import plan_table
from webapp.report.documents.paper.parts import place_table, put_picture, say_score
from webapp.report.pages.development import DevelopmentPage, shape_development
from webapp.report.pages.dimension import DimensionPage, shape_dimension
from webapp.report.pages.result import ResultPage, shape_result
from webapp.report.parts.action_list import summarise_plan, view_actions
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.pictures import DEVELOPMENT
from webapp.wording.levels import within


def make_deck(findings: Findings, addresses: Addresses, today: date) -> Deck:
    """Return the slides in the current language; `today` is the day that stands on them."""
    page = shape_result(findings, addresses)
    return Deck(
        language=current_language(),
        title=page.title,
        subtitle=gettext("Self-scan of listening, webcare, participation and strategy on social media"),
        foot=f"{findings.profile.municipality} · {format_day(today)}",
        mark=gettext("Invented example") if findings.profile.invented else "",
        day=today,
        author=findings.profile.municipality,
        slides=tuple(_slides(findings, page, addresses, today)),
    )


def _slides(findings: Findings, page: ResultPage, addresses: Addresses, today: date) -> Iterator[Slide]:
    yield _whole(page)
    yield _levels(page)
    yield Slide(
        gettext("The growth path"), picture=put_picture(findings, "growth-path", ""), notes=page.picture.caption
    )
    for dimension in findings.dimensions.values():
        yield _dimension(shape_dimension(findings, dimension, addresses))
    if page.first:
        yield _actions(page)
    if findings.actions:
        title = gettext("Action plan")
        yield Slide(title, table=plan_table(view_actions(findings, today)), notes=summarise_plan(findings, today))
    yield from _development(shape_development(findings, addresses, today), findings)
    yield Slide(gettext("What you cannot conclude"), lines=(page.caveat,))


def _development(page: DevelopmentPage, findings: Findings) -> Iterator[Slide]:
    if page.table is None:
        return
    title, notes = gettext("What moved"), f"{page.lead}\n{page.shared}"
    yield Slide(title, picture=put_picture(findings, DEVELOPMENT, ""), notes=notes)
    yield Slide(title, table=place_table(page.table, (1.3, 1, 1, 1.4, 1.4, 1.2)), notes="\n".join(page.table.closing))


def _whole(page: ResultPage) -> Slide:
    lines = (page.meaning, page.range_text, page.cap_text, say_score(page.score))
    return Slide(page.overall.title, lines=tuple(filter(None, lines)))


def _levels(page: ResultPage) -> Slide:
    columns = (
        Column(gettext("Dimension"), width=1.2),
        Column(gettext("Growth phase"), width=2),
        Column(gettext("Score"), width=1.1),
        Column(gettext("Comparison"), width=2),
    )
    rows = tuple(
        (
            entry.name,
            entry.level.title,
            entry.score,
            entry.verdict,
        )
        for entry in page.dimensions
    )
    return Slide(gettext("The four dimensions"), table=Table(gettext("The four dimensions"), columns, rows))


def _dimension(page: DimensionPage) -> Slide:
    missing = [c.text for c in page.next.criteria if c.state != "held"] if page.next else []
    ahead = gettext("For the next growth phase: %(criteria)s", criteria=" ".join(missing)) if missing else ""
    lines = (page.practice, page.remark, page.hold, ahead, page.reference.title if page.reference else "")
    notes = "\n".join(
        filter(None, (page.reference.text if page.reference else "", page.next.practice if page.next else ""))
    )
    title = f"{page.name}: {within(page.level.words)} ({within(say_score(page.score_text))})"
    return Slide(title, lines=tuple(filter(None, lines)), notes=notes)


def _actions(page: ResultPage) -> Slide:
    columns = (
        Column(gettext("Action"), width=3.2),
        Column(gettext("Dimension"), width=1.1),
        Column(gettext("Effort"), width=1.5),
        Column(gettext("Who leads"), width=1.7),
    )
    rows = tuple((entry.title, entry.dimension_name, entry.effort, entry.leads) for entry in page.first)
    notes = "\n".join(f"{entry.title}: {entry.first_step}" for entry in page.first)
    return Slide(gettext("What to do first"), table=Table(gettext("What to do first"), columns, rows), notes=notes)
