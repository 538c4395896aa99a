"""An invented result for everybody to see, from the example's file, without a database: looking leaves no trace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from assessment.answers import read_answer
from webapp.demo import read_example
from webapp.exchange.import_versions import fit_file
from webapp.findings.compute import find
from webapp.findings.model import DimensionFinding, Findings, Profile
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.head import tell_facts
from webapp.report.parts.judgement import judge_dimension, judge_whole
from webapp.report.parts.opening import Opening, view_opening
from webapp.web.state import get_edition, get_library, newest_content
from webapp.wording.levels import phase_text, short_phase_text
from webapp.wording.municipalities import name_place
from webapp.wording.verdicts import answer_words, effort_line

NAME = "proefbeke"
"""The example halfway along the growth path: something is good, something stands in the way, something is open."""


class OnOnePage(Addresses):
    """The addresses of a result that has one page: its dimensions stand on it."""

    def dimension(self, dimension: str, anchor: str = "") -> str:  # noqa: ARG002 (one place a dimension)
        """The dimension's part of the page."""
        return f"#domein-{dimension}"


class DimensionView(NamedTuple):
    """A dimension: how it stands in few words, and what that means in practice."""

    id: str
    name: str
    words: str
    short: str
    practice: str


@dataclass(frozen=True)
class ActionView:
    """One of the first actions."""

    title: str
    first_step: str
    effort: str
    leads: str


class ExampleView(NamedTuple):
    """What the first page of a result says, without the ways to anywhere."""

    title: str
    facts: str
    opening: Opening
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
        title=gettext("Result of %(municipality)s", municipality=findings.profile.municipality),
        facts=tell_facts(findings),
        opening=view_opening(findings, OnOnePage(may_write=False)),
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
                effort_line(entry.recommendation),
                translate_text(entry.recommendation.lead),
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
    profile = Profile(
        municipality=name_place(document.municipality),
        nis_code=document.municipality,
        inhabitants=int(document.inhabitants),
        invented=True,
    )
    return find(content, get_edition(), profile, answers)


def _view_dimension(findings: Findings, entry: DimensionFinding) -> DimensionView:
    return DimensionView(
        id=entry.id,
        name=translate_text(findings.content.growth_path.dimension_names[entry.id]),
        words=phase_text(entry.level, entry.likely.level),
        short=short_phase_text(entry.level, entry.likely.level),
        practice=judge_dimension(findings, entry).lead,
    )
