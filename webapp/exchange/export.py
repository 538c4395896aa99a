"""All that was given, as files to keep: JSON that can be imported again, and a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from flask_babel import gettext

from assessment.action_plan import Action
from assessment.model import Answer, Kind, Question, Questionnaire, State
from webapp.clock import TIME_ZONE
from webapp.language.locale import translate_text
from webapp.outcome.answers import read_saved
from webapp.scan.fields import show_answer
from webapp.scan.pages import number_questions
from webapp.store.answers import SavedAnswer
from webapp.store.assessments import AssessmentRecord, write_time
from webapp.wording.answers import describe_answer, name_choice
from webapp.wording.municipalities import find_municipality

FORMAT = "pleinwijzer-zelfscan"
FORMAT_VERSION = 1
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", *"\uff1d\uff0b\uff0d\uff20")  # the last four are the wide ones


def write_document(
    record: AssessmentRecord,
    saved: Mapping[str, SavedAnswer],
    actions: Iterable[Action],
    *,
    schema_url: str,
    exported_at: datetime,
) -> dict[str, object]:
    """Return an assessment as plain data that follows static/schema/zelfscan-1.json; cleared answers are left out."""
    found = find_municipality(record.municipality)
    return {
        "$schema": schema_url,
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "exported_at": write_time(exported_at),
        "assessment": {
            "municipality": {"nis_code": record.municipality, "name": found.name if found else ""},
            "inhabitants": record.inhabitants,
            "role": record.role,
            "language": record.language,
            "questionnaire_version": record.questionnaire_version,
            "created_at": write_time(record.created_at),
            "changed_at": write_time(record.changed_at),
            "finished_at": write_time(record.finished_at) if record.finished_at else None,
            "invented": record.invented,
        },
        "answers": {
            question_id: {"answer": entry.plain, "note": entry.note, "saved_at": write_time(entry.saved_at)}
            for question_id, entry in sorted(saved.items())
            if entry.plain is not None or entry.note
        },
        "actions": [write_action(action) for action in actions],
    }


def write_action(action: Action) -> dict[str, object]:
    """Return an action of the plan as plain data."""
    return {
        "recommendation": action.recommendation_id,
        "title": action.title,
        "who": action.who,
        "due": action.due.isoformat() if action.due else None,
        "status": str(action.status),
        "note": action.note,
        "history": [
            {"at": write_time(event.at), "change": str(event.change), "value": event.value} for event in action.history
        ],
    }


def write_json(document: Mapping[str, object]) -> str:
    """Return a document as text that people can read too."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def write_table(questionnaire: Questionnaire, saved: Mapping[str, SavedAnswer]) -> str:
    """Return all questions with their answers in words, one line a question or row of a grid.

    Semicolons and a byte order mark: so a Dutch spreadsheet opens it in columns, with its accents.
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_write_headings())
    answers = read_saved(questionnaire, saved).answers
    numbers = number_questions(questionnaire)
    titles = {section.id: translate_text(section.title) for section in questionnaire.sections}
    for question in questionnaire.questions:
        entry = saved.get(question.id)
        start = [titles[question.section], str(numbers[question.id]), translate_text(question.text)]
        for index, (row_id, row_text, words) in enumerate(_write_lines(question, answers.get(question.id))):
            end = [
                entry.note if entry and index == 0 else "",
                _write_local_time(entry.saved_at) if entry else "",
                question.id,
                row_id,
            ]
            writer.writerow([guard_cell(cell) for cell in (*start, row_text, words, *end)])
    return "\ufeff" + file.getvalue()


def guard_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_SIGNS) else text


def _write_headings() -> list[str]:
    return [
        gettext("Section"),
        gettext("Number"),
        gettext("Question"),
        gettext("Part of the question"),
        gettext("Answer"),
        gettext("Note"),
        gettext("Saved"),
        gettext("Question id"),
        gettext("Part id"),
    ]


def _write_lines(question: Question, answer: Answer | None) -> Iterator[tuple[str, str, str]]:
    """Give row id, row and answer of each line that a question takes."""
    if question.kind is not Kind.GRID:
        yield "", "", _write_answer(question, answer)
        return
    rows = show_answer(question, answer).rows
    for row in question.rows:
        chosen = rows.get(row.id)
        yield row.id, translate_text(row.text), name_choice(question, chosen) if chosen else ""


def _write_answer(question: Question, answer: Answer | None) -> str:
    if answer is None:
        return ""
    if question.kind is Kind.NUMBER and answer.state is State.GIVEN:
        return show_answer(question, answer).text
    words = describe_answer(question, answer)
    return words if question.kind is Kind.TEXT else words.replace("\n", " | ")


def _write_local_time(moment: datetime) -> str:
    return f"{moment.astimezone(TIME_ZONE):%Y-%m-%d %H:%M}"
