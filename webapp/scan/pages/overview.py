"""The hub of an assessment: its link, its sections, and the one thing to do next."""

from __future__ import annotations

from collections.abc import Mapping

from flask import render_template, url_for

from webapp.language.locale import format_number
from webapp.language.texts import gettext, ngettext
from webapp.outcome.answers import SavedAnswers
from webapp.scan.pages.cache import fill_page
from webapp.scan.pages.cards import make_steps
from webapp.scan.pages.colleagues import AskedOf
from webapp.scan.progress import count_progress, measure_progress
from webapp.web.state import content_of, find_newer, get_settings
from webapp.web.visit import Visit

PAGE = "scan/overview.html"


def show_overview(visit: Visit, read: SavedAnswers, asked_of: Mapping[str, AskedOf]) -> str | bytes:
    """Return the page. Before the first answer it is the same for everybody, but for what is the assessment's own."""
    own = _describe_own(visit, asked_of)
    if read.answers or read.misfits or visit.assessment.finished_at:
        return render_template(PAGE, **shape_overview(visit, read), **own)
    return fill_page(visit, PAGE, "nothing answered", lambda: shape_overview(visit, read), **own)


def _describe_own(visit: Visit, asked_of: Mapping[str, AskedOf]) -> dict[str, object]:
    """Return what the overview shows of the assessment itself."""
    aside = sum(bool(one.parked) for one in asked_of.values())
    return {
        "link": url_for("scan.overview", _external=True),
        "inhabitants": format_number(visit.assessment.inhabitants),
        "colleagues": ngettext("one question is put aside", "%(num)s questions are put aside", aside)
        if aside
        else gettext("whoever knows more of a part of it"),
    }


def shape_overview(visit: Visit, read: SavedAnswers) -> dict[str, object]:
    """Return what the overview shows of how far it is."""
    questionnaire = content_of(visit.assessment).questionnaire
    progress = measure_progress(questionnaire, read.answers)
    unfinished = [step.section for step in progress if step.open_questions]
    return {
        "finished_at": visit.assessment.finished_at,
        "invented": visit.assessment.invented,
        "steps": make_steps(questionnaire, count_progress(questionnaire, read.answers)),
        "answered": sum(step.answered for step in progress),
        "total": sum(step.total for step in progress),
        "started": bool(read.answers),
        "next_section": unfinished[0] if unfinished else None,
        "next_place": questionnaire.sections.index(unfinished[0]) if unfinished else None,
        "misfits": [name for name in read.misfits if name in questionnaire.question_by_id],
        "version": questionnaire.version,
        "newer": find_newer(visit.assessment),
        "expiry_days": get_settings().expiry_days,
    }
