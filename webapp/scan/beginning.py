"""Beginning an assessment, and changing whose it is."""

from __future__ import annotations

from http import HTTPStatus

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp.language.locale import choose_language, current_language, format_number, offered_languages
from webapp.scan.blueprint import blueprint
from webapp.scan.profile import Profile, ProfileForm, describe_profile, describe_record
from webapp.store.assessments import (
    AssessmentRecord,
    NewAssessment,
    change_language,
    change_profile,
    create_assessment,
)
from webapp.web.policy import Access, current_assessment, open_to, reload_assessment
from webapp.web.security import limit_new_assessments
from webapp.web.state import get_content, get_database
from webapp.wording.municipalities import find_municipality, list_municipalities
from webapp.wording.roles import role_names

FIELDS = ("municipality", "inhabitants", "role", "language")


@blueprint.route("/begin", methods=["GET", "POST"])
@open_to(Access.PUBLIC)
@limit_new_assessments
def begin() -> Response:
    """Ask whose assessment it is, and make it."""
    form = read_form()
    if not form.is_submitted():
        form.language.data = current_language()
        return make_response(show_begin(form))
    if not form.validate():
        return make_response(show_begin(form), HTTPStatus.UNPROCESSABLE_ENTITY)
    _, token = create_from(form.profile)
    flash(gettext("Your self-scan is ready. Keep the link below before you go on."), "success")
    return redirect(url_for("scan.overview", token=token), HTTPStatus.SEE_OTHER)


@blueprint.route("/z/<token>/profiel", methods=["GET", "POST"])
@open_to(Access.LINK_HOLDER)
def profile(token: str) -> Response:
    """Change municipality, inhabitants, role or language."""
    record = current_assessment()
    form = read_form()
    if not form.is_submitted():
        _fill(form, record)
        return make_response(show_profile(form))
    if not form.validate():
        return make_response(show_profile(form), HTTPStatus.UNPROCESSABLE_ENTITY)
    stored, wanted = describe_record(record), describe_profile(form.profile)
    if stored not in (form.seen.data, wanted):
        form.seen.data = stored
        return make_response(show_profile(form, notice=_tell_conflict(record)), HTTPStatus.CONFLICT)
    if wanted != stored:
        _change(record, form.profile)
    flash(gettext("Your details are saved."), "success")
    return redirect(url_for("scan.overview", token=token), HTTPStatus.SEE_OTHER)


def read_form() -> ProfileForm:
    """Return the form as it was sent, or an empty one. Forgery is checked before any view, for every form alike."""
    return ProfileForm(meta={"csrf": False})


def show_begin(form: ProfileForm, *, notice: str = "") -> str:
    """Return the page that asks whose assessment it is."""
    return render_template("scan/begin.html", message=notice, **describe_form(form))


def show_profile(form: ProfileForm, *, notice: str = "") -> str:
    """Return the page on which that is changed."""
    return render_template("scan/profile.html", message=notice, **describe_form(form))


def describe_form(form: ProfileForm) -> dict[str, object]:
    """Return what the fields of the profile show."""
    language = current_language()
    errors = {name: form[name].errors[0] if form[name].errors else "" for name in FIELDS}
    return {
        "form": form,
        "field_errors": errors,
        "errors": [{"href": f"#{name}", "text": text} for name, text in errors.items() if text],
        "municipalities": [{"value": m.code, "text": m.name_in(language)} for m in list_municipalities()],
        "roles": [{"value": code, "text": name} for code, name in role_names().items()],
        "language_options": [{"value": offered.code, "text": offered.native} for offered in offered_languages()],
    }


def create_from(profile: Profile) -> tuple[AssessmentRecord, str]:
    """Make an assessment and return it with its token; its language is spoken from here on."""
    new = NewAssessment(
        municipality=profile.municipality.code,
        inhabitants=profile.inhabitants,
        role=profile.role,
        language=profile.language,
        questionnaire_version=get_content().questionnaire.version,
    )
    made = create_assessment(get_database(), new)
    if profile.language != current_language():
        choose_language(profile.language)
    return made


def _change(record: AssessmentRecord, profile: Profile) -> None:
    reload_assessment(
        change_profile(
            get_database(),
            record.id,
            municipality=profile.municipality.code,
            inhabitants=profile.inhabitants,
            role=profile.role,
        )
    )
    if profile.language != record.language:
        reload_assessment(change_language(get_database(), record.id, profile.language))
        choose_language(profile.language)


def _fill(form: ProfileForm, record: AssessmentRecord) -> None:
    form.municipality.data = record.municipality
    form.inhabitants.data = str(record.inhabitants)
    form.role.data = record.role
    form.language.data = record.language
    form.seen.data = describe_record(record)


def _tell_conflict(record: AssessmentRecord) -> str:
    found = find_municipality(record.municipality)
    words: str = gettext(
        "Not saved yet: these details were changed with the same link in the meantime, to %(municipality)s with "
        "%(inhabitants)s inhabitants. Save again if yours are right.",
        municipality=found.name_in(current_language()) if found else record.municipality,
        inhabitants=format_number(record.inhabitants),
    )
    return words
