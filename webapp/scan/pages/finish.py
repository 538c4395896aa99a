"""What is still open, before finishing."""

from __future__ import annotations

from collections.abc import Mapping

from flask import render_template

from assessment.answers import says_unknown
from assessment.model import Question
from webapp.findings.model import Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.outcome.answers import SavedAnswers
from webapp.outcome.reading import find_current
from webapp.scan.pages.cache import fill_page
from webapp.scan.pages.cards import link_question
from webapp.scan.progress import count_open_rows, measure_progress
from webapp.web.state import content_of
from webapp.web.visit import Visit
from webapp.wording.levels import phase_text, within

PAGE = "scan/finish.html"


def show_finish(visit: Visit, read: SavedAnswers) -> str | bytes:
    """Return the page; it is the same for everybody who answered all and knew all. Raises StoreUnavailable."""
    shape = shape_finish(visit, read)
    if shape["left"] or shape["unknown"] or shape["finished_at"]:
        return render_template(PAGE, **shape)
    return fill_page(visit, PAGE, "everything answered", lambda: shape)


def shape_finish(visit: Visit, read: SavedAnswers) -> dict[str, object]:
    """Return what the page lists: the open questions by section, and the answers *don't know*.

    Of these, those that decide a growth phase come with their question. Raises StoreUnavailable.
    """
    questionnaire = content_of(visit.assessment).questionnaire
    progress = measure_progress(questionnaire, read.answers)
    numbers = questionnaire.number_by_id
    groups = [
        {
            "title": translate_text(step.section.title),
            "questions": [_describe_open(question, read, numbers) for question in step.open_questions],
        }
        for step in progress
        if step.open_questions
    ]
    core = {question.id for question in questionnaire.core}
    unknown = frozenset(name for name, answer in read.answers.items() if name in core and says_unknown(answer))
    return {
        "finished_at": visit.assessment.finished_at,
        "deciding": _list_deciding(find_current(visit), unknown, numbers) if unknown else [],
        "groups": groups,
        "left": sum(len(step.open_questions) for step in progress),
        "total": len(core),
        "unknown": len(unknown),
    }


def _list_deciding(findings: Findings, unknown: frozenset[str], numbers: Mapping[str, int]) -> list[dict[str, object]]:
    """Return the *don't know* that a dimension's level hangs on, by dimension, and then what the whole's hangs on."""
    names = findings.content.growth_path.dimension_names
    found = [
        (translate_text(names[entry.id]), phase_text(entry.level, entry.likely.level), entry.deciding)
        for entry in findings.dimensions.values()
    ]
    whole = phase_text(findings.overall.range, findings.likely.level)
    groups: list[dict[str, object]] = []
    left = unknown
    for name, level, deciding in (*found, (gettext("Overall"), whole, findings.deciding)):
        listed = [question for question in deciding if question.id in left]
        left -= {question.id for question in listed}
        if listed:
            title = gettext("%(dimension)s: %(level)s", dimension=name, level=within(level))
            groups.append({"title": title, "questions": [_point_to(question, numbers) for question in listed]})
    return groups


def _point_to(question: Question, numbers: Mapping[str, int]) -> dict[str, object]:
    text = translate_text(question.text)
    return {"href": link_question(question), "number": numbers[question.id], "text": text}


def _describe_open(question: Question, read: SavedAnswers, numbers: Mapping[str, int]) -> dict[str, object]:
    answer = read.answers.get(question.id)
    return _point_to(question, numbers) | {"rows_left": count_open_rows(question, answer) if answer else 0}
