"""The page of one question: the answer, how its points are made, and every figure with where it comes from."""

from __future__ import annotations

from typing import NamedTuple

from assessment.model import DIMENSIONS
from webapp.findings.model import Findings, QuestionFinding
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.pages.context import list_asked
from webapp.report.parts.addresses import Addresses, key_of, question_anchor
from webapp.report.parts.head import Head, view_head
from webapp.report.parts.neighbours import Neighbour, Neighbours, find_neighbours
from webapp.report.parts.questions import QuestionView, view_question


class QuestionPage(NamedTuple):
    """All that the page shows.

    `dimension` is empty for what belongs to none; `list_href` is the question's place among the others.
    """

    head: Head
    question: QuestionView
    dimension: str
    subject: str
    list_href: str
    neighbours: Neighbours


def find_question(findings: Findings, key: str) -> QuestionFinding | None:
    """Return what was found of the question with this key in an address; None where there is no such question."""
    return next((entry for name, entry in findings.questions.items() if key_of(name) == key), None)


def shape_question(findings: Findings, entry: QuestionFinding, addresses: Addresses) -> QuestionPage:
    """Return the page of a question, between those that stand beside it in the result."""
    section = entry.question.section
    dimension = section if section in DIMENSIONS else ""
    listed = [one.question for one in _list_beside(findings, section)]
    around = [Neighbour(translate_text(one.text), addresses.answered(one)) for one in listed]
    anchor = question_anchor(entry.question.id)
    return QuestionPage(
        head=view_head(findings, addresses, dimension or "context"),
        question=view_question(findings, entry, addresses),
        dimension=dimension,
        subject=_name_subject(findings, dimension),
        list_href=addresses.dimension(dimension, anchor) if dimension else f"{addresses.context()}#{anchor}",
        neighbours=find_neighbours(around, listed.index(entry.question))
        if entry.question in listed
        else Neighbours(None, None),
    )


def _list_beside(findings: Findings, section: str) -> tuple[QuestionFinding, ...]:
    if section not in DIMENSIONS:
        return list_asked(findings)
    others = (entry for entry in findings.context if entry.question.section == section)
    return (*findings.dimensions[section].questions, *others)


def _name_subject(findings: Findings, dimension: str) -> str:
    names = findings.content.growth_path.dimension_names
    return translate_text(names[dimension]) if dimension else str(gettext("Reach and barriers"))
