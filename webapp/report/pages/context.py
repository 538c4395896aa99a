"""The page of what does not score: channels, followers, posts and barriers beside 2019."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.findings.model import Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.head import Head, Picture, make_picture, view_head
from webapp.report.parts.questions import QuestionView, view_question
from webapp.wording.comparisons import drift_text

PICTURES = {"presence": ("channels", "posts"), "barriers": ("barriers",)}
"""The sections shown, and what is pictured of each."""


@dataclass(frozen=True)
class ContextSection:
    """One section of questions that do not score."""

    id: str
    title: str
    intro: str
    questions: tuple[QuestionView, ...]
    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class ContextPage:
    """All that the page shows."""

    head: Head
    sections: tuple[ContextSection, ...]
    caveat: str


def shape_context(findings: Findings, addresses: Addresses) -> ContextPage:
    """Return the page of what does not score."""
    return ContextPage(
        head=view_head(findings, addresses, "context"),
        sections=tuple(
            ContextSection(
                section.id,
                translate_text(section.title),
                translate_text(section.intro),
                tuple(
                    view_question(findings, entry, addresses)
                    for entry in findings.context
                    if entry.question.section == section.id and not entry.is_skipped
                ),
                tuple(_picture(findings, name) for name in PICTURES[section.id]),
            )
            for section in findings.content.questionnaire.sections
            if section.id in PICTURES
        ),
        caveat=drift_text(),
    )


def _picture(findings: Findings, name: str) -> Picture:
    caption = gettext("Each question below has the same numbers.")
    return make_picture(findings, f"context-{name}", caption)
