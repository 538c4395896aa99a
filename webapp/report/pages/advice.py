"""The page with all advice, in order, filtered by plain links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from assessment.model import DIMENSIONS
from assessment.road.model import Advised, Part
from webapp.findings.model import Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.extent import ALL, PARAMETER, Extent
from webapp.report.parts.gains import view_gains
from webapp.report.parts.head import Head, Picture, make_picture, view_head
from webapp.report.parts.pictures import GRID
from webapp.report.parts.recommendations import AdviceRow, AdviceView, list_advice, view_advice
from webapp.report.parts.road import explain_part, part_text
from webapp.report.parts.tables import Table
from webapp.wording.verdicts import effort_text

EFFORTS = {"klein": "small", "middel": "medium", "groot": "large"}
"""How an effort is written in an address, and what it is."""

MOST_OPENED = 10
"""So many recommendations open on a short page."""

FindAddress = Callable[[str, str], str]
"""Gives the address of the page for a dimension and an effort, each empty for all."""


@dataclass(frozen=True)
class Choice:
    """One value of a filter."""

    text: str
    href: str
    current: bool
    count: int


class PartView(NamedTuple):
    """One part of the road, with those of its recommendations that are shown: some open here, others are lines."""

    id: str
    title: str
    text: str
    advice: tuple[AdviceView, ...]
    rows: tuple[AdviceRow, ...]


class AdvicePage(NamedTuple):
    """All that the page shows."""

    head: Head
    dimensions: tuple[Choice, ...]
    efforts: tuple[Choice, ...]
    parts: tuple[PartView, ...]
    gains: Mapping[str, Table]
    grid: Picture | None
    shown: int
    total: int
    is_filtered: bool
    all_href: str
    extent: Extent
    other_href: str


def shape_advice(
    findings: Findings, addresses: Addresses, dimension: str, effort: str, extent: Extent = Extent.SHORT
) -> AdvicePage:
    """Return the page with the advice of one dimension and effort; an empty or unknown choice means all.

    A short page opens the first ten, the others lead to pages of their own.
    """
    dimension = dimension if dimension in DIMENSIONS else ""
    effort = effort if effort in EFFORTS else ""
    shown = [
        entry
        for entry in findings.advice
        if dimension in ("", entry.recommendation.dimension)
        and (not effort or entry.recommendation.effort == EFFORTS[effort])
    ]
    most = len(shown) if extent.is_whole else MOST_OPENED
    find_address = partial(_find_address, addresses, extent)
    return AdvicePage(
        head=view_head(findings, addresses, "advice"),
        dimensions=_dimension_choices(findings, find_address, dimension, effort),
        efforts=_effort_choices(findings, find_address, dimension, effort),
        parts=tuple(_view_parts(findings, shown[:most], shown[most:], addresses)),
        gains=view_gains(findings, shown, addresses) if extent.is_whole else {},
        grid=_picture(findings) if findings.advice and not (dimension or effort) else None,
        shown=len(shown),
        total=len(findings.advice),
        is_filtered=bool(dimension or effort),
        all_href=find_address(),
        extent=extent,
        other_href=extent.link_other(addresses.advice(domein=dimension, inspanning=effort)),
    )


def _find_address(addresses: Addresses, extent: Extent, dimension: str = "", effort: str = "") -> str:
    """Return the page with other choices, as whole as this one."""
    everything = ALL if extent.is_whole else ""
    return addresses.advice(domein=dimension, inspanning=effort, **{PARAMETER: everything})


def _picture(findings: Findings) -> Picture:
    return make_picture(
        findings,
        GRID,
        gettext(
            "The first recommendations by number, in the colour of their dimension. Points of different dimensions "
            "can't be compared, so the picture shows classes; each recommendation tells its own points and days."
        ),
    )


def _view_parts(
    findings: Findings, opened: Sequence[Advised], others: Sequence[Advised], addresses: Addresses
) -> Iterator[PartView]:
    ids = {Part.BASIS: "basis", Part.WAY: "weg", Part.RESERVE: "reserve"}
    for part, name in ids.items():
        in_full = [entry for entry in opened if entry.part is part]
        in_rows = [entry for entry in others if entry.part is part]
        if in_full or in_rows:
            cards, lines = view_advice(findings, in_full, addresses), list_advice(findings, in_rows, addresses)
            yield PartView(name, part_text(part), explain_part(part), cards, lines)


def _dimension_choices(findings: Findings, find_address: FindAddress, chosen: str, effort: str) -> tuple[Choice, ...]:
    names = findings.content.growth_path.dimension_names
    texts = {"": gettext("All dimensions"), **{name: translate_text(names[name]) for name in DIMENSIONS}}
    return tuple(
        Choice(text, find_address(name, effort), name == chosen, _count(findings, name, effort))
        for name, text in texts.items()
    )


def _effort_choices(findings: Findings, find_address: FindAddress, dimension: str, chosen: str) -> tuple[Choice, ...]:
    texts = {"": gettext("Any effort"), **{word: effort_text(code) for word, code in EFFORTS.items()}}
    return tuple(
        Choice(text, find_address(dimension, word), word == chosen, _count(findings, dimension, word))
        for word, text in texts.items()
    )


def _count(findings: Findings, dimension: str, effort: str) -> int:
    return sum(
        dimension in ("", entry.recommendation.dimension)
        and (not effort or entry.recommendation.effort == EFFORTS[effort])
        for entry in findings.advice
    )
