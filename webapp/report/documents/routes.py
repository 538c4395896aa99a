"""The views of the documents: the list, each document as soon as it is made, how far it is, and the result as JSON."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for

from webapp.background.documents import (
    BusyError,
    UnmakeableError,
    prepare_document,
    read_document,
    wait_for_document,
)
from webapp.clock import utc_now
from webapp.documents.result_data import describe_result
from webapp.exchange.json_file import write_document, write_json
from webapp.exchange.json_voices import SaidByOthers, read_others, write_others
from webapp.language.locale import current_language, translate_text
from webapp.language.texts import gettext
from webapp.links.policy import READ
from webapp.outcome.reading import make_reader, name_municipality
from webapp.outcome.snapshots import read_finished
from webapp.report.documents.kinds import KINDS, Contents, find_kind, want_documents
from webapp.report.documents.pages import (
    as_asked,
    failure_text,
    find_progress,
    read_contents,
    shape_documents,
    without_notes,
)
from webapp.report.parts.head import view_head
from webapp.store.answers import get_answers
from webapp.store.assessments import AssessmentMissingError
from webapp.store.jobs import NewJob
from webapp.voices.beside import add_beside
from webapp.web.downloads import name_file, offer_file
from webapp.web.policy import allow
from webapp.web.state import get_sheets, get_state, reading
from webapp.web.visit import Visit
from webapp.web.waiting import waits

MADE_AHEAD = "management"
"""The document that is made as soon as somebody looks at the list."""
STOP_ASKING = 286
"""What tells htmx that there is nothing more to ask for."""

blueprint = Blueprint("documents", __name__)


@blueprint.get("/documenten")
@allow(READ)
def index(visit: Visit) -> str:
    """The list of documents; the management report is made meanwhile."""
    may_hold, visit = visit.sees_notes, as_asked(visit)
    wanted = want_documents(visit)
    contents = read_contents(visit)
    if contents.findings.answers:
        prepare_document(wanted[MADE_AHEAD])
    return render_template("report/documents.html", page=shape_documents(contents, wanted, may_hold=may_hold))


@blueprint.get("/documenten/<name>")
@allow(READ)
@waits
def document(visit: Visit, name: str) -> Response:
    """One document: the file when it is there soon, else a page that says that it is being made."""
    kind = find_kind(name)
    if kind is None:
        abort(HTTPStatus.NOT_FOUND)
    visit = as_asked(visit)
    wanted = want_documents(visit)[kind]
    if (made := read_document(wanted)) is not None:
        return _send(visit, made, kind)
    contents = read_contents(visit)
    if not contents.findings.answers:
        abort(HTTPStatus.NOT_FOUND)
    try:
        made = wait_for_document(wanted)
    except BusyError:
        return _tell(contents, wanted, gettext("Much is being made at this moment. Try again in a minute."))
    except AssessmentMissingError:
        abort(HTTPStatus.NOT_FOUND)
    except UnmakeableError:
        return _tell(contents, wanted, failure_text())
    return _send(visit, made, kind) if made is not None else _tell(contents, wanted, "")


@blueprint.get("/documenten/<name>/stand")
@allow(READ)
def progress(visit: Visit, name: str) -> Response:
    """How far a document is, for the page that waits for it; nothing where that is what `stand` says already."""
    kind = find_kind(name)
    if kind is None:
        abort(HTTPStatus.NOT_FOUND)
    found = find_progress(want_documents(as_asked(visit))[kind])
    if found.state == request.args.get("stand", ""):
        return Response(status=HTTPStatus.NO_CONTENT)
    page = render_template("report/document_progress.html", progress=found, problem=failure_text())
    return make_response(page, STOP_ASKING if found.is_ready or found.is_missing else HTTPStatus.OK)


@blueprint.get("/documenten/resultaat.json")
@allow(READ)
def result_json(visit: Visit) -> Response:
    """The whole result as data for other programs."""
    visit = as_asked(visit)
    with reading() as connection:
        findings = make_reader(connection, get_state(), sees_notes=visit.sees_notes).read_with_earlier(visit.assessment)
        saved = get_answers(connection, visit.assessment.id)
        finished = read_finished(connection, visit.assessment.id)
        others = read_others(connection, visit.assessment.id) if visit.sees_notes else SaidByOthers()
        if not visit.may_write:
            others = others.only_sent
        if visit.sees_notes:
            findings = add_beside(connection, findings, visit.assessment)
    if not visit.sees_notes:
        saved = {name: entry._replace(note="", basis=entry.basis.without_evidence) for name, entry in saved.items()}
    scan = write_document(
        visit.assessment,
        saved,
        findings.actions,
        finished,
        schema_url=url_for("exchange_start.assessment_schema", _external=True),
        exported_at=utc_now(),
    ) | write_others(others)
    result = describe_result(
        findings,
        scan,
        translate_text,
        get_sheets(),
        language=current_language(),
        schema_url=url_for("exchange_start.result_schema", _external=True),
    )
    name = name_file(findings.profile.municipality, "json", language=current_language())
    return offer_file(write_json(result), "application/json", name)


def _send(visit: Visit, made: bytes, kind: str) -> Response:
    known, municipality = KINDS[kind], name_municipality(visit.assessment)
    name = name_file(municipality, known.ending, stem=known.file_stem, language=current_language())
    response = offer_file(made, known.media_type, name)
    response.headers["Content-Type"] = KINDS[kind].media_type
    return response


def _tell(contents: Contents, wanted: NewJob, problem: str) -> Response:
    """Answer with the page that says that a document is being made, or why it isn't."""
    page = render_template(
        "report/document_waiting.html",
        page={"head": view_head(contents.findings, contents.addresses, "documents")},
        progress=find_progress(wanted),
        progress_href=url_for(
            "documents.progress", name=KINDS[wanted.kind].name, taal=current_language(), zonder=without_notes()
        ),
        problem=problem,
        list_href=contents.addresses.documents(),
    )
    response = make_response(page, HTTPStatus.SERVICE_UNAVAILABLE if problem else HTTPStatus.ACCEPTED)
    response.headers["Retry-After"] = "60" if problem else "3"
    return response
