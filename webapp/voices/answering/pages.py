"""What the pages show to somebody who was asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import NamedTuple, cast

from flask import Response, get_template_attribute, make_response, render_template, request, url_for
from markupsafe import Markup

from assessment.model import Answer, Section
from webapp.language.locale import format_day, translate_text
from webapp.language.texts import gettext
from webapp.outcome.answers import read_saved
from webapp.scan.fields import list_stray_fields, make_key
from webapp.scan.forms import Reading
from webapp.scan.pages.cache import show_cards
from webapp.scan.pages.cards import Asked as Brought
from webapp.scan.pages.cards import Card, list_errors, make_card, make_cards
from webapp.scan.pages.section import mark_revision
from webapp.scan.progress import SectionProgress
from webapp.store.answers import SavedAnswer, get_answers
from webapp.store.connections import Connection
from webapp.store.links import get_voice_link
from webapp.store.voice_answers import VoiceAnswers, get_voice_answers, list_voice_answers
from webapp.store.voices import list_voices
from webapp.voices.asked import Asked
from webapp.wording.answers import describe_answer


@dataclass(frozen=True)
class Contribution:
    """What was asked of a voice and what it said so far, at one moment. `ends` is the last day of its link."""

    asked: Asked
    said: VoiceAnswers
    ends: date | None

    @property
    def answers(self) -> Mapping[str, Answer]:
        """What it says now, as the questionnaire reads it."""
        return self.asked.read(self.said.latest)

    @property
    def progress(self) -> tuple[SectionProgress, ...]:
        """How far each section is."""
        return self.asked.measure(self.answers)


class Settled(NamedTuple):
    """One question as its voice reads it afterwards. What others said is shown where this voice answered too."""

    number: int
    text: str
    key: str
    href: str
    mine: str
    first: str
    agreed: str
    others: tuple[tuple[str, str], ...]


def read_contribution(connection: Connection, asked: Asked) -> Contribution:
    """Return what a voice said. Raises StoreUnavailable."""
    link = get_voice_link(connection, asked.voice.id)
    return Contribution(asked, get_voice_answers(connection, asked.voice.id), link.ends if link else None)


def show_start(contribution: Contribution, settled: tuple[Settled, ...] = ()) -> str:
    """Return the page on which somebody who was asked begins, comes back, and reads afterwards what became of it."""
    progress = contribution.progress
    unfinished = next((step.section for step in progress if step.open_questions), None)
    return render_template(
        "voices/start.html",
        voice=contribution.asked.voice,
        until=format_day(contribution.ends) if contribution.ends else "",
        steps=make_steps(progress),
        answered=sum(step.answered for step in progress),
        total=sum(step.total for step in progress),
        started=bool(contribution.said.answered),
        next_section=unfinished,
        settled=settled,
    )


def list_settled(connection: Connection, contribution: Contribution) -> tuple[Settled, ...]:
    """Return each question that a voice answered with what it said and, where it may know, how that was settled."""
    asked = contribution.asked
    agreed: Mapping[str, Answer] = {}
    others: list[tuple[str, Mapping[str, Answer]]] = []
    if asked.voice.reads_outcome:
        stored = get_answers(connection, asked.voice.assessment_id)
        agreed = read_saved(asked.questionnaire, stored).answers
        others = _read_others(connection, asked)
    numbers, first = asked.questionnaire.number_by_id, asked.read(contribution.said.first)
    return tuple(
        Settled(
            number=numbers[question.id],
            text=translate_text(question.text),
            key=make_key(question.id),
            href=url_for("contribution.section", section=question.section, _anchor=f"q-{make_key(question.id)}"),
            mine=describe_answer(question, answer),
            first=describe_answer(question, first.get(question.id))
            if contribution.said.is_changed(question.id)
            else "",
            agreed=describe_answer(question, agreed[question.id]) if question.id in agreed else "",
            others=tuple(
                (role, describe_answer(question, theirs[question.id]))
                for role, theirs in others
                if question.id in theirs
            ),
        )
        for question in asked.questions
        if (answer := contribution.answers.get(question.id)) is not None
    )


def _read_others(connection: Connection, asked: Asked) -> list[tuple[str, Mapping[str, Answer]]]:
    """Return what each other voice that was sent in says, with its role."""
    number = asked.voice.assessment_id
    said = list_voice_answers(connection, number)
    return [
        (one.role, asked.read(said[one.id].latest))
        for one in list_voices(connection, number)
        if one.is_sent and one.id != asked.voice.id and one.id in said
    ]


def make_steps(progress: Iterable[SectionProgress], current: str = "") -> list[dict[str, object]]:
    """Return the sections with how far each is, for the progress component."""
    return [
        {
            "title": translate_text(step.section.title),
            "href": url_for("contribution.section", section=step.section.id),
            "answered": step.answered,
            "total": step.total,
            "state": step.state,
            "current": step.section.id == current,
        }
        for step in progress
    ]


def draw_progress(contribution: Contribution, current: str) -> Markup:
    """Return the sections with how far each is, as HTML."""
    draw = get_template_attribute("components/progress.html", "section_progress")
    return cast(Markup, draw(make_steps(contribution.progress, current), gettext("What you were asked")))


def make_contribution_cards(contribution: Contribution, section: Section, brought: Brought) -> list[Card]:
    """Return the cards of what was asked of one section."""
    asked, saved, answers = contribution.asked, contribution.said.latest, contribution.answers
    questions = asked.in_section(section.id)
    remarks = [
        make_card(one, 0, saved.get(one.id), answers.get(one.id), brought)
        for one in asked.remarks
        if one.section == section.id
    ]
    return [*make_cards(asked.questionnaire, questions, saved, answers, brought), *remarks]


def list_stray(asked: Asked, section_id: str) -> list[tuple[str, str]]:
    """Return what was filled in for questions that are not on this page (any more)."""
    known = frozenset(one.id for one in asked.remarks)
    return list(list_stray_fields(asked.questionnaire, section_id, request.form, known))


def show_questions(
    contribution: Contribution,
    section: Section,
    brought: Brought,
    *,
    notice: str = "",
    code: int = HTTPStatus.OK,
) -> Response:
    """Answer with the questions of a section."""
    asked = contribution.asked
    cards = make_contribution_cards(contribution, section, brought)
    place = asked.sections.index(section)
    page = render_template(
        "voices/questions.html",
        voice=asked.voice,
        section=section,
        place=place + 1,
        count=len(asked.sections),
        following=asked.sections[place + 1] if place + 1 < len(asked.sections) else None,
        cards=show_cards(asked.questionnaire.version, cards),
        progress=draw_progress(contribution, section.id),
        known=asked.voice.revision,
        errors=list_errors(cards),
        stray=list_stray(asked, section.id),
        message=notice,
    )
    return make_response(page, code)


def show_returned(asked: Asked, section: Section, readings: Mapping[str, Reading], notice: str, code: int) -> Response:
    """Answer with a section in which all that was typed comes back; works without the store."""
    return show_questions(
        Contribution(asked, VoiceAnswers(), None), section, Brought(readings, unsaved=True), notice=notice, code=code
    )


def show_news(contribution: Contribution, section: Section, since: int) -> Response:
    """Answer with the questions that another tab saved after a revision, and with how far each section is."""
    latest: Mapping[str, SavedAnswer] = contribution.said.latest
    cards = [
        card
        for card in make_contribution_cards(contribution, section, Brought())
        if card.question.id in latest and latest[card.question.id].revision > since
    ]
    page = render_template(
        "scan/news.html",
        cards=show_cards(contribution.asked.questionnaire.version, cards),
        progress=draw_progress(contribution, section.id),
    )
    return mark_revision(make_response(page), contribution.asked.voice.revision)


def show_send(contribution: Contribution, *, notice: str = "") -> str:
    """Return the page on which to send in: what is still open, and what happens then."""
    numbers = contribution.asked.questionnaire.number_by_id
    groups = [
        {
            "title": translate_text(step.section.title),
            "questions": [
                {
                    "href": url_for(
                        "contribution.section", section=question.section, _anchor=f"q-{make_key(question.id)}"
                    ),
                    "number": numbers[question.id],
                    "text": translate_text(question.text),
                }
                for question in step.open_questions
            ],
        }
        for step in contribution.progress
        if step.open_questions
    ]
    return render_template(
        "voices/send.html",
        voice=contribution.asked.voice,
        groups=groups,
        left=sum(len(step.open_questions) for step in contribution.progress),
        started=bool(contribution.said.answered),
        message=notice,
    )
