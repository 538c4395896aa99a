"""The page with all advice, in order, filtered by plain links."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.model import DIMENSIONS
from assessment.road.model import Part
from webapp.findings.model import Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.head import Head, Picture, make_picture, view_head
from webapp.report.parts.pictures import GRID
from webapp.report.parts.recommendations import AdviceView, view_advice
from webapp.report.parts.road import explain_part, part_text
from webapp.wording.verdicts import effort_text

EFFORTS = {"klein": "small", "middel": "medium", "groot": "large"}
"""How an effort is written in an address, and what it is."""


@dataclass(frozen=True)
class Choice:
    """One value of a filter."""

    text: str
    href: str
    current: bool
    count: int


@dataclass(frozen=True)
class PartView:
    """One part of the road, with those of its recommendations that are shown."""

    id: str
    title: str
    text: str
    advice: tuple[AdviceView, ...]


@dataclass(frozen=True)
class AdvicePage:
    """All that the page shows."""

    head: Head
    dimensions: tuple[Choice, ...]
    efforts: tuple[Choice, ...]
    advice: tuple[AdviceView, ...]
    parts: tuple[PartView, ...]
    grid: Picture | None
    total: int
    is_filtered: bool
    all_href: str


def shape_advice(findings: Findings, addresses: Addresses, dimension: str, effort: str) -> AdvicePage:
    """Return the page with the advice of one dimension and effort; an empty or unknown choice means all."""
    dimension = dimension if dimension in DIMENSIONS else ""
    effort = effort if effort in EFFORTS else ""
    shown = [
        entry
        for entry in findings.advice
        if dimension in ("", entry.recommendation.dimension)
        and (not effort or entry.recommendation.effort == EFFORTS[effort])
    ]
    views = view_advice(findings, shown, addresses)
    return AdvicePage(
        head=view_head(findings, addresses, "advice"),
        dimensions=_dimension_choices(findings, addresses, dimension, effort),
        efforts=_effort_choices(findings, addresses, dimension, effort),
        advice=views,
        parts=tuple(_view_part(part, views) for part in Part if any(view.part is part for view in views)),
        grid=_picture(findings) if findings.advice and not (dimension or effort) else None,
        total=len(findings.advice),
        is_filtered=bool(dimension or effort),
        all_href=addresses.advice(),
    )


def _picture(findings: Findings) -> Picture:
    return make_picture(
        findings,
        GRID,
        gettext(
            "The first recommendations by number, in the colour of their dimension. Points of different dimensions "
            "can't be compared, so the picture shows classes; each recommendation tells its own points and days."
        ),
    )


def _view_part(part: Part, views: tuple[AdviceView, ...]) -> PartView:
    ids = {Part.BASIS: "basis", Part.WAY: "weg", Part.RESERVE: "reserve"}
    return PartView(ids[part], part_text(part), explain_part(part), tuple(v for v in views if v.part is part))


def _dimension_choices(findings: Findings, addresses: Addresses, chosen: str, effort: str) -> tuple[Choice, ...]:
    names = findings.content.growth_path.dimension_names
    texts = {"": gettext("All dimensions"), **{name: translate_text(names[name]) for name in DIMENSIONS}}
    return tuple(
        Choice(text, addresses.advice(domein=name, inspanning=effort), name == chosen, _count(findings, name, effort))
        for name, text in texts.items()
    )


def _effort_choices(findings: Findings, addresses: Addresses, dimension: str, chosen: str) -> tuple[Choice, ...]:
    texts = {"": gettext("Any effort"), **{word: effort_text(code) for word, code in EFFORTS.items()}}
    return tuple(
        Choice(
            text, addresses.advice(domein=dimension, inspanning=word), word == chosen, _count(findings, dimension, word)
        )
        for word, text in texts.items()
    )


def _count(findings: Findings, dimension: str, effort: str) -> int:
    return sum(
        dimension in ("", entry.recommendation.dimension)
        and (not effort or entry.recommendation.effort == EFFORTS[effort])
        for entry in findings.advice
    )
