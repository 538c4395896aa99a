"""What is not known, and which of it could still change a growth phase."""

from __future__ import annotations

from typing import NamedTuple

from assessment.model import Question
from webapp.findings.model import Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.addresses import Addresses
from webapp.wording.verdicts import answer_words


class OpenQuestion(NamedTuple):
    """A question without an answer, or with one that is not known."""

    text: str
    answer: str
    href: str


class OpenDimension(NamedTuple):
    """The questions of a dimension whose answer could still change its level."""

    name: str
    href: str
    questions: tuple[OpenQuestion, ...]


def find_unanswered(findings: Findings, addresses: Addresses) -> tuple[OpenQuestion, ...]:
    """Return each question of which something was left open, in order; what is extra is not open, nor *don't know*."""
    entries = findings.questions
    left = [one for one in findings.content.questionnaire.core if not entries[one.id].complete]
    return tuple([_view(findings, question, addresses) for question in left])


def view_deciding(
    findings: Findings, questions: tuple[Question, ...], addresses: Addresses
) -> tuple[OpenQuestion, ...]:
    """Return the questions that decide between levels, with the way to answer each."""
    return tuple(_view(findings, question, addresses) for question in questions)


def find_decisive(findings: Findings, addresses: Addresses) -> tuple[OpenDimension, ...]:
    """Return, for each dimension whose level is still open, the questions that could move it."""
    names = findings.content.growth_path.dimension_names
    return tuple(
        OpenDimension(
            translate_text(names[dimension.id]),
            addresses.dimension(dimension.id),
            view_deciding(findings, dimension.deciding, addresses),
        )
        for dimension in findings.dimensions.values()
        if dimension.deciding
    )


def _view(findings: Findings, question: Question, addresses: Addresses) -> OpenQuestion:
    answer = findings.answers.get(question.id)
    return OpenQuestion(translate_text(question.text), answer_words(question, answer), addresses.edit(question))


def tell_unanswered(findings: Findings) -> str:
    """Return how many questions are not answered completely and what that means; empty where all are."""
    left = findings.total - findings.complete
    if not left:
        return ""
    return str(
        gettext(
            "%(count)s of the %(total)s questions are not answered completely. What that leaves open is shown as a "
            "range.",
            count=left,
            total=findings.total,
        )
    )
