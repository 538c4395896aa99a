"""The pages of the documents: the list, each document as soon as it is made, how far it is, and the result as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from flask import Response, abort, make_response, render_template, request, url_for
from flask_babel import gettext

from webapp.access import Access, current_assessment, open_to
from webapp.background.documents import (
    BusyError,
    UnmakeableError,
    count_before,
    find_size,
    prepare_document,
    read_document,
    wait_for_document,
)
from webapp.clock import today, utc_now
from webapp.documents.result import describe_result
from webapp.downloads import name_file, offer_file
from webapp.i18n import current_language, format_number, offered_languages, translate_text
from webapp.report.documents import KINDS, Contents, describe_kinds, want_documents
from webapp.report.outcome import describe_profile, find_with_earlier
from webapp.report.pages import Head, view_head
from webapp.report.places import Places
from webapp.scan.export import write_document, write_json
from webapp.state import get_content, get_database
from webapp.store.answers import get_answers
from webapp.store.assessments import AssessmentMissingError
from webapp.store.jobs import NewJob

MADE_AHEAD = "pdf"
"""The document that is made as soon as somebody looks at the list."""
READY, MISSING = "ready", "missing"
STOP_ASKING = 286
"""What tells htmx that there is nothing more to ask for."""


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


@dataclass(frozen=True)
class ProgressView:
    """How far a document is: `state` is `ready`, `missing`, or how many are made before it."""

    document: DocumentView
    state: str

    @property
    def is_ready(self) -> bool:
        """Whether it can be taken along."""
        return self.state == READY

    @property
    def is_missing(self) -> bool:
        """Whether it is neither there nor being made."""
        return self.state == MISSING

    @property
    def before(self) -> int:
        """How many documents are made first."""
        return int(self.state) if self.state.isdigit() else 0


@open_to(Access.LINK_HOLDER)
def documents(token: str) -> str:
    """The list of documents; the report is made meanwhile."""
    wanted = want_documents()
    contents = _read_contents(token)
    if contents.findings.answers:
        prepare_document(wanted[MADE_AHEAD])
    chosen, places = current_language(), contents.places
    kinds = KINDS if contents.findings.answers else ()
    page = DocumentsPage(
        head=view_head(contents.findings, places, "documents"),
        json_href=url_for("report.result_json", token=token, taal=chosen),
        documents=tuple(_view(token, kind, find_size(wanted[kind])) for kind in kinds),
        languages=tuple(
            (one.code, one.native, places.documents(taal=one.code), one.code == chosen) for one in offered_languages()
        ),
    )
    return render_template("report/documents.html", page=page)


@open_to(Access.LINK_HOLDER)
def document(token: str, kind: str) -> Response:
    """One document: the file when it is there soon, else a page that says that it is being made."""
    if kind not in KINDS:
        abort(HTTPStatus.NOT_FOUND)
    wanted = want_documents()[kind]
    if (made := read_document(wanted)) is not None:
        return _send(made, kind)
    contents = _read_contents(token)
    if not contents.findings.answers:
        abort(HTTPStatus.NOT_FOUND)
    try:
        made = wait_for_document(wanted)
    except BusyError:
        return _tell(contents, wanted, gettext("Much is being made at this moment. Try again in a minute."))
    except AssessmentMissingError:
        abort(HTTPStatus.NOT_FOUND)
    except UnmakeableError:
        return _tell(contents, wanted, _failure())
    return _send(made, kind) if made is not None else _tell(contents, wanted, "")


@open_to(Access.LINK_HOLDER)
def document_progress(token: str, kind: str) -> Response:
    """How far a document is, for the page that waits for it; nothing where that is what `stand` says already."""
    if kind not in KINDS:
        abort(HTTPStatus.NOT_FOUND)
    found = _find_progress(token, want_documents()[kind])
    if found.state == request.args.get("stand", ""):
        return Response(status=HTTPStatus.NO_CONTENT)
    page = render_template("report/document_progress.html", progress=found, problem=_failure())
    response = make_response(page, STOP_ASKING if found.is_ready or found.is_missing else HTTPStatus.OK)
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
    return Contents(find_with_earlier(), Places(token, get_content().questionnaire), today())


def _failure() -> str:
    return str(
        gettext(
            "This document could not be made. Your answers are safe. Try again later, or print the pages of the result."
        )
    )


def _send(made: bytes, kind: str) -> Response:
    response = offer_file(
        made, KINDS[kind].media_type, name_file(describe_profile(current_assessment()).municipality, kind)
    )
    response.headers["Content-Type"] = KINDS[kind].media_type
    return response


def _tell(contents: Contents, wanted: NewJob, problem: str) -> Response:
    """Answer with the page that says that a document is being made, or why it isn't."""
    token = contents.places.token
    page = render_template(
        "report/document_waiting.html",
        page={"head": view_head(contents.findings, contents.places, "documents")},
        progress=_find_progress(token, wanted),
        progress_href=url_for("report.document_progress", token=token, kind=wanted.kind, taal=current_language()),
        problem=problem,
        list_href=contents.places.documents(),
    )
    response = make_response(page, HTTPStatus.SERVICE_UNAVAILABLE if problem else HTTPStatus.ACCEPTED)
    response.headers["Retry-After"] = "60" if problem else "3"
    return response


def _find_progress(token: str, wanted: NewJob) -> ProgressView:
    # Whether it is being made is asked first: it can be finished between both questions, but not the other way round.
    before, size = count_before(wanted), find_size(wanted)
    state = READY if size else MISSING if before is None else str(before)
    return ProgressView(_view(token, wanted.kind, size), state)


def _view(token: str, kind: str, made: int | None) -> DocumentView:
    title, text = describe_kinds()[kind]
    size = ""
    if made is not None:
        size = gettext("%(size)s kB", size=format_number(max(1, round(made / 1000))))
    href = url_for("report.document", token=token, kind=kind, taal=current_language())
    return DocumentView(kind, title, text, href, size)
