"""What is kept in memory of the pages of filling in, so that a page is put together instead of rendered.

Kept are pages around what is somebody's own, the card of a question with the same options chosen, the cards of a
section that nobody began, and the progress with the same counts. None of these knows an assessment. A card with
somebody's own words or a mistake is made anew each time, so that no text outlives its deletion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, cast

from flask import Flask, get_template_attribute
from markupsafe import Markup

from assessment.model import Questionnaire
from webapp.language.locale import current_language
from webapp.language.texts import gettext
from webapp.outcome.reading import name_municipality
from webapp.scan.fields import Typed
from webapp.scan.pages.cards import Asked, Card, Status, make_cards, make_steps
from webapp.scan.pages.colleagues import NOBODY
from webapp.scan.progress import Count
from webapp.web.admission import addressed_as, current_address
from webapp.web.current import this_app
from webapp.web.drafts import name_drafts
from webapp.web.page_cache import (
    Fragment,
    Kept,
    keep_encoded,
    placeholder,
    refuse_secrets,
    render_shared,
    split_fragment,
)
from webapp.web.state import content_of, get_library
from webapp.web.visit import Visit

MOST_CACHED = 1024
"""Of each kind; a card takes about 4 kB."""

_EXTENSION = "pleinwijzer-page-cache"
_QUESTION = "scan/question.html"


class CardKey(NamedTuple):
    """All that decides what a card without words of its own looks like."""

    language: str
    version: str
    question_id: str
    options: tuple[str, ...] = ()
    state: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    is_agreed: bool = False


class StatusKey(NamedTuple):
    """All that decides what a status line without a conflict looks like, but for its words."""

    question_id: str
    state: str
    says_something: bool


class SectionKey(NamedTuple):
    """All that decides what the cards of a section look like of which nothing was ever saved."""

    language: str
    version: str
    section: str


class ProgressKey(NamedTuple):
    """All that decides what the progress looks like."""

    language: str
    version: str
    current: str
    counts: tuple[Count, ...]


@dataclass(frozen=True)
class Cached:
    """What one application keeps: another may have other questions."""

    card: Callable[[CardKey], Fragment]
    status: Callable[[StatusKey], Fragment]
    section: Callable[[SectionKey], Kept]
    progress: Callable[[ProgressKey], Fragment]
    macro: Callable[[str, str], Callable[..., Markup]]


def set_up_page_cache(app: Flask) -> None:
    """Give the application its memory."""
    keep = lru_cache(MOST_CACHED)
    app.extensions[_EXTENSION] = Cached(
        keep(_draw_card), keep(_draw_status), keep(_draw_section), keep(_draw_progress), keep(get_template_attribute)
    )


def fill_page(
    visit: Visit, template: str, about: str, shape: Callable[[], Mapping[str, object]], **places: object
) -> bytes:
    """Return a page of an assessment as it is sent, in the current language: what its template would render.

    Whatever is `about` the same is kept for all who may do the same: see `render_shared`.
    """
    record = visit.assessment
    version = content_of(record).questionnaire.version
    return render_shared(
        template,
        shape,
        (version, about, record.invented, visit.is_own, visit.may_write),
        municipality_name=name_municipality(record),
        revision=record.revision,
        drafts_key=name_drafts(visit.address),
        **places,
    )


def show_cards(version: str, cards: Iterable[Card]) -> Markup:
    """Return the cards of a version's questions as HTML, in the current language."""
    cached, language = _cached(), current_language()
    drawn = [_show_card(cached, language, version, card) for card in cards]
    return Markup("\n".join(drawn))  # noqa: S704 (each of them is)


def show_new_cards(version: str, section_id: str) -> Kept:
    """Return the cards of a section of which nothing was ever saved as HTML, in the current language."""
    return _cached().section(SectionKey(current_language(), version, section_id))


def show_status(status: Status, question_id: str) -> Markup:
    """Return what stands under a question of what is saved of it, as HTML."""
    if status.conflict or status.finished:
        return _call(_QUESTION, "status_line", status, question_id)
    fragment = _cached().status(StatusKey(question_id, status.state, bool(status.text)))
    return fragment.fill(words=status.text, revision=status.revision)


def show_answered(status: Markup, progress: Markup | None) -> Markup:
    """Return what a browser puts in place once an answer is saved or refused: a part of a page."""
    return _call("scan/status.html", "answered", status, progress)


def show_progress(version: str, counts: tuple[Count, ...], current: str) -> Markup:
    """Return a version's sections with how far each is as HTML, in the current language."""
    return _cached().progress(ProgressKey(current_language(), version, current, counts)).fill(**current_address())


def _show_card(cached: Cached, language: str, version: str, card: Card) -> Markup:
    status = show_status(card.status, card.question.id)
    earlier = _call(_QUESTION, "earlier_line", card.earlier) if card.earlier else Markup()
    asked_of = _call(_QUESTION, "asked_line", card.question.id, card.asked_of) if card.asked_of != NOBODY else Markup()
    typed = card.typed
    if card.error or typed.note or typed.text or typed.says_basis or card.is_remark:
        return _call(_QUESTION, "show_question", card, status, earlier, asked_of)
    rows = tuple(typed.rows.items())
    key = CardKey(language, version, card.question.id, typed.options, typed.state, rows, card.is_agreed)
    return cached.card(key).fill(status=status, earlier=earlier, asked=asked_of)


def _draw_card(key: CardKey) -> Fragment:
    questionnaire = _questionnaire(key.version)
    typed = Typed(options=key.options, state=key.state, rows=dict(key.rows))
    number = questionnaire.number_by_id[key.question_id]
    card = Card(questionnaire.question_by_id[key.question_id], number, typed, is_agreed=key.is_agreed)
    places = [placeholder(name) for name in ("status", "earlier", "asked")]
    return split_fragment(_call(_QUESTION, "show_question", card, *places))


def _draw_section(key: SectionKey) -> Kept:
    questionnaire = _questionnaire(key.version)
    cards = make_cards(questionnaire, questionnaire.in_section(key.section), {}, {}, Asked())
    return keep_encoded(show_cards(key.version, [card._replace(is_agreed=True) for card in cards]))


def _draw_status(key: StatusKey) -> Fragment:
    status = Status(key.state, placeholder("words") if key.says_something else "", placeholder("revision"))
    return split_fragment(_call(_QUESTION, "status_line", status, key.question_id))


def _draw_progress(key: ProgressKey) -> Fragment:
    with addressed_as(placeholder):
        steps = make_steps(_questionnaire(key.version), key.counts, key.current)
        drawn = _call("components/progress.html", "section_progress", steps, gettext("Sections of the self-scan"))
    refuse_secrets(drawn)
    return split_fragment(drawn)


def _questionnaire(version: str) -> Questionnaire:
    return get_library().of(version).questionnaire


def _call(template: str, macro: str, *values: object) -> Markup:
    return _cached().macro(template, macro)(*values)


def _cached() -> Cached:
    return cast(Cached, this_app().extensions[_EXTENSION])
