"""The method on a short page, with the way to each question and each figure."""

from __future__ import annotations

from typing import NamedTuple

from assessment.content import Content
from assessment.model import DIMENSIONS, Question
from benchmarks.model import Edition, Population
from webapp.language.locale import translate_text
from webapp.language.texts import gettext, ngettext
from webapp.report.method.figures import Subject, shape_figures
from webapp.report.method.summary import MethodSummary, shape_summary
from webapp.report.parts.addresses import question_anchor
from webapp.report.parts.method_addresses import (
    OTHER_GROUPS,
    WITHOUT_POINTS,
    MethodAddresses,
    find_method,
    population_anchor,
)
from webapp.wording.verdicts import population_text


class Further(NamedTuple):
    """What stands on another page: what it is called, where, and what to find there. `anchor` is its place here."""

    anchor: str
    text: str
    href: str
    about: str = ""


class MethodStart(NamedTuple):
    """All that the short page shows."""

    summary: MethodSummary
    dimensions: tuple[Further, ...]
    without_points: Further
    questions: tuple[Further, ...]
    populations: tuple[Further, ...]
    subjects: tuple[Subject, ...]


def shape_start(content: Content, edition: Edition) -> MethodStart:
    """Return the short page."""
    addresses = find_method(content.questionnaire.version)
    return MethodStart(
        summary=shape_summary(content, edition),
        dimensions=tuple(_view_dimension(content, dimension, addresses) for dimension in DIMENSIONS),
        without_points=Further(
            "context",
            gettext("Questions without points"),
            addresses.questions(WITHOUT_POINTS),
            gettext("%(num)s, for the comparison and the advice", num=len(content.questionnaire.context)),
        ),
        questions=tuple(_view_question(content, question, addresses) for question in content.questionnaire.questions),
        populations=_populations(edition, addresses),
        subjects=shape_figures(content, edition).subjects,
    )


def _view_dimension(content: Content, dimension: str, addresses: MethodAddresses) -> Further:
    path = content.growth_path
    conditions = sum(len(level.criteria) for level in path.dimensions[dimension])
    questions = len(content.questionnaire.scored[dimension])
    return Further(
        anchor=f"domein-{dimension}",
        text=translate_text(path.dimension_names[dimension]),
        href=addresses.questions(dimension),
        about=gettext(
            "%(conditions)s, %(questions)s",
            conditions=ngettext("one condition", "%(num)s conditions", conditions),
            questions=ngettext("one question with points", "%(num)s questions with points", questions),
        ),
    )


def _view_question(content: Content, question: Question, addresses: MethodAddresses) -> Further:
    number = content.questionnaire.number_by_id[question.id]
    return Further(
        anchor=question_anchor(question.id),
        text=f"{number}. {translate_text(question.text)}",
        href=addresses.question(question),
    )


def _populations(edition: Edition, addresses: MethodAddresses) -> tuple[Further, ...]:
    """Whom figures are about, with where those stand."""
    there = {figure.population for figure in edition.figures}
    found = []
    for population in Population:
        if population in there:
            anchor = population_anchor(population)
            is_ours = population is Population.MUNICIPALITIES
            href = addresses.figures() if is_ours else addresses.figures_about(OTHER_GROUPS, anchor)
            found.append(Further(anchor, population_text(population), href))
    return tuple(found)
