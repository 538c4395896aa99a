"""The page of what does not score: channels, followers, posts and barriers beside 2019."""

from __future__ import annotations

from typing import NamedTuple

from assessment.model import Section
from webapp.findings.model import Findings, QuestionFinding
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.extent import Extent
from webapp.report.parts.head import Head, Picture, make_picture, view_head
from webapp.report.parts.questions import QuestionRow, QuestionView, list_questions, view_questions
from webapp.wording.comparisons import drift_text

PICTURES = {"presence": ("channels", "posts"), "barriers": ("barriers",)}
"""The sections shown, and what is pictured of each."""


class ContextSection(NamedTuple):
    """One section of questions that do not score."""

    id: str
    title: str
    intro: str
    questions: tuple[QuestionView, ...]
    rows: tuple[QuestionRow, ...]
    pictures: tuple[Picture, ...]


class ContextPage(NamedTuple):
    """All that the page shows."""

    head: Head
    sections: tuple[ContextSection, ...]
    caveat: str
    extent: Extent
    other_href: str


def shape_context(findings: Findings, addresses: Addresses, extent: Extent = Extent.PAPER) -> ContextPage:
    """Return the page of what does not score; a short one has its questions in lines."""
    return ContextPage(
        head=view_head(findings, addresses, "context"),
        sections=tuple(
            _view_section(findings, section, addresses, extent)
            for section in findings.content.questionnaire.sections
            if section.id in PICTURES
        ),
        caveat=drift_text(),
        extent=extent,
        other_href=extent.link_other(addresses.context()),
    )


def list_asked(findings: Findings) -> tuple[QuestionFinding, ...]:
    """Return the questions of this page, section by section: those that do not score, and were asked."""
    return tuple(
        entry
        for section in PICTURES
        for entry in findings.context
        if entry.question.section == section and not entry.is_skipped
    )


def _view_section(findings: Findings, section: Section, addresses: Addresses, extent: Extent) -> ContextSection:
    asked = tuple(entry for entry in list_asked(findings) if entry.question.section == section.id)
    is_short = extent is Extent.SHORT
    return ContextSection(
        id=section.id,
        title=translate_text(section.title),
        intro=translate_text(section.intro),
        questions=() if is_short else view_questions(findings, asked, addresses),
        rows=list_questions(findings, asked, addresses) if is_short else (),
        pictures=tuple(_picture(findings, name) for name in PICTURES[section.id]),
    )


def _picture(findings: Findings, name: str) -> Picture:
    caption = gettext("The same numbers stand with each question.")
    return make_picture(findings, f"context-{name}", caption)
