"""The page of what does not score: channels, followers, posts and barriers beside 2019."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.findings import Findings
from webapp.i18n import translate_text
from webapp.report.pages import Head, view_head
from webapp.report.places import Places
from webapp.report.questions import QuestionView, view_question
from webapp.report.words import caveat_text

SECTIONS = ("presence", "barriers")


@dataclass(frozen=True)
class ContextSection:
    """One section of questions that do not score."""

    id: str
    title: str
    intro: str
    questions: tuple[QuestionView, ...]


@dataclass(frozen=True)
class ContextPage:
    """All that the page shows."""

    head: Head
    sections: tuple[ContextSection, ...]
    caveat: str


def shape_context(findings: Findings, places: Places) -> ContextPage:
    """Return the page of what does not score."""
    return ContextPage(
        head=view_head(findings, places, "context"),
        sections=tuple(
            ContextSection(
                section.id,
                translate_text(section.title),
                translate_text(section.intro),
                tuple(
                    view_question(findings, entry, places)
                    for entry in findings.context
                    if entry.question.section == section.id
                ),
            )
            for section in findings.content.questionnaire.sections
            if section.id in SECTIONS
        ),
        caveat=caveat_text(),
    )
