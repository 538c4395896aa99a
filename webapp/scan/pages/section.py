"""The page of one section: its questions to fill in, or its answers to read when the assessment is finished."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from flask import Response, make_response, render_template, request
from markupsafe import Markup

from assessment.answers import is_complete
from assessment.model import Answer, Question, Questionnaire, Section
from webapp.language.texts import gettext, ngettext
from webapp.language.typed_numbers import read_whole_number
from webapp.outcome.answers import read_saved
from webapp.scan.earlier_answers import describe_earlier
from webapp.scan.fields import list_stray_fields, make_key
from webapp.scan.pages.cache import fill_page, show_answered, show_cards, show_new_cards, show_progress, show_status
from webapp.scan.pages.cards import (
    Asked,
    Card,
    Status,
    describe_section,
    list_errors,
    make_cards,
    show_saved,
)
from webapp.scan.pages.colleagues import NOBODY
from webapp.scan.progress import count_progress
from webapp.store.actors import Actor
from webapp.store.answers import SavedAnswer
from webapp.web.admission import current_visit
from webapp.web.page_cache import Kept
from webapp.wording.answers import describe_answer
from webapp.wording.basis import view_basis

SECTION_PAGE = "scan/section.html"


def show_section(
    questionnaire: Questionnaire,
    found: Section,
    saved: Mapping[str, SavedAnswer],
    asked: Asked,
    *,
    notice: str = "",
    code: int = HTTPStatus.OK,
) -> Response:
    """Answer with a section's form. Works without the store: what is saved is given, earlier answers may fail."""
    visit = current_visit()
    answers = read_saved(questionnaire, saved).answers
    cards = _make_agreed_cards(questionnaire, found, saved, answers, asked)
    version = questionnaire.version
    html = show_cards(version, cards) if cards else show_new_cards(version, found.id)
    progress = show_progress(version, count_progress(questionnaire, answers), found.id)
    problems = {
        "errors": list_errors(cards),
        "stray": list(list_stray_fields(questionnaire, found.id, request.form)) if request.method == "POST" else [],
        "message": notice,
    }
    if visit is not None and not any(problems.values()):
        page = fill_page(
            visit,
            SECTION_PAGE,
            found.id,
            lambda: describe_section(questionnaire, found.id),
            cards=html,
            progress=progress,
        )
        return make_response(page, code)
    around = describe_section(questionnaire, found.id) | problems | {"opens_again": asked.opens_again}
    text = html.text if isinstance(html, Kept) else html
    return make_response(render_template(SECTION_PAGE, cards=text, progress=progress, **around), code)


def _make_agreed_cards(
    questionnaire: Questionnaire,
    found: Section,
    saved: Mapping[str, SavedAnswer],
    answers: Mapping[str, Answer],
    asked: Asked,
) -> list[Card]:
    """Return the cards of a section with what only those of the agreed answers have: last time's, and who is asked.

    None where nothing was ever saved of the section and nothing stands beside its questions: those are as for all.
    """
    questions = questionnaire.in_section(found.id)
    words = describe_earlier(current_visit(), questions)
    if not (words or asked.readings or asked.asked_of or any(question.id in saved for question in questions)):
        return []
    return [
        card._replace(
            earlier=words.get(card.question.id, ""),
            is_agreed=True,
            asked_of=asked.asked_of.get(card.question.id, NOBODY),
        )
        for card in make_cards(questionnaire, questions, saved, answers, asked)
    ]


def show_news(
    questionnaire: Questionnaire, found: Section, saved: Mapping[str, SavedAnswer], since: int, asked: Asked
) -> Response:
    """Answer with the questions of a section that were saved after a revision, and with how far each section is."""
    answers = read_saved(questionnaire, saved).answers
    cards = [
        card
        for card in make_cards(questionnaire, questionnaire.in_section(found.id), saved, answers, asked)
        if card.question.id in saved and saved[card.question.id].revision > since
    ]
    progress = show_progress(questionnaire.version, count_progress(questionnaire, answers), found.id)
    page = render_template("scan/news.html", cards=show_cards(questionnaire.version, cards), progress=progress)
    return make_response(page)


def mark_revision(response: Response, revision: int) -> Response:
    """Say which revision of the assessment an answer knows of."""
    response.set_etag(str(revision))
    return response


def read_known_revision() -> int:
    """Return the revision that the browser says it has; 0 where it says none."""
    written = next(iter(request.if_none_match.as_set(include_weak=True)), "")
    return read_whole_number(written, 0)


def show_finished(questionnaire: Questionnaire, found: Section, saved: Mapping[str, SavedAnswer]) -> Response:
    """Answer with a section's answers to read."""
    read = read_saved(questionnaire, saved)
    numbers = questionnaire.number_by_id
    entries = [
        {
            "question": question,
            "number": numbers[question.id],
            "key": make_key(question.id),
            "lines": describe_answer(question, read.answers.get(question.id)).split("\n"),
            "note": read.notes.get(question.id, ""),
            "basis": view_basis(read.bases[question.id]) if question.id in read.bases else None,
            "complete": is_complete(question, read.answers.get(question.id)),
        }
        for question in questionnaire.in_section(found.id)
        if not question.extra or question.id in read.answers or question.id in read.notes
    ]
    progress = show_progress(questionnaire.version, count_progress(questionnaire, read.answers), found.id)
    return make_response(
        render_template("scan/section_finished.html", section=found, entries=entries, progress=progress)
    )


def tell_partly_saved(count: int) -> str:
    """Return how many answers of a form were not saved; empty for none."""
    if not count:
        return ""
    words: str = ngettext(
        "One answer was not saved. Everything else on this page is saved.",
        "%(num)s answers were not saved. Everything else on this page is saved.",
        count,
    )
    return words


def answer_status(
    status: Status, question_id: str, code: int = HTTPStatus.OK, progress: Markup | None = None
) -> Response:
    """Answer with the status line of one question, and the progress beside the questions."""
    return make_response(show_answered(show_status(status, question_id), progress), code)


def tell_saved(
    question: Question, entry: SavedAnswer | None, answer: Answer | None, writers: Mapping[Actor, str]
) -> Status:
    """Return the status of a question that was just saved."""
    status = show_saved(question, entry, answer, writers)
    if entry is not None and entry.plain is None and not entry.note:
        return Status("cleared", gettext("Answer cleared"), status.revision)
    return status
