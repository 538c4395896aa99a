"""What is still open, before finishing."""

from __future__ import annotations

from assessment.model import UNKNOWN, Answer, Question
from webapp.language.locale import translate_text
from webapp.outcome.answers import SavedAnswers
from webapp.scan.pages.cards import link_question, number_questions
from webapp.scan.progress import count_open_rows, measure_progress
from webapp.web.state import get_content
from webapp.web.visit import Visit


def shape_finish(visit: Visit, read: SavedAnswers) -> dict[str, object]:
    """Return what the page lists: the open questions by section, and how many answers say *don't know*."""
    questionnaire = get_content().questionnaire
    progress = measure_progress(questionnaire, read.answers)
    numbers = number_questions(questionnaire)
    groups = [
        {
            "title": translate_text(step.section.title),
            "questions": [_describe_open(question, read, numbers) for question in step.open_questions],
        }
        for step in progress
        if step.open_questions
    ]
    return {
        "record": visit.assessment,
        "groups": groups,
        "left": sum(len(step.open_questions) for step in progress),
        "total": len(questionnaire.questions),
        "unknown": sum(1 for answer in read.answers.values() if _says_unknown(answer)),
    }


def _describe_open(question: Question, read: SavedAnswers, numbers: dict[str, int]) -> dict[str, object]:
    answer = read.answers.get(question.id)
    return {
        "href": link_question(question),
        "number": numbers[question.id],
        "text": translate_text(question.text),
        "rows_left": count_open_rows(question, answer) if answer else 0,
    }


def _says_unknown(answer: Answer) -> bool:
    return answer.state == UNKNOWN or UNKNOWN in answer.rows.values()
