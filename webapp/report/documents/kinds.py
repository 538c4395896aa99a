"""What can be taken along: which documents there are, what each is made of, and what it follows from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from flask import copy_current_request_context
from flask_babel import gettext

from webapp.clock import today
from webapp.documents.deck import Deck
from webapp.documents.paper import Paper
from webapp.documents.workbook import Workbook
from webapp.documents.writing import Content
from webapp.findings.model import Findings
from webapp.language.locale import current_language, speaking
from webapp.press import Compose, Wanted
from webapp.report.documents.deck import make_deck
from webapp.report.documents.paper import make_paper
from webapp.report.documents.workbook import make_workbook
from webapp.report.parts.addresses import Places
from webapp.store.assessments import get_earlier
from webapp.web.policy import current_assessment
from webapp.web.state import get_database


@dataclass(frozen=True)
class Contents:
    """What the documents of one assessment are made of, and the day that stands on them."""

    findings: Findings
    places: Places
    day: date

    def paper(self) -> Paper:
        """Return the report on paper."""
        return make_paper(self.findings, self.places, self.day)

    def deck(self) -> Deck:
        """Return the slides."""
        return make_deck(self.findings, self.places, self.day)

    def workbook(self) -> Workbook:
        """Return the result to compute with."""
        return make_workbook(self.findings, self.places, self.day)

    def composing(self, kind: str) -> Compose:
        """Return what puts a document into words, in the language of this request, whenever it is called.

        Raises KeyError on an unknown kind.
        """
        put, language = KINDS[kind].put, current_language()

        @copy_current_request_context
        def compose() -> Content:
            with speaking(language):
                return put(self)

        return compose


@dataclass(frozen=True)
class Kind:
    """A kind of document: how it is put into words, and its media type."""

    put: Callable[[Contents], Content]
    media_type: str


KINDS: Mapping[str, Kind] = {
    "pdf": Kind(Contents.paper, "application/pdf"),
    "docx": Kind(Contents.paper, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pptx": Kind(Contents.deck, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "xlsx": Kind(Contents.workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def want_documents() -> dict[str, Wanted]:
    """Return how the press knows each document of the current assessment, as it would be made now, by kind.

    Every change of an answer, a note, the plan or the profile changes the assessment's record, so that nothing else
    need be read to find a document that is kept. Raises StoreUnavailable.
    """
    record = current_assessment()
    source = (record, get_earlier(get_database(), record), current_language(), today())
    return {kind: Wanted(record.id, kind, source) for kind in KINDS}


def describe_kinds() -> dict[str, tuple[str, str]]:
    """Return what each document is called, and what it is for."""
    return {
        "pdf": (
            gettext("Report (PDF)"),
            gettext("The whole result to print, to mail and to put before the management team."),
        ),
        "docx": (
            gettext("Report to edit (Word)"),
            gettext("The same report, in Word’s own styles: add what you know, and give it your own look."),
        ),
        "pptx": (
            gettext("Slides (PowerPoint)"),
            gettext("A short presentation for the management team, with what to say in the notes."),
        ),
        "xlsx": (
            gettext("Spreadsheet (Excel)"),
            gettext("All answers, points, weights and figures as numbers to compute with, with the formulas."),
        ),
    }
