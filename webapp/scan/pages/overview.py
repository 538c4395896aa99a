"""The hub of an assessment: its link, its sections, and the one thing to do next."""

from __future__ import annotations

from flask import url_for

from webapp.outcome.answers import SavedAnswers
from webapp.scan.pages.cards import make_steps
from webapp.scan.progress import count_progress, measure_progress
from webapp.web.state import content_of, get_settings
from webapp.web.visit import Visit


def shape_overview(visit: Visit, read: SavedAnswers) -> dict[str, object]:
    """Return what the overview shows."""
    questionnaire = content_of(visit.assessment).questionnaire
    progress = measure_progress(questionnaire, read.answers)
    unfinished = [step.section for step in progress if step.open_questions]
    return {
        "record": visit.assessment,
        "steps": make_steps(questionnaire, count_progress(questionnaire, read.answers)),
        "answered": sum(step.answered for step in progress),
        "total": sum(step.total for step in progress),
        "started": bool(read.answers),
        "next_section": unfinished[0] if unfinished else None,
        "next_place": questionnaire.sections.index(unfinished[0]) if unfinished else None,
        "misfits": read.misfits,
        "link": url_for("scan.overview", _external=True),
        "expiry_days": get_settings().expiry_days,
    }
