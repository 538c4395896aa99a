"""What can be counted beside the survey: the first comparison that a reader meets."""

from __future__ import annotations

from typing import NamedTuple

from benchmarks.counts import CountComparison, Counted
from webapp.findings.model import Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.method_addresses import find_method
from webapp.report.parts.tables import Cell, Table, columns, link, rows
from webapp.report.parts.two_measures import tell_counted
from webapp.wording.comparisons import (
    count_sentence,
    explain_count,
    has_text,
    mean_text,
    own_count_text,
    thing_text,
)
from webapp.wording.levels import within
from webapp.wording.numbers import percent_text


class CountView(NamedTuple):
    """One count in a sentence, and thing by thing with how sure it is."""

    id: str
    title: str
    sentence: str
    table: Table


def view_counts(findings: Findings, dimension: str) -> tuple[CountView, ...]:
    """Return the counts of a dimension that enough is known of to say them, the most telling first."""
    return tuple(_view(findings, found) for found in findings.counts[dimension] if found.is_said)


def tell_titled(findings: Findings, dimension: str) -> str:
    """Return the first count of a dimension with its title, as one sentence; empty where there is none to say."""
    found = findings.count_of(dimension)
    return f"{translate_text(found.group.title)}: {within(tell_counted(findings, dimension))}." if found else ""


def _view(findings: Findings, found: CountComparison) -> CountView:
    year = findings.edition.year
    return CountView(
        id=found.group.id,
        title=translate_text(found.group.title),
        sentence=count_sentence(found, year),
        table=Table(
            caption=translate_text(found.group.title),
            columns=columns(gettext("What is counted"), gettext("You"), str(year), numbers_from=2),
            rows=rows([_row(thing) for thing in found.things]),
            total=(gettext("Together"), own_count_text(found), mean_text(found)),
            closing=explain_count(found, findings.edition),
        ),
    )


def _row(thing: Counted) -> list[Cell]:
    place = link(thing_text(thing), find_method().figure(thing.figure))
    return [place, has_text(thing.own), percent_text(thing.share)]
