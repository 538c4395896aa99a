"""Behind the management report: how the whole came about, and the actions to begin with, written out."""

from __future__ import annotations

from dataclasses import replace

from webapp.documents.paper import Block, Bullets, Chapter, Heading, Paragraph, Tone
from webapp.findings.model import Findings
from webapp.language.texts import gettext
from webapp.report.documents.paper.parts import place_table, put_advice, put_table, survey_source
from webapp.report.pages.result import ResultPage


def write_whole(findings: Findings, page: ResultPage) -> Chapter:
    """Return the scores and growth phases in numbers, how the whole came about, and where growth phases begin."""
    blocks = (
        *put_table(page.picture_table, (1.2, 1.1, 1, 1.1, 1.2, 2.6), survey_source(findings)),
        *put_table(page.score_table),
        *put_table(page.threshold_table),
    )
    return Chapter(
        "whole", gettext("How the overall growth phase came about"), blocks, begins_page=False, is_appendix=True
    )


def write_first_actions(page: ResultPage) -> Chapter | None:
    """Return the actions to begin with, and why these; nothing where there is no advice."""
    if not page.first:
        return None
    blocks: list[Block] = [
        Paragraph(page.first_text),
        Bullets(page.goals),
        *(put_advice(entry, depth=2) for entry in page.first),
        Heading(gettext("The order of these actions")),
        replace(place_table(page.first_table, (0.5, 2.6, 1.2, 2, 1, 1, 1)), named_by=1),
        *(Paragraph(text, Tone.SOFT) for text in page.first_table.closing),
    ]
    return Chapter("first", gettext("What to do first"), tuple(blocks), is_appendix=True)
