"""What can be taken along: which documents there are, what each is made of, and what it follows from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flask import Flask

from webapp.background.registry import JobKind, register_job_kind
from webapp.background.wanted import want
from webapp.clock import today
from webapp.documents.office import SLIDES, SPREADSHEET, WORD
from webapp.findings.found import Finished
from webapp.findings.model import Findings
from webapp.language.locale import current_language
from webapp.language.texts import gettext
from webapp.outcome.reading import make_reader
from webapp.outcome.snapshots import read_finished
from webapp.report.parts.addresses import Addresses
from webapp.store.assessments import AssessmentMissingError, AssessmentRecord, get_assessment, get_earlier
from webapp.store.connections import Connection
from webapp.store.jobs import NewJob
from webapp.voices.beside import add_beside
from webapp.web.admission import addressed
from webapp.web.state import get_state, reading
from webapp.web.visit import Visit

if TYPE_CHECKING:
    from webapp.documents.content import Content
    from webapp.documents.deck import Deck
    from webapp.documents.paper import Note, Paper
    from webapp.documents.workbook import Workbook

NO_LINK = {"token": "-"}
"""Stands in for the private link, which is not kept and stands in no document."""
NOTES = "notes"
"""The detail that says whether a document tells what was noted."""


@dataclass(frozen=True)
class Contents:
    """What the documents of one assessment are made of, and the day that stands on them.

    `finished` is what was found the last time that it was finished, if it ever was. What puts them into a document is
    imported then: those that serve never do so.
    """

    findings: Findings
    addresses: Addresses
    day: date
    finished: tuple[Finished, ...] = ()

    def paper(self) -> Paper:
        """Return the report on paper."""
        from webapp.report.documents.paper import make_paper  # noqa: PLC0415 (as above)

        return make_paper(self.findings, self.addresses, self.day, self.finished)

    def management(self) -> Paper:
        """Return the management report."""
        from webapp.report.documents.paper import make_management_paper  # noqa: PLC0415 (as above)

        return make_management_paper(self.findings, self.addresses, self.day, self.finished)

    def deck(self) -> Deck:
        """Return the slides."""
        from webapp.report.documents.deck import make_deck  # noqa: PLC0415 (as above)

        return make_deck(self.findings, self.addresses, self.day)

    def council_note(self) -> Note:
        """Return the note for the council."""
        from webapp.report.documents.council_note import make_council_note  # noqa: PLC0415 (as above)

        return make_council_note(self.findings, self.addresses, self.day, self.finished)

    def workbook(self) -> Workbook:
        """Return the result to compute with."""
        from webapp.report.documents.workbook import make_workbook  # noqa: PLC0415 (as above)

        return make_workbook(self.findings, self.addresses, self.day)


@dataclass(frozen=True)
class Kind:
    """A kind of document: how it is put into words, its media type, and what its address and its file are called."""

    put: Callable[[Contents], Content]
    media_type: str
    ending: str
    stem: str = "rapport"
    file_stem: str = "pleinwijzer"

    @property
    def name(self) -> str:
        """Its last part of the address, `rapport.pdf`: no two kinds have the same."""
        return f"{self.stem}.{self.ending}"


KINDS: Mapping[str, Kind] = {
    "management": Kind(Contents.management, "application/pdf", "pdf", "managementrapport", "pleinwijzer-management"),
    "pdf": Kind(Contents.paper, "application/pdf", "pdf"),
    "pptx": Kind(Contents.deck, SLIDES, "pptx"),
    "council": Kind(Contents.council_note, WORD, "docx", "raadsnota", "pleinwijzer-raadsnota"),
    "docx": Kind(Contents.paper, WORD, "docx"),
    "xlsx": Kind(Contents.workbook, SPREADSHEET, "xlsx"),
}


def find_kind(name: str) -> str | None:
    """Return the kind whose address ends in a name such as `rapport.pdf`; None for no kind's."""
    return next((kind for kind, one in KINDS.items() if one.name == name), None)


def register_documents(app: Flask) -> None:
    """Let the application make each kind of document."""
    for name, kind in KINDS.items():
        register_job_kind(app, name, JobKind(_composing(kind), _follow))


def want_documents(visit: Visit) -> dict[str, NewJob]:
    """Return how each document of the visited assessment is asked for, as it would be made now, by kind.

    Raises StoreUnavailable.
    """
    with reading() as connection:
        source = _source(connection, visit.assessment)
    language, details = current_language(), {NOTES: visit.sees_notes}
    return {
        kind: want(visit.assessment.id, kind, source, language=language, day=today(), details=details) for kind in KINDS
    }


def _composing(kind: Kind) -> Callable[[NewJob], Content]:
    def compose(wanted: NewJob) -> Content:
        with reading() as connection:
            sees_notes = wanted.details.get(NOTES) is True
            record = _get_record(connection, wanted.assessment_id)
            findings = make_reader(connection, get_state(), sees_notes=sees_notes).read_with_earlier(record)
            finished = read_finished(connection, wanted.assessment_id, most=1)
            if sees_notes:
                findings = add_beside(connection, findings, record)
        with addressed(NO_LINK):
            return kind.put(Contents(findings, Addresses(), wanted.day, finished))

    return compose


def _follow(assessment_id: int) -> Hashable:
    with reading() as connection:
        return _source(connection, _get_record(connection, assessment_id))


def _source(connection: Connection, record: AssessmentRecord) -> Hashable:
    """Return all that a document follows from.

    Every change of an answer, a note, the plan or the profile changes the assessment's record, so that nothing else
    need be read to find a document that is kept.
    """
    return record, get_earlier(connection, record)


def _get_record(connection: Connection, assessment_id: int) -> AssessmentRecord:
    record = get_assessment(connection, assessment_id)
    if record is None:
        raise AssessmentMissingError
    return record


def describe_kinds() -> dict[str, tuple[str, str]]:
    """Return what each document is called, and what it is for."""
    return {
        "management": (
            gettext("Management report (PDF)"),
            gettext(
                "Six pages at most; the first two stand alone. Where you stand, what you decide, and what it costs."
            ),
        ),
        "pdf": (
            gettext("Full report (PDF)"),
            gettext(
                "The management report, a page for each dimension, and everything behind it. Some thirty to fifty "
                "pages."
            ),
        ),
        "council": (
            gettext("Note for the council (Word)"),
            gettext("One page: what was done, where you stand, what is asked. Change it as you like."),
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
