"""What the pages of the sheets show."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import NamedTuple

from flask import url_for

from assessment.sheets.model import Sheet
from webapp.clock import today
from webapp.documents.sheet import FilledSheet
from webapp.findings.model import Findings
from webapp.language.locale import current_language, translate_text
from webapp.language.texts import gettext
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.head import Head, view_head
from webapp.sheets.filling import fill_sheet
from webapp.web.state import get_sheets

MOST_NAMED = 1
"""So many recommendations are named with a sheet in the list: 33 sheets stay within five screens of a laptop, whatever
is in the plan."""


class Served(NamedTuple):
    """A recommendation that a sheet helps to begin."""

    title: str
    href: str


class SheetEntry(NamedTuple):
    """A sheet in the list.

    `serves` are the first recommendations for which it stands in its group; `more` of them, and those that it goes with
    besides, are named on its page.
    """

    title: str
    purpose: str
    href: str
    word_href: str
    serves: tuple[Served, ...]
    more: int


class SheetGroup(NamedTuple):
    """Sheets that belong together in the list."""

    id: str
    title: str
    entries: tuple[SheetEntry, ...]


class SheetsPage(NamedTuple):
    """All that the list shows."""

    head: Head
    total: int
    groups: tuple[SheetGroup, ...]


class SheetPage(NamedTuple):
    """All that the page of one sheet shows."""

    head: Head
    sheet: FilledSheet
    serves: tuple[Served, ...]
    word_href: str
    list_href: str


def shape_sheets(findings: Findings, addresses: Addresses) -> SheetsPage:
    """Return the list: first the sheets for what is in the plan, then those for what comes first, then the others."""
    sheets = get_sheets().all
    planned = {action.recommendation_id for action in findings.actions if action.is_open and action.recommendation_id}
    first = {entry.recommendation.id for entry in findings.road.to_do}
    of_plan = [sheet for sheet in sheets if planned & set(sheet.recommendations)]
    of_road = [sheet for sheet in sheets if sheet not in of_plan and first & set(sheet.recommendations)]
    others = [sheet for sheet in sheets if sheet not in of_plan and sheet not in of_road]
    groups: tuple[tuple[str, str, list[Sheet], Set[str]], ...] = (
        ("plan", gettext("For what is in your action plan"), of_plan, planned),
        ("eerst", gettext("For what we would do first"), of_road, first),
        ("andere", gettext("All other sheets") if of_plan or of_road else gettext("All sheets"), others, frozenset()),
    )
    return SheetsPage(
        head=view_head(findings, addresses, "sheets"),
        total=len(sheets),
        groups=tuple(
            SheetGroup(name, title, tuple(_list_entries(chosen, findings, addresses, reasons)))
            for name, title, chosen, reasons in groups
            if chosen
        ),
    )


def shape_sheet(sheet: Sheet, findings: Findings, addresses: Addresses) -> SheetPage:
    """Return the page of one sheet, as of today."""
    return SheetPage(
        head=view_head(findings, addresses, "sheets"),
        sheet=fill_sheet(sheet, findings, today()),
        serves=_list_served(set(sheet.recommendations), findings, addresses),
        word_href=_link_word(sheet),
        list_href=addresses.sheets(),
    )


def _list_entries(
    sheets: Iterable[Sheet], findings: Findings, addresses: Addresses, reasons: Set[str]
) -> Iterable[SheetEntry]:
    for sheet in sheets:
        served = _list_served(reasons & set(sheet.recommendations), findings, addresses)
        yield SheetEntry(
            title=translate_text(sheet.title),
            purpose=translate_text(sheet.purpose),
            href=addresses.sheet(sheet.id),
            word_href=_link_word(sheet),
            serves=served[:MOST_NAMED],
            more=len(served[MOST_NAMED:]),
        )


def _list_served(wanted: Set[str], findings: Findings, addresses: Addresses) -> tuple[Served, ...]:
    """Return those of some recommendations that are for this municipality, in their order."""
    return tuple(
        Served(translate_text(entry.recommendation.title), addresses.recommendation(entry.recommendation.id))
        for entry in findings.advice
        if entry.recommendation.id in wanted
    )


def _link_word(sheet: Sheet) -> str:
    return url_for("sheets.word", sheet=sheet.id, taal=current_language())
