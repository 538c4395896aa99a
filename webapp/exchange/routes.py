"""The views of what a municipality gave: download, import, delete."""

from __future__ import annotations

from http import HTTPStatus

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from werkzeug.wrappers import Response as BaseResponse

from webapp.clock import utc_now
from webapp.exchange import operations
from webapp.exchange.csv_file import Separators, write_table
from webapp.exchange.import_file import ImportFileError
from webapp.exchange.import_preview import preview_import
from webapp.exchange.import_versions import fit_file
from webapp.exchange.import_voices import MOST_BYTES
from webapp.exchange.json_file import write_document, write_json
from webapp.exchange.json_voices import write_others
from webapp.exchange.notices import BEGUN_WITH_FILE, DELETED, TAKEN_OVER
from webapp.exchange.pages import fit_for, read_given, read_posted, show_data, show_new, show_preview
from webapp.language.locale import current_language
from webapp.language.texts import gettext
from webapp.language.typed_numbers import read_whole_number
from webapp.links.policy import FILL_IN, OWN
from webapp.outcome.reading import name_municipality
from webapp.scan.fields import NOTE_LENGTH, REOPENS
from webapp.scan.operations import FinishedError, begin_once, describe_new
from webapp.scan.profile_form import ProfileForm, read_form
from webapp.store.action_plan import MOST_ACTIONS, MOST_EVENTS, TITLE_LENGTH, WHO_LENGTH
from webapp.voices.beside import list_spoken
from webapp.web.downloads import name_file, offer_file
from webapp.web.language import remember_language
from webapp.web.notices import go_and_tell
from webapp.web.once import name_form, secret_of_form
from webapp.web.policy import ANYONE, ORDINARY_BYTES, accept_bytes, allow
from webapp.web.state import content_of, get_library
from webapp.web.visit import Visit

ASSESSMENT_SCHEMA = "zelfscan-1.json"
RESULT_SCHEMA = "resultaat-1.json"
LONGEST_SIGN = 4
"""Bytes of one sign, as UTF-8 writes it."""
MOST_TEXTS = 50
"""More than there are questions: each may have a note, and some a text."""
EVENT_BYTES = 100
OTHER_BYTES = 1024 * 1024
"""What stands in a file beside texts and histories, also in the one of the whole result."""
FILE_BYTES = (
    LONGEST_SIGN * MOST_TEXTS * NOTE_LENGTH
    + MOST_ACTIONS * (LONGEST_SIGN * (TITLE_LENGTH + WHO_LENGTH + NOTE_LENGTH) + MOST_EVENTS * EVENT_BYTES)
    + MOST_BYTES
    + OTHER_BYTES
)
"""The largest file: whatever can be downloaded can be brought back, in any script."""
FORM_BYTES = FILE_BYTES + ORDINARY_BYTES

published = Blueprint("exchange_start", __name__)
"""What somebody without a link opens."""
blueprint = Blueprint("exchange", __name__)
"""What belongs to one assessment; the assembly says where it stands."""


@published.get(f"/schema/{ASSESSMENT_SCHEMA}")
@allow(ANYONE)
def assessment_schema() -> Response:
    """The JSON Schema that downloads follow."""
    return _send_schema(ASSESSMENT_SCHEMA)


@published.get(f"/schema/{RESULT_SCHEMA}")
@allow(ANYONE)
def result_schema() -> Response:
    """The JSON Schema that a downloaded result follows."""
    return _send_schema(RESULT_SCHEMA)


@published.route("/begin/importeren", methods=["GET", "POST"])
@allow(ANYONE)
@accept_bytes(FORM_BYTES)
def import_new() -> BaseResponse:
    """Begin an assessment with the answers of a downloaded file."""
    if request.method == "GET":
        return make_response(render_template("exchange/import_new.html", error=""))
    try:
        document = read_posted()
    except ImportFileError as error:
        page = render_template("exchange/import_new.html", error=str(error))
        return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
    if "confirmed" not in request.form:
        form = ProfileForm(data=document.profile)
        form.validate()
        return make_response(show_new(document, form))
    form = read_form()
    if not form.validate():
        return make_response(show_new(document, form), HTTPStatus.UNPROCESSABLE_ENTITY)
    profile = form.profile
    version = get_library().nearest(document.questionnaire_version)
    found = fit_file(get_library(), document, version)
    begun = begin_once(
        secret_of_form(profile, request.form["document"]),
        lambda secret: operations.begin_with_file(
            describe_new(profile, version), found, document.finished_at, secret=secret
        ),
    )
    response = go_and_tell(url_for("scan.overview", token=begun.secret), BEGUN_WITH_FILE)
    if form.profile.language != current_language():
        remember_language(response, form.profile.language)
    return response


