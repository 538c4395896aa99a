"""An invented result for everybody to see, from the example's file, without a database: looking leaves no trace."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.answers import read_answer
from webapp.demo import read_example
from webapp.exchange.import_versions import fit_file
from webapp.findings.compute import find
from webapp.findings.model import DimensionFinding, Findings, Profile
from webapp.language.locale import current_language, format_number, translate_text
from webapp.language.texts import gettext
from webapp.report.parts.judgement import judge_dimension, judge_whole
from webapp.report.parts.levels import LevelSummary, summarise_level
from webapp.web.state import get_edition, get_library, newest_content
from webapp.wording.levels import short_phase_text
from webapp.wording.municipalities import find_municipality
from webapp.wording.numbers import total_effort_text
from webapp.wording.verdicts import answer_words, verdict_title

NAME = "proefbeke"
"""The example halfway along the growth path: something is good, something stands in the way, something is open."""


@dataclass(frozen=True)
class DimensionView:
    """A dimension in a line: how it stands, in words, and beside 2019."""

    id: str
    name: str
    level: LevelSummary
    short: str
    practice: str
    verdict: str


@dataclass(frozen=True)
class ActionView:
    """One of the first actions."""

    title: str
    first_step: str
    effort: str


@dataclass(frozen=True)
class ExampleView:
    """What the first page of a result says, without the ways to anywhere."""

    municipality: str
    inhabitants: str
    overall: LevelSummary
    meaning: str
    remark: str
    dimensions: tuple[DimensionView, ...]
    open_questions: tuple[tuple[str, str], ...]
    actions: tuple[ActionView, ...]


def shape_example() -> dict[str, object]:
    """Return what the example's page and its picture on the start page show, in the current language."""
    findings = find_example()
    judgement = judge_whole(findings)
    view = ExampleView(
        municipality=findings.profile.municipality,
        inhabitants=format_number(findings.profile.inhabitants),
        overall=summarise_level(findings, gettext("Overall"), findings.overall.range, findings.likely),
        meaning=judgement.lead,
        remark=judgement.remark,
        dimensions=tuple(_view_dimension(findings, entry) for entry in findings.dimensions.values()),
        open_questions=tuple(
            (translate_text(question.text), answer_words(question, findings.answers.get(question.id)))
            for question in findings.deciding
        ),
        actions=tuple(
            ActionView(
                translate_text(entry.recommendation.title),
                translate_text(entry.recommendation.first_step),
                total_effort_text(entry.recommendation.days, entry.recommendation.hours_a_week),
            )
            for entry in findings.road.beginning
        ),
    )
    return {"example": view}


def find_example() -> Findings:
    """Return the findings of the example by the newest questionnaire, read as an import is."""
    content, document = newest_content(), read_example(NAME)
    fitting = fit_file(get_library(), document, content.questionnaire.version).answers
    answers = {name: read_answer(entry.question, entry.plain) for name, entry in fitting.items() if entry.plain}
    municipality = find_municipality(document.municipality)
    profile = Profile(
        municipality=municipality.name_in(current_language()) if municipality else document.municipality,
        nis_code=document.municipality,
        inhabitants=int(document.inhabitants),
        invented=True,
    )
    return find(content, get_edition(), profile, answers)


def _view_dimension(findings: Findings, entry: DimensionFinding) -> DimensionView:
    name = translate_text(findings.content.growth_path.dimension_names[entry.id])
    return DimensionView(
        id=entry.id,
        name=name,
        level=summarise_level(findings, name, entry.level, entry.likely),
        short=short_phase_text(entry.level, entry.likely.level),
        practice=judge_dimension(findings, entry).lead,
        verdict=verdict_title(entry.reference.verdict) if entry.reference else gettext("No figures of 2019"),
    )
