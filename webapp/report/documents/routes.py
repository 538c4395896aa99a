"""The pages of the documents: the list, each document as soon as it is made, how far it is, and the result as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from flask import Response, abort, make_response, render_template, request, send_file, url_for
from flask_babel import gettext

from webapp.clock import today, utc_now
from webapp.documents.charts.process import DrawingError
from webapp.documents.result_data import describe_result
from webapp.exchange.export import write_document, write_json
from webapp.language.locale import current_language, format_number, offered_languages, translate_text
from webapp.outcome.current import describe_profile, find_with_earlier
from webapp.press import BusyError, Wanted, get_press
from webapp.report.documents.kinds import KINDS, Contents, describe_kinds, want_documents
from webapp.report.parts.addresses import Places
from webapp.report.parts.head import Head, view_head
from webapp.store.answers import get_answers
from webapp.web.downloads import name_file, offer_file
from webapp.web.policy import Access, current_assessment, open_to
from webapp.web.state import get_content, get_database

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
    # What a document follows from is read before the answers: a change in between then makes it anew.
    wanted = want_documents()
    contents = _read_contents(token)
    if contents.findings.answers:
        get_press().prepare(wanted[MADE_AHEAD], contents.composing(MADE_AHEAD))
    chosen, places = current_language(), contents.places
    kinds = KINDS if contents.findings.answers else ()
    page = DocumentsPage(
        head=view_head(contents.findings, places, "documents"),
        json_href=url_for("report.result_json", token=token, taal=chosen),
        documents=tuple(_view(token, kind, get_press().find(wanted[kind])) for kind in kinds),
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
    if (path := get_press().find(wanted)) is not None:
        return _send(path, kind)
    contents = _read_contents(token)
    if not contents.findings.answers:
        abort(HTTPStatus.NOT_FOUND)
    try:
        path = get_press().wait(wanted, contents.composing(kind))
    except BusyError:
        return _tell(contents, wanted, gettext("Much is being made at this moment. Try again in a minute."))
    except DrawingError:
        return _tell(contents, wanted, _failure())
    return _send(path, kind) if path is not None else _tell(contents, wanted, "")


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


def _send(path: Path, kind: str) -> Response:
    name = name_file(describe_profile(current_assessment()).municipality, kind)
    response = send_file(path, KINDS[kind].media_type, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _tell(contents: Contents, wanted: Wanted, problem: str) -> Response:
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


def _find_progress(token: str, wanted: Wanted) -> ProgressView:
    # Whether it is being made is asked first: it can be finished between both questions, but not the other way round.
    before, path = get_press().count_before(wanted), get_press().find(wanted)
    state = READY if path else MISSING if before is None else str(before)
    return ProgressView(_view(token, wanted.kind, path), state)


def _view(token: str, kind: str, path: Path | None) -> DocumentView:
    title, text = describe_kinds()[kind]
    size = ""
    if path is not None:
        size = gettext("%(size)s kB", size=format_number(max(1, round(path.stat().st_size / 1000))))
    href = url_for("report.document", token=token, kind=kind, taal=current_language())
    return DocumentView(kind, title, text, href, size)
