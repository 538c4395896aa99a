"""The page of one recommendation: what it says, why it stands where it stands, and how its gain was computed."""

from __future__ import annotations

from typing import NamedTuple

from assessment.advice import Recommendation
from assessment.road.model import Advised
from webapp.findings.model import Findings
from webapp.language.locale import translate_text
from webapp.report.parts.addresses import Addresses, advice_anchor, key_of
from webapp.report.parts.gains import view_gain
from webapp.report.parts.head import Head, view_head
from webapp.report.parts.neighbours import Neighbour, Neighbours, find_neighbours
from webapp.report.parts.recommendations import AdviceView, view_advice
from webapp.report.parts.tables import Table


class RecommendationPage(NamedTuple):
    """All that the page shows. `gain` is None where it raises no score; `list_href` is its place among all."""

    head: Head
    entry: AdviceView
    gain: Table | None
    total: int
    list_href: str
    neighbours: Neighbours


def find_recommendation(findings: Findings, key: str) -> Recommendation | None:
    """Return the recommendation with this key in an address, for whomever it is; None where there is none."""
    return next((one for one in findings.content.recommendations if key_of(one.id) == key), None)


def find_advised(findings: Findings, recommendation: Recommendation) -> Advised | None:
    """Return why a recommendation is for this municipality; None where it is not, or no longer."""
    return next((entry for entry in findings.advice if entry.recommendation.id == recommendation.id), None)


def shape_recommendation(findings: Findings, entry: Advised, addresses: Addresses) -> RecommendationPage:
    """Return the page of a recommendation, between those that come before and after it."""
    advised = findings.advice
    around = [_view_neighbour(one, addresses) for one in advised]
    return RecommendationPage(
        head=view_head(findings, addresses, "advice"),
        entry=view_advice(findings, [entry], addresses)[0],
        gain=view_gain(findings, entry, addresses) if entry.recommendation.changes else None,
        total=len(advised),
        list_href=f"{addresses.advice()}#{advice_anchor(entry.recommendation.id)}",
        neighbours=find_neighbours(around, advised.index(entry)),
    )


def _view_neighbour(entry: Advised, addresses: Addresses) -> Neighbour:
    return Neighbour(translate_text(entry.recommendation.title), addresses.recommendation(entry.recommendation.id))
