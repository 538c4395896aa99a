"""The pages on which somebody says whose assessment it is."""

from __future__ import annotations

from flask import render_template

from webapp.language.locale import current_language, format_number, offered_languages
from webapp.language.texts import gettext
from webapp.scan.profile_form import ProfileForm
from webapp.store.assessments import AssessmentRecord
from webapp.wording.inhabitants import explain_register, is_of_register, write_counts
from webapp.wording.municipalities import list_municipalities, name_place
from webapp.wording.place_search import describe_for_browser
from webapp.wording.roles import role_names

FIELDS = ("municipality", "inhabitants", "role", "language")


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
        "search": describe_for_browser(),
        "inhabitants": write_counts(),
        "inhabitants_from": explain_register(),
        "is_filled_in": is_of_register(form.municipality.data or "", form.inhabitants.data),
        "roles": [{"value": code, "text": name} for code, name in role_names().items()],
        "language_options": [{"value": offered.code, "text": offered.native} for offered in offered_languages()],
    }


def tell_conflict(record: AssessmentRecord) -> str:
    """Return what is said when somebody else changed the profile in the meantime."""
    words: str = gettext(
        "Not saved yet: somebody else changed these details in the meantime, to %(municipality)s with "
        "%(inhabitants)s inhabitants. Save again if yours are right.",
        municipality=name_place(record.municipality),
        inhabitants=format_number(record.inhabitants),
    )
    return words