@blueprint.get("/gegevens")
@allow(FILL_IN)
def data(visit: Visit) -> str:
    """Where to download, import and delete."""
    return show_data(visit)


@blueprint.get("/gegevens/zelfscan.json")
@allow(FILL_IN)
def download_json(visit: Visit) -> Response:
    """Everything that was given, to keep or to import again."""
    schema_url = url_for("exchange_start.assessment_schema", _external=True)
    given = read_given(visit)
    document = write_document(
        visit.assessment, given.saved, given.actions, given.finished, schema_url=schema_url, exported_at=utc_now()
    )
    document |= write_others(given.others)
    return offer_file(write_json(document), "application/json", _name_file(visit, "json"))


@blueprint.get("/gegevens/antwoorden.csv")
@allow(FILL_IN)
def download_csv(visit: Visit) -> Response:
    """The questions and answers as a table; `scheiding` says what separates its columns."""
    wanted = request.args.get("scheiding", "")
    usual = Separators.SEMICOLON if current_language() == "nl" else Separators.COMMA
    separators = Separators(wanted) if wanted in set(Separators) else usual
    questionnaire = content_of(visit.assessment).questionnaire
    table = write_table(questionnaire, read_given(visit).saved, separators, list_spoken(visit))
    name = name_file(
        name_municipality(visit.assessment), "csv", stem=f"zelfscan-{separators}", language=current_language()
    )
    return offer_file(table, "text/csv", name)


@blueprint.post("/gegevens/importeren")
@allow(FILL_IN)
@accept_bytes(FORM_BYTES)
def import_answers(visit: Visit) -> BaseResponse:
    """Show what a file would change, and change it once that is confirmed."""
    try:
        document = read_posted()
    except ImportFileError as error:
        return make_response(show_data(visit, error=str(error)), HTTPStatus.UNPROCESSABLE_ENTITY)
    mode, revision = request.form.get("mode", ""), read_whole_number(request.form.get("revision"), None)
    given = read_given(visit)
    if mode not in ("all", "new") or revision is None:
        return make_response(show_preview(visit, document, given))
    found = fit_for(visit, document, given)
    preview = preview_import(found.answers, given.saved, revision)
    changes = [*preview.added, *(preview.replaced if mode == "all" else ())]
    try:
        form = name_form(mode, request.form["document"])
        reopens = REOPENS in request.form
        taken = operations.take_over(visit, changes, found.plan.actions, found.others, reopens=reopens, form=form)
    except operations.ChangedMeanwhileError:
        notice = gettext(
            "Nothing was taken over yet: somebody else changed some answers in the meantime. "
            "See below what would change now, and confirm again."
        )
        page = show_preview(visit, document, read_given(visit), notice=notice)
        return make_response(page, HTTPStatus.CONFLICT)
    except FinishedError:
        notice = gettext(
            "Nothing was taken over yet: this self-scan was finished in the meantime. "
            "Confirm below to open it again and take the file over."
        )
        page = show_preview(visit, document, given, notice=notice, opens_again=True)
        return make_response(page, HTTPStatus.CONFLICT)
    return go_and_tell(url_for("scan.overview"), TAKEN_OVER, f"{taken.answers}-{taken.actions}")


@blueprint.get("/gegevens/verwijderen")
@allow(OWN)
def confirm_deletion(visit: Visit) -> str:
    """Ask whether everything may go."""
    return render_template("exchange/delete.html", record=visit.assessment)


@blueprint.post("/gegevens/verwijderen")
@allow(OWN)
def delete(visit: Visit) -> BaseResponse:
    """Delete everything."""
    operations.delete_everything(visit)
    return go_and_tell(url_for("site.home"), DELETED)


def _send_schema(name: str) -> Response:
    return send_from_directory(f"{current_app.static_folder}/schema", name, mimetype="application/schema+json")


def _name_file(visit: Visit, ending: str) -> str:
    return name_file(name_municipality(visit.assessment), ending, stem="zelfscan")
