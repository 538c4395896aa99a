"""The result to take along: which documents there are, and each one as soon as it is made."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from pathlib import Path

from flask import Response, abort, make_response, render_template, send_file, url_for
from flask_babel import gettext

from webapp.access import Access, current_assessment, open_to
from webapp.clock import today, utc_now
from webapp.documents.charts.process import DrawingError
from webapp.documents.deck import Deck
from webapp.documents.paper import Paper
from webapp.documents.result import describe_result
from webapp.documents.workbook import Workbook
from webapp.documents.writing import Content, Job
from webapp.downloads import name_file, offer_file
from webapp.findings import Findings
from webapp.i18n import current_language, format_number, offered_languages, translate_text
from webapp.press import BusyError, Ordered, get_press
from webapp.report.deck import make_deck
from webapp.report.outcome import find_with_earlier
from webapp.report.pages import Head, view_head
from webapp.report.paper import make_paper
from webapp.report.places import Places
from webapp.report.workbook import make_workbook
from webapp.scan.export import write_document, write_json
from webapp.state import get_content, get_database
from webapp.store.answers import get_answers
from webapp.store.assessments import AssessmentRecord, get_earlier

MADE_AHEAD = "pdf"
"""The document that is made as soon as somebody looks at the list."""


@dataclass(frozen=True)
class Contents:
    """What documents are made of, each put together once."""

    findings: Findings
    places: Places
    earlier: AssessmentRecord | None = None

    @cached_property
    def paper(self) -> Paper:
        """The report on paper, as of today."""
        return make_paper(self.findings, self.places, today())

    @cached_property
    def deck(self) -> Deck:
        """The slides, as of today."""
        return make_deck(self.findings, self.places, today())

    @cached_property
    def workbook(self) -> Workbook:
        """The result to compute with, as of today."""
        return make_workbook(self.findings, self.places, today())

    def stamp(self, kind: str) -> Hashable:
        """Return all that a document follows from: another answer, also an earlier one, language or day changes it."""
        return (current_assessment(), self.earlier, kind, current_language(), today())

    def recall(self, kind: str) -> Path | None:
        """Return the file of a document that was asked for before, and would be the same now."""
        return get_press().recall(self.stamp(kind))

    def order(self, kind: str) -> Ordered:
        """Return what the press needs to know of a document. Raises KeyError on an unknown kind."""
        return Ordered(current_assessment().id, Job(kind, KINDS[kind].take(self)))


@dataclass(frozen=True)
class Kind:
    """A kind of document: what it is made of, and its media type."""

    take: Callable[[Contents], Content]
    media_type: str


@dataclass(frozen=True)
class DocumentView:
    """One document as the list shows it; `size` is empty until it is made."""

    kind: str
    title: str
    text: str
    href: str
    size: str


@dataclass(frozen=True)
class DocumentsPage:
    """All that the list shows."""

    head: Head
    documents: tuple[DocumentView, ...]
    json_href: str
    languages: tuple[tuple[str, str, str, bool], ...]


KINDS: Mapping[str, Kind] = {
    "pdf": Kind(lambda contents: contents.paper, "application/pdf"),
    "docx": Kind(
        lambda contents: contents.paper, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    "pptx": Kind(
        lambda contents: contents.deck, "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ),
    "xlsx": Kind(
        lambda contents: contents.workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
}


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


@open_to(Access.LINK_HOLDER)
def documents(token: str) -> str:
    """The list of documents; the report is made meanwhile."""
    contents = _read_contents(token)
    if contents.findings.answers and contents.recall(MADE_AHEAD) is None:
        get_press().prepare(contents.order(MADE_AHEAD))
    return render_template("report/documents.html", page=_shape(contents))


@open_to(Access.LINK_HOLDER)
def document(token: str, kind: str) -> Response:
    """One document: the file when it is there soon, else a page that says that it is being made."""
    contents = _read_contents(token)
    if kind not in KINDS or not contents.findings.answers:
        abort(HTTPStatus.NOT_FOUND)
    try:
        path = contents.recall(kind) or get_press().wait(contents.order(kind))
    except BusyError:
        return _tell(contents, kind, gettext("Much is being made at this moment. Try again in a minute."))
    except DrawingError:
        problem = gettext(
            "This document could not be made. Your answers are safe. Try again later, or print the pages of the result."
        )
        return _tell(contents, kind, problem)
    if path is None:
        return _tell(contents, kind, "")
    get_press().remember(contents.stamp(kind), path)
    name = name_file(contents.findings.profile.municipality, kind)
    response = send_file(path, KINDS[kind].media_type, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response


@open_to(Access.LINK_HOLDER)
def result_json(token: str) -> Response:
    """The whole result as data for other programs."""
    del token
    findings = find_with_earlier()
    schema = url_for("scan.schema", _external=True)
    scan = write_document(
        current_assessment(),
        get_answers(get_database(), current_assessment().id),
        findings.actions,
        schema_url=schema,
        exported_at=utc_now(),
    )
    result = describe_result(
        findings,
        scan,
        translate_text,
        language=current_language(),
        schema_url=url_for("scan.result_schema", _external=True),
    )
    return offer_file(write_json(result), "application/json", name_file(findings.profile.municipality, "json"))


def _read_contents(token: str) -> Contents:
    # The record is older than the answers, if anything: a change in between then makes the document anew.
    earlier = get_earlier(get_database(), current_assessment())
    return Contents(find_with_earlier(), Places(token, get_content().questionnaire), earlier)


def _tell(contents: Contents, kind: str, problem: str) -> Response:
    """Answer with the page that says that a document is being made, or why it isn't."""
    page = render_template(
        "report/document_waiting.html",
        page={"head": view_head(contents.findings, contents.places, "documents")},
        document=_view(contents, kind, None),
        problem=problem,
        list_href=contents.places.documents(),
    )
    response = make_response(page, HTTPStatus.SERVICE_UNAVAILABLE if problem else HTTPStatus.ACCEPTED)
    response.headers["Retry-After"] = "60" if problem else "3"
    return response


def _shape(contents: Contents) -> DocumentsPage:
    kinds = KINDS if contents.findings.answers else ()
    chosen = current_language()
    return DocumentsPage(
        head=view_head(contents.findings, contents.places, "documents"),
        json_href=url_for("report.result_json", token=contents.places.token, taal=chosen),
        documents=tuple(_view(contents, kind, contents.recall(kind)) for kind in kinds),
        languages=tuple(
            (one.code, one.native, contents.places.documents(taal=one.code), one.code == chosen)
            for one in offered_languages()
        ),
    )


def _view(contents: Contents, kind: str, path: Path | None) -> DocumentView:
    title, text = describe_kinds()[kind]
    size = ""
    if path is not None:
        size = gettext("%(size)s kB", size=format_number(max(1, round(path.stat().st_size / 1000))))
    href = url_for("report.document", token=contents.places.token, kind=kind, taal=current_language())
    return DocumentView(kind, title, text, href, size)
