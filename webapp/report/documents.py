"""What can be taken along: which documents there are, what each is made of, and what it follows from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date

from flask import Flask
from flask_babel import gettext

from webapp.access import current_assessment, reload_assessment
from webapp.background.registry import JobKind, register_job_kind
from webapp.background.wanted import want
from webapp.clock import today
from webapp.documents.deck import Deck
from webapp.documents.paper import Paper
from webapp.documents.workbook import Workbook
from webapp.documents.writing import Content
from webapp.findings import Findings
from webapp.i18n import current_language
from webapp.report.deck import make_deck
from webapp.report.outcome import find_with_earlier
from webapp.report.paper import make_paper
from webapp.report.places import Places
from webapp.report.workbook import make_workbook
from webapp.state import get_content, get_database
from webapp.store.assessments import AssessmentMissingError, AssessmentRecord, get_assessment_by_id, get_earlier
from webapp.store.jobs import NewJob

NO_LINK = "-"
"""Stands in for the private link, which is not kept and stands in no document."""


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


def register_documents(app: Flask) -> None:
    """Let the application make each kind of document."""
    for name, kind in KINDS.items():
        register_job_kind(app, name, JobKind(_composing(kind), _follow))


def want_documents() -> dict[str, NewJob]:
    """Return how each document of the current assessment is asked for, as it would be made now, by kind.

    Raises StoreUnavailable.
    """
    record = current_assessment()
    source, language = _source(record), current_language()
    return {kind: want(record.id, kind, source, language=language, day=today()) for kind in KINDS}


def _composing(kind: Kind) -> Callable[[NewJob], Content]:
    def compose(wanted: NewJob) -> Content:
        reload_assessment(_read_record(wanted.assessment_id))
        places = Places(NO_LINK, get_content().questionnaire)
        return kind.put(Contents(find_with_earlier(), places, wanted.day))

    return compose


def _follow(assessment_id: int) -> Hashable:
    return _source(_read_record(assessment_id))


def _source(record: AssessmentRecord) -> Hashable:
    """Return all that a document follows from.

    Every change of an answer, a note, the plan or the profile changes the assessment's record, so that nothing else
    need be read to find a document that is kept.
    """
    return record, get_earlier(get_database(), record)


def _read_record(assessment_id: int) -> AssessmentRecord:
    record = get_assessment_by_id(get_database(), assessment_id)
    if record is None:
        raise AssessmentMissingError
    return record


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
