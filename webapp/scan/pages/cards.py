"""What the pages with questions show, shaped for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from flask import url_for

from assessment.answers import plain_answer
from assessment.basis import NO_BASIS, Confidence
from assessment.model import NOT_APPLICABLE, UNKNOWN, Answer, Kind, Question, Questionnaire
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.scan.fields import Typed, make_key, mark_shown, name_field, show_answer
from webapp.scan.forms import Reading
from webapp.scan.pages.colleagues import NOBODY, AskedOf
from webapp.scan.progress import Count, count_open_rows
from webapp.store.actors import Actor
from webapp.store.answers import SavedAnswer
from webapp.wording.answers import describe_plain, describe_saved, name_state, write_time_of_day
from webapp.wording.basis import name_confidence

LONGEST_SCALE = 5


class Conflict(NamedTuple):
    """What somebody else saved in the meantime, beside what was filled in here."""

    text: str
    theirs: str
    yours: str


class Status(NamedTuple):
    """The line under a question. `state`: saved, cleared, not-saved, unsaved or empty.

    `finished`: it was not saved because the assessment is finished, so that the line offers to open it again.
    """

    state: str = ""
    text: str = ""
    revision: str = ""
    conflict: Conflict | None = None
    undecided: bool = False
    finished: bool = False


NOTHING_SAVED = Status(revision=mark_shown(0, None, ""))
"""What stands under a question that nobody ever answered."""


class Card(NamedTuple):
    """One question as it is shown: what stands in its fields, what is wrong with it, what is saved of it.

    `is_agreed`: it is the assessment's own answer that is filled in, so that a colleague can be asked for it.
    `asked_of`: who is to answer it, or was asked.
    """

    question: Question
    number: int
    typed: Typed
    status: Status = Status()
    error: str = ""
    earlier: str = ""
    is_agreed: bool = False
    asked_of: AskedOf = NOBODY

    @property
    def key(self) -> str:
        """The id within ids of elements."""
        return make_key(self.question.id)

    @property
    def is_remark(self) -> bool:
        """Whether it asks for a remark: then it has no number, no note, and nothing to rest on."""
        return self.number == 0

    @property
    def is_scale(self) -> bool:
        """Whether the options form a scale that fits in one row."""
        return self.question.scale_title is not None and len(self.question.options) <= LONGEST_SCALE

    @property
    def options(self) -> list[dict[str, object]]:
        """The answers to choose from."""
        return [
            {"value": option.id, "text": translate_text(option.text), "hint": "", "peer": False}
            for option in self.question.options
        ]

    @property
    def peers(self) -> list[dict[str, object]]:
        """Don't know, and not applicable where the question has that; none with a remark."""
        if self.is_remark:
            return []
        states = (UNKNOWN, NOT_APPLICABLE) if self.question.allows_not_applicable else (UNKNOWN,)
        return [{"value": state, "text": name_state(state), "hint": "", "peer": True} for state in states]

    @property
    def confidences(self) -> list[dict[str, str]]:
        """How sure one can be."""
        return [{"value": str(one), "text": name_confidence(one)} for one in Confidence]

    @property
    def exclusive(self) -> list[str]:
        """The options that go with no other."""
        return [option.id for option in self.question.options if option.exclusive]

    @property
    def clear_value(self) -> str:
        """What the button that clears the answer sends; empty where the fields can be emptied by hand."""
        return self.question.id if self.question.kind in (Kind.ONE, Kind.GRID) else ""

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of a grid."""
        return [
            {
                "id": row.id,
                "text": translate_text(row.text),
                "name": name_field("row", self.question.id, row.id),
                "chosen": self.typed.rows.get(row.id, ""),
            }
            for row in self.question.rows
        ]


@dataclass(frozen=True)
class Asked:
    """What a request brought about on a page of questions; what is empty changes nothing.

    `writers` names those whose saves are told apart: the other links. `opens_again`: the assessment is finished, so
    that saving offers to open it again. `asked_of` has who is to answer a question, or was asked, by its id.
    """

    readings: Mapping[str, Reading] = field(default_factory=dict)
    conflicts: Mapping[str, SavedAnswer] = field(default_factory=dict)
    unsaved: bool = False
    writers: Mapping[Actor, str] = field(default_factory=dict)
    opens_again: bool = False
    asked_of: Mapping[str, AskedOf] = field(default_factory=dict)

    def returns(self, question_id: str) -> bool:
        """Tell whether what was typed must come back instead of what is saved."""
        reading = self.readings.get(question_id)
        return reading is not None and bool(self.unsaved or reading.error or question_id in self.conflicts)


def make_cards(
    questionnaire: Questionnaire,
    questions: Iterable[Question],
    saved: Mapping[str, SavedAnswer],
    answers: Mapping[str, Answer],
    asked: Asked,
) -> list[Card]:
    """Return the cards of questions; `answers` is what the questionnaire reads in what is saved."""
    numbers = questionnaire.number_by_id
    return [
        make_card(question, numbers[question.id], saved.get(question.id), answers.get(question.id), asked)
        for question in questions
    ]


def make_card(question: Question, number: int, entry: SavedAnswer | None, answer: Answer | None, asked: Asked) -> Card:
    """Return the card of one question; `number` 0 is a remark."""
    if not asked.returns(question.id):
        note, basis = (entry.note, entry.basis) if entry else ("", NO_BASIS)
        typed = show_answer(question, answer, note, basis)
        return Card(question, number, typed, show_saved(question, entry, answer, asked.writers))
    reading = asked.readings[question.id]
    return Card(question, number, reading.typed, _show_unsaved(reading, asked), reading.error)


def show_saved(
    question: Question, entry: SavedAnswer | None, answer: Answer | None, writers: Mapping[Actor, str]
) -> Status:
    """Return the status of a question whose fields show what is stored."""
    if entry is None:
        return NOTHING_SAVED
    mark = mark_shown(entry.revision, None if answer is None else plain_answer(answer), entry.note, entry.basis)
    if entry.plain is None and not entry.note:
        return Status(revision=mark)
    if entry.plain is not None and answer is None:
        text = gettext(
            "Your earlier answer does not fit the question any more: %(answer)s",
            answer=describe_plain(question, entry.plain),
        )
        return Status("unsaved", text, mark)
    text = describe_saved(entry.saved_at, writers.get(entry.saved_by, ""))
    if left := count_open_rows(question, answer):
        text = gettext("%(saved)s · still open: %(count)s", saved=text, count=left)
    return Status("saved", text, mark)


def show_conflict(reading: Reading, theirs: SavedAnswer, *, undecided: bool) -> Status:
    """Return the status of a question that somebody else answered otherwise in the meantime."""
    conflict = Conflict(
        gettext(
            "Not saved: at %(time)s somebody else saved another answer.",
            time=write_time_of_day(theirs.saved_at),
        ),
        describe_plain(reading.question, theirs.plain, theirs.note, theirs.basis),
        describe_plain(reading.question, reading.plain, reading.typed.kept_note, reading.basis or NO_BASIS),
    )
    return Status(revision=str(theirs.revision), conflict=conflict, undecided=undecided)


def show_finished_meanwhile(reading: Reading) -> Status:
    """Return the status of a question whose answer came after the assessment was finished."""
    text = gettext("Not saved: this self-scan was finished in the meantime. Your answer is still here.")
    return Status("not-saved", text, reading.posted_revision, finished=True)


def _show_unsaved(reading: Reading, asked: Asked) -> Status:
    theirs = asked.conflicts.get(reading.question.id)
    if theirs is not None:
        return show_conflict(reading, theirs, undecided=False)
    return Status("not-saved", gettext("Not saved. What you filled in is still here."), reading.posted_revision)


def describe_section(questionnaire: Questionnaire, section_id: str) -> dict[str, object]:
    """Return what a section's page says whoever fills it in, with nothing wrong and nothing to tell."""
    sections = questionnaire.sections
    place = next(index for index, section in enumerate(sections) if section.id == section_id)
    return {
        "version": questionnaire.version,
        "section": sections[place],
        "place": place + 1,
        "sections": sections,
        "following": sections[place + 1] if place + 1 < len(sections) else None,
        "errors": [],
        "stray": [],
        "message": "",
        "opens_again": False,
    }


def make_steps(questionnaire: Questionnaire, counts: Iterable[Count], current: str = "") -> list[dict[str, object]]:
    """Return the sections with how far each is, for the progress component."""
    titles = {section.id: section.title for section in questionnaire.sections}
    return [
        {
            "title": translate_text(titles[count.section]),
            "href": url_for("scan.section", section=count.section),
            "answered": count.answered,
            "total": count.total,
            "state": count.state,
            "current": count.section == current,
        }
        for count in counts
    ]


def link_question(question: Question) -> str:
    """Return the address of a question on its page."""
    return url_for("scan.section", section=question.section, _anchor=f"q-{make_key(question.id)}")


def list_errors(cards: list[Card]) -> list[dict[str, str]]:
    """Return what is wrong on a page, for the summary on top."""
    errors = []
    for card in cards:
        if card.error or card.status.conflict:
            what = card.error or gettext("another answer was saved in the meantime; choose which one stays")
            numbered = gettext("Question %(number)s: %(problem)s", number=card.number, problem=what)
            text = what if card.is_remark else numbered
            errors.append({"href": f"#control-{card.key}", "text": text})
    return errors
