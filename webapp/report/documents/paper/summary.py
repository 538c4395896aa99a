"""The summary, which can stand alone, and the actions to begin with."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.documents.paper import Block, Bullets, Chapter, Column, Heading, Levels, Paragraph, Table, Tone
from webapp.findings.model import Findings
from webapp.language.texts import gettext
from webapp.report.documents.paper.parts import (
    OVERALL,
    name_deciding,
    put_advice,
    put_level,
    put_picture,
    put_table,
    say_score,
)
from webapp.report.pages.result import ResultPage


def write_summary(findings: Findings, page: ResultPage) -> Chapter:
    """Return one page for who reads one page."""
    return Chapter("summary", gettext("Summary"), tuple(_summary(findings, page)))


def _summary(findings: Findings, page: ResultPage) -> Iterator[Block]:
    yield Paragraph(f"{page.opening.level.title}. {page.meaning}", Tone.LEAD)
    if remark := " ".join(filter(None, (page.range_text, page.cap_text))):
        yield Paragraph(remark)
    if page.deciding:
        yield Paragraph(name_deciding(page.deciding))
    yield Levels(tuple(put_level(entry.level, say_score(entry.score), entry.id) for entry in page.opening.dimensions))
    if page.first:
        yield Table(
            caption=gettext("What to do first"),
            columns=(
                Column(gettext("No."), width=0.5),
                Column(gettext("Action"), width=3.4),
                Column(gettext("Dimension"), width=1.1),
                Column(gettext("Effort"), width=1.5),
                Column(gettext("Who leads"), width=1.8),
            ),
            rows=tuple(
                (str(entry.number), entry.title, entry.dimension_name, entry.effort, entry.leads)
                for entry in page.first
            ),
        )
    yield Paragraph(page.caveat, Tone.CAUTION)
    if left := findings.total - findings.complete:
        yield Paragraph(
            gettext(
                "%(count)s of the %(total)s questions are not answered completely. What that leaves open is shown as a "
                "range.",
                count=left,
                total=findings.total,
            ),
            Tone.SOFT,
        )


def write_path(findings: Findings, page: ResultPage) -> Chapter:
    """Return the growth path: every score beside its level and beside 2019."""
    blocks: list[Block] = [
        Levels((put_level(page.opening.level, say_score(page.score), OVERALL),)),
        put_picture(findings, "growth-path", page.picture.caption),
        *put_table(page.picture_table, (1.3, 0.9, 1.1, 1.4, 1.4, 1.5)),
        *put_table(page.score_table),
        *put_table(page.threshold_table),
    ]
    return Chapter("path", gettext("The growth path"), tuple(blocks))


def write_first_actions(page: ResultPage) -> Chapter | None:
    """Return the actions to begin with, and why these; nothing where there is no advice."""
    if not page.first:
        return None
    blocks: list[Block] = [
        Paragraph(page.first_text),
        Bullets(page.goals),
        *(put_advice(entry, depth=2) for entry in page.first),
        Heading(gettext("The order of these actions")),
        *put_table(page.first_table, (0.5, 2.6, 1.2, 2, 1, 1, 1)),
    ]
    return Chapter("first", gettext("What to do first"), tuple(blocks))
