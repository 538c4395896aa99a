"""Reports on paper of three assessments, as the documents get them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from flask import Flask

from tests.webapp.report.conftest import Stored
from webapp.documents.paper import (
    Advice,
    Block,
    Bullets,
    Entries,
    Heading,
    Levels,
    Pairs,
    Paper,
    Paragraph,
    Picture,
    Table,
)
from webapp.language.locale import speaking
from webapp.report.documents.kinds import NO_LINK
from webapp.report.documents.paper import make_paper
from webapp.report.parts.addresses import Addresses
from webapp.web.admission import addressed

TODAY = date(2026, 11, 24)
LONGEST_NAME = "Sint-Katelijne-Waver"
LONG_NOTE = "We hebben dit besproken met de technische dienst. " * 90


@dataclass(frozen=True)
class Papers:
    """The three reports in one language."""

    empty: Paper
    middle: Paper
    perfect: Paper

    def __iter__(self) -> Iterator[Paper]:
        return iter((self.empty, self.middle, self.perfect))


def make_papers(app: Flask, language: str, empty: Stored, middle: Stored, perfect: Stored) -> Papers:
    """Return the reports of three stored assessments; the last has the longest name, and long notes."""
    name, findings = LONGEST_NAME, perfect.findings
    notes = {
        dimension.id: replace(dimension, questions=tuple(q._replace(note=LONG_NOTE) for q in dimension.questions))
        for dimension in findings.dimensions.values()
    }
    profile = replace(findings.profile, municipality=name, invented=True, role="communication_officer")
    last = replace(perfect, findings=replace(findings, profile=profile, dimensions=notes))
    with app.test_request_context("/"), addressed(NO_LINK), speaking(language):
        made = [make_paper(s.findings, Addresses(), TODAY) for s in (empty, middle, last)]
    return Papers(*made)


def texts_of(paper: Paper) -> Iterator[str]:
    """Give every text of a report, those of its pictures too."""
    yield from (paper.title, paper.subtitle, paper.running_head, *(text for pair in paper.facts for text in pair))
    for chapter in paper.chapters:
        yield chapter.title
        for block in chapter.blocks:
            yield from block_texts(block)


def block_texts(block: Block) -> Iterator[str]:
    """Give every text of a block."""
    match block:
        case Paragraph() | Heading():
            yield block.text
        case Bullets() | Pairs() | Entries():
            yield from _list_texts(block)
        case Table():
            yield block.caption
            yield from (column.title for column in block.columns)
            yield from (text for row in (*block.rows, block.total) for text in row)
        case Picture():
            yield from (block.caption, block.chart.title, block.chart.description)
        case Levels():
            yield from (text for level in block.items for text in (level.name, level.words, level.score))
        case Advice():
            yield from (block.title, *block.tags, *(text for pair in block.fields for text in pair))


def _list_texts(block: Bullets | Pairs | Entries) -> Iterator[str]:
    match block:
        case Bullets():
            yield from block.items
        case Pairs():
            yield from (text for pair in block.items for text in pair)
        case Entries():
            yield from (text for entry in block.items for text in entry.texts())
