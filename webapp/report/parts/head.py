"""What every result page has: whose it is, the way to the other pages, and pictures."""

from __future__ import annotations

from typing import NamedTuple

from flask import url_for

from assessment.model import DIMENSIONS
from webapp.documents.charts.growth_path import describe_path, name_path
from webapp.documents.charts.model import Chart
from webapp.findings.model import Findings
from webapp.language.locale import current_language, format_day, format_number, translate_text
from webapp.language.texts import gettext, ngettext
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.method_addresses import MethodAddresses, find_method
from webapp.report.parts.pictures import GROWTH_PATH, make_chart, make_words
from webapp.wording.levels import phase_text, within


class Way(NamedTuple):
    """One page of the result in the list of pages."""

    text: str
    href: str
    dimension: str
    current: bool


class Picture(NamedTuple):
    """A picture with its own title and what it shows in words; `sources` are its other forms, each with its when."""

    src: str
    sources: tuple[tuple[str, str], ...]
    title: str
    description: str
    caption: str


class Head(NamedTuple):
    """What stands above and around a result page."""

    municipality: str
    facts: str
    invented: bool
    complete: int
    total: int
    is_empty: bool
    ways: tuple[Way, ...]
    dimension_ways: tuple[Way, ...]
    overview_href: str
    finish_href: str
    data_href: str
    documents_href: str
    advice_href: str
    method: MethodAddresses
    may_write: bool


class Frame(NamedTuple):
    """Of a head what is the same for all who may do the same: the way to the other pages."""

    ways: tuple[Way, ...]
    dimension_ways: tuple[Way, ...]
    overview_href: str
    may_write: bool


def view_frame(addresses: Addresses) -> Frame:
    """Return the frame of the first page of a result."""
    return Frame(_ways(addresses, "result"), (), url_for("scan.overview"), addresses.may_write)


def view_head(findings: Findings, addresses: Addresses, current: str) -> Head:
    """Return the head of the page that is called `current`: result, a dimension, context or advice."""
    return Head(
        municipality=findings.profile.municipality,
        facts=tell_facts(findings),
        invented=findings.profile.invented,
        complete=findings.complete,
        total=findings.total,
        is_empty=findings.complete == 0 and not findings.answers,
        ways=_ways(addresses, current),
        dimension_ways=_dimension_ways(findings, addresses, current),
        overview_href=url_for("scan.overview"),
        finish_href=url_for("scan.finish"),
        data_href=url_for("exchange.data"),
        documents_href=addresses.documents(),
        advice_href=addresses.advice(),
        method=find_method(findings.content.questionnaire.version),
        may_write=addresses.may_write,
    )


def make_picture(findings: Findings, name: str, caption: str) -> Picture:
    """Return a picture in the reader's language. Raises KeyError on a name that is no picture."""
    words = make_words()
    if name == GROWTH_PATH:  # on the first page of a result: its words need no drawing
        return show_picture(name, name_path(words), describe_path(findings, words), caption)
    return show_chart(make_chart(name, findings, words), name, caption)


def show_chart(chart: Chart, name: str, caption: str) -> Picture:
    """Return a chart as a picture. The words are those that stand in the picture itself."""
    return show_picture(name, chart.title, chart.description, caption)


def show_picture(name: str, title: str, description: str, caption: str) -> Picture:
    """Return a picture for both themes and for wide and narrow screens."""
    beginning = url_for("report.picture", name=name, taal=current_language())

    def address(theme: str, shape: str) -> str:
        return f"{beginning}&thema={theme}&formaat={shape}"

    dark, narrow = "(prefers-color-scheme: dark)", "(max-width: 44.99rem)"
    sources = (
        (f"screen and {dark} and {narrow}", address("donker", "smal")),
        (f"screen and {narrow}", address("licht", "smal")),
        (f"screen and {dark}", address("donker", "breed")),
    )
    return Picture(address("licht", "breed"), sources, title, description, caption)


def describe_level(findings: Findings, dimension: str) -> str:
    """Return a dimension with its level in a few words."""
    found = findings.dimensions[dimension]
    return str(
        gettext(
            "%(name)s: %(level)s",
            name=translate_text(findings.content.growth_path.dimension_names[dimension]),
            level=within(phase_text(found.level, found.likely.level)),
        )
    )


def tell_facts(findings: Findings) -> str:
    """Return for how many inhabitants a result is, on how many answers it rests, and of which day it is."""
    profile = findings.profile
    parts = [
        gettext("%(number)s inhabitants", number=format_number(profile.inhabitants)),
        gettext("%(complete)s of %(total)s questions answered", complete=findings.complete, total=findings.total),
    ]
    if unknown := findings.unknown:
        parts.append(ngettext("“don’t know” on one question", "“don’t know” on %(num)s questions", len(unknown)))
    if profile.finished_on:
        parts.append(gettext("finished on %(day)s", day=format_day(profile.finished_on)))
    return " · ".join(parts)


def _ways(addresses: Addresses, current: str) -> tuple[Way, ...]:
    """Return the pages of a result, five of them: the rest hangs below one of these."""
    in_dimensions = current in DIMENSIONS or current == "context"
    return (
        Way(gettext("Result"), addresses.result(), "", current in ("result", "development", "finished", "guesses")),
        Way(gettext("Dimensions"), addresses.result("domeinen"), "", in_dimensions),
        Way(gettext("Recommendations"), addresses.advice(), "", current in ("advice", "plan")),
        Way(gettext("Action plan"), addresses.plan(), "", current in ("actions", "sheets")),
        Way(gettext("Documents"), addresses.documents(), "", current == "documents"),
    )


def _dimension_ways(findings: Findings, addresses: Addresses, current: str) -> tuple[Way, ...]:
    """Return the dimensions and what does not score, on those pages themselves; none elsewhere."""
    if current not in DIMENSIONS and current != "context":
        return ()
    names = findings.content.growth_path.dimension_names
    return (
        *(Way(translate_text(names[name]), addresses.dimension(name), name, current == name) for name in DIMENSIONS),
        Way(gettext("Reach and barriers"), addresses.context(), "", current == "context"),
    )


def list_further(findings: Findings, addresses: Addresses) -> tuple[Way, ...]:
    """Return the pages that the first page of a result leads to at its end."""
    moved = (Way(gettext("What changed"), addresses.development(), "", current=False),)
    return (
        Way(gettext("Reach and barriers"), addresses.context(), "", current=False),
        Way(gettext("The shortest way"), addresses.shortest_way(), "", current=False),
        Way(gettext("Sheets"), addresses.sheets(), "", current=False),
        *(moved if findings.profile.has_earlier else ()),
        *((Way(gettext("Links"), url_for("links.index"), "", current=False),) if addresses.may_write else ()),
    )
