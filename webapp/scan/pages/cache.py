"""What is kept in memory of the pages with questions, so that a page is put together instead of rendered.

Kept are the page around the questions, the card of a question with the same options chosen, and the progress with the
same counts. None of these knows an assessment. A card with somebody's own words or a mistake is made anew each time,
so that no text outlives its deletion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from flask import Flask, current_app, get_template_attribute, render_template
from flask_babel import gettext
from markupsafe import Markup

from webapp.language.locale import current_language
from webapp.outcome.reading import name_municipality
from webapp.scan.fields import Typed
from webapp.scan.pages.cards import Card, Status, describe_section, make_steps, number_questions
from webapp.scan.progress import Count
from webapp.web.admission import addressed_as, current_address
from webapp.web.notices import draw_notice
from webapp.web.page_cache import Frame, cut_frame, mark
from webapp.web.state import get_content
from webapp.web.visit import Visit

KEPT = 1024
"""Of each kind; a card takes about 4 kB."""

SECTION_PAGE = "scan/section.html"

_EXTENSION = "pleinwijzer-kept"
_QUESTION = "scan/question.html"


@dataclass(frozen=True)
class PageKey:
    """All that decides what stands around the questions of a section."""

    language: str
    section_id: str
    invented: bool


@dataclass(frozen=True)
class CardKey:
    """All that decides what a card without words of its own looks like."""

    language: str
    question_id: str
    options: tuple[str, ...] = ()
    state: str = ""
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class StatusKey:
    """All that decides what a status line without a conflict looks like, but for its words."""

    question_id: str
    state: str
    says_something: bool


@dataclass(frozen=True)
class ProgressKey:
    """All that decides what the progress looks like."""

    language: str
    current: str
    counts: tuple[Count, ...]


@dataclass(frozen=True)
class Kept:
    """What one application keeps: another may have other questions."""

    page: Callable[[PageKey], Frame]
    card: Callable[[CardKey], Frame]
    status: Callable[[StatusKey], Frame]
    progress: Callable[[ProgressKey], Frame]


def keep_pages(app: Flask) -> None:
    """Give the application its memory."""
    keep = lru_cache(KEPT)
    app.extensions[_EXTENSION] = Kept(keep(_draw_page), keep(_draw_card), keep(_draw_status), keep(_draw_progress))


def fill_page(visit: Visit, section_id: str, cards: Markup, progress: Markup, here: str) -> Markup:
    """Return a section's page without any mistake on it, in the current language: what `SECTION_PAGE` would render."""
    frame = _kept().page(PageKey(current_language(), section_id, visit.assessment.invented))
    return frame.fill(
        **visit.address,
        here=here,
        notice=draw_notice(),
        municipality=name_municipality(visit.assessment),
        cards=cards,
        progress=progress,
    )


def show_cards(cards: Iterable[Card]) -> Markup:
    """Return cards as HTML, in the current language."""
    kept, language = _kept(), current_language()
    return Markup("\n").join(_show_card(kept, language, card) for card in cards)


def show_status(status: Status, question_id: str) -> Markup:
    """Return what stands under a question of what is saved of it, as HTML."""
    if status.conflict:
        return _call(_QUESTION, "status_line", status, question_id)
    frame = _kept().status(StatusKey(question_id, status.state, bool(status.text)))
    return frame.fill(words=status.text, revision=status.revision)


def show_progress(counts: tuple[Count, ...], current: str) -> Markup:
    """Return the sections with how far each is as HTML, in the current language."""
    return _kept().progress(ProgressKey(current_language(), current, counts)).fill(**current_address())


def _show_card(kept: Kept, language: str, card: Card) -> Markup:
    status = show_status(card.status, card.question.id)
    earlier = _call(_QUESTION, "earlier_line", card.earlier) if card.earlier else Markup()
    typed = card.typed
    if card.error or typed.note or typed.text:
        return _call(_QUESTION, "show_question", card, status, earlier)
    key = CardKey(language, card.question.id, typed.options, typed.state, tuple(typed.rows.items()))
    return kept.card(key).fill(status=status, earlier=earlier)


def _draw_page(key: PageKey) -> Frame:
    described = describe_section(key.section_id)
    with addressed_as(mark):
        page = render_template(
            SECTION_PAGE,
            municipality_name=mark("municipality"),
            notice_html=mark("notice"),
            here=mark("here"),
            cards=mark("cards"),
            progress=mark("progress"),
            **described,
        )
    return cut_frame(page)


def _draw_card(key: CardKey) -> Frame:
    questionnaire = get_content().questionnaire
    typed = Typed(options=key.options, state=key.state, rows=dict(key.rows))
    number = number_questions(questionnaire)[key.question_id]
    card = Card(questionnaire.question_by_id[key.question_id], number, typed)
    return cut_frame(_call(_QUESTION, "show_question", card, mark("status"), mark("earlier")))


def _draw_status(key: StatusKey) -> Frame:
    status = Status(key.state, mark("words") if key.says_something else "", mark("revision"))
    return cut_frame(_call(_QUESTION, "status_line", status, key.question_id))


def _draw_progress(key: ProgressKey) -> Frame:
    with addressed_as(mark):
        steps = make_steps(key.counts, key.current)
        drawn = _call("components/progress.html", "section_progress", steps, gettext("Sections of the self-scan"))
    return cut_frame(drawn)


def _call(template: str, macro: str, *values: object) -> Markup:
    return cast(Markup, get_template_attribute(template, macro)(*values))


def _kept() -> Kept:
    return cast(Kept, current_app.extensions[_EXTENSION])
