"""What a municipality gave is its own: download, import, delete."""

from __future__ import annotations

from http import HTTPStatus

from flask import (
    Response,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response as BaseResponse

from assessment.actions import Action
from webapp.access import Access, current_assessment, open_to
from webapp.background.documents import remove_documents
from webapp.clock import utc_now
from webapp.downloads import name_file, offer_file
from webapp.municipalities import find_municipality
from webapp.scan.answering import save
from webapp.scan.beginning import create_from, describe_form, read_form
from webapp.scan.blueprint import blueprint
from webapp.scan.export import write_document, write_json, write_table
from webapp.scan.finishing import name_municipality
from webapp.scan.importing import (
    Document,
    ImportFileError,
    Misfit,
    fit_document,
    plan_import,
    read_document,
    write_carried,
)
from webapp.scan.importing_actions import fit_actions, leave_out_known
from webapp.scan.profile import ProfileForm
from webapp.security import limit_new_assessments
from webapp.state import get_content, get_database
from webapp.store.actions import NewAction, add_actions, get_actions
from webapp.store.answers import AnswerChange, SavedAnswer, get_answers, save_answers
from webapp.store.assessments import delete_assessment
from webapp.store.jobs import delete_jobs_about

SCHEMA_NAME = "zelfscan-1.json"
RESULT_SCHEMA_NAME = "resultaat-1.json"


@blueprint.get(f"/schema/{SCHEMA_NAME}")
@open_to(Access.PUBLIC)
def schema() -> Response:
    """The JSON Schema that downloads follow."""
    folder = f"{current_app.static_folder}/schema"
    return send_from_directory(folder, SCHEMA_NAME, mimetype="application/schema+json")


@blueprint.get(f"/schema/{RESULT_SCHEMA_NAME}")
@open_to(Access.PUBLIC)
def result_schema() -> Response:
    """The JSON Schema that a downloaded result follows."""
    folder = f"{current_app.static_folder}/schema"
    return send_from_directory(folder, RESULT_SCHEMA_NAME, mimetype="application/schema+json")


@blueprint.get("/z/<token>/gegevens")
@open_to(Access.LINK_HOLDER)
def data(token: str) -> str:
    """Where to download, import and delete."""
    return _show_data(token)


@blueprint.get("/z/<token>/gegevens/zelfscan.json")
@open_to(Access.LINK_HOLDER)
def download_json(token: str) -> Response:
    """Everything that was given, to keep or to import again."""
    del token
    schema_url = url_for("scan.schema", _external=True)
    document = write_document(
        current_assessment(), _read_saved(), _read_actions(), schema_url=schema_url, exported_at=utc_now()
    )
    return offer_file(write_json(document), "application/json", _name_file("json"))


@blueprint.get("/z/<token>/gegevens/antwoorden.csv")
@open_to(Access.LINK_HOLDER)
def download_csv(token: str) -> Response:
    """The questions and answers as a table."""
    del token
    table = write_table(get_content().questionnaire, _read_saved())
    return offer_file(table, "text/csv", _name_file("csv"))


@blueprint.post("/z/<token>/gegevens/importeren")
@open_to(Access.LINK_HOLDER)
def import_answers(token: str) -> BaseResponse:
    """Show what a file would change, and change it once that is confirmed."""
    try:
        document = _read_posted()
    except ImportFileError as error:
        return make_response(_show_data(token, error=str(error)), HTTPStatus.UNPROCESSABLE_ENTITY)
    mode = request.form.get("mode", "")
    revision = request.form.get("revision", "")
    if mode not in ("all", "new") or not (revision.isascii() and revision.isdigit() and len(revision) < 16):
        return make_response(_show_preview(token, document))
    plan = plan_import(fit_document(get_content().questionnaire, document)[0], _read_saved(), int(revision))
    outcome = save([*plan.added, *(plan.replaced if mode == "all" else ())])
    count = len(outcome.saved)
    done = ngettext("One answer was taken over.", "%(num)s answers were taken over.", count)
    if outcome.conflicts:
        notice = gettext("Some answers were changed in the meantime with the same link. They were not overwritten.")
        return make_response(_show_preview(token, document, notice=f"{done} {notice}"), HTTPStatus.CONFLICT)
    new, _ = _new_actions(document)
    if new:
        add_actions(get_database(), current_assessment().id, new)
        done += " " + ngettext("One action is in your plan.", "%(num)s actions are in your plan.", len(new))
    flash(done, "success")
    return redirect(url_for("scan.overview", token=token), HTTPStatus.SEE_OTHER)


@blueprint.route("/begin/importeren", methods=["GET", "POST"])
@open_to(Access.PUBLIC)
@limit_new_assessments
def import_new() -> BaseResponse:
    """Begin an assessment with the answers of a downloaded file."""
    if request.method == "GET":
        return make_response(render_template("scan/import_new.html", error=""))
    try:
        document = _read_posted()
    except ImportFileError as error:
        page = render_template("scan/import_new.html", error=str(error))
        return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
    form = read_form()
    if "confirmed" not in request.form:
        form.municipality.data, form.inhabitants.data = document.municipality, document.inhabitants
        form.role.data, form.language.data = document.role, document.language
        form.validate()
        return make_response(_show_new(document, form))
    if not form.validate():
        return make_response(_show_new(document, form), HTTPStatus.UNPROCESSABLE_ENTITY)
    record, token = create_from(form.profile)
    fitting, _ = fit_document(get_content().questionnaire, document)
    add_actions(get_database(), record.id, fit_actions(get_content().recommendations, document)[0])
    save_answers(get_database(), record.id, [AnswerChange(key, fit.plain, fit.note) for key, fit in fitting.items()])
    flash(gettext("Your self-scan is ready. Keep the link below before you go on."), "success")
    return redirect(url_for("scan.overview", token=token), HTTPStatus.SEE_OTHER)


@blueprint.route("/z/<token>/gegevens/verwijderen", methods=["GET", "POST"])
@open_to(Access.LINK_HOLDER)
def delete(token: str) -> BaseResponse:
    """Ask whether everything may go, and delete it."""
    if request.method == "GET":
        return make_response(render_template("scan/delete.html", token=token, record=current_assessment()))
    with get_database().write() as connection:
        files = delete_jobs_about(connection, current_assessment().id)
    delete_assessment(get_database(), current_assessment().id)
    remove_documents(files)
    flash(gettext("The self-scan and everything in it were deleted. The link no longer works."), "success")
    return redirect(url_for("site.home"), HTTPStatus.SEE_OTHER)


def _read_saved() -> dict[str, SavedAnswer]:
    return get_answers(get_database(), current_assessment().id)


def _read_actions() -> tuple[Action, ...]:
    return get_actions(get_database(), current_assessment().id)


def _name_file(ending: str) -> str:
    return name_file(name_municipality(), ending, stem="zelfscan")


def _read_posted() -> Document:
    """Return the chosen file, or the document that the page before carried. Raises ImportFileError."""
    carried = request.form.get("document", "")
    if carried:
        return read_document(carried)
    chosen = request.files.get("file")
    if chosen is None or not chosen.filename:
        raise ImportFileError(gettext("Choose a file first."))
    return read_document(chosen.read())


def _new_actions(document: Document) -> tuple[list[NewAction], list[Misfit]]:
    """Return the actions of a file that the plan lacks, and those that it can't take."""
    actions, misfits = fit_actions(get_content().recommendations, document)
    return leave_out_known(actions, _read_actions()), misfits


def _show_data(token: str, *, error: str = "") -> str:
    return render_template("scan/data.html", token=token, record=current_assessment(), error=error)


def _show_preview(token: str, document: Document, *, notice: str = "") -> str:
    record = current_assessment()
    fitting, misfits = fit_document(get_content().questionnaire, document)
    # The revision is older than the answers that are compared, if anything: a save in between is then a conflict.
    plan = plan_import(fitting, _read_saved(), record.revision)
    new_actions, action_misfits = _new_actions(document)
    other = find_municipality(document.municipality)
    return render_template(
        "scan/import_preview.html",
        token=token,
        record=record,
        plan=plan,
        new_actions=new_actions,
        misfits=[*misfits, *action_misfits],
        message=notice,
        carried=write_carried(document, fitting),
        other_municipality=None if document.municipality == record.municipality else other,
        other_version=document.questionnaire_version != get_content().questionnaire.version,
    )


def _show_new(document: Document, form: ProfileForm) -> str:
    fitting, misfits = fit_document(get_content().questionnaire, document)
    actions, action_misfits = fit_actions(get_content().recommendations, document)
    return render_template(
        "scan/import_new_preview.html",
        count=sum(1 for entry in fitting.values() if entry.plain is not None),
        total=len(get_content().questionnaire.questions),
        misfits=[*misfits, *action_misfits],
        actions=len(actions),
        carried=write_carried(document, fitting),
        other_version=document.questionnaire_version != get_content().questionnaire.version,
        message="",
        **describe_form(form),
    )
