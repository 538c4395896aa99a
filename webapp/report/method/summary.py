"""What is said of the method in short, generated from the content files and the edition: for its page and documents."""

from __future__ import annotations

from typing import NamedTuple

from assessment.advice import DAYS_OF_A_WEEKLY_HOUR, REPORTED_FROM
from assessment.content import Content
from assessment.road.model import BEGINNING
from benchmarks.dimension_rank import MOST_WIDE as WIDEST_OF_DIMENSION
from benchmarks.model import ABOUT_MARGIN, Edition, Population
from benchmarks.rank import MOST_WIDE
from benchmarks.uncertainty import Z_95, effective_answers
from webapp.language.locale import format_number, translate_text
from webapp.language.texts import gettext
from webapp.report.parts.tables import Cell, Table, columns, rows
from webapp.wording.method import MethodWords, tell_method
from webapp.wording.numbers import number_text
from webapp.wording.verdicts import choice_words, population_text, size_text


class MethodSummary(NamedTuple):
    """The model in short. `numbers` are the constants that sentences of the method name.

    `has_platform`: a platform may be chosen that stands in for other questions.
    """

    version: str
    words: MethodWords
    names: Table
    numbers: dict[str, str]
    sizes: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    warning: str
    recommendations: int
    has_platform: bool


def shape_summary(content: Content, edition: Edition) -> MethodSummary:
    """Return the method in short."""
    questionnaire = content.questionnaire
    return MethodSummary(
        version=questionnaire.version,
        words=tell_method(
            questionnaire.version,
            len(questionnaire.core),
            sum(question.scores for question in questionnaire.core),
            len(questionnaire.questions) - len(questionnaire.core),
            content.growth_path.domains_at_level,
        ),
        names=_names(content),
        numbers=_constants(content, edition),
        sizes=tuple(size_text(size) for size in ("small", "medium", "large")),
        facts=_facts(edition),
        warning=translate_text(edition.warning),
        recommendations=len(content.recommendations),
        has_platform=questionnaire.platform is not None,
    )


def _names(content: Content) -> Table:
    found: list[list[Cell]] = [
        [f"{name.level} · {translate_text(name.name)}", translate_text(name.meaning), str(name.threshold)]
        for name in content.growth_path.names
    ]
    return Table(
        caption=gettext("The five overall growth phases"),
        columns=columns(gettext("Growth phase"), gettext("What it means"), gettext("From score"), numbers_from=2),
        rows=rows(found),
    )


def _facts(edition: Edition) -> tuple[tuple[str, str], ...]:
    return (
        (gettext("Survey"), translate_text(edition.title)),
        (gettext("Our reading of it"), gettext("version %(v)s", v=edition.reading)),
        (gettext("By"), edition.publisher),
        (gettext("When"), translate_text(edition.fieldwork)),
        (gettext("Questions asked"), str(edition.questions)),
        (gettext("Authorities asked"), format_number(edition.asked)),
        (
            gettext("Municipalities that answered"),
            _of(edition.municipalities_answered, edition.municipalities_total),
        ),
        (
            gettext("Police zones that answered"),
            _of(edition.police_zones_answered, edition.police_zones_total),
        ),
        (gettext("Compared with"), population_text(Population.MUNICIPALITIES)),
    )


def _of(answered: int, total: int) -> str:
    return str(gettext("%(answered)s of %(total)s", answered=answered, total=total))


def _constants(content: Content, edition: Edition) -> dict[str, str]:
    barrier = content.questionnaire.question("barriers.reported")
    return {
        "answered": str(edition.municipalities_answered),
        "total": str(edition.municipalities_total),
        "year": str(edition.year),
        "z": number_text(Z_95),
        "about": number_text(ABOUT_MARGIN),
        "rank_width": number_text(MOST_WIDE),
        "whole_width": number_text(WIDEST_OF_DIMENSION),
        "effective": number_text(effective_answers(edition.municipalities_answered, edition.municipalities_total), 1),
        "first": str(BEGINNING),
        "weekly_hour": number_text(DAYS_OF_A_WEEKLY_HOUR),
        "reported_from": choice_words(barrier, REPORTED_FROM),
    }
